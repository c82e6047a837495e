"""Figures of replies and of conversations, regenerated replies too."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.figures import Sums, estimated_tokens, figures_of, sums_of
from deeptrin_desktop.core.message import Message, Reply, ReplyState, Role, Timings, Usage

NOW = datetime(2025, 1, 1, tzinfo=UTC)
REPLY = Reply("r", ReplyState.DONE, "m", Timings(NOW, 0.2, 0.5, 2.5))


@pytest.mark.parametrize(
    ("timings", "speed"),
    [
        (Timings(NOW, 0.2, 0.5, 2.5), 50),
        (Timings(NOW, 2.0, 2.0, 2.0), 50),
        (Timings(NOW, 1.96, 1.96, 2.0), 50),
        (Timings(NOW, 0.0, 0.0, 0.0), None),
        (Timings(NOW, 0.2, None, 2.0), None),
        (Timings(NOW, 0.2, 0.5), None),
    ],
)
def test_the_speed_is_that_of_the_text_or_over_all_where_it_came_at_once(timings: Timings, speed: float | None) -> None:
    assert figures_of(replace(REPLY, timings=timings, usage=Usage(completion_tokens=100))).speed == speed


def test_an_estimate_counts_only_where_nothing_was_reported() -> None:
    assert figures_of(REPLY) == figures_of(REPLY, estimate=None)
    assert figures_of(REPLY).tokens_out is None
    assert not figures_of(REPLY).estimated
    assert figures_of(REPLY, estimate=7).estimated
    reported = figures_of(replace(REPLY, usage=Usage(1, 0)), estimate=7)
    assert (reported.tokens_in, reported.tokens_out, reported.estimated) == (1, 0, False)


def test_tokens_are_estimated_by_all_that_a_model_wrote() -> None:
    choices = [Message("a", Role.ASSISTANT, "x" * 30, NOW, reasoning="y" * 10), Message("b", Role.ASSISTANT, "", NOW)]
    assert estimated_tokens(choices) == 10
    assert estimated_tokens(choices[:1], before=38) == 1
    assert estimated_tokens(choices[1:]) is None


def test_the_sums_hold_every_ended_reply_and_say_of_how_many_nothing_is_known() -> None:
    conversation = Conversation("c", NOW, NOW)
    assert sums_of(conversation) == Sums()
    for id_, usage in (("a", Usage(10, 5)), ("b", Usage(20, 7)), ("c", None), ("d", Usage(prompt_tokens=1))):
        conversation = conversation.with_reply(replace(REPLY, id=id_, usage=usage))
    conversation = conversation.with_reply(replace(REPLY, id="e", state=ReplyState.STREAMING, usage=Usage(9, 9)))
    assert sums_of(conversation) == Sums(replies=4, silent=2, tokens_in=31, tokens_out=12)
