"""A message as Slack hands it to us, turned into what its author saw: for a field in which it can be edited."""

import re
from collections.abc import Iterator, Mapping

_TOKEN = re.compile(r"<([^<>\n]+)>")
_DEEPEST = 12
_USER = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")


_LINES = {"mrkdwn", "plain_text", "rich_text_section", "rich_text_quote", "rich_text_preformatted"}
"""What stands on a line of its own."""


def words_of(message: Mapping[str, object]) -> str:
    """What a message says. Apps, such as the ones that bring tickets in, often say it in blocks or attachments alone."""
    text = message.get("text")
    if isinstance(text, str) and text.strip():
        return text
    found = "".join(_parts(message.get("blocks"), 0)) or "".join(_parts(message.get("attachments"), 0))
    return re.sub(r"\s*\n\s*", "\n", found).strip()


def _parts(node: object, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for part in node:
            yield from _parts(part, depth + 1)
    elif isinstance(node, Mapping) and node.get("type") != "actions":
        yield from _own_words(node)
        for key in ("text", "blocks", "elements", "fields"):
            yield from _parts(node.get(key), depth + 1)
        if "type" not in node or node["type"] in _LINES:
            yield "\n"


def _own_words(node: Mapping[str, object]) -> Iterator[str]:
    said = node.get("text") or (None if node.get("blocks") else node.get("fallback"))
    if isinstance(said, str):
        yield said
    elif node.get("type") == "link" and isinstance(node.get("url"), str):
        yield str(node["url"])
    elif node.get("type") == "user" and isinstance(node.get("user_id"), str):
        yield f"<@{node['user_id']}>"


def users_in(text: str) -> tuple[str, ...]:
    """The Slack ids it mentions, each once."""
    return tuple(dict.fromkeys(_USER.findall(text)))


def as_read(text: str, names: Mapping[str, str], *, someone: str) -> str:
    """Mentions by name (`names`, else what Slack wrote beside the id, else `someone`), links as addresses."""

    def read(token: re.Match[str]) -> str:
        return _read(token[1], names, someone)

    shown = _TOKEN.sub(read, text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _read(inside: str, names: Mapping[str, str], someone: str) -> str:
    meant, _, label = inside.partition("|")
    match meant[:1]:  # empty in what other apps write, such as <|label>
        case "@":
            return f"@{names.get(meant[1:]) or label.removeprefix('@') or someone}"
        case "#":
            return f"#{label}" if label else f"#{meant[1:]}"
        case "!":
            return _special(meant[1:], label, someone)
        case _:
            address = meant.removeprefix("mailto:").removeprefix("tel:")
            return (
                f"{label} ({address})" if label and label not in address and address not in label else address
            )


def _special(meant: str, label: str, someone: str) -> str:
    """`<!here>`, `<!subteam^S1|@billing>`, `<!date^…|today>`."""
    if meant.startswith("subteam^"):
        return f"@{label.removeprefix('@') or someone}"
    return label or f"@{meant.partition('^')[0]}"
