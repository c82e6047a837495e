"""Replies of several choices to show."""

from dataclasses import replace

from ui.pane.talk import NOW

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.message import Message, Reply, ReplyState, Role, Timings


def with_choices(conversation: Conversation, *texts: str, state: ReplyState = ReplyState.DONE) -> Conversation:
    """A reply `r` to the last message, with choices `a`, `b`, ... of these texts."""
    parent = conversation.tree.path()[-1].id
    reply = Reply("r", state, "a/model", Timings(NOW))
    choices = [
        Message(chr(ord("a") + index), Role.ASSISTANT, text, NOW, parent, reply="r", choice=index)
        for index, text in enumerate(texts)
    ]
    return conversation.with_reply(reply).with_messages(choices)


def decided(conversation: Conversation, message_id: str) -> Conversation:
    """Somebody has used that choice."""
    picked = replace(conversation, tree=conversation.tree.with_picked(message_id))
    return picked.with_reply(replace(picked.replies["r"], decided=True))
