"""Colouring: the right kinds in the right places, and nothing guessed."""

import subprocess
import sys

import pytest

from deeptrin_desktop.markdown.highlight import LONGEST_CODE, Kind, Token, tokens
from deeptrin_desktop.markdown.languages import LEXERS, is_known, lexer_for


def test_kinds_and_places() -> None:
    code = "def f(x):  # why\n    return 'é🙂' + 12\n"
    found = {code[token.start : token.start + token.length]: token.kind for token in tokens(code, "python")}
    assert found["def"] is Kind.KEYWORD
    assert found["f"] is Kind.FUNCTION
    assert found["# why"] is Kind.COMMENT
    assert found["'é🙂'"] is Kind.STRING
    assert found["12"] is Kind.NUMBER


def test_that_tokens_come_in_order_and_apart() -> None:
    end = 0
    for token in tokens("<p class='a'>&amp;<!-- x --></p>\n<script>let a = 1;</script>", "html"):
        assert token.start >= end
        assert token.length > 0
        end = token.start + token.length


def test_that_they_come_as_they_are_asked_for() -> None:
    coming = tokens("x = 1\n" * 1_000, "python")
    assert next(coming) == Token(4, 1, Kind.NUMBER)


@pytest.mark.parametrize("language", ["", "pyth", "mermaid", "no such thing"])
def test_that_an_unknown_language_has_none(language: str) -> None:
    assert not is_known(language)
    assert list(tokens("def f(): pass", language)) == []


def test_that_the_case_of_a_name_does_not_count() -> None:
    assert list(tokens("return", "Python")) == [Token(0, 6, Kind.KEYWORD)]


@pytest.mark.parametrize("language", sorted({lexer: name for name, lexer in LEXERS.items()}.values()))
def test_that_every_lexer_of_the_table_is_there(language: str) -> None:
    assert lexer_for(language) is not None


def test_that_monstrous_code_is_left_alone() -> None:
    assert list(tokens("x = 1\n" * LONGEST_CODE, "python")) == []
    assert list(tokens("x" * 50_000, "python")) == []


def test_that_pygments_is_imported_only_for_colouring() -> None:
    program = (
        "import sys\n"
        "from deeptrin_desktop.markdown import document, highlight, maths\n"
        "assert not {'pygments', 'markdown_it', 'ziamath'} & set(sys.modules)\n"
        "list(highlight.tokens('x', 'python'))\n"
        "assert 'pygments.lexers.python' in sys.modules\n"
        "assert 'pygments.lexers.javascript' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
