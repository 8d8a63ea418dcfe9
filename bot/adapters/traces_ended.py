"""What becomes of a record when somebody in it is erased: it goes, stays without them, or goes on for now."""

from datetime import datetime
from enum import StrEnum

from bot.domain.erasure import Json, Whoever, is_about, takes_part
from bot.domain.escalation import OPEN_STATES


class Ending(StrEnum):
    """What becomes of it."""

    STAYS_WITHOUT = "stays_without"
    GOES = "goes"
    GOES_ON = "goes_on"
    """A customer, or somebody on call, rests on it: it loses the name as it ends."""
    NOT_OURS = "not_ours"
    """It is on its way to them from somebody else: left as it is, and not told of."""


def ending_of(shape: str, record: dict[str, Json], who: Whoever, now: datetime) -> Ending:
    """What becomes of a record, by its family."""
    match shape:
        case "escalation:<id>":
            goes_on = record.get("state") in {str(state) for state in OPEN_STATES}
            return Ending.GOES_ON if goes_on and takes_part(record, who) else _unless(goes_on)
        case "promise:<id>":
            goes_on = (record.get("promise") or {}).get("state") == "open"
            return Ending.GOES_ON if goes_on and takes_part(record, who) else _unless(goes_on)
        case "cover:<id>":
            goes_on = record.get("ended") is None and datetime.fromisoformat(record["end"]) > now
            return Ending.GOES_ON if goes_on else Ending.STAYS_WITHOUT
        case "night:<team>:<date>":
            return Ending.STAYS_WITHOUT if record.get("state") == "done" else Ending.GOES_ON
        case "note:<id>":
            ended = any(record.get(name) for name in ("delivered", "withdrawn", "undeliverable"))
            return Ending.STAYS_WITHOUT if ended else Ending.NOT_OURS
        case "disagreement:<id>":
            if record.get("told"):
                return Ending.STAYS_WITHOUT
            return Ending.GOES if is_about(record.get("author"), who) else Ending.NOT_OURS
        case "bulletin:<id>" | "file-news:<id>":
            if record.get("user") == who.user:
                return Ending.GOES
            return Ending.STAYS_WITHOUT if record.get("told") else Ending.NOT_OURS
        case _:
            return Ending.STAYS_WITHOUT


def _unless(goes_on: bool) -> Ending:  # noqa: FBT001 - what was asked just above
    """What only mentions them in somebody's words waits for nobody, and is not written to while it moves."""
    return Ending.NOT_OURS if goes_on else Ending.STAYS_WITHOUT
