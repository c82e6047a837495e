"""What is ours for Windows is signed where there is a certificate, with a time from outside, or left alone."""

import base64
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which
from threading import Thread

import pytest
from commands import CommandError, run
from windows import signing
from windows.signing import command, sign

PASSWORD = "hidden-word"
TIMES = """
[own]
serial = {folder}/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
accuracy = secs:1
"""

pytestmark = pytest.mark.skipif(which("osslsigncode") is None, reason="Windows is packaged on Linux")


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority of the test's own, with a certificate for signing and one for telling times."""

    folder: Path

    def make(self) -> None:
        self._openssl("req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=Authority -days 2")
        self._issue("signer", "codeSigning")
        self._issue("times", "critical,timeStamping")
        self._openssl(f"pkcs12 -export -inkey signer.key -in signer.pem -passout pass:{PASSWORD} -out signer.p12")
        (self.folder / "times.ini").write_text(TIMES.format(folder=self.folder), "utf-8")

    def tells_time(self, query: bytes) -> bytes:
        (self.folder / "query").write_bytes(query)
        telling = "-config times.ini -section own -inkey times.key -signer times.pem"
        self._openssl(f"ts -reply {telling} -queryfile query -out reply")
        return (self.folder / "reply").read_bytes()

    def _issue(self, name: str, use: str) -> None:
        (self.folder / "use.ini").write_text(f"extendedKeyUsage={use}\n", "utf-8")
        self._openssl(f"req -newkey rsa:2048 -nodes -keyout {name}.key -out {name}.csr -subj /CN={name}")
        issuing = "-CA ca.pem -CAkey ca.key -CAcreateserial -days 1 -extfile use.ini"
        self._openssl(f"x509 -req -in {name}.csr {issuing} -out {name}.pem")

    def _openssl(self, arguments: str) -> None:
        subprocess.run(["openssl", *arguments.split()], cwd=self.folder, check=True, capture_output=True)


@dataclass
class Stamps:
    """A server of times."""

    authority: Authority
    asked: int = 0
    address: str = field(default="", init=False)

    def serve(self) -> ThreadingHTTPServer:
        stamps = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                stamps.asked += 1
                reply = stamps.authority.tells_time(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{server.server_address[1]}"
        return server


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    made = Authority(tmp_path_factory.mktemp("authority"))
    made.make()
    return made


@pytest.fixture
def stamps(authority: Authority) -> Iterator[Stamps]:
    made = Stamps(authority)
    with made.serve() as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield made
        server.shutdown()
        thread.join()


@pytest.fixture
def certificate(authority: Authority, stamps: Stamps, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment has one, and a server of times that does not answer before one that does."""
    given = base64.b64encode((authority.folder / "signer.p12").read_bytes()).decode()
    monkeypatch.setenv(signing.CERTIFICATE, given)
    monkeypatch.setenv(signing.PASSWORD, PASSWORD)
    monkeypatch.setenv(signing.STAMPS, f"http://127.0.0.1:9 {stamps.address}")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The least that is a program for Windows of 64 bits."""
    optional = bytearray(struct.pack("<H", 0x20B).ljust(240, b"\0"))
    struct.pack_into("<I", optional, 108, 16)
    head = b"MZ".ljust(60, b"\0") + struct.pack("<I", 64)
    coff = struct.pack("<2H3I2H", 0x8664, 0, 0, 0, 0, len(optional), 0x22)
    file = tmp_path / "program.exe"
    file.write_bytes((head + b"PE\0\0" + coff + optional).ljust(1024, b"\0"))
    return file


def verified(file: Path, authority: Authority) -> str:
    trusted = authority.folder / "ca.pem"
    return run("osslsigncode", "verify", "-CAfile", trusted, "-TSA-CAfile", trusted, "-in", file)


@pytest.mark.usefixtures("certificate")
def test_a_signature_and_its_time_are_verified_by_those_who_trust_the_authority(
    program: Path, authority: Authority, stamps: Stamps
) -> None:
    sign(program)

    assert "Number of verified signatures: 1" in verified(program, authority)
    assert stamps.asked == 1


@pytest.mark.usefixtures("certificate")
def test_the_setup_program_has_files_signed_by_a_command(program: Path, authority: Authority) -> None:
    subprocess.run(f'{command()} "{program}"', shell=True, check=True)

    assert "Number of verified signatures: 1" in verified(program, authority)


@pytest.mark.usefixtures("certificate")
def test_a_signature_that_cannot_be_made_stops_the_build_and_shows_no_secret(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = program.read_bytes()
    for name, value in {signing.STAMPS: "http://127.0.0.1:9", signing.PASSWORD: "wrong-word"}.items():
        with monkeypatch.context() as changed:
            changed.setenv(name, value)
            with pytest.raises(CommandError) as caught:
                sign(program)
        assert program.read_bytes() == before
        assert not any(secret in str(caught.value) for secret in (PASSWORD, "wrong-word"))


@pytest.mark.parametrize("given", [None, ""])
def test_without_a_certificate_nothing_is_changed(
    program: Path, given: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(signing.CERTIFICATE, raising=False)
    if given is not None:
        monkeypatch.setenv(signing.CERTIFICATE, given)  # as a workflow has it where the secret is not there
    before = program.read_bytes()

    sign(program)

    assert program.read_bytes() == before
    assert not signing.is_asked_for()
