"""Keys as people paste them, and as no text may show them."""

import pytest

from deeptrin_desktop.core.errors import Kind, VaultError
from deeptrin_desktop.core.key import clean_key, scrub


@pytest.mark.parametrize("pasted", ["sk-1234", " sk-1234\n", "Bearer sk-1234", "bearer  sk-1234\r\n", "\tsk-1234 "])
def test_what_surrounds_a_key_is_dropped(pasted: str) -> None:
    assert clean_key(pasted) == "sk-1234"


@pytest.mark.parametrize("pasted", ["", " \n", "Bearer ", "sk-12\n34", "sk 1234", "schlüssel", "sk-\x00", "sk-\u200b1"])
def test_what_cannot_stand_in_a_header_is_refused(pasted: str) -> None:
    with pytest.raises(VaultError) as caught:
        clean_key(pasted)
    assert caught.value.failure.kind is Kind.BAD_KEY
    assert not pasted.strip() or pasted not in str(caught.value)


def test_keys_are_scrubbed_wherever_they_stand() -> None:
    assert scrub("no sk-1234, no sk-1234!", "sk-1234") == "no [key], no [key]!"
    assert scrub("a b", "", "a") == "a b"


@pytest.mark.parametrize("form", ["sk-1/2&3'", "sk-1%2F2%263%27", "sk-1/2%263%27", "sk-1/2&amp;3&#x27;"])
def test_keys_are_scrubbed_in_the_forms_of_url_and_html(form: str) -> None:
    assert scrub(f"no {form}!", "sk-1/2&3'") == "no [key]!"
