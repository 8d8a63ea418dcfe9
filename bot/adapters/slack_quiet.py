"""Slack's Do Not Disturb, remembered for a minute: the port `QuietSource`."""

import logging
from datetime import datetime
from typing import Any

from bot.adapters.remembered import Remembered
from bot.adapters.slack_api import SlackApi
from bot.ports import Clock, Refused, Unclear

log = logging.getLogger(__name__)

BELIEVED_FOR = 60.0
"""Seconds an answer is remembered: dnd.info may be asked about fifty times a minute (tier 3)."""
PATIENCE = 2.0
"""Seconds an answer may take: what waits for it is not worth a longer wait."""


_UNHEARD_OF = "unknown_method"
"""What a small local Slack answers in which nobody can ask not to be disturbed."""


class SlackQuiet:
    """`real` is real time, which is what Slack's pauses and schedules end by."""

    def __init__(self, api: SlackApi, real: Clock) -> None:
        self._api = api
        self._real = real
        self._known: Remembered[str, dict[str, Any]] = Remembered(seconds=BELIEVED_FOR, now=api.pace.now)

    async def do_not_disturb(self, user: str) -> bool | None:
        """See `QuietSource.do_not_disturb`. A minute-old answer is read against the present minute."""
        try:
            told = await self._known.get(user, lambda: self._ask(user))
        except (Refused, Unclear) as problem:
            log.info("Slack did not tell whether somebody may be disturbed (%s)", type(problem).__name__)
            unheard_of = isinstance(problem, Refused) and problem.reason == _UNHEARD_OF
            return False if unheard_of else None
        return disturbs_not(told, self._real())

    async def _ask(self, user: str) -> dict[str, Any]:
        return dict(await self._api.read("dnd.info", patience=PATIENCE, user=user))


def disturbs_not(told: dict[str, Any], now: datetime) -> bool | None:
    """What an answer of dnd.info says of an instant; None where it tells nothing of it.

    `snooze_*` is told of oneself alone; of anybody else a pause, like their schedule, is the stretch from
    `next_dnd_start_ts` to `next_dnd_end_ts`, which counts while `dnd_enabled` (docs.slack.dev, dnd.info).
    """
    at = now.timestamp()
    if told.get("snooze_enabled") and at < _number(told.get("snooze_endtime"), otherwise=at + 1):
        return True
    if not told.get("dnd_enabled"):
        return False if "dnd_enabled" in told or "snooze_enabled" in told else None
    start, end = told.get("next_dnd_start_ts"), told.get("next_dnd_end_ts")
    if not isinstance(start, int | float) or not isinstance(end, int | float):
        return None
    return start <= at < end


def _number(told: object, *, otherwise: float = 0.0) -> float:
    return float(told) if isinstance(told, int | float) else otherwise
