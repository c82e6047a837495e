"""What is kept of the wire: the last replies, and never more bytes than were granted."""

import pytest

from deeptrin_desktop.chat import recording
from deeptrin_desktop.chat.recording import Recording, Recordings
from deeptrin_desktop.core.wire import Answered, Sent

SENT = Sent("POST /v1/chat/completions HTTP/1.1", (), "hash")
OK = Answered("HTTP/1.1 200 OK", ())


def found(recordings: Recordings, reply_id: str) -> Recording:
    kept = recordings.find(reply_id)
    assert kept is not None
    return kept


def test_attempts_follow_each_other_each_with_its_answer() -> None:
    recordings = Recordings()
    tell = recordings.begin("r")
    refused = Answered("HTTP/1.1 400 No", ())
    for sight in (SENT, refused, b"no", SENT, OK, b"a", b"b"):
        tell(sight)
    kept = found(recordings, "r")
    assert [(attempt.answered, [piece.data for piece in attempt.pieces]) for attempt in kept.attempts] == [
        (refused, [b"no"]),
        (OK, [b"a", b"b"]),
    ]
    times = [piece.seconds for attempt in kept.attempts for piece in attempt.pieces]
    assert times == sorted(times)
    assert not kept.cut


def test_the_twenty_last_replies_are_kept() -> None:
    recordings = Recordings()
    for number in range(25):
        recordings.begin(str(number))(SENT)
    assert [number for number in range(25) if recordings.find(str(number))] == [*range(5, 25)]


def test_of_one_reply_no_more_is_kept_than_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "MOST_OF_ONE", 10)
    recordings = Recordings()
    tell = recordings.begin("r")
    for sight in (SENT, OK, b"12345", b"67890", b"1", b""):
        tell(sight)
    kept = found(recordings, "r")
    assert b"".join(piece.data for piece in kept.attempts[0].pieces) == b"1234567890"
    assert kept.cut


def test_in_all_the_oldest_give_way_and_keep_their_heads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "MOST_OF_ALL", 10)
    recordings = Recordings()
    for name in "abc":
        tell = recordings.begin(name)
        for sight in (SENT, OK, b"12345"):
            tell(sight)
    kept = [found(recordings, name) for name in "abc"]
    assert [(each.cut, len(each.attempts[0].pieces)) for each in kept] == [(True, 0), (False, 1), (False, 1)]
    assert kept[0].attempts[0].answered == OK
