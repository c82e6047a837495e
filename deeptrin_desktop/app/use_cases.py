"""Builds the use cases, and gives each what it needs of the others and of the outside world."""

from collections.abc import Callable
from dataclasses import dataclass

from deeptrin_desktop.chat.connections import Connections
from deeptrin_desktop.chat.events import Event
from deeptrin_desktop.chat.layering import Layering
from deeptrin_desktop.chat.library import Library
from deeptrin_desktop.chat.models import Models
from deeptrin_desktop.chat.presets import Presets
from deeptrin_desktop.chat.receiving import Receiver
from deeptrin_desktop.chat.recording import Recordings
from deeptrin_desktop.chat.refusals import Refusals
from deeptrin_desktop.chat.replies import Replies
from deeptrin_desktop.chat.saving import Saver
from deeptrin_desktop.core.ports import Api, Store, Vault
from deeptrin_desktop.core.tasks import Tasks


@dataclass(frozen=True, slots=True)
class UseCases:
    """Those that the window is wired to."""

    connections: Connections
    models: Models
    layering: Layering
    library: Library
    recordings: Recordings
    saver: Saver
    replies: Replies


def build_use_cases(
    *, store: Store, vault: Vault, api: Api, tasks: Tasks, publish: Callable[[Event], None]
) -> UseCases:
    """`publish` gets what happens to conversations."""
    library, recordings, refusals = Library(store), Recordings(), Refusals(store)
    connections = Connections(store=store, vault=vault, api=api, refusals=refusals)
    models = Models(connections=connections, store=store, vault=vault, api=api)
    layering = Layering(connections=connections, presets=Presets(store), refusals=refusals)
    saver = Saver(library=library, store=store, publish=publish)
    receiver = Receiver(
        library=library,
        api=api,
        vault=vault,
        publish=publish,
        recordings=recordings,
        usage_refused=lambda connection: tasks.start(connections.no_usage(connection)),
    )
    replies = Replies(
        library=library,
        receiver=receiver,
        saver=saver,
        tasks=tasks,
        publish=publish,
        connection=connections.find,
        sent=layering.sent,
    )
    return UseCases(connections, models, layering, library, recordings, saver, replies)
