"""What every way of saying something shares: text, blocks, metadata and their limits."""

from dataclasses import dataclass

from playground.blockkit import MARKDOWN_CHARACTERS, check_message_blocks, too_long
from playground.blocks import with_ids
from playground.wire import Json, SlackError

TEXT_CHARACTERS = 40_000
"""Longer text is cut, not refused (docs.slack.dev/reference/methods/chat.postMessage#truncating)."""
UPDATE_CHARACTERS = 4_000
ATTACHMENTS = 100


@dataclass(frozen=True)
class Content:
    """A message's checked content. ``truncated``: the text was cut."""

    text: str
    blocks: list[Json]
    attachments: list[Json]
    metadata: Json | None
    truncated: bool


def read_content(args: Json, *, text_limit: int | None = None) -> Content:
    """The content out of the arguments of a chat method, an ack or a response URL.

    Raises:
        SlackError: no_text, msg_too_long, invalid_blocks, msg_blocks_too_long, markdown_text_conflict,
            too_many_attachments, invalid_metadata_format.
    """
    text = str(args.get("text") or "")
    blocks = _blocks(args.get("blocks"))
    markdown = args.get("markdown_text")
    if markdown:
        blocks = _markdown(str(markdown), conflicts=bool(text or blocks))
        text = str(markdown)
    attachments = args.get("attachments") or []
    if not isinstance(attachments, list):
        raise SlackError("invalid_attachments")
    if len(attachments) > ATTACHMENTS:
        raise SlackError("too_many_attachments")
    if not (text.strip() or blocks or attachments):
        raise SlackError("no_text")
    if text_limit is not None and len(text) > text_limit:
        raise SlackError("msg_too_long")
    return Content(
        text=text[:TEXT_CHARACTERS],
        blocks=with_ids(blocks),
        attachments=attachments,
        metadata=_metadata(args.get("metadata")),
        truncated=len(text) > TEXT_CHARACTERS,
    )


def _blocks(blocks: object) -> list[Json]:
    if blocks is None:
        return []
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    problems = check_message_blocks(blocks)
    if problems:
        raise SlackError("invalid_blocks", *problems, errors=problems)
    if too_long(blocks):
        raise SlackError("msg_blocks_too_long")
    return blocks


def _markdown(text: str, *, conflicts: bool) -> list[Json]:
    if conflicts:
        raise SlackError("markdown_text_conflict")
    if len(text) > MARKDOWN_CHARACTERS:
        raise SlackError("msg_too_long")
    return [{"type": "markdown", "text": text}]


def _metadata(metadata: object) -> Json | None:
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        raise SlackError("invalid_metadata_format")
    if not metadata:
        return {}
    if not isinstance(metadata.get("event_type"), str) or not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_schema")
    if len(str(metadata)) > 16_000:
        raise SlackError("metadata_too_large")
    return metadata
