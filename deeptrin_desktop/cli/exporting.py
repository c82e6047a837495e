"""`export`: conversations to a file or to standard output, read beside an app that may be running."""

import argparse
from collections.abc import Iterator, Sequence

from deeptrin_desktop.app.paths import paths_of
from deeptrin_desktop.cli.output import opened
from deeptrin_desktop.core.conversation import Conversation, Summary
from deeptrin_desktop.core.errors import DeeptrinError, Failure, Kind
from deeptrin_desktop.store.reading import StoreReader, read_store
from deeptrin_desktop.transfer import own_json


def export(arguments: argparse.Namespace) -> None:
    """Writes what the arguments choose.

    Raises StoreError or TransferError, and DeeptrinError (bad-usage) for a conversation that is not there.
    """
    paths = paths_of(arguments.profile, demo=arguments.demo)
    with read_store(paths.database) as reader:
        summaries = reader.summaries()
        if arguments.list:
            with opened(arguments.output) as file:
                file.writelines(map(_line, summaries))
            return
        listed = [summary.id for summary in summaries]
        chosen = listed if arguments.all else _chosen(arguments.conversation, listed)
        with opened(arguments.output) as file:
            own_json.dump(_conversations(reader, chosen), file)


def _line(summary: Summary) -> str:
    """Id, time of the last change and title, with tabs between them and no other one."""
    title = " ".join(summary.title.split())
    return f"{summary.id}\t{summary.updated.isoformat(timespec='seconds')}\t{title}\n"


def _chosen(asked: Sequence[str], listed: Sequence[str]) -> list[str]:
    """Each once; that all are there is made sure before anything is written."""
    for conversation_id in asked:
        if conversation_id not in listed:
            raise DeeptrinError(Failure(Kind.BAD_USAGE, said=f"there is no conversation {conversation_id}"))
    return list(dict.fromkeys(asked))


def _conversations(reader: StoreReader, chosen: Sequence[str]) -> Iterator[Conversation]:
    for conversation_id in chosen:
        conversation = reader.conversation(conversation_id)
        assert conversation is not None, "it was listed in the same snapshot"
        yield conversation
