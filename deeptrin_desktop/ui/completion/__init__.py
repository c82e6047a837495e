"""Completion mode: the document, its marks, its choices and what can be done with them."""
