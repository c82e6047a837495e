"""The parser of text within a block: markdown-it-py, with our rules among its own."""

from markdown_it import MarkdownIt

from deeptrin_desktop.markdown import rules


def make_parser() -> MarkdownIt:
    """A parser whose links may have any target: what is opened is decided where it is opened."""
    parser = MarkdownIt("commonmark").enable("strikethrough")
    parser.validateLink = _any_target  # type: ignore[method-assign]
    inline = parser.inline.ruler
    inline.before("escape", "backslashed_maths", rules.backslashed_maths)
    inline.before("escape", "dollar_maths", rules.dollar_maths)
    inline.before("link", "footnote_reference", rules.footnote_reference)
    inline.before("strikethrough", "long_tildes", rules.long_tildes)
    inline.before("newline", "bare_address", rules.bare_address)
    return parser


def _any_target(url: str) -> bool:
    del url
    return True
