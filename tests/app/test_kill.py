"""`kill -9` in the middle of a stream, at a few moments; `tests/proofs/kill.py` does it at many."""

from proofs.kill import prove


def test_nothing_is_lost() -> None:
    outcomes = prove(count=3, seed=1, longest=0.8, say=print)
    assert [outcome.faults for outcome in outcomes] == [(), (), ()]
