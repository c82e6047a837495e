"""Texts that stand in tables, and are translated where they are taken out of them."""


def QT_TRANSLATE_NOOP(_context: str, source: str) -> str:
    """Marks a text for Qt's translation tools, which know it by this name; Qt's own has no useful types."""
    return source
