"""Any conversation, connection or setting, for property tests."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from deeptrin_desktop.core.connection import Connection, Timeouts
from deeptrin_desktop.core.conversation import Conversation, Mode, Settings, Tree
from deeptrin_desktop.core.document import Document, Mark, Marks, Place
from deeptrin_desktop.core.errors import Failure, Kind
from deeptrin_desktop.core.layers import NAMES, Refusal
from deeptrin_desktop.core.message import Message, Reply, ReplyState, Role, Timings, Usage
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.preset import Preset

AWKWARD = st.sampled_from(["", "\0", "a\0b", "\ufeff", "👩‍👩‍👧", "\u2028", "\x85", "\r\n", "'; --", "\U0010ffff"])

texts = AWKWARD | st.text(max_size=20)
"""Whatever can be written in UTF-8."""
any_texts = texts | st.text(st.characters(), max_size=20) | st.sampled_from(["\ud800", "a\udfffb"])
"""Lone surrogates too."""
times = st.datetimes(
    datetime(1900, 1, 1),  # noqa: DTZ001  bounds have no zone, what is drawn has one
    datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45)), timezone(timedelta(hours=-9))]),
)
seconds = st.none() | st.floats(0, 1e6)
counts = st.none() | st.integers(0, 10**9)
jsons = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)

parameters = st.builds(
    Parameters,
    temperature=st.none() | st.floats(0, 2),
    top_p=st.none() | st.floats(0, 1),
    max_tokens=st.none() | st.integers(1, 10**6),
    stop=st.none() | st.lists(texts, min_size=1, max_size=4).map(tuple),
    n=st.none() | st.integers(1, 9),
    presence_penalty=st.none() | st.floats(-2, 2),
    frequency_penalty=st.none() | st.floats(-2, 2),
    repetition_penalty=st.none() | st.floats(0.1, 2),
    logit_bias=st.none() | st.dictionaries(st.integers(0, 99999).map(str), st.floats(-100, 100), max_size=3),
)
states = st.sampled_from([state for state in ReplyState if state is not ReplyState.KEYRING])
"""Those that are written: the wait for a keyring is over when the process is."""
timeouts = st.builds(Timeouts, *(st.floats(0.1, 1e4) for _ in range(3)))
connections = st.builds(
    Connection,
    id=st.sampled_from("xyz"),
    name=texts,
    base_url=texts,
    has_key=st.booleans(),
    include_usage=st.booleans(),
    timeouts=timeouts,
    parameters=parameters,
)
presets = st.builds(
    Preset, id=st.sampled_from("pq"), name=texts, system_prompt=texts, parameters=parameters, model=texts
)
refusals = st.builds(
    Refusal, connection=st.sampled_from("xyz"), model=st.sampled_from("lm"), parameter=st.sampled_from(["n", "seed"])
)
failures = st.builds(
    Failure,
    kind=st.sampled_from(Kind),
    said=texts,
    host=texts,
    status=st.none() | st.integers(100, 599),
    code=texts,
    parameter=texts,
    model=texts,
    request_id=texts,
    seconds=seconds,
    path=texts,
)


def settings(texts: st.SearchStrategy[str] = texts) -> st.SearchStrategy[Settings]:
    return st.builds(
        Settings,
        connection=texts,
        model=texts,
        system_prompt=texts,
        parameters=parameters,
        stream=st.booleans(),
        preset=texts,
        unsent=st.frozensets(st.sampled_from(NAMES)),
    )


@st.composite
def replies(
    draw: st.DrawFn,
    id_: str,
    texts: st.SearchStrategy[str] = texts,
    states: st.SearchStrategy[ReplyState] = states,
) -> Reply:
    state = draw(states)
    return Reply(
        id_,
        state,
        model=draw(texts),
        timings=draw(st.builds(Timings, times, seconds, seconds, seconds)),
        parameters=draw(parameters),
        stream=draw(st.booleans()),
        system_prompt=draw(texts),
        base_url=draw(texts),
        continues=draw(texts),
        answering_model=draw(texts),
        usage=draw(st.none() | st.builds(Usage, counts, counts, counts)),
        request_id=draw(texts),
        failure=draw(failures) if state is ReplyState.FAILED else None,
        decided=draw(st.booleans()),
        body_hash=draw(texts),
        with_key=draw(st.booleans()),
        retries=draw(st.integers(0, 9)),
    )


@st.composite
def marks(draw: st.DrawFn, length: int) -> Marks:
    """Any marks of a text of that length."""
    bounds = sorted(draw(st.sets(st.integers(0, length), max_size=6)))
    return tuple(
        Mark(start, end, f"m{number}")
        for number, (start, end) in enumerate(zip(bounds[::2], bounds[1::2], strict=False))
    )


@st.composite
def documents(draw: st.DrawFn, texts: st.SearchStrategy[str] = texts) -> Document:
    text = draw(texts)
    place = draw(st.none() | st.builds(Place, st.integers(0, len(text)), st.sampled_from(["r0", "elsewhere"])))
    return Document(text, draw(marks(len(text))), place)


@st.composite
def trees(draw: st.DrawFn, reply_ids: list[str], texts: st.SearchStrategy[str] = texts) -> Tree:
    """From lines to thickets; the active path may lead anywhere."""
    tree = Tree()
    for number in range(draw(st.integers(0, 12))):
        text, rest = draw(texts), draw(st.just("") | texts)
        message = Message(
            f"m{number}",
            draw(st.sampled_from(Role)),
            text,
            created=draw(times),
            parent=draw(st.none() | st.sampled_from([*tree.messages])) if tree.messages else None,
            reasoning=draw(texts),
            reply=draw(st.sampled_from(["", *reply_ids])),
            choice=draw(st.integers(0, 5)),
            finish_reason=draw(texts),
            rest=rest,
            marks=draw(marks(len(text + rest))),
        )
        tree = tree.with_message(message)
    return tree.with_picked(draw(st.sampled_from([*tree.messages]))) if tree.messages else tree


@st.composite
def conversations(
    draw: st.DrawFn, id_: str = "c", texts: st.SearchStrategy[str] = texts, running: bool = False
) -> Conversation:
    """`running`: whether its replies may be."""
    allowed = states if running else states.filter(lambda state: not state.running)
    reply_ids = [f"r{number}" for number in range(draw(st.integers(0, 3)))]
    return Conversation(
        id_,
        created=draw(times),
        updated=draw(times),
        title=draw(texts),
        mode=draw(st.sampled_from(Mode)),
        settings=draw(settings(texts)),
        draft=draw(texts),
        edits=draw(st.dictionaries(st.sampled_from(["m0", "m1"]), texts)),
        tree=draw(trees(reply_ids, texts)),
        replies={reply_id: draw(replies(reply_id, texts, allowed)) for reply_id in reply_ids},
        document=draw(st.none() | documents(texts)),
    )
