"""Texts for property tests: scraps of Markdown put together at random, which meet each other's edges often."""

from hypothesis import strategies as st

_SCRAPS = [
    *(
        "a",
        "foo ",
        "b_c",
        " ",
        "  ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "\r",
        "\r\n",
        "\\",
        "\0",
        "\u202e",
        "\u2028",
        "é",
        "🙂",
    ),
    *("- ", "* ", "+ ", "-", "1. ", "2) ", "> ", ">", "- [ ] ", "\n- ", "\n1. ", "\n> ", "\n    ", "\n\t"),
    *("# ", "###", "===", "---", "***", "\n---\n", "```", "~~~", "```py\n", "\n```\n", "`", "``"),
    *("*", "**", "_", "__", "~~", "![", "[", "]", "(", ")", "](u)", "<", ">", "<b>", "<!--", "-->", "&amp;", '"'),
    *("[a]", "[a]: /u\n", "[A]: <v> 't'\n", "[^n]", "[^n]: ", "<div>\n", "</div>", "<?", "?>", "<pre>", "</pre>"),
    *("|", "| a | b |\n", "|---|:-:|\n", "| a | b |\n|---|---|\n", "\\|", "$", "$$", "$$\n", "$x$", "\\(", "\\)"),
    *("\\[", "\\]", "\\[\n", "http://a.b/c", "www.a.b", "a@b.c"),
]

markup = st.lists(st.sampled_from(_SCRAPS), max_size=25).map("".join)
any_text = st.one_of(markup, st.text(max_size=80))
