"""files.*: the two steps of an upload; the bytes themselves go to ``/upload/<id>``."""

import secrets

from playground.people import BOT_USER_ID
from playground.state import new_message
from playground.web_api.call import Call, Upload, method
from playground.web_api.chat import postable, thread_of
from playground.wire import Json, SlackError


@method(
    "files.getUploadURLExternal",
    "filename! length! alt_txt snippet_type",
    scopes=("files:write",),
    reads=True,
    per_minute=100,
)
def get_upload_url(call: Call) -> Json:
    """Where to send the bytes."""
    if not call.text("length").isdecimal() or call.text("length") == "0":
        raise SlackError("invalid_arguments", "[ERROR] must be more than 0 [json-pointer:/length]")
    upload = Upload("F" + secrets.token_hex(5).upper(), call.text("filename"), int(call.text("length")))
    call.on.uploads[upload.id] = upload
    return {"upload_url": f"{call.on.address()}/upload/{upload.id}", "file_id": upload.id}


@method(
    "files.completeUploadExternal",
    "files! channel_id channels thread_ts initial_comment blocks",
    scopes=("files:write",),
    per_minute=100,
)
def complete_upload(call: Call) -> Json:
    """Share what was uploaded."""
    done: list[Json] = []
    for entry in call.args["files"]:
        upload = call.on.uploads.get(str(entry.get("id")))
        if upload is None or upload.content is None:
            raise SlackError("file_not_found")
        done.append({"id": upload.id, "title": entry.get("title") or upload.name})
    ref = call.text("channel_id")
    if ref:
        channel = postable(call, ref)
        titles = "\n".join(str(file["title"]) for file in done)
        text = "\n".join(part for part in (call.text("initial_comment"), titles) if part)
        thread_ts = thread_of(channel, call.text("thread_ts"))
        message = new_message(call.on.world, channel.id, BOT_USER_ID, text, thread_ts=thread_ts)
        message.bot_id, message.subtype = call.on.world.users[BOT_USER_ID].bot_id, "file_share"
        call.on.world.post(message)
    return {"files": done}
