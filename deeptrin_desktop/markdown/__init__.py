r"""Markdown that grows: text in, patches of immutable blocks out. No Qt.

`document.Document` takes text as it arrives and gives a `Patch` for each piece; `blocks` and `spans` are the values
in it, `highlight` and `maths` what code and formulas are drawn from.

Blocks are read by our own `tree`, one line at a time, as the CommonMark specification describes: an open block takes
a line without looking back, so a list of 600 items costs per line what a list of six does. No library can go on with
a parse that it has begun; one is used for the text within blocks, where the hard rules are, and only once somebody
asks for a block's spans: what is never looked at costs its lines and no more.

Which library was measured, on one machine, with 400,000 characters of prose, lists, tables and code:

                                        markdown-it-py 4.3.0            pyromark 0.10.3
    whole text                          161 ms                          16 ms, with places in the text
    paragraph of 100,000 characters     18 ms                           1.3 ms
    import                              44 ms                           1.5 ms
    size, licence                       0.9 MB, MIT                     2.7 MB, MIT
    wheels                              pure Python                     each system, each version of Python
    upkeep                              released 2026-11, monthly       released 2026-10, monthly
    bare addresses, `\(..\)`, `\[..\]`    rules of ours among its own     none, and no place to put them

pyromark is ten times as fast, but knows no formulas in backslashed brackets, whose backslash it drops, and lets nobody
add them: they would have to be found before it by a second reader that knows code, links and escapes as it does. It
reads whole documents alone, and not the text of one block. Since blocks are ours and text is read when it is seen,
what is left of the difference is a millisecond for a page of text. So it is markdown-it-py. With it the same text takes
85 ms to become blocks, streams in 440 ms with all its spans, and no flush takes more than 1 ms. Text without anything
hard in it, which is most, does not get as far: `quick` reads it.
"""
