"""A message of Slack's as plain lines for a terminal: the same words, without buttons."""

import html
import re

from bot.views.message import Block, Message

_DATE = re.compile(r"<!date\^[^|>]*\|([^>]*)>")
_GROUP = re.compile(r"<!subteam\^([^|>]+)>")
_LINK = re.compile(r"<(?:[^|>]+)\|([^>]*)>")
_BARE = re.compile(r"<([#@!]?[^|>\s]+)>")
_STRESS = re.compile(r"(?<!\w)([*_`])(?=\S)(.+?)(?<=\S)\1(?!\w)")


def plain(message: Message) -> str:
    """The words of a message, a paragraph a block."""
    return "\n\n".join(part for block in message.blocks if (part := _words(block)))


def _words(block: Block) -> str:
    match block:
        case {"type": "section" | "header", "text": {"text": str(text)}}:
            return _unmarked(text)
        case {"type": "context", "elements": list(elements)}:
            return " · ".join(_unmarked(part["text"]) for part in elements if "text" in part)
        case _:
            return ""


def _unmarked(text: str) -> str:
    for pattern, kept in (
        (_DATE, r"\1"),
        (_GROUP, r"@\1"),
        (_LINK, r"\1"),
        (_BARE, r"\1"),
        (_STRESS, r"\2"),
        (_STRESS, r"\2"),
    ):
        text = pattern.sub(kept, text)
    return html.unescape(text).strip()
