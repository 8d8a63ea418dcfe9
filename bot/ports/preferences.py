"""What people chose for themselves."""

from datetime import datetime
from typing import Literal, Protocol, TypedDict, Unpack

from bot.domain.language import Frozen, Language


class Preferences(Frozen):
    """What somebody chose in App Home; None where they chose nothing."""

    language: Language | None = None
    thanks: Literal["public", "private"] | None = None
    mentioned: Literal["on"] | None = None
    """Whether the night's post may ping them where it thanks them; by default it names them without."""
    reminders: Literal["off"] | None = None
    quiet_until: datetime | None = None
    """No reminders until then, by the bot's clock (UTC); may have passed."""


class Choices(TypedDict, total=False):
    """Some of the fields of `Preferences`; None takes a choice back."""

    language: Language | None
    thanks: Literal["public", "private"] | None
    mentioned: Literal["on"] | None
    reminders: Literal["off"] | None
    quiet_until: datetime | None


class PreferenceBook(Protocol):
    """What people chose for themselves."""

    def known(self, user: str) -> Preferences | None:
        """Theirs, where they are known without asking; None where they must be asked for."""

    async def get(self, user: str) -> Preferences:
        """Theirs, or nothing chosen."""

    async def change(self, user: str, **chosen: Unpack[Choices]) -> None:
        """They choose this now, in one step; whatever else they chose stays, also what is chosen at this moment."""
