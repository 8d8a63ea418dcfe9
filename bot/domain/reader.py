"""Whoever reads what Baton says: in their language, by their clock."""

from dataclasses import dataclass

from bot.domain.language import Language


@dataclass(frozen=True)
class Reader:
    """One person; or a channel's public, then `user` is None and Slack shows times in each one's zone.

    `both` asks for the other language too, after the first (the file's `language: both`).
    """

    language: Language
    zone: str
    user: str | None = None
    key: str | None = None
    roles: tuple[str, ...] = ()
    both: bool = False
