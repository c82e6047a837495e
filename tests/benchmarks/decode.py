"""What decoding costs: microseconds an event, and the ratio to bare `json.loads` of the same events. And what it costs
with all that the app does beside it for the inspector: taking the key out of the bytes, and keeping them.

Run it as `python tests/benchmarks/decode.py`. The aim is a ratio of 4 at most.
"""

import json
import sys
import time
from collections.abc import Callable

from deeptrin_desktop.api.decode import ReplyDecoder
from deeptrin_desktop.api.telling import Teller
from deeptrin_desktop.api.unpack import PIECE, Unpacker
from deeptrin_desktop.chat.recording import Recordings
from deeptrin_desktop.core.wire import Sent

EVENTS = 20_000
RUNS = 7
READ = 2**16
"""Bytes of one network read."""
KEY = "sk-0123456789abcdef0123456789abcdef"


def chunks() -> list[str]:
    """Chunks of a chat stream as servers send them, with text of one to two words."""
    words = ("Hello", " world", ", said", " the", " \u00fcber", "\n\n", " \U0001f600")
    head = {
        "id": "chatcmpl-0123456789abcdef",
        "object": "chat.completion.chunk",
        "created": 1_700_000_000,
        "model": "a/model",
    }
    choice = {"index": 0, "logprobs": None, "finish_reason": None}
    deltas = [{"delta": {"content": words[number % len(words)]}} for number in range(EVENTS)]
    return [json.dumps({**head, "choices": [{**choice, **delta}]}) for delta in deltas]


def fastest(run: Callable[[], object]) -> float:
    """Microseconds of CPU an event, in the best of a few runs."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return best / EVENTS * 1e6


def decode(wire: bytes, teller: Teller | None = None) -> None:
    decoder, unpacker = ReplyDecoder(), Unpacker("")
    for start in range(0, len(wire), READ):
        for piece in unpacker.pieces(wire[start : start + READ]):
            if teller:
                teller.came(piece)
            decoder.feed(piece)
        decoder.take()
    assert decoder.over
    assert decoder.failure is None


def recorded(wire: bytes) -> None:
    tell = Recordings().begin("reply")
    tell(Sent("POST / HTTP/1.1", (), ""))
    decode(wire, Teller(tell, KEY))


def main() -> None:
    events = chunks()
    wire = "".join(f"data: {event}\n\n" for event in [*events, "[DONE]"]).encode()
    floor = fastest(lambda: [json.loads(event) for event in events])
    ours = fastest(lambda: decode(wire))
    kept = fastest(lambda: recorded(wire))
    sys.stdout.write(f"json.loads {floor:.2f} us an event, decoding {ours:.2f} us, in pieces of {PIECE} bytes\n")
    sys.stdout.write(f"recorded as well: {kept:.2f} us\n")
    sys.stdout.write(f"ratio {ours / floor:.2f}, recorded {kept / floor:.2f}, aim at most 4\n")


if __name__ == "__main__":
    main()
