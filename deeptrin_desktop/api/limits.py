"""How much of an answer is taken in. httpx sets no limits: a small gzip reply can grow to gigabytes."""

LONGEST_VALUE = 16 * 2**20
"""Bytes of one line, one event or one whole JSON answer."""
LONGEST_REPLY = 256 * 2**20
"""Bytes of one streamed reply, after unpacking."""
LONGEST_ERROR = 64 * 2**10
"""Bytes of an error's body that are read; the rest is left unread."""
LONGEST_WORDS = 2000
"""Characters of a server's message that are kept."""
LONGEST_NAME = 200
"""Characters of a code, a parameter's name, a request id and a model's id that are kept."""
MOST_CHOICES = 128
"""Choices of one reply: the most that the API grants for `n`."""
MOST_MODELS = 20_000
