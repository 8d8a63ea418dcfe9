"""What the bot's acknowledgements and response URLs do."""

from playground.people import BOT_USER_ID, Channel, Message, User
from playground.state import World, new_message
from playground.surfaces import Surfaces, View
from playground.tickets import Tickets
from playground.web_api.chat import by_bot
from playground.web_api.messages import read_content
from playground.wire import Json, SlackError


class NotUnderstood(Exception):
    """An acknowledgement Slack cannot use; the text is the error a person is shown."""


class Answers:
    """Puts answers where they belong."""

    def __init__(self, world: World, surfaces: Surfaces, tickets: Tickets) -> None:
        self._world = world
        self._surfaces = surfaces
        self._tickets = tickets

    def to_command(self, user: User, channel: Channel, typed: str, ack: Json | None) -> Message | None:
        """Show a command's immediate answer: to its user, or with the typed command to the whole channel.

        Raises:
            NotUnderstood: the answer is no valid message.
        """
        if not ack or not (ack.get("text") or ack.get("blocks") or ack.get("attachments")):
            return None
        in_channel = ack.get("response_type") == "in_channel"
        try:
            content = read_content(ack)
        except SlackError as error:
            details = error.extra.get("response_metadata", {}).get("messages", [])
            raise NotUnderstood(" ".join(["invalid_command_response:", error.error, *details])) from None
        if in_channel:
            self._world.post(new_message(self._world, channel.id, user.id, typed))
        message = by_bot(self._world, channel.id, content)
        message.only_for = None if in_channel else user.id
        return self._world.post(message)

    def to_submission(self, view: View, ack: Json | None) -> None:
        """Close the modal, or show errors, another view, or nothing any more.

        Raises:
            NotUnderstood: the answer is none of these, or its view or its errors do not fit.
        """
        action = (ack or {}).get("response_action")
        if ack is None or action is None:
            if ack:
                raise NotUnderstood(f"response_action is missing: {sorted(ack)}")
            self._surfaces.close(view)
        elif action == "clear":
            self._surfaces.close(view, whole_stack=True)
        elif action == "errors":
            self._errors(view, ack.get("errors"))
        elif action in {"update", "push"}:
            try:
                if action == "update":
                    self._surfaces.update(view, ack.get("view") or {})
                else:
                    self._surfaces.push(view.user, ack.get("view") or {})
            except SlackError as error:
                details = error.extra.get("response_metadata", {}).get("messages", [])
                raise NotUnderstood(" ".join([error.error, *details])) from None
        else:
            raise NotUnderstood(f"unknown response_action {action}")

    def _errors(self, view: View, errors: object) -> None:
        inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
        if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
            raise NotUnderstood(
                f"errors must name input blocks, of which there are {sorted(inputs)}: {errors}"
            )
        view.errors = {str(block_id): str(sentence) for block_id, sentence in errors.items()}
        self._surfaces.changed(view)

    def to_response_url(self, url_id: str, body: Json) -> None:
        """Use a response URL once: post, replace or delete.

        Raises:
            SlackError: used_url, expired_url, no_such_url, or what is wrong with the message.
        """
        url = self._tickets.use_response_url(url_id)
        channel = self._world.channels[url.channel]
        original = channel.messages.get(url.ts) if url.ts else None
        mine = original if original is not None and original.user == BOT_USER_ID else None
        if body.get("delete_original"):
            if mine is None:
                raise SlackError("message_not_found")
            self._world.remove(mine)
            return
        content = read_content(body)
        if body.get("replace_original") and mine is not None:
            fields = {"text": content.text, "blocks": content.blocks, "attachments": content.attachments}
            self._world.edit(mine, fields)
            return
        thread_ts = str(body["thread_ts"]) if body.get("thread_ts") else None
        message = by_bot(self._world, channel.id, content, thread_ts=thread_ts)
        if body.get("response_type", "ephemeral") != "in_channel":
            message.only_for = url.user
        self._world.post(message)
