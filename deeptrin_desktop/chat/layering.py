"""The layers below each conversation: its connection, its preset, and what was learnt that the server refuses."""

from deeptrin_desktop.chat.connections import Connections
from deeptrin_desktop.chat.presets import Presets
from deeptrin_desktop.core.conversation import Settings
from deeptrin_desktop.core.layers import Layers, Refusal, effective
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.ports import Store


class Layering:
    """Finds the layers of settings, and remembers refusals. Those of a connection for one run are written nowhere."""

    def __init__(self, *, store: Store, connections: Connections, presets: Presets) -> None:
        self._store = store
        self._connections = connections
        self.presets = presets
        self._refusals: frozenset[Refusal] = frozenset()

    async def load(self) -> None:
        """Reads presets, and what was refused, from the store. Raises StoreError."""
        await self.presets.load()
        self._refusals = await self._store.refusals()

    def below(self, settings: Settings) -> Layers:
        """What the settings of a conversation lie on."""
        connection = self._connections.find(settings.connection)
        place = (connection.id if connection else "", settings.model)
        refused = (each.parameter for each in self._refusals if (each.connection, each.model) == place)
        return Layers(connection, self.presets.find(settings.preset), frozenset(refused))

    def sent(self, settings: Settings) -> Settings:
        """What a request with these settings is made with."""
        return effective(settings, self.below(settings)).sent

    async def set_defaults(self, connection_id: str, parameters: Parameters) -> None:
        """Changes what a connection's conversations send where nothing else is said. Raises StoreError."""
        await self._connections.set_parameters(connection_id, parameters)

    async def refuse(self, settings: Settings, parameter: str) -> None:
        """Remembers that the server of these settings does not take a parameter for their model. Raises StoreError;
        until the app ends it is known all the same.
        """
        if connection := self._connections.find(settings.connection):
            refusal = Refusal(connection.id, settings.model, parameter)
            self._refusals |= {refusal}
            if not self._connections.overridden:
                await self._store.save_refusal(refusal)

    async def forget(self, settings: Settings, parameter: str) -> None:
        """The parameter is sent again. Raises StoreError."""
        if connection := self._connections.find(settings.connection):
            refusal = Refusal(connection.id, settings.model, parameter)
            self._refusals -= {refusal}
            if not self._connections.overridden:
                await self._store.forget_refusal(refusal)
