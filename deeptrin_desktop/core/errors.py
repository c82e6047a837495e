"""Known trouble, as exceptions that carry a plain value.

    DeeptrinError
    +-- ApiError        the server, or the way to it
    +-- StoreError      the database and the files beside it
    +-- VaultError      the operating system's keyring
    +-- TransferError   a file to import or export
    +-- UsageError      what was asked for makes no sense

Anything else that is raised is a bug, and is shown as one. The wording for people lives in `ui`, in one table over
`Kind`; `str(error)` is the English source of it, for the command line and the log.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What went wrong. The value is stored with failed replies, so it never changes its meaning."""

    # ApiError: nothing was sent, or no answer came
    NO_CONNECTION = "no-connection"
    NO_MODEL = "no-model"
    OUT_OF_RANGE = "out-of-range"
    BAD_URL = "bad-url"
    HOST_NOT_FOUND = "host-not-found"
    REFUSED = "refused"
    TLS = "tls"
    PROXY = "proxy"
    TIMED_OUT = "timed-out"
    DISCONNECTED = "disconnected"
    # ApiError: the server said no
    KEY_REFUSED = "key-refused"
    KEY_WANTED = "key-wanted"
    FORBIDDEN = "forbidden"
    FORBIDDEN_WITHOUT_KEY = "forbidden-without-key"
    NOT_FOUND = "not-found"
    MODEL_REFUSED = "model-refused"
    PARAMETER_REFUSED = "parameter-refused"
    TOO_MANY_REQUESTS = "too-many-requests"
    SERVER_FAILED = "server-failed"
    REJECTED = "rejected"
    REDIRECTED = "redirected"
    # ApiError: the answer makes no sense
    NOT_AN_API = "not-an-api"
    BROKEN_REPLY = "broken-reply"
    TOO_LARGE = "too-large"
    NO_MODEL_LIST = "no-model-list"
    # StoreError
    STORE_LOCKED = "store-locked"
    DISK_FULL = "disk-full"
    READ_ONLY = "read-only"
    CORRUPT = "corrupt"
    NEWER = "newer"
    STORE_FAILED = "store-failed"
    # VaultError
    NO_KEYRING = "no-keyring"
    KEYRING_LOCKED = "keyring-locked"
    KEYRING_FAILED = "keyring-failed"
    KEYRING_SILENT = "keyring-silent"
    NO_KEY = "no-key"
    BAD_KEY = "bad-key"
    # TransferError
    NOT_AN_EXPORT = "not-an-export"
    NOT_PRESETS = "not-presets"
    NEWER_FILE = "newer-file"
    UNREADABLE = "unreadable"
    UNWRITABLE = "unwritable"
    # DeeptrinError: there can be no window
    NO_DISPLAY = "no-display"
    # UsageError
    BAD_USAGE = "bad-usage"
    # a bug, recorded with the reply that it ended
    BUG = "bug"


class Remedy(StrEnum):
    """What the person can do about it, offered as a button beside the words."""

    NONE = "none"
    RETRY = "retry"
    CONNECTION = "connection"
    UNSET_PARAMETER = "unset-parameter"
    CHOOSE_MODEL = "choose-model"


_REMEDIES = {
    Kind.NO_CONNECTION: Remedy.CONNECTION,
    Kind.NO_MODEL: Remedy.CHOOSE_MODEL,
    Kind.BAD_URL: Remedy.CONNECTION,
    Kind.HOST_NOT_FOUND: Remedy.CONNECTION,
    Kind.REFUSED: Remedy.RETRY,
    Kind.TLS: Remedy.CONNECTION,
    Kind.PROXY: Remedy.CONNECTION,
    Kind.TIMED_OUT: Remedy.RETRY,
    Kind.DISCONNECTED: Remedy.RETRY,
    Kind.KEY_REFUSED: Remedy.CONNECTION,
    Kind.KEY_WANTED: Remedy.CONNECTION,
    Kind.FORBIDDEN: Remedy.CONNECTION,
    Kind.FORBIDDEN_WITHOUT_KEY: Remedy.CONNECTION,
    Kind.NOT_FOUND: Remedy.CONNECTION,
    Kind.MODEL_REFUSED: Remedy.CHOOSE_MODEL,
    Kind.PARAMETER_REFUSED: Remedy.UNSET_PARAMETER,
    Kind.TOO_MANY_REQUESTS: Remedy.RETRY,
    Kind.SERVER_FAILED: Remedy.RETRY,
    Kind.REJECTED: Remedy.RETRY,
    Kind.REDIRECTED: Remedy.CONNECTION,
    Kind.NOT_AN_API: Remedy.CONNECTION,
    Kind.BROKEN_REPLY: Remedy.RETRY,
    Kind.TOO_LARGE: Remedy.RETRY,
    Kind.NO_KEYRING: Remedy.CONNECTION,
    Kind.KEYRING_LOCKED: Remedy.RETRY,
    Kind.KEYRING_FAILED: Remedy.CONNECTION,
    Kind.KEYRING_SILENT: Remedy.CONNECTION,
    Kind.NO_KEY: Remedy.CONNECTION,
    Kind.BAD_KEY: Remedy.CONNECTION,
}


@dataclass(frozen=True, slots=True)
class Failure:
    """The facts of one error. Never holds a key, and every text from outside is scrubbed before it gets in."""

    kind: Kind
    said: str = ""
    """What the other side said in its own words: the server's message, SQLite's, the keyring's."""
    host: str = ""
    status: int | None = None
    """The HTTP status, 100 to 599."""
    code: str = ""
    """The server's `code`, or its `type` where it gave no code."""
    parameter: str = ""
    """The API parameter at fault, by its name on the wire."""
    model: str = ""
    request_id: str = ""
    seconds: float | None = None
    """How long was waited, or what `Retry-After` asks for."""
    path: str = ""
    """The file or folder that it is about."""

    @property
    def remedy(self) -> Remedy:
        return _REMEDIES.get(self.kind, Remedy.NONE)


class DeeptrinError(Exception):
    """Trouble that is known, with the facts that words are made of."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure

    def __str__(self) -> str:
        failure = self.failure
        facts = (failure.host, failure.path, str(failure.status or ""), failure.code, failure.parameter, failure.said)
        return ": ".join([failure.kind.value.replace("-", " "), *(fact for fact in facts if fact)])


class ApiError(DeeptrinError):
    """The server, or the way to it."""


class StoreError(DeeptrinError):
    """The database and the files beside it."""


class VaultError(DeeptrinError):
    """The operating system's keyring."""


class TransferError(DeeptrinError):
    """A file to import or export."""


class UsageError(DeeptrinError):
    """What was asked for makes no sense; the command line ends with status 2."""
