"""reactions.*: emoji on messages."""

import re

from playground.people import BOT_USER_ID, Channel, Message
from playground.state import message_json
from playground.web_api.call import Call, method
from playground.wire import Json, SlackError

MOST_PER_MESSAGE = 50


def _message(call: Call) -> tuple[Channel, Message]:
    channel = call.on.world.channels.get(call.text("channel"))
    if channel is None or (not channel.is_public and BOT_USER_ID not in channel.members):
        raise SlackError("channel_not_found")
    if BOT_USER_ID not in channel.members:
        raise SlackError("not_in_channel")
    message = channel.messages.get(call.text("timestamp"))
    if message is None or message.only_for:
        raise SlackError("message_not_found")
    return channel, message


@method("reactions.add", "channel! name! timestamp!", scopes=("reactions:write",))
def add(call: Call) -> Json:
    """React as the bot."""
    channel, message = _message(call)
    name = call.text("name").strip(":")
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?", name):
        raise SlackError("invalid_name")
    if channel.archived:
        raise SlackError("is_archived")
    if name not in message.reactions and len(message.reactions) >= MOST_PER_MESSAGE:
        raise SlackError("too_many_emoji")
    if not call.on.world.react(message, name, BOT_USER_ID, on=True):
        raise SlackError("already_reacted")
    return {}


@method("reactions.remove", "name! channel timestamp file file_comment", scopes=("reactions:write",))
def remove(call: Call) -> Json:
    """Take the bot's reaction away."""
    _, message = _message(call)
    if not call.on.world.react(message, call.text("name").strip(":"), BOT_USER_ID, on=False):
        raise SlackError("no_reaction")
    return {}


@method("reactions.get", "channel timestamp file file_comment full", scopes=("reactions:read",), reads=True)
def get(call: Call) -> Json:
    """A message with its reactions."""
    channel, message = _message(call)
    return {"type": "message", "channel": channel.id, "message": message_json(message, channel)}
