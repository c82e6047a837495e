"""One reply while it runs: fragments by choice, gathered without ever joining text that is there already."""

import asyncio
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from deeptrin_desktop.chat.thoughts import Thoughts
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.errors import Failure
from deeptrin_desktop.core.ids import new_id
from deeptrin_desktop.core.message import Delta, Message, Reply, ReplyState
from deeptrin_desktop.core.ports import Fragment
from deeptrin_desktop.core.request import Arrival, Endpoint, Request
from deeptrin_desktop.core.wire import Sent


@dataclass(slots=True)
class _Growing:
    """One choice: the message as it began, and what has arrived for it since."""

    begun: Message
    thoughts: Thoughts | None
    """`None` for a text that is taken as it comes."""
    text: list[str] = field(default_factory=list)
    reasoning: list[str] = field(default_factory=list)
    finish_reason: str = ""

    def told_apart(self, delta: Delta) -> Delta:
        """The delta with what is thought aloud in its text among its reasoning."""
        if self.thoughts is None or not delta.text:
            return delta
        text, thought = self.thoughts.split(delta.text)
        return replace(delta, text=text, reasoning=delta.reasoning + thought)

    def message(self) -> Message:
        return replace(
            self.begun,
            text=self.begun.text + "".join(self.text),
            reasoning=self.begun.reasoning + "".join(self.reasoning),
            finish_reason=self.finish_reason,
        )


