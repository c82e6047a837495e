"""From a conversation to the request that asks for its next message."""

from collections.abc import Sequence
from dataclasses import replace

from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.conversation import Conversation, Mode, Settings
from deeptrin_desktop.core.message import Message, Reply, Role
from deeptrin_desktop.core.request import Endpoint, Request, Turn


def request_after(conversation: Conversation, messages: Sequence[Message], *, connection: Connection) -> Request:
    """The request for what follows these messages, with the conversation's present settings.

    To continue a partial reply, it is the last of the messages. Reasoning is never sent back, and neither is a
    message without text.
    """
    settings = conversation.settings
    said = [message for message in messages if message.text]
    is_chat = conversation.mode is Mode.CHAT
    return Request(
        Endpoint.CHAT if is_chat else Endpoint.COMPLETIONS,
        settings.model,
        messages=_turns(settings.system_prompt, said) if is_chat else (),
        prompt="" if is_chat else "".join(message.text for message in said),
        parameters=settings.parameters,
        stream=settings.stream,
        include_usage=connection.include_usage,
    )


def request_behind(conversation: Conversation, reply: Reply, *, include_usage: bool) -> Request:
    """The request that a reply came of, made anew from what is stored."""
    tree = conversation.tree
    choice = next(message for message in tree.messages.values() if message.reply == reply.id)
    partial = tree.messages.get(reply.continues)
    settings = Settings("", reply.model, reply.system_prompt, reply.parameters, reply.stream)
    return request_after(
        replace(conversation, settings=settings),
        [*tree.before(choice.id), *([partial] if partial else [])],
        connection=Connection("", "", reply.base_url, include_usage=include_usage),
    )


def _turns(system_prompt: str, messages: Sequence[Message]) -> tuple[Turn, ...]:
    turns = [Turn(message.role, message.text) for message in messages]
    if system_prompt.strip():
        turns.insert(0, Turn(Role.SYSTEM, system_prompt))
    return tuple(turns)
