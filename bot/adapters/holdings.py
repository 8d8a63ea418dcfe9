"""What each family of keys holds about people: which part of *My data* it is, or why it is none.

Every family of `bot.adapters.keys` stands here, and a test fails one that does not: whatever is stored of somebody
is either shown to them and erased when they ask, or has its reason written down.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.ports.my_data import Kind


class How(StrEnum):
    """Where somebody stands in a family, and what erasing them does to it."""

    OWN = "own"
    """The key is named by them: it goes."""
    RECORD = "record"
    """A hash with a `record`: rewritten without them, once it has ended."""
    THEIRS = "theirs"
    """A hash with a `record` for one reader: it goes if that is them."""
    FIELDS = "fields"
    """A hash of many: fields named by them go, or are rewritten."""
    BOOK = "book"
    """A service erases it, since more follows from it: a post is edited, a deadline goes."""
    STAYS = "stays"
    """It holds nothing of anybody, or must stay for the reason given."""


@dataclass(frozen=True)
class Holding:
    """What one family is to people. `why` is the reason of what stays; `kind` where the window counts it.

    `due` is what the items of the due index are called that belong to a key named by somebody.
    """

    how: How
    kind: Kind | None = None
    why: str = ""
    due: str = ""


def _stays(why: str) -> Holding:
    return Holding(How.STAYS, why=why)


_INDEX = "an index of ids; it follows its records"
_WORK = "ids of work under way, without names; it follows its records"
_DIGEST = "a digest that nothing leads back from"

HOLDINGS: Mapping[str, Holding] = {
    "schema": _stays("a number"),
    "due": _stays("ids of what is due; an item named by somebody goes with what it belongs to"),
    "leases": _stays(_WORK),
    "lease-tokens": _stays(_WORK),
    "attempts": _stays(_WORK),
    "parked": _stays(_WORK),
    "escalation:<id>": Holding(How.RECORD, Kind.ESCALATIONS),
    "open:teams": _stays(_INDEX),
    "open:people": _stays("an index of what is open: it goes on, and is left as that closes"),
    "figures:<month>": _stays("figures without names"),
    "opened:<token>": _stays("a form's token and the id it opened, for a day"),
    "promise:<id>": Holding(How.RECORD, Kind.PROMISES),
    "promises:people": _stays("an index of what is open: it goes on, and is left as that is done"),
    "promise-figures:<month>": _stays("figures without names"),
    "audit:<date>": Holding(How.FIELDS, Kind.AUDIT),
    "event:<id>": _stays("Slack's own id of an event, so that it is not done twice; for 25 hours"),
    "preferences:<user>": Holding(How.OWN, Kind.CHOICES),
    "thanks-question:<user>": Holding(How.OWN, Kind.TOLD, due="thanks-question:<user>"),
    "introduced:<user>": Holding(How.OWN, Kind.TOLD),
    "round": _stays("a time"),
    "bulletin:<id>": Holding(How.THEIRS, Kind.MOMENTS),
    "covers": _stays("covers that have not ended: who is on call rests on them; each leaves it at its end"),
    "cover:<id>": Holding(How.RECORD, Kind.COVERS),
    "facts": Holding(How.FIELDS, Kind.FACTS),
    "status:<user>": Holding(How.OWN, Kind.MOMENTS),
    "reminded:<user>": Holding(How.OWN, Kind.MOMENTS),
    "reminded-in:<digest>": _stays(_DIGEST),
    "reminder-room:<digest>": _stays(_DIGEST),
    "kudos:<id>": Holding(How.RECORD, Kind.KUDOS_GIVEN),
    "kudos-of:<user>": Holding(How.OWN),
    "kudos-to:<user>": Holding(How.OWN),
    "kudos-reaction:<id>": _stays(_DIGEST),
    "kudos-day:<user>:<date>": Holding(How.OWN),
    "kudos-same:<digest>": _stays(_DIGEST),
    "kudos-joins:<id>": Holding(How.FIELDS),
    "night-edits:<team>:<date>": Holding(How.FIELDS),
    "night:<team>:<date>": Holding(How.RECORD),
    "night-kudos:<team>:<date>": _stays(_INDEX),
    "night-notes:<team>:<date>": _stays(_INDEX),
    "night-room:<team>": _stays("a channel, and why it could not be posted to"),
    "nights-pending:<team>": _stays(_INDEX),
    "note:<id>": Holding(How.RECORD, Kind.NOTES_BY_ME),
    "notes-by:<user>": Holding(How.OWN),
    "notes-to:<user>": Holding(How.OWN),
    "notes-sent:<user>": Holding(How.OWN),
    "note-blocks:<user>": Holding(How.OWN),  # its book shows it: what lies here is sealed
    "disagreement:<id>": Holding(How.RECORD, Kind.DISAGREEMENTS),
    "files-told": _stays("the team's two files as people know them: who is in them is for the files to say"),
    "file-change:<id>": Holding(How.FIELDS, Kind.NEWS),
    "file-news:<id>": Holding(How.THEIRS, Kind.NEWS),
    "library": _stays("the practices again, as one list: rewritten with each of them"),
    "practice:<id>": Holding(How.RECORD, Kind.LIBRARY),
    "practices-closed:<user>": Holding(How.OWN),
    "library-review:<user>": Holding(How.OWN, Kind.MOMENTS, due="review:<user>"),
    "line-up:<team>": _stays("a team's values and dates; it names nobody"),
    "team-review:<team>": _stays("keys of the file's people; it follows the file"),
    "meanings": _stays("without author, time and order: nobody can say whose it is"),
    "meanings-by": _stays(_DIGEST),
    "meanings-round": _stays("which approvers still read this month's answers; until they have"),
    "known-people": _stays("who the file names, so that nobody is greeted as new twice; it follows the file"),
    "welcome:<person>": Holding(How.OWN, Kind.MOMENTS, due="welcome:<person>"),
    "learned:<month>": _stays("counts without names"),
    "ballots:<date>": _stays(_DIGEST),
    "typed:<digest>": _stays(_DIGEST),
    "question:<digest>": _stays("masked and without author; people only as digests that no other question shares"),
    "survey:<id>": Holding(How.BOOK, Kind.CUSTOMERS),
    "surveys-of:<user>": Holding(How.OWN),
    "survey-loops:<team>": _stays(_INDEX),
    "survey-once:<digest>": _stays(_DIGEST),
    "survey-counts:<month>": _stays("counts of teams, small ones together; no names"),
    "unclaimed:<day>": _stays("how many answers named nobody, and which keepers were told; it ends by itself"),
    "improvements:<team>": _stays("without author: nobody can say whose it is"),
    "improvement-once:<digest>": _stays("a digest that names nobody"),
    "improvements-told:<team>": _stays("ids of items"),
    "erasure:<user>": _stays("how far an erasure got: who is erased until all that goes on has ended, then gone"),
}  # fmt: skip
