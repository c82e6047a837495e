"""Receiving one reply: the key at the last moment, then what the API brings, until it ends."""

from collections.abc import Callable
from contextlib import aclosing
from functools import partial

from deeptrin_desktop.chat.events import ConversationChanged, DeltasArrived, Event, KeyringAwaited
from deeptrin_desktop.chat.library import Library
from deeptrin_desktop.chat.patience import key_of
from deeptrin_desktop.chat.recording import Recordings
from deeptrin_desktop.chat.running import RunningReply
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.errors import DeeptrinError, Failure, Kind, VaultError
from deeptrin_desktop.core.ports import Api, Vault
from deeptrin_desktop.core.request import Arrival
from deeptrin_desktop.core.wire import Sent, Sight, Witness


class Receiver:
    """Lets running replies grow by what arrives for them, and publishes it."""

    def __init__(
        self,
        *,
        library: Library,
        api: Api,
        vault: Vault,
        publish: Callable[[Event], None],
        recordings: Recordings,
        usage_refused: Callable[[Connection], object],
    ) -> None:
        """`usage_refused` is told of a connection whose server takes no `stream_options`."""
        self._library = library
        self._api = api
        self._vault = vault
        self._publish = publish
        self._recordings = recordings
        self._usage_refused = usage_refused

    async def receive(self, run: RunningReply) -> Failure | None:
        """Receives the whole reply. Returns the failure that ended it, if one did."""
        try:
            key = ""
            if run.connection.has_key:
                key = await self._key(run)
                run.begin()
                self._publish(ConversationChanged(run.shown_in(self._library[run.conversation]), running=True))
            witness = partial(self._see, run, self._recordings.begin(run.reply.id))
            async with aclosing(self._api.reply(run.connection, key, run.request, witness=witness)) as arrivals:
                async for arrival in arrivals:
                    self._take(run, arrival)
        except DeeptrinError as error:
            return error.failure
        return None

    def _see(self, run: RunningReply, record: Witness, sight: Sight) -> None:
        if isinstance(sight, Sent):
            run.sent(sight)
        record(sight)

    def _take(self, run: RunningReply, arrival: Arrival) -> None:
        if arrival.usage_refused:
            self._usage_refused(run.connection)
        deltas = run.take(arrival)
        known = self._library[run.conversation].tree.messages
        if all(message_id in known for message_id, _ in deltas):
            self._publish(DeltasArrived(run.conversation, deltas, run.reply.timings))
        else:
            conversation = self._library.grow(run.conversation, run.begun(), reply=run.reply)
            self._publish(ConversationChanged(run.shown_in(conversation), running=True))

    async def _key(self, run: RunningReply) -> str:
        origin = run.connection.origin

        def tell(awaited: bool) -> None:
            self._publish(KeyringAwaited(run.conversation, origin if awaited else None))

        key = await key_of(self._vault, origin, awaited=tell)
        if not key:
            raise VaultError(Failure(Kind.NO_KEY, host=origin))
        return key
