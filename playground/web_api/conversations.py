"""conversations.*: finding, opening, joining and reading."""

from playground.people import BOT_USER_ID, Channel, Message, User
from playground.state import message_json
from playground.web_api.call import Call, method, missing_scope
from playground.web_api.shapes import channel_json, page
from playground.wire import Json, SlackError

_KIND_OF = {"channel": "channels", "shared": "channels", "private": "groups", "dm": "im"}
_TYPES = {"public_channel": ("channel", "shared"), "private_channel": ("private",), "im": ("dm",), "mpim": ()}
_READ_SCOPES = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY_SCOPES = ("channels:history", "groups:history", "im:history", "mpim:history")


def _visible(call: Call, what: str) -> Channel:
    """The channel the bot may look at with its ``read`` or ``history`` scope for that kind of channel."""
    channel = call.on.world.channels.get(call.text("channel"))
    if channel is None or (not channel.is_public and BOT_USER_ID not in channel.members):
        raise SlackError("channel_not_found")
    call.need(f"{_KIND_OF[channel.kind]}:{what}")
    return channel


@method("conversations.info", "channel! include_locale include_num_members", scopes=_READ_SCOPES, reads=True)
def info(call: Call) -> Json:
    """A conversation."""
    channel = _visible(call, "read")
    return {"channel": channel_json(call, channel, num_members=call.flag("include_num_members"))}


@method(
    "conversations.list",
    "cursor exclude_archived limit types team_id",
    scopes=_READ_SCOPES,
    reads=True,
    per_minute=20,
)
def list_(call: Call) -> Json:
    """Public channels, and others the bot is in."""
    kinds: list[str] = []
    for name in (call.text("types") or "public_channel").split(","):
        if name.strip() not in _TYPES:
            raise SlackError("invalid_types")
        wanted = _TYPES[name.strip()]
        if wanted:
            call.need(f"{_KIND_OF[wanted[0]]}:read")
        kinds += wanted
    found = [
        channel_json(call, channel, num_members=True)
        for channel in call.on.world.channels.values()
        if channel.kind in kinds
        and (channel.is_public or BOT_USER_ID in channel.members)
        and not (channel.archived and call.flag("exclude_archived"))
    ]
    channels, following = page(call, found, default=100)
    return {"channels": channels, **following}


@method("conversations.members", "channel! cursor limit", scopes=_READ_SCOPES, reads=True, per_minute=100)
def members(call: Call) -> Json:
    """Who is in a conversation."""
    channel = _visible(call, "read")
    found, following = page(call, sorted(channel.members), default=100)
    return {"members": found, **following}


@method("conversations.open", "channel return_im users prevent_creation", scopes=("im:write", "mpim:write"))
def open_(call: Call) -> Json:
    """The direct conversation with one user."""
    world = call.on.world
    if call.text("channel"):
        channel = world.channels.get(call.text("channel"))
        if channel is None or BOT_USER_ID not in channel.members:
            raise SlackError("channel_not_found")
        if channel.kind != "dm":
            raise SlackError("method_not_supported_for_channel_type")
        return _opened(call, channel)
    return _opened(call, world.dm(_reachable(call).id, BOT_USER_ID))


def _reachable(call: Call) -> User:
    """The one user a direct conversation can be opened with."""
    world = call.on.world
    ids = [part for part in call.text("users").split(",") if part]
    if not ids:
        raise SlackError("users_list_not_supplied")
    if len(ids) > 8:
        raise SlackError("too_many_users")
    if len(ids) > 1:
        raise missing_scope(call.manifest, "mpim:write")
    user = world.users.get(ids[0])
    if user is None:
        raise SlackError("user_not_found")
    if user.deleted:
        raise SlackError("user_disabled")
    if user.kind == "bot":
        raise SlackError("cannot_dm_bot")
    if user.kind == "stranger" and not any(
        {user.id, BOT_USER_ID} <= c.members for c in world.channels.values()
    ):
        raise SlackError("user_not_visible")
    return user


def _opened(call: Call, channel: Channel) -> Json:
    if call.flag("return_im"):
        return {"channel": channel_json(call, channel)}
    return {"channel": {"id": channel.id}}


@method("conversations.join", "channel!", scopes=("channels:join",))
def join(call: Call) -> Json:
    """Join a public channel."""
    channel = call.on.world.channels.get(call.text("channel"))
    if channel is None:
        raise SlackError("channel_not_found")
    if not channel.is_public:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    if not call.on.world.join(channel, BOT_USER_ID):
        call.warnings.append("already_in_channel")
    return {"channel": channel_json(call, channel)}


_READING = "channel! cursor include_all_metadata inclusive latest limit oldest"


@method("conversations.history", _READING, scopes=_HISTORY_SCOPES, reads=True)
def history(call: Call) -> Json:
    """Top-level messages, newest first. Ephemeral ones are in nobody's history."""
    channel = _visible(call, "history")
    if BOT_USER_ID not in channel.members:
        raise SlackError("not_in_channel")
    found = [
        message
        for message in reversed(channel.messages.values())
        if not message.only_for and (not message.is_reply or message.broadcast) and _between(call, message)
    ]
    return _messages(call, channel, found, default=100)


@method("conversations.replies", f"{_READING} ts!", scopes=_HISTORY_SCOPES, reads=True)
def replies(call: Call) -> Json:
    """A thread, its parent first."""
    channel = _visible(call, "history")
    if BOT_USER_ID not in channel.members:
        raise SlackError("not_in_channel")
    message = channel.messages.get(call.text("ts"))
    if message is None or message.only_for:
        raise SlackError("thread_not_found")
    parent = channel.messages.get(message.thread_ts or message.ts, message)
    thread = [parent, *(reply for reply in channel.replies(parent.ts) if _between(call, reply))]
    return _messages(call, channel, thread, default=1000)


def _between(call: Call, message: Message) -> bool:
    oldest, latest, at = call.text("oldest"), call.text("latest"), float(message.ts)
    try:
        after = not oldest or at > float(oldest) or (call.flag("inclusive") and at == float(oldest))
        before = not latest or at < float(latest) or (call.flag("inclusive") and at == float(latest))
    except ValueError:
        raise SlackError("invalid_ts_oldest") from None
    return after and before


def _messages(call: Call, channel: Channel, found: list[Message], *, default: int) -> Json:
    with_metadata = call.flag("include_all_metadata")
    if with_metadata:
        call.need("metadata.message:read")
    shown, following = page(call, found, default=default)
    return {
        "messages": [message_json(message, channel, with_metadata=with_metadata) for message in shown],
        "has_more": bool(following["response_metadata"]["next_cursor"]),
        **following,
    }
