"""What may be opened, and how an address is shown for what it is."""

import pytest

from deeptrin_desktop.ui.blocks.addresses import honest, looks_like_another, may_be_opened


@pytest.mark.parametrize(
    "target", ["https://a.example", "HTTP://a.example/x?y#z", "mailto:a@b.example", "https://a.example:8080/"]
)
def test_addresses_of_the_web_and_of_mail_may_be_opened(target: str) -> None:
    assert may_be_opened(target)


@pytest.mark.parametrize(
    "target",
    [
        "",
        "javascript:alert(1)",
        "JavaScript://a.example/%0aalert(1)",
        "java\nscript:x",
        "file:///etc/passwd",
        "data:text/html,<script>",
        "//a.example",
        "a.example",
        "http:",
        "http://",
        "mailto:",
        "smb://a.example/share",
        "https://a.example:99999999/",
        "https://[::1",
        "https://a.example/\x00",
        "https://a.example/" + "x" * 5000,
    ],
)
def test_nothing_else_may(target: str) -> None:
    assert not may_be_opened(target)


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("https://аpple.example/", "https://xn--pple-43d.example/"),
        ("https://a.example/\u202egpj.exe", "https://a.example/%E2%80%AEgpj.exe"),
        ("https://a.example/\u200bx", "https://a.example/%E2%80%8Bx"),
        ("https://a.example/日本", "https://a.example/日本"),
    ],
)
def test_what_cannot_be_seen_is_written_out(target: str, shown: str) -> None:
    assert honest(target) == shown


@pytest.mark.parametrize(
    ("text", "target", "differs"),
    [
        ("www.bank.example", "https://evil.example/", True),
        ("https://bank.example/login", "https://bank.example.evil.example/login", True),
        ("bank.example", "https://www.bank.example/", False),
        ("the site", "https://a.example/", False),
        ("end of sentence.", "https://a.example/", False),
    ],
)
def test_a_text_that_names_another_host_is_noticed(text: str, target: str, differs: bool) -> None:
    assert looks_like_another(text, target) is differs
