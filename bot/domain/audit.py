"""The audit trail: who did what, when. It holds no words of anybody: not of a hand-over, a thank-you or a note.

What is about an escalation or a cover is written in the same step as the thing itself; the rest as it happens.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.covering import Arrangement
from bot.domain.escalation import Escalation
from bot.domain.language import Frozen

_OVERLAP = timedelta(hours=1)
"""Every save writes its last hour again, which is the same; replicas' clocks differ by far less."""


class Entry(Frozen):
    """One line of the trail, at an instant (UTC).

    `who` is a Slack user id, None for Baton itself. `about` is `escalation:<id>`, `cover:<id>`, `settings`,
    `files` or `operator`; `detail` names targets, topics, fields or versions. `number` orders what happened
    to one thing at one instant.
    """

    at: datetime
    about: str
    what: str
    who: str | None = None
    detail: str | None = None
    number: int = 0


def lately(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Those of the last hour of them: what a save writes."""
    if not entries:
        return ()
    since = max(entry.at for entry in entries) - _OVERLAP
    return tuple(entry for entry in entries if entry.at >= since)


def of_escalation(e: Escalation) -> tuple[Entry, ...]:
    """What was done to an escalation: the lines of its history, without anybody's words."""
    seen: Counter[datetime] = Counter()
    entries = []
    for event in e.events:
        number = seen[event.at]
        seen[event.at] += 1
        if event.what != "folded":
            entries.append(
                Entry(
                    at=event.at, about=f"escalation:{e.id}", what=event.what, who=event.who,
                    detail=event.detail, number=number,
                )
            )  # fmt: skip
    return tuple(entries)


def of_cover(a: Arrangement) -> tuple[Entry, ...]:
    """What was done to a cover: searched for or arranged, found, ended."""
    about = f"cover:{a.id}"
    made = "searched" if a.team is not None else "arranged"
    entries = [Entry(at=a.made, about=about, what=made, who=a.maker.user, detail=f"person:{a.absent}")]
    if a.by is not None:
        entries.append(Entry(at=a.made, about=about, what="covered_by", detail=f"person:{a.by}", number=1))
    if a.ended is not None:
        by = a.ended_by.user if a.ended_by else None
        entries.append(Entry(at=a.ended, about=about, what="ended", who=by, detail=a.how))
    return tuple(entries)
