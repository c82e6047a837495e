"""What was learnt that servers refuse, in memory and in the store."""

from deeptrin_desktop.core.layers import Refusal
from deeptrin_desktop.core.ports import Store


class Refusals:
    """What the servers of connections refused, as far as it was not forgotten since."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: frozenset[Refusal] = frozenset()

    async def load(self) -> None:
        """Reads them from the store. Raises StoreError."""
        self._known = await self._store.refusals()

    def of(self, connection_id: str, model: str) -> frozenset[str]:
        """The names of the parameters and extra body fields that were refused for a model."""
        place = (connection_id, model)
        return frozenset(each.parameter for each in self._known if (each.connection, each.model) == place)

    async def add(self, refusal: Refusal, *, for_this_run: bool) -> None:
        """Remembers one, in memory alone when it is `for_this_run`. Raises StoreError; then it is in memory."""
        self._known |= {refusal}
        if not for_this_run:
            await self._store.save_refusal(refusal)

    async def forget(self, refusal: Refusal) -> None:
        """Raises StoreError; in memory it is forgotten all the same."""
        self._known -= {refusal}
        await self._store.forget_refusal(refusal)

    async def forget_all(self, connection_id: str) -> None:
        """Forgets all of a connection. Raises StoreError."""
        for refusal in [each for each in self._known if each.connection == connection_id]:
            await self.forget(refusal)
