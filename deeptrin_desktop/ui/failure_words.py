"""What happened and what to do now, for each kind of failure. Blanks in braces are filled in by `ui/words.py`."""

from deeptrin_desktop.core.errors import Kind
from deeptrin_desktop.ui.translation import QT_TRANSLATE_NOOP

FAILURES: dict[Kind, tuple[str, str]] = {
    Kind.BAD_URL: (
        QT_TRANSLATE_NOOP("Words", "“{said}” is not a web address."),
        QT_TRANSLATE_NOOP(
            "Words", "Write the base URL as https://host/v1, without a user name, a question mark or a number sign."
        ),
    ),
    Kind.HOST_NOT_FOUND: (
        QT_TRANSLATE_NOOP("Words", "There is no server at {host}."),
        QT_TRANSLATE_NOOP("Words", "Check the base URL for a slip, and that this computer is online."),
    ),
    Kind.REFUSED: (
        QT_TRANSLATE_NOOP("Words", "{server} does not take connections."),
        QT_TRANSLATE_NOOP("Words", "The server may be down. Start it or wait a little, then try again."),
    ),
    Kind.TLS: (
        QT_TRANSLATE_NOOP("Words", "No secure connection to {server} could be made."),
        QT_TRANSLATE_NOOP("Words", "Check the base URL, the date of this computer, and whether it trusts the server."),
    ),
    Kind.PROXY: (
        QT_TRANSLATE_NOOP("Words", "The proxy on the way to {server} did not let the request through."),
        QT_TRANSLATE_NOOP("Words", "Check the proxy of this computer and of the connection."),
    ),
    Kind.TIMED_OUT: (
        QT_TRANSLATE_NOOP("Words", "{server} was silent for too long{after}."),
        QT_TRANSLATE_NOOP("Words", "The server may be busy. Try again."),
    ),
    Kind.DISCONNECTED: (
        QT_TRANSLATE_NOOP("Words", "The connection to {server} broke."),
        QT_TRANSLATE_NOOP("Words", "What had arrived is kept. Check the network and try again."),
    ),
    Kind.KEY_REFUSED: (
        QT_TRANSLATE_NOOP("Words", "{server} did not accept the API key."),
        QT_TRANSLATE_NOOP("Words", "Check that the key is whole, is still valid, and belongs to this server."),
    ),
    Kind.KEY_WANTED: (
        QT_TRANSLATE_NOOP("Words", "{server} wants an API key, and none was sent."),
        QT_TRANSLATE_NOOP("Words", "Give one for this connection."),
    ),
    Kind.FORBIDDEN: (
        QT_TRANSLATE_NOOP("Words", "{server} does not allow this with the present API key."),
        QT_TRANSLATE_NOOP("Words", "Check what the key and the account may use, or take another key."),
    ),
    Kind.FORBIDDEN_WITHOUT_KEY: (
        QT_TRANSLATE_NOOP("Words", "{server} does not allow this, and no API key was sent."),
        QT_TRANSLATE_NOOP("Words", "It may want one: give one for this connection."),
    ),
    Kind.NOT_FOUND: (
        QT_TRANSLATE_NOOP("Words", "{server} has nothing at this address."),
        QT_TRANSLATE_NOOP("Words", "Check the path of the base URL; most end in /v1."),
    ),
    Kind.MODEL_REFUSED: (
        QT_TRANSLATE_NOOP("Words", "The model {model} is not available."),
        QT_TRANSLATE_NOOP("Words", "It may have been retired, or not be open to this key. Choose another model."),
    ),
    Kind.OUT_OF_RANGE: (
        QT_TRANSLATE_NOOP("Words", "{parameter} has a value that cannot be sent."),
        QT_TRANSLATE_NOOP("Words", "Correct it among the parameters, or leave it unset."),
    ),
    Kind.PARAMETER_REFUSED: (
        QT_TRANSLATE_NOOP("Words", "The server did not accept {parameter}."),
        QT_TRANSLATE_NOOP("Words", "Send again without it, or with another value."),
    ),
    Kind.TOO_MANY_REQUESTS: (
        QT_TRANSLATE_NOOP("Words", "{server} takes no more requests for now."),
        QT_TRANSLATE_NOOP("Words", "A limit or the credit of the account is used up. Try again{later}."),
    ),
    Kind.SERVER_FAILED: (
        QT_TRANSLATE_NOOP("Words", "{server} had an error of its own."),
        QT_TRANSLATE_NOOP("Words", "It is not your doing. Try again{later}."),
    ),
    Kind.REJECTED: (
        QT_TRANSLATE_NOOP("Words", "{server} turned the request down."),
        QT_TRANSLATE_NOOP("Words", "What the server says may tell why. Change that and try again."),
    ),
    Kind.REDIRECTED: (
        QT_TRANSLATE_NOOP("Words", "{server} sends on to another address."),
        QT_TRANSLATE_NOOP(
            "Words", "It was not followed, so that your key and messages go nowhere else. Correct the base URL."
        ),
    ),
    Kind.NOT_AN_API: (
        QT_TRANSLATE_NOOP("Words", "What {server} answered is a web page or something else, not an API’s answer."),
        QT_TRANSLATE_NOOP("Words", "Check the base URL; a sign-in page of the network can also stand in the way."),
    ),
    Kind.BROKEN_REPLY: (
        QT_TRANSLATE_NOOP("Words", "The answer of {server} could not be read."),
        QT_TRANSLATE_NOOP("Words", "What had arrived is kept. Try again."),
    ),
    Kind.TOO_LARGE: (
        QT_TRANSLATE_NOOP("Words", "The answer of {server} grew too large."),
        QT_TRANSLATE_NOOP("Words", "What had arrived is kept. Set Max tokens lower and try again."),
    ),
    Kind.NO_MODEL_LIST: (
        QT_TRANSLATE_NOOP("Words", "{server} does not list its models."),
        QT_TRANSLATE_NOOP("Words", "Type the id of a model by hand."),
    ),
    Kind.STORE_LOCKED: (
        QT_TRANSLATE_NOOP("Words", "Another program holds the conversations’ database."),
        QT_TRANSLATE_NOOP("Words", "Close that program, then try again."),
    ),
    Kind.DISK_FULL: (
        QT_TRANSLATE_NOOP("Words", "The disk is full, so nothing can be saved."),
        QT_TRANSLATE_NOOP("Words", "Make room, then try again."),
    ),
    Kind.READ_ONLY: (
        QT_TRANSLATE_NOOP("Words", "The conversations’ folder cannot be written to."),
        QT_TRANSLATE_NOOP("Words", "Allow writing there, or start with --profile and another folder."),
    ),
    Kind.CORRUPT: (
        QT_TRANSLATE_NOOP("Words", "The conversations’ database is damaged."),
        QT_TRANSLATE_NOOP(
            "Words", "Start Deeptrin Desktop again: what can be read is kept, and the damaged file is not deleted."
        ),
    ),
    Kind.NEWER: (
        QT_TRANSLATE_NOOP("Words", "A newer version of Deeptrin Desktop wrote the conversations’ database."),
        QT_TRANSLATE_NOOP("Words", "Update Deeptrin Desktop. The database was left as it is."),
    ),
    Kind.STORE_FAILED: (
        QT_TRANSLATE_NOOP("Words", "The conversations’ database could not be used."),
        QT_TRANSLATE_NOOP("Words", "Check the disk and the folder, then start again."),
    ),
    Kind.NO_KEYRING: (
        QT_TRANSLATE_NOOP("Words", "This computer has no keyring that keeps API keys safe."),
        QT_TRANSLATE_NOOP("Words", "Use a key for this session, or install and start a keyring service."),
    ),
    Kind.KEYRING_LOCKED: (
        QT_TRANSLATE_NOOP("Words", "The keyring is locked."),
        QT_TRANSLATE_NOOP("Words", "Unlock it and try again, or use a key for this session."),
    ),
    Kind.KEYRING_FAILED: (
        QT_TRANSLATE_NOOP("Words", "The keyring could not do what was asked."),
        QT_TRANSLATE_NOOP("Words", "Use a key for this session, or check the keyring service."),
    ),
    Kind.KEYRING_SILENT: (
        QT_TRANSLATE_NOOP("Words", "The keyring does not answer."),
        QT_TRANSLATE_NOOP("Words", "It may wait for its password in another window. Or use a key for this session."),
    ),
    Kind.NO_KEY: (
        QT_TRANSLATE_NOOP("Words", "There is no API key for {server}."),
        QT_TRANSLATE_NOOP("Words", "Give one for this connection."),
    ),
    Kind.NO_CONNECTION: (
        QT_TRANSLATE_NOOP("Words", "No connection is chosen."),
        QT_TRANSLATE_NOOP("Words", "Add one, or choose one above the conversation."),
    ),
    Kind.NO_MODEL: (
        QT_TRANSLATE_NOOP("Words", "No model is chosen."),
        QT_TRANSLATE_NOOP("Words", "Choose one above the conversation, or type its id."),
    ),
    Kind.BAD_KEY: (
        QT_TRANSLATE_NOOP("Words", "This is not an API key."),
        QT_TRANSLATE_NOOP(
            "Words", "A key is one line of Latin letters, digits and signs without spaces. Paste it anew."
        ),
    ),
    Kind.NOT_AN_EXPORT: (
        QT_TRANSLATE_NOOP("Words", "{file} holds no exported conversations."),
        QT_TRANSLATE_NOOP("Words", "Choose a file that Deeptrin Desktop exported. Nothing was changed."),
    ),
    Kind.NOT_PRESETS: (
        QT_TRANSLATE_NOOP("Words", "{file} holds no presets."),
        QT_TRANSLATE_NOOP("Words", "Choose a file of presets that Deeptrin Desktop exported. Nothing was changed."),
    ),
    Kind.NEWER_FILE: (
        QT_TRANSLATE_NOOP("Words", "A newer version of Deeptrin Desktop wrote {file}."),
        QT_TRANSLATE_NOOP("Words", "Update Deeptrin Desktop. Nothing was changed."),
    ),
    Kind.UNREADABLE: (
        QT_TRANSLATE_NOOP("Words", "{file} could not be read."),
        QT_TRANSLATE_NOOP("Words", "Check that it is there and that you may read it."),
    ),
    Kind.UNWRITABLE: (
        QT_TRANSLATE_NOOP("Words", "{file} could not be written."),
        QT_TRANSLATE_NOOP("Words", "Check that its folder is there, that you may write to it, and that there is room."),
    ),
    Kind.NO_DISPLAY: (
        QT_TRANSLATE_NOOP("Words", "There is no display to open a window on."),
        QT_TRANSLATE_NOOP("Words", "Start Deeptrin Desktop on a desktop; --help tells what it does without a window."),
    ),
    Kind.BAD_USAGE: (
        QT_TRANSLATE_NOOP("Words", "This cannot be done."),
        QT_TRANSLATE_NOOP("Words", "Check what was asked for."),
    ),
    Kind.BUG: (
        QT_TRANSLATE_NOOP("Words", "Something went wrong inside Deeptrin Desktop."),
        QT_TRANSLATE_NOOP("Words", "It is a fault of the program and was written to its log. What was saved is safe."),
    ),
}
