"""What buttons and forms carry for us, read back with care: it may be old, cut or forged.

A ticket only says which thing is meant, never whether somebody may act on it.
"""

from collections.abc import Sequence
from typing import Self

from pydantic import ValidationError

from bot.domain.escalation import Satisfied
from bot.domain.kudos import Source
from bot.domain.language import Frozen, Language


class _Ticket(Frozen):
    def write(self) -> str:
        """As a button's value or a form's private_metadata."""
        return self.model_dump_json(exclude_none=True, exclude_defaults=True)

    @classmethod
    def read(cls, text: str | None) -> Self:
        """What was written; an empty ticket where it cannot be read."""
        try:
            return cls.model_validate_json(text or "{}")
        except ValidationError:
            return cls()


class NoteHeld(_Ticket):
    """Which sealed note a form changes, and the mark of words that were looked through; no word and no kind of it."""

    note: str = ""
    mark: str = ""


QUESTION_CARRIED = 600
"""Characters of the question that travel on a button (its value holds 2,000)."""


_BUTTON_HOLDS = 1900
"""UTF-16 units of a button's value that are used: Slack takes 2,000."""


class Held(_Ticket):
    """Which escalation a button or form is about, and which of the customers who joined, if one is meant."""

    escalation: str = ""
    customer: int | None = None
    question: str = ""


class Wished(_Ticket):
    """A choice of a card's menu: what is wished (the action id of a button for it), and for which escalation."""

    escalation: str = ""
    wish: str = ""


class Felt(_Ticket):
    """Whether the customer of an escalation was satisfied."""

    escalation: str = ""
    satisfied: Satisfied = "unknown"


class Asked(_Ticket):
    """A question on its way through buttons: its words, the topic picked, where it came from.

    `leaves` is the customer who had joined another escalation and leaves it as this one is handed over.
    """

    text: str = ""
    topic: str | None = None
    situation: str | None = None
    link: str | None = None
    queue: bool = False
    leaves: Held | None = None

    @classmethod
    def about(
        cls, text: str, *, topic: str | None = None, situation: str | None = None, queue: bool = False
    ) -> Self:
        """A ticket with as much of the question as a button can carry."""
        return cls(text=text[:QUESTION_CARRIED], topic=topic, situation=situation, queue=queue)


_BESIDE = "asked:"
_MENU_HOLDS = 240
"""UTF-16 units of a question that stand in the name of a menu's block, which holds 255: a menu's options hold less."""


def beside_menu(text: str) -> str | None:
    """The name of the block of a menu, with a question that is to come back with what is chosen there."""
    fits = len(text.encode("utf-16-le", "surrogatepass")) <= 2 * _MENU_HOLDS
    return f"{_BESIDE}{text}" if text and fits else None


def asked_beside(block_id: str | None) -> str:
    """The question that stood beside a menu; empty where none did."""
    found = block_id or ""
    return found.removeprefix(_BESIDE)[:_MENU_HOLDS] if found.startswith(_BESIDE) else ""


class OnCard(_Ticket):
    """Which card of a situation is meant: for which topic and question, which side of it, in which language.

    `language` None is the reader's own.
    """

    situation: str = ""
    topic: str | None = None
    variant: str | None = None
    language: Language | None = None
    text: str = ""

    @classmethod
    def of(cls, value: str | None) -> Self:
        """What a button carries: a ticket, or a situation's key alone."""
        ticket = cls.read(value)
        return ticket if ticket.situation else cls(situation=value or "")

    def write(self) -> str:
        """With as much of the question as a button can carry."""
        room = QUESTION_CARRIED
        whole = _Ticket.write(self.model_copy(update={"text": self.text[:room]}))
        while len(whole.encode("utf-16-le")) > 2 * _BUTTON_HOLDS and room:
            room //= 2
            whole = _Ticket.write(self.model_copy(update={"text": self.text[:room]}))
        return whole


class OnPromise(_Ticket):
    """Which promise a button or form is about: an escalation's, or one of its own; `link` is where it was made."""

    escalation: str = ""
    promise: str = ""
    link: str | None = None


DECISION_CARRIED = 600
"""Characters of a decision that travel on a button; escaped as JSON they are at worst twice as many."""


class Weighed(_Ticket):
    """A decision on its way through the filter questions: the one that is asked, and those answered with no."""

    decision: str = ""
    at: str = ""
    against: tuple[str, ...] = ()

    @classmethod
    def about(cls, decision: str, *, at: str = "", against: Sequence[str] = ()) -> Self:
        """A ticket with what a button can carry."""
        return cls(decision=_plainly(decision), at=at[:100], against=tuple(against))


class Disputed(_Ticket):
    """What somebody does not agree with: a decision in their own words, or a value of the file."""

    decision: str = ""
    value: str = ""

    @classmethod
    def about(cls, decision: str = "", *, value: str = "") -> Self:
        """A ticket with what a button can carry."""
        return cls(decision=_plainly(decision), value=value)


def _plainly(text: str) -> str:
    """A text in one line, cut to what a button can carry."""
    line = " ".join("".join(sign if ord(sign) >= ord(" ") else " " for sign in text).split())
    return line if len(line) <= DECISION_CARRIED else line[: DECISION_CARRIED - 1].rstrip() + "…"


WORDS_CARRIED = 1500
"""Characters of thanks that travel on a button; longer ones would have to be cut, which nobody wants of their words."""
PEOPLE_CARRIED = 20


class Begun(_Ticket):
    """Thanks on their way: whom they name, their words, and which message they are `about` (`channel:ts`).

    `kudos` is the id they get, so that sending twice is one; `changes` the id of those a form changes. `seen` is the
    fingerprint of what was pointed out in them before.
    """

    to: tuple[str, ...] = ()
    text: str = ""
    kudos: str = ""
    changes: str = ""
    about: str | None = None
    source: Source = "form"
    seen: str = ""

    @classmethod
    def begun(cls, text: str, to: Sequence[str] = ()) -> Self:
        """A ticket with what a button can carry."""
        return cls(to=tuple(to[:PEOPLE_CARRIED]), text=text if len(text) <= WORDS_CARRIED else "")

    @classmethod
    def of(cls, metadata: str) -> Self:
        """What a form carries: a ticket, or the id alone of thanks that it changes."""
        ticket = cls.read(metadata)
        return cls(changes=metadata) if metadata and not metadata.startswith("{") else ticket

    @property
    def fits(self) -> bool:
        """Whether a button can carry all of it."""
        return len(self.write().encode("utf-16-le", "surrogatepass")) <= 2 * _BUTTON_HOLDS

    def bare(self) -> Self:
        """The same without people and words, for a form that shows them."""
        return self.model_copy(update={"to": (), "text": ""})


class OnPractice(_Ticket):
    """Which shared phrase or case a button or form is about, and the review date it was drawn for.

    A form for a new one carries `writer`, the Slack id of who wrote the message it was taken from, and the
    fingerprint of the `words` it began with.
    """

    practice: str = ""
    due: str = ""
    writer: str = ""
    words: str = ""
