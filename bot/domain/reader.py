"""Whoever reads what Baton says: in their language, by their clock."""

from dataclasses import dataclass

from bot.domain.language import Language


@dataclass(frozen=True)
class Reader:
    """One person, or a channel's public (then `user` is None)."""

    language: Language
    zone: str
    user: str | None = None
    key: str | None = None
    roles: tuple[str, ...] = ()
