"""Blocks of Markdown, laid out and drawn: each leaf of them is a box, so that only what is seen costs anything."""
