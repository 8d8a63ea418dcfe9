"""files.*: the two calls of an upload; the bytes themselves go to ``/upload/<id>`` in between."""

import mimetypes
import secrets

from playground.people import BOT_USER_ID, Channel
from playground.state import new_message
from playground.web_api.call import Call, Upload, method
from playground.web_api.chat import thread_of
from playground.wire import Json, SlackError

LONGEST_ALT = 1000
"""Characters of a picture's description: beyond them Slack answers alt_txt_too_large."""


@method(
    "files.getUploadURLExternal",
    "filename! length! alt_txt snippet_type",
    scopes=("files:write",),
    reads=True,
    per_minute=100,
)
def get_upload_url(call: Call) -> Json:
    """Where to send the bytes."""
    if call.text("length") == "0":
        raise SlackError("missing_argument")
    if not call.text("length").isdecimal():
        raise SlackError("invalid_arguments", "[ERROR] must be an integer [json-pointer:/length]")
    if len(call.text("alt_txt")) > LONGEST_ALT:
        raise SlackError("alt_txt_too_large")
    upload = Upload(
        id="F" + secrets.token_hex(5).upper(),
        name=call.text("filename"),
        length=int(call.text("length")),
        alt=call.text("alt_txt"),
    )
    call.on.uploads[upload.id] = upload
    return {"upload_url": f"{call.on.address()}/upload/{upload.id}", "file_id": upload.id}


@method(
    "files.completeUploadExternal",
    "files! channel_id channels thread_ts initial_comment blocks",
    scopes=("files:write",),
    per_minute=100,
)
def complete_upload(call: Call) -> Json:
    """Share what was uploaded with one conversation, or with nobody yet."""
    uploads = [(_uploaded(call, entry), entry) for entry in _entries(call)]
    shared = [
        {
            "id": upload.id,
            "name": upload.name,
            "title": str(entry.get("title") or upload.name),
            "mimetype": mimetypes.guess_type(upload.name)[0] or "application/octet-stream",
            "size": upload.length,
            "alt_txt": upload.alt,
            "url_private": f"{call.on.address()}/page/file/{upload.id}",
        }
        for upload, entry in uploads
    ]
    if ref := call.text("channel_id"):
        channel = _where(call, ref)
        thread_ts = thread_of(channel, call.text("thread_ts"))
        message = new_message(
            call.on.world, channel.id, BOT_USER_ID, call.text("initial_comment"), thread_ts=thread_ts
        )
        message.bot_id, message.subtype = call.on.world.users[BOT_USER_ID].bot_id, "file_share"
        message.files = shared
        for upload, _ in uploads:
            call.on.world.files[upload.id] = upload.content or b""
        call.on.world.post(message)
    return {"files": [{"id": file["id"], "title": file["title"]} for file in shared]}


def _entries(call: Call) -> list[Json]:
    listed = call.args["files"]
    if not isinstance(listed, list) or not listed or not all(isinstance(entry, dict) for entry in listed):
        raise SlackError("invalid_arguments", "[ERROR] must be a list of objects [json-pointer:/files]")
    if not all(isinstance(entry.get("id"), str) for entry in listed):
        raise SlackError("invalid_arguments", "[ERROR] missing required field: id [json-pointer:/files/id]")
    return listed


def _uploaded(call: Call, entry: Json) -> Upload:
    """What was announced and then sent.

    Raises:
        SlackError: file_not_found.
    """
    upload = call.on.uploads.get(entry["id"])
    if upload is None or upload.content is None:
        raise SlackError("file_not_found")
    return upload


def _where(call: Call, ref: str) -> Channel:
    """The conversation of that id, in which the bot must be: neither a name nor a user's id will do.

    Raises:
        SlackError: invalid_channel, posting_to_channel_denied.
    """
    channel = call.on.world.channels.get(ref)
    if channel is None:
        raise SlackError("invalid_channel")
    if BOT_USER_ID not in channel.members or channel.archived:
        raise SlackError("posting_to_channel_denied" if channel.is_public else "invalid_channel")
    return channel
