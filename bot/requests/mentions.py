"""People named in what Slack sends: users, groups, and names it did not recognise."""

import re
from html import unescape

_TOKEN = re.compile(r"<(?P<sign>[@#!]?)(?P<what>[^<>|]+)(?:\|(?P<label>[^<>]*))?>")
USER = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
GROUP = re.compile(r"<!subteam\^(S[A-Z0-9]+)(?:\|[^<>]*)?>")
_RAW_NAME = re.compile(r"(?<![\w.@<])@([\w.\-]+)")


def users_in(text: str) -> tuple[str, ...]:
    """The users mentioned, each once."""
    return _unique(USER.findall(text))


def groups_in(text: str) -> tuple[str, ...]:
    """The user groups mentioned, each once."""
    return _unique(GROUP.findall(text))


def unknown_names(text: str) -> tuple[str, ...]:
    """Names typed with an @ that Slack did not recognise."""
    return _unique(_RAW_NAME.findall(unescape(text)))


def plain(text: str) -> str:
    """Slack's markup as plain text; only a mentioned user stays, as `<@U…>`. Nothing left in it can ping."""
    parts: list[str] = []
    end = 0
    for token in _TOKEN.finditer(text):
        parts += [unescape(text[end : token.start()]), _token(token)]
        end = token.end()
    parts.append(unescape(text[end:]))
    return "".join(parts).strip()


def _token(token: re.Match[str]) -> str:
    sign, what, label = token["sign"], token["what"], token["label"]
    if sign == "@":
        return f"<@{what}>"
    if sign == "#":
        return f"#{label or what}"
    if sign == "!":
        return unescape(label) if label else f"@{what.split('^')[0]}"
    shown = what if not label else label if what.endswith(label) else f"{label} ({what})"
    return unescape(shown)


def _unique(found: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))
