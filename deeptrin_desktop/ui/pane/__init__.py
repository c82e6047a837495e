"""The conversation pane: messages painted as blocks of text, laid out only where they are seen."""

from deeptrin_desktop.ui.pane.view import ConversationPane

__all__ = ["ConversationPane"]
