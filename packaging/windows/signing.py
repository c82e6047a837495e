"""Signatures of what is ours for Windows (Authenticode), made on Linux where the environment has a certificate.

Run as a program it signs the file that is named: so NSIS has the uninstaller signed before it packs it.
"""

import base64
import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from commands import run
from release import TITLE

CERTIFICATE, PASSWORD = "WINDOWS_CERTIFICATE", "WINDOWS_CERTIFICATE_PASSWORD"
"""The certificate with its key, as PKCS#12 in Base64, and the password of that file."""
STAMPS = "WINDOWS_TIMESTAMP_SERVERS"
"""The servers that say when it was signed (RFC 3161), with spaces between; the first that answers does."""
_STAMPS = "http://timestamp.digicert.com http://timestamp.sectigo.com"


def is_asked_for() -> bool:
    return bool(os.environ.get(CERTIFICATE))


def sign(file: Path) -> None:
    """Signs a program in its place; without a certificate it stays as it is. Raises CommandError."""
    if not is_asked_for():
        return
    stamps = [part for server in os.environ.get(STAMPS, _STAMPS).split() for part in ("-ts", server)]
    with TemporaryDirectory() as folder:
        certificate, password, signed = (Path(folder, name) for name in ("certificate.p12", "password", "signed"))
        certificate.write_bytes(base64.b64decode(os.environ[CERTIFICATE]))
        password.write_text(os.environ.get(PASSWORD, ""), "utf-8")
        options = ["-pkcs12", str(certificate), "-readpass", str(password), "-h", "sha256", "-n", TITLE]
        run("osslsigncode", "sign", *options, *stamps, "-in", file, "-out", signed)
        shutil.copyfile(signed, file)


def command() -> str:
    """What a shell must run, with a file's name behind it, to have that file signed."""
    return f'env "PYTHONPATH={Path(__file__).parents[1]}" "{sys.executable}" -m windows.signing'


if __name__ == "__main__":
    sign(Path(sys.argv[1]))
