"""Which models match what is typed, the likeliest first."""

from collections.abc import Collection, Sequence

_WORD_ENDS = frozenset("/-_.:@ ")


class ModelIndex:
    """The ids of models, made ready to be searched at every key."""

    def __init__(self, models: Sequence[str], *, favourites: Collection[str], recent: Sequence[str]) -> None:
        """`recent` has the last used one first."""
        first = [model for model in models if model in favourites]
        seen = set(first)
        second = [model for model in recent if model in set(models) and model not in seen]
        seen.update(second)
        ordered = [*first, *second, *(model for model in models if model not in seen)]
        self._entries = [(model, model.lower()) for model in ordered]

    def matches(self, typed: str) -> list[str]:
        """Ids that hold every word that is typed: the very id, then those that begin with it, then those with a part
        that does, then the rest; among equals favourites, recent ones, and the server's order.
        """
        words = typed.lower().split()
        if not words:
            return [model for model, _ in self._entries]
        ranked: list[list[str]] = [[], [], [], []]
        for model, lower in self._entries:
            if all(word in lower for word in words):
                ranked[_rank(lower, words)].append(model)
        return [model for models in ranked for model in models]


def _rank(model: str, words: Sequence[str]) -> int:
    first = words[0]
    if model == " ".join(words):
        return 0
    if model.startswith(first):
        return 1
    place = model.find(first)
    while place >= 0:
        if model[place - 1] in _WORD_ENDS:
            return 2
        place = model.find(first, place + 1)
    return 3
