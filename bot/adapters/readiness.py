"""`/readyz`: whether requests can be served, and if not why, in words that give nothing away."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

Check = Callable[[], Awaitable[str | None]]
"""Why something does not hold, in a few words without anything secret; None while it does."""

CHECK_TIMEOUT = 2.0
"""Seconds; what hangs longer does not hold."""

_log = logging.getLogger(__name__)


class Remarks:
    """Logs why something does not hold when that changes, however often it is asked for."""

    def __init__(self) -> None:
        self._last: Mapping[str, str] = {}

    def on(self, whys: Mapping[str, str]) -> None:
        """What does not hold now, by name."""
        for name, why in whys.items():
            if self._last.get(name) != why:
                _log.warning("readiness: %s: %s", name, why)
        for name in self._last.keys() - whys.keys():
            _log.info("readiness: %s: holds again", name)
        self._last = whys


Meanwhile = Callable[[], Mapping[str, str]]
"""What goes on beside and keeps nobody from being served, by name, in a few words without anything secret."""


async def readiness(
    checks: Mapping[str, Check], remarks: Remarks, meanwhile: Meanwhile = dict
) -> tuple[bool, Mapping[str, object]]:
    """Whether all hold, and what is answered: each check by name, of those that do not hold why, and what goes on."""
    names = list(checks)
    whys = dict(zip(names, await asyncio.gather(*(_why(checks[name]) for name in names)), strict=True))
    failed = {name: why for name, why in whys.items() if why is not None}
    remarks.on(failed)
    told: dict[str, object] = {"ok": not failed, "checks": {name: name not in failed for name in names}}
    beside = meanwhile()
    told |= ({"why": failed} if failed else {}) | ({"meanwhile": dict(beside)} if beside else {})
    return not failed, told


async def _why(check: Check) -> str | None:
    """Of an error only its kind: its words may name an address or worse."""
    try:
        async with asyncio.timeout(CHECK_TIMEOUT):
            return await check()
    except TimeoutError:
        return f"no answer within {CHECK_TIMEOUT:.0f} s"
    except Exception as error:  # noqa: BLE001 - a readiness answer must not fail itself
        return f"fails ({type(error).__name__})"
