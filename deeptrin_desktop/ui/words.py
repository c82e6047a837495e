"""What went wrong and how a reply stands, in words for people."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale

from deeptrin_desktop.core.errors import Failure, Kind, Remedy
from deeptrin_desktop.core.message import Message, ReplyState
from deeptrin_desktop.ui.failure_words import FAILURES
from deeptrin_desktop.ui.translation import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Words:
    """A failure as it is shown."""

    title: str
    """What happened, in one sentence."""
    text: str
    """What to do now."""
    remedy: str
    """What the button says that does it; empty where there is nothing to press."""
    facts: tuple[str, ...] = ()
    """What the other side said, and what helps to look it up, one a line."""


translate = QCoreApplication.translate

_REMEDIES: dict[Remedy, str] = {
    Remedy.NONE: "",
    Remedy.RETRY: QT_TRANSLATE_NOOP("Words", "Retry"),
    Remedy.CONNECTION: QT_TRANSLATE_NOOP("Words", "Open connections"),
    Remedy.UNSET_PARAMETER: QT_TRANSLATE_NOOP("Words", "Send without {parameter}"),
    Remedy.CHOOSE_MODEL: QT_TRANSLATE_NOOP("Words", "Choose a model"),
}

_STATES: dict[ReplyState, str] = {
    ReplyState.KEYRING: QT_TRANSLATE_NOOP("Words", "Waiting for the keyring"),
    ReplyState.WAITING: QT_TRANSLATE_NOOP("Words", "Waiting for the server"),
    ReplyState.STREAMING: QT_TRANSLATE_NOOP("Words", "Receiving"),
    ReplyState.DONE: "",
    ReplyState.LENGTH: QT_TRANSLATE_NOOP("Words", "Length limit reached"),
    ReplyState.FILTERED: QT_TRANSLATE_NOOP("Words", "Cut off by the server’s content filter"),
    ReplyState.STOPPED: QT_TRANSLATE_NOOP("Words", "Stopped"),
    ReplyState.INTERRUPTED: QT_TRANSLATE_NOOP("Words", "Interrupted: the app was closed"),
    ReplyState.INCOMPLETE: QT_TRANSLATE_NOOP("Words", "Incomplete: the server did not say that it was done"),
    ReplyState.FAILED: QT_TRANSLATE_NOOP("Words", "Failed"),
}
_ENDED_BY_SERVER = (ReplyState.DONE, ReplyState.LENGTH, ReplyState.FILTERED, ReplyState.INCOMPLETE)
_ABOUT_FILES = (Kind.NOT_AN_EXPORT, Kind.NOT_PRESETS, Kind.NEWER_FILE, Kind.UNREADABLE, Kind.UNWRITABLE)
"""What names its file in its title."""
_USUAL_REASONS = ("", "stop", "length", "content_filter")


def parameter_name(wire_name: str) -> str:
    """A parameter as people read it: `top_p` is "Top p"."""
    return wire_name.replace("_", " ").capitalize()


def words_of(failure: Failure) -> Words:
    """A failure in words: what happened, what to do now, and what its button says."""
    title, text = FAILURES[failure.kind]
    blanks = _blanks(failure)
    return Words(
        _sentence(translate("Words", title).format_map(blanks)),
        _sentence(translate("Words", text).format_map(blanks)),
        translate("Words", _REMEDIES[failure.remedy]).format_map(blanks),
        _facts(failure),
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def reply_words(state: ReplyState) -> str:
    """How a whole reply stands, in a few words; empty for one that is done."""
    return translate("Words", _STATES[state])


def state_words(state: ReplyState, message: Message) -> str:
    """How one choice of a reply stands, in a few words; empty where all is well."""
    words = [reply_words(state)]
    if state is ReplyState.DONE and message.finish_reason not in _USUAL_REASONS:
        words.append(translate("Words", "Ended by the server: {reason}").format(reason=message.finish_reason))
    if state in _ENDED_BY_SERVER and not message.text:
        words.append(translate("Words", "The server sent no text"))
    return " · ".join(part for part in words if part)


def counted(count: int, one: str, several: str) -> str:
    """`one` where there is one thing, else `several` with the number in place of `{count}`."""
    return one if count == 1 else several.format(count=QLocale().toString(count))


def together_words(choices: int) -> str:
    """What goes before figures that several choices share."""
    return translate("Words", "{count} replies together").format(count=choices)


def _blanks(failure: Failure) -> dict[str, str]:
    after = later = ""
    if failure.seconds is not None:
        after = translate("Words", " ({seconds:g} s)").format(seconds=failure.seconds)
        later = translate("Words", " in {seconds:g} s").format(seconds=failure.seconds)
    return {
        "said": failure.said,
        "server": translate("Words", "the server {host}").format(host=failure.host).strip(),
        "host": failure.host or translate("Words", "this address"),
        "model": failure.model or translate("Words", "that was asked for"),
        "parameter": parameter_name(failure.parameter) or translate("Words", "the parameter"),
        "file": translate("Words", "the file {path}").format(path=failure.path).strip(),
        "after": after,
        "later": later,
    }


def _facts(failure: Failure) -> tuple[str, ...]:
    facts = []
    if failure.said and failure.kind is not Kind.BAD_URL:
        facts.append(translate("Words", "Said: {said}").format(said=failure.said))
    codes = " ".join(part for part in (str(failure.status or ""), failure.code) if part)
    if codes:
        facts.append(translate("Words", "Status: {codes}").format(codes=codes))
    if failure.request_id:
        facts.append(translate("Words", "Request: {id}").format(id=failure.request_id))
    if failure.path and failure.kind not in _ABOUT_FILES:
        facts.append(failure.path)
    return tuple(facts)
