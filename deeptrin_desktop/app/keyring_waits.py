"""What waits for the keyring, said above the composer, where a key for this session is taken instead."""

from deeptrin_desktop.core.ports import Vault
from deeptrin_desktop.ui.notice import Notice


class KeyringWaits:
    """Who waits is a conversation with its reply, or a connection with its list of models, by its id."""

    def __init__(self, notice: Notice, vault: Vault) -> None:
        self._notice = notice
        self._vault = vault
        self._origins: dict[str, str] = {}
        """Whose key is waited for, by who waits."""
        self._said = ""
        """Who waits, as far as the notice says."""
        notice.session_key_given.connect(self._use)

    def note(self, waiting: str, origin: str | None) -> None:
        """Takes up that someone waits for the key of an origin, or with `None` no more."""
        if origin is not None:
            self._origins[waiting] = origin
            return
        self._origins.pop(waiting, None)
        if waiting == self._said:
            self._said = ""
            self._notice.end_keyring_wait()

    def show(self, *shown: str) -> None:
        """Says it if one of these waits, which are what is shown."""
        if waiting := next((one for one in shown if one in self._origins), ""):
            self._said = waiting
            self._notice.show_keyring_wait()

    def _use(self, key: str) -> None:
        if origin := self._origins.get(self._said):
            self._vault.use_for_session(origin, key)
        self._notice.clear()
