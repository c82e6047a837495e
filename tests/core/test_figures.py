"""Figures of replies and of conversations, regenerated replies too."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.figures import Sums, figures_in, figures_of, sums_of
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
    replied = replace(REPLY, timings=timings, usage=Usage(completion_tokens=100))
    assert figures_of(replied, choices=1).speed == speed


def test_an_estimate_counts_only_where_nothing_was_reported() -> None:
    assert figures_of(REPLY, choices=1).tokens_out is None
    assert not figures_of(REPLY, choices=1).estimated
    assert figures_of(REPLY, choices=1, estimate=7).estimated
    reported = figures_of(replace(REPLY, usage=Usage(1, 0)), choices=1, estimate=7)
    assert (reported.tokens_in, reported.tokens_out, reported.estimated) == (1, 0, False)


@pytest.mark.parametrize(
    ("texts", "continues", "tokens"), [(("x" * 30, ""), "", 10), (("x" * 50,), "p", 5), (("",), "", None)]
)
def test_tokens_are_estimated_by_all_that_came(texts: tuple[str, ...], continues: str, tokens: int | None) -> None:
    conversation = Conversation("c", NOW, NOW).with_message(Message("p", Role.ASSISTANT, "y" * 40, NOW))
    for number, text in enumerate(texts):
        reasoning = "z" * 10 if text else ""
        choice = Message(str(number), Role.ASSISTANT, text, NOW, reasoning=reasoning, reply="r", choice=number)
        conversation = conversation.with_message(choice)
    figures = figures_in(conversation, replace(REPLY, continues=continues))
    assert (figures.tokens_out, figures.estimated, figures.choices) == (tokens, tokens is not None, len(texts))


def test_the_sums_hold_every_ended_reply_and_say_of_how_many_nothing_is_known() -> None:
    conversation = Conversation("c", NOW, NOW)
    assert sums_of(conversation) == Sums()
    for id_, usage in (("a", Usage(10, 5)), ("b", Usage(20, 7)), ("c", None), ("d", Usage(prompt_tokens=1))):
        conversation = conversation.with_reply(replace(REPLY, id=id_, usage=usage))
    conversation = conversation.with_reply(replace(REPLY, id="e", state=ReplyState.STREAMING, usage=Usage(9, 9)))
    assert sums_of(conversation) == Sums(replies=4, silent=2, tokens_in=31, tokens_out=12)
