"""A message as Slack hands it to us, turned into what its author saw: for a field in which it can be edited."""

import re
from collections.abc import Mapping

_TOKEN = re.compile(r"<([^<>\n]+)>")
_USER = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")


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
    match meant[0]:
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
