"""Base URLs as people write them, and the origins that keys belong to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deeptrin_desktop.core.connection import DEEPTRIN_URLS, Connection, origin_of, resolve_base_url
from deeptrin_desktop.core.errors import ApiError, Kind


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://api.example.org/v1", "https://api.example.org/v1"),
        ("https://api.example.org/v1/", "https://api.example.org/v1"),
        ("api.example.org", "https://api.example.org/v1"),
        ("api.example.org/", "https://api.example.org/v1"),
        ("API.Example.org/v1", "https://api.example.org/v1"),
        ("https://api.example.org/v1/chat/completions", "https://api.example.org/v1"),
        ("https://api.example.org/v1/completions/", "https://api.example.org/v1"),
        ("https://api.example.org/v1/models", "https://api.example.org/v1"),
        ("https://api.example.org/openai/v2", "https://api.example.org/openai/v2"),
        ("localhost:8080", "http://localhost:8080/v1"),
        ("127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1"),
        ("[::1]:8000", "http://[::1]:8000/v1"),
        ("https://api.example.org:443/v1", "https://api.example.org/v1"),
        ("http://api.example.org:80", "http://api.example.org/v1"),
        ("  https://api.example.org/v1\n", "https://api.example.org/v1"),
        ("api.deeptrin.com", DEEPTRIN_URLS[0]),
        ("https://inference-api.deeptrin.ai/", DEEPTRIN_URLS[1]),
        (DEEPTRIN_URLS[0] + "/chat/completions", DEEPTRIN_URLS[0]),
    ],
)
def test_what_people_write_is_understood(written: str, meant: str) -> None:
    assert resolve_base_url(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "",
        "   ",
        "ftp://example.org",
        "https://",
        "https://user:secret@example.org/v1",
        "https://example.org/v1?key=1",
        "https://example.org/v1#top",
        "https://example.org:99999",
        "https://exam ple.org",
        "https://example.org/\u202ev1",
        "http://[::1",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(ApiError) as caught:
        resolve_base_url(written)
    assert caught.value.failure.kind is Kind.BAD_URL


@given(st.text(max_size=60))
def test_resolving_twice_changes_nothing(written: str) -> None:
    try:
        once = resolve_base_url(written)
    except ApiError:
        return
    assert resolve_base_url(once) == once


def test_the_deeptrin_hosts_share_an_origin_and_others_do_not() -> None:
    assert origin_of(DEEPTRIN_URLS[0]) == origin_of(DEEPTRIN_URLS[1]) == "https://api.deeptrin.com"
    assert origin_of("http://inference-api.deeptrin.ai/v1") == "http://inference-api.deeptrin.ai"
    assert origin_of("https://inference-api.deeptrin.ai:8443/v1") == "https://inference-api.deeptrin.ai:8443"
    assert origin_of("http://localhost:8080/v1") == "http://localhost:8080"


def test_a_connection_knows_the_service() -> None:
    assert Connection("1", "One", DEEPTRIN_URLS[1]).is_deeptrin
    assert not Connection("2", "Two", "https://api.example.org/v1").is_deeptrin
