"""What a form carries that is of no use in part."""

from typing import Self

from pydantic import ValidationError

from bot.domain.language import Frozen


class WholeTicket(Frozen):
    """Read back with care: it may be old, cut or forged, and is then none at all."""

    def write(self) -> str:
        """As a button's value or a form's private_metadata."""
        return self.model_dump_json(exclude_none=True)

    @classmethod
    def read(cls, text: str | None) -> Self | None:
        """What was written; None where it cannot be read."""
        try:
            return cls.model_validate_json(text or "{}")
        except ValidationError:
            return None
