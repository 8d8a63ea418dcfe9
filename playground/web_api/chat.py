"""chat.*: saying, changing and taking back."""

from playground.people import BOT_ID, BOT_USER_ID, TEAM_DOMAIN, Channel, Message
from playground.state import World, message_json, new_message
from playground.web_api.call import Call, method
from playground.web_api.messages import UPDATE_CHARACTERS, Content, read_content
from playground.wire import Json, SlackError

_SAYING = (
    "channel! text blocks attachments markdown_text metadata thread_ts reply_broadcast as_user icon_emoji "
    "icon_url link_names mrkdwn parse unfurl_links unfurl_media username"
)


def postable(call: Call, ref: str) -> Channel:
    """The channel the bot may post to; a user's id stands for the conversation with them.

    Raises:
        SlackError: channel_not_found, not_in_channel, is_archived, messages_tab_disabled.
    """
    world = call.on.world
    if ref in world.users:
        user = world.users[ref]
        if user.deleted or user.id == BOT_USER_ID:
            raise SlackError("channel_not_found")
        if user.kind == "bot":
            raise SlackError("cannot_dm_bot")
        return world.dm(user.id, BOT_USER_ID)
    channel = world.place(ref)
    if channel is None:
        raise SlackError("channel_not_found")
    if BOT_USER_ID not in channel.members:
        if not channel.is_public:
            raise SlackError("channel_not_found")
        if "chat:write.public" not in call.manifest.scopes:
            raise SlackError("not_in_channel")
    if channel.archived:
        raise SlackError("is_archived")
    return channel


def by_bot(world: World, channel: str, content: Content, *, thread_ts: str | None = None) -> Message:
    """A message of the bot, not yet posted."""
    return new_message(
        world,
        channel,
        BOT_USER_ID,
        content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        metadata=content.metadata or None,
        bot_id=BOT_ID,
        thread_ts=thread_ts,
    )


def thread_of(channel: Channel, thread_ts: str) -> str | None:
    """The thread to reply in; a reply's own time stamp leads to its parent.

    Raises:
        SlackError: thread_not_found.
    """
    if not thread_ts:
        return None
    message = channel.messages.get(thread_ts)
    if message is None or message.only_for:
        raise SlackError("thread_not_found")
    return message.thread_ts or message.ts


def own_message(channel: Channel, ts: str, refusal: str) -> Message:
    """The bot's own message.

    Raises:
        SlackError: message_not_found (also for ephemeral ones), or ``refusal`` for somebody else's.
    """
    message = channel.messages.get(ts)
    if message is None or message.only_for:
        raise SlackError("message_not_found")
    if message.bot_id != BOT_ID:
        raise SlackError(refusal)
    return message


@method("chat.postMessage", _SAYING, scopes=("chat:write",), per_minute=60)
def post_message(call: Call) -> Json:
    """Post to a channel or a direct conversation."""
    content = read_content(call.args)
    customized = {"username", "icon_emoji", "icon_url"}.intersection(call.args)
    if customized:
        call.need("chat:write.customize")
    channel = postable(call, call.text("channel"))
    world = call.on.world
    message = by_bot(world, channel.id, content, thread_ts=thread_of(channel, call.text("thread_ts")))
    message.broadcast = call.flag("reply_broadcast")
    world.post(message)
    if content.truncated:
        call.warnings.append("message_truncated")
    shown = message_json(message, channel, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


@method(
    "chat.postEphemeral",
    "channel! user! text blocks attachments markdown_text thread_ts as_user icon_emoji icon_url link_names "
    "parse username",
    scopes=("chat:write",),
    per_minute=100,
)
def post_ephemeral(call: Call) -> Json:
    """Show something to one person. Somebody who is away never sees it, and the answer does not tell."""
    content = read_content(call.args)
    world = call.on.world
    channel = world.place(call.text("channel"))
    if channel is None or (not channel.is_public and BOT_USER_ID not in channel.members):
        raise SlackError("channel_not_found")
    if channel.archived:
        raise SlackError("is_archived")
    if BOT_USER_ID not in channel.members:
        raise SlackError("not_in_channel")
    user = world.users.get(call.text("user"))
    if user is None or user.id not in channel.members:
        raise SlackError("user_not_in_channel")
    message = by_bot(world, channel.id, content, thread_ts=thread_of(channel, call.text("thread_ts")))
    message.only_for = user.id
    if not user.away:
        world.post(message)
    return {"message_ts": message.ts}


@method(
    "chat.update",
    "channel! ts! text blocks attachments markdown_text metadata as_user file_ids link_names parse "
    "reply_broadcast",
    scopes=("chat:write",),
)
def update(call: Call) -> Json:
    """Change one of the bot's own messages. Text alone takes the blocks away; metadata stays unless given."""
    channel = call.on.world.channels.get(call.text("channel"))
    if channel is None:
        raise SlackError("channel_not_found")
    content = read_content(call.args, text_limit=UPDATE_CHARACTERS)
    if channel.archived:
        raise SlackError("is_inactive")
    message = own_message(channel, call.text("ts"), "cant_update_message")
    changes: Json = {"text": content.text, "blocks": content.blocks, "attachments": content.attachments}
    if content.metadata is not None:
        changes["metadata"] = content.metadata or None
    call.on.world.edit(message, changes)
    shown = message_json(message, channel, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


@method("chat.delete", "channel! ts! as_user", scopes=("chat:write",))
def delete(call: Call) -> Json:
    """Take one of the bot's own messages away."""
    channel = call.on.world.channels.get(call.text("channel"))
    if channel is None:
        raise SlackError("channel_not_found")
    message = own_message(channel, call.text("ts"), "cant_delete_message")
    call.on.world.remove(message)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.getPermalink", "channel! message_ts!", reads=True, per_minute=600)
def get_permalink(call: Call) -> Json:
    """A link to a message the bot can see."""
    channel = call.on.world.channels.get(call.text("channel"))
    if channel is None or (not channel.is_public and BOT_USER_ID not in channel.members):
        raise SlackError("channel_not_found")
    ts = call.text("message_ts")
    message = channel.messages.get(ts)
    if message is None or message.only_for:
        raise SlackError("message_not_found")
    link = f"https://{TEAM_DOMAIN}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}
