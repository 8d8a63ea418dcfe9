"""When and where thanks will be read."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.escalation import Party
from bot.domain.kudos import Kudos
from bot.domain.night_run import NightKey
from bot.services.feedback_tools import nights_of
from bot.services.handbook import Handbook


@dataclass(frozen=True)
class Arrival:
    """When and where some of the recipients will read their thanks."""

    night: NightKey
    at: datetime
    channel: str
    people: tuple[Party, ...]
    in_post: bool
    tonight: bool


def arrivals(book: Handbook, kudos: Kudos, now: datetime) -> tuple[Arrival, ...]:
    """When and where its recipients will read it, earliest first."""
    nights = nights_of(book)
    made = []
    for night, in_post in dict.fromkeys((entry.night, entry.in_post) for entry in kudos.recipients):
        if nights.has_nights(night.team):
            made.append(
                Arrival(
                    night=night,
                    at=nights.cut_off(night),
                    channel=nights.channel(night.team),
                    people=tuple(e.who for e in kudos.recipients if (e.night, e.in_post) == (night, in_post)),
                    in_post=in_post,
                    tonight=night.date == nights.today(night.team, now),
                )
            )
    return tuple(sorted(made, key=lambda arrival: arrival.at))
