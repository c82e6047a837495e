"""The JSON of answers: models, whole replies, and the chunks of streamed ones, in OpenAI's shapes."""

import time
from collections.abc import Iterable, Sequence
from typing import Any

from deeptrin_desktop.demo.asked import Asked
from deeptrin_desktop.demo.models import MODELS
from deeptrin_desktop.demo.script import Choice, tokens_of

Object = dict[str, Any]


def model_list() -> Object:
    models = [{"id": name, "object": "model", "created": 0, "owned_by": "demo"} for name in MODELS]
    return {"object": "list", "data": models}


class Shapes:
    """Words one answer. Everything in it carries the same id and time."""

    def __init__(self, asked: Asked, request_id: str) -> None:
        self._asked = asked
        self._id = f"{'chatcmpl' if asked.chat else 'cmpl'}-{request_id}"
        self._created = int(time.time())

    def whole(self, choices: Sequence[Choice]) -> Object:
        worded = [self._choice(index, choice) for index, choice in enumerate(choices)]
        answer = self._about("chat.completion" if self._asked.chat else "text_completion", worded)
        return {**answer, "usage": self.usage(choices)}

    def opening(self, index: int) -> Object:
        """The chunk that says who speaks. Completions have none of the kind; there it is an empty text."""
        return self._chunk(index, {"role": "assistant", "content": ""}, None)

    def token(self, index: int, text: str) -> Object:
        return self._chunk(index, {"content": text}, None)

    def closing(self, index: int, finish_reason: str) -> Object:
        return self._chunk(index, {}, finish_reason)

    def usage_chunk(self, choices: Sequence[Choice]) -> Object:
        return {**self._about(self._chunk_name, []), "usage": self.usage(choices)}

    def usage(self, choices: Iterable[Choice]) -> Object:
        prompt = sum(len(tokens_of(text)) for text in self._asked.texts)
        completion = sum(len(choice.tokens) for choice in choices)
        return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}

    @property
    def _chunk_name(self) -> str:
        return "chat.completion.chunk" if self._asked.chat else "text_completion"

    def _choice(self, index: int, choice: Choice) -> Object:
        text = "".join(choice.tokens)
        said = {"message": {"role": "assistant", "content": text}} if self._asked.chat else {"text": text}
        return {"index": index, **said, "finish_reason": choice.finish_reason}

    def _chunk(self, index: int, delta: Object, finish_reason: str | None) -> Object:
        said = {"delta": delta} if self._asked.chat else {"text": delta.get("content", "")}
        return self._about(self._chunk_name, [{"index": index, **said, "finish_reason": finish_reason}])

    def _about(self, name: str, choices: list[Object]) -> Object:
        head = {"id": self._id, "object": name, "created": self._created, "model": self._asked.model}
        return {**head, "choices": choices}
