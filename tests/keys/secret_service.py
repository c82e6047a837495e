"""A private D-Bus session bus with a real gnome-keyring on it, or with nothing on it."""

import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest
from jeepney import DBusAddress, MatchRule, message_bus, new_method_call  # type: ignore[import-untyped]
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection  # type: ignore[import-untyped]

NAME = "org.freedesktop.secrets"
PASSWORD = b"of the keyring"
LONGEST_START = 15
"""Seconds."""

needs_gnome_keyring = pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-daemon")),
    reason="needs gnome-keyring-daemon and dbus-daemon",
)
leaves_sockets = [
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
    pytest.mark.usefixtures("collects_garbage"),
]
"""For tests in which SecretStorage fails: it leaves its connection to the bus to the garbage collector then."""

_BUS = """<busconfig>
  <type>session</type>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{folder}/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""


class Bus:
    """A session bus. `folder` is private, short (it holds sockets) and outlives it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        config = folder / "bus.conf"
        config.write_text(_BUS.format(folder=folder))
        command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1"]
        self._daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self._daemon.stdout is not None
        self.address = self._daemon.stdout.readline().strip()
        self._keyring: subprocess.Popen[bytes] | None = None

    def start_keyring(self) -> None:
        """Starts gnome-keyring with its login collection unlocked, and waits until it is there."""
        command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
        with open_dbus_connection(self.address) as connection:
            gained = MatchRule(type="signal", member="NameOwnerChanged", sender="org.freedesktop.DBus")
            gained.add_arg_condition(0, NAME)
            Proxy(message_bus, connection).AddMatch(gained)
            with connection.filter(gained) as signals:
                self._keyring = subprocess.Popen(
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env=self._environment(),
                )
                assert self._keyring.stdin is not None
                self._keyring.stdin.write(PASSWORD)
                self._keyring.stdin.close()
                connection.recv_until_filtered(signals, timeout=LONGEST_START)

    def install_broken_keyring(self) -> None:
        """From now on a Secret Service can be started, but fails when it is."""
        services = self._folder / "services"
        services.mkdir()
        (services / "secrets.service").write_text(f"[D-BUS Service]\nName={NAME}\nExec=/bin/false\n")
        with open_dbus_connection(self.address) as connection:
            Proxy(message_bus, connection).ReloadConfig()

    def lock(self) -> None:
        """Locks the login collection. No prompter is on the bus, so that every prompt is dismissed at once."""
        with open_dbus_connection(self.address) as connection:
            paths = ["/org/freedesktop/secrets/collection/login"]
            _call(connection, "Lock", "ao", (paths,))

    def freeze(self) -> None:
        """From now on the keyring keeps its name and answers nothing."""
        assert self._keyring is not None
        self._keyring.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self._keyring is not None
        self._keyring.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """Ends what is on the bus and the bus itself, and with them every call that hangs."""
        for process in (self._keyring, self._daemon):
            if process is not None:
                process.kill()
                process.wait()
        assert self._daemon.stdout is not None
        self._daemon.stdout.close()
        for thread in threading.enumerate():
            if thread.name == "keyring":
                thread.join(LONGEST_START)

    def _environment(self) -> Mapping[str, str]:
        home = str(self._folder)
        here = {"HOME": home, "XDG_DATA_HOME": home, "XDG_RUNTIME_DIR": home, "XDG_CONFIG_HOME": home}
        return {"PATH": os.environ["PATH"], "DBUS_SESSION_BUS_ADDRESS": self.address, **here}


def _call(connection: DBusConnection, method: str, signature: str, body: tuple[object, ...]) -> None:
    service = DBusAddress("/org/freedesktop/secrets", NAME, "org.freedesktop.Secret.Service")
    connection.send_and_get_reply(new_method_call(service, method, signature, body), timeout=LONGEST_START)