class RunningReply:
    """A reply that is being received. Mutable; `ended` makes the immutable values of it."""

    def __init__(
        self, conversation: str, *, reply: Reply, messages: Sequence[Message], request: Request, connection: Connection
    ) -> None:
        self.conversation = conversation
        self.reply = reply
        self.request = request
        self.connection = connection
        self.arrived = asyncio.Event()
        """Set while something waits for the journal."""
        self.settled = asyncio.Event()
        """Set once it has ended and was written, or could not be."""
        self._choices = {message.choice: self._growing(message) for message in messages}
        self._unjournalled: list[Fragment] = []
        self._unasked: list[Message] = []
        self._reading: asyncio.Task[Failure | None] | None = None
        self._ending: ReplyState | None = None
        self._sent: float | None = None
        """When the first request went out, by the clock of `time.perf_counter`."""
        self._times_sent = 0
        self._done = False

    async def read(self, reading: Coroutine[None, None, Failure | None]) -> Failure | None:
        """Runs the coroutine that receives, until it has ended or `end` is called. Returns the failure, if one
        ended it.
        """
        self._reading = asyncio.get_running_loop().create_task(reading)
        if self._ending:
            self._reading.cancel()
        try:
            await asyncio.wait([self._reading])
        finally:
            self._reading.cancel()
        return None if self._reading.cancelled() else self._reading.result()

    def end(self, state: ReplyState) -> None:
        """Ends it at once, in this state."""
        self._ending = self._ending or state
        if self._reading:
            self._reading.cancel()

    def messages(self) -> tuple[Message, ...]:
        """Its messages with all the text that has arrived."""
        return tuple(choice.message() for choice in self._choices.values())

    def shown_in(self, conversation: Conversation) -> Conversation:
        """The conversation with the text that has arrived so far, if the reply is in it already."""
        if self.reply.id not in conversation.replies:
            return conversation
        return conversation.with_reply(self.reply).with_messages(self.messages())

    def begun(self) -> tuple[Message, ...]:
        """Its messages as they began."""
        return tuple(choice.begun for choice in self._choices.values())

    def await_key(self) -> None:
        """Notes that nothing goes out before the keyring has answered."""
        self.reply = replace(self.reply, state=ReplyState.KEYRING)

    def begin(self) -> None:
        """Notes that nothing but the server is waited for."""
        self.reply = replace(self.reply, state=ReplyState.WAITING)

    def sent(self, sent: Sent) -> None:
        """Notes a request that goes out, the first one, which starts the clock, or one more."""
        if self._sent is None:
            self._sent = time.perf_counter()
            self.reply = replace(self.reply, timings=replace(self.reply.timings, sent=datetime.now(UTC)))
        self.reply = replace(self.reply, body_hash=sent.body_hash, retries=self._times_sent)
        self._times_sent += 1

    def take(self, arrival: Arrival) -> list[tuple[str, Delta]]:
        """Keeps what arrived and returns the deltas with the ids of their messages, which may be new."""
        self._done = self._done or arrival.done
        self._note(arrival)
        taken = []
        for delta in arrival.deltas:
            growing = self._choices.get(delta.choice) or self._new_choice(delta.choice)
            told_apart = growing.told_apart(delta)
            taken.append((growing.begun.id, told_apart))
            self._grow(growing, told_apart)
        return taken

    def take_unjournalled(self) -> tuple[list[Message], list[Fragment]]:
        """What waits for the journal, and waits no longer: choices that nobody asked for, and fragments."""
        unjournalled = self._unasked, self._unjournalled
        self._unasked, self._unjournalled = [], []
        self.arrived.clear()
        return unjournalled

    def put_back(self, unasked: list[Message], fragments: list[Fragment]) -> None:
        """Lets wait again what could not be journalled."""
        self._unasked = unasked + self._unasked
        self._unjournalled = fragments + self._unjournalled
        self.arrived.set()

    def ended(self, failure: Failure | None) -> Reply:
        """The reply as it has ended: as somebody asked for, failed, or as the server left it."""
        for growing in self._choices.values():
            if growing.thoughts is not None:
                text, thought = growing.thoughts.end()
                self._grow(growing, Delta(text=text, reasoning=thought))
        state = self._ending or (ReplyState.FAILED if failure else self._state_left())
        timings = replace(self.reply.timings, ended=self._elapsed())
        failure = failure if state is ReplyState.FAILED else None
        self.reply = replace(self.reply, state=state, timings=timings, failure=failure)
        return self.reply

    def _state_left(self) -> ReplyState:
        finished = self._done or any(choice.finish_reason for choice in self._choices.values())
        return ReplyState.DONE if finished else ReplyState.INCOMPLETE

    def _note(self, arrival: Arrival) -> None:
        reply, timings = self.reply, self.reply.timings
        if timings.first_byte is None:
            timings = replace(timings, first_byte=self._elapsed())
        if timings.first_delta is None and any(delta.text or delta.reasoning for delta in arrival.deltas):
            timings = replace(timings, first_delta=self._elapsed())
        self.reply = replace(
            reply,
            state=ReplyState.STREAMING,
            timings=timings,
            answering_model=arrival.model or reply.answering_model,
            usage=arrival.usage or reply.usage,
            request_id=arrival.request_id or reply.request_id,
        )

    def _new_choice(self, index: int) -> _Growing:
        """A choice that was not asked for, beside the first one."""
        first = next(iter(self._choices.values())).begun
        message = replace(first, id=new_id(), choice=index)
        self._unasked.append(message)
        self._choices[index] = self._growing(message)
        return self._choices[index]

    def _growing(self, message: Message) -> _Growing:
        """Only a chat's reply begins with thoughts, and only one that is not continued."""
        begins = self.request.endpoint is Endpoint.CHAT and not message.text
        return _Growing(message, Thoughts() if begins else None)

    def _grow(self, growing: _Growing, delta: Delta) -> None:
        if delta.text:
            growing.text.append(delta.text)
        if delta.reasoning:
            growing.reasoning.append(delta.reasoning)
        if delta.text or delta.reasoning:
            self._unjournalled.append(Fragment(growing.begun.id, delta.text, delta.reasoning))
            self.arrived.set()
        growing.finish_reason = delta.finish_reason or growing.finish_reason

    def _elapsed(self) -> float | None:
        """Seconds since the first request went out, if one did."""
        return None if self._sent is None else time.perf_counter() - self._sent
