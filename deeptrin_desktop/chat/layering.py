"""The layers below each conversation: its connection, its preset, and what was learnt that the server refuses."""

from deeptrin_desktop.chat.connections import Connections
from deeptrin_desktop.chat.presets import Presets
from deeptrin_desktop.chat.refusals import Refusals
from deeptrin_desktop.core.conversation import Settings
from deeptrin_desktop.core.layers import Layers, Refusal, effective
from deeptrin_desktop.core.parameters import Parameters


class Layering:
    """Finds the layers of settings, and changes them. Refusals of a connection for one run are written nowhere."""

    def __init__(self, *, connections: Connections, presets: Presets, refusals: Refusals) -> None:
        self._connections = connections
        self.presets = presets
        self._refusals = refusals

    async def load(self) -> None:
        """Reads presets, and what was refused, from the store. Raises StoreError."""
        await self.presets.load()
        await self._refusals.load()

    def below(self, settings: Settings) -> Layers:
        """What the settings of a conversation lie on."""
        connection = self._connections.find(settings.connection)
        refused = self._refusals.of(connection.id if connection else "", settings.model)
        return Layers(connection, self.presets.find(settings.preset), refused)

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
            await self._refusals.add(refusal, for_this_run=self._connections.overridden)

    async def forget(self, settings: Settings, parameter: str) -> None:
        """The parameter is sent again. Raises StoreError."""
        if connection := self._connections.find(settings.connection):
            await self._refusals.forget(Refusal(connection.id, settings.model, parameter))
