"""One call to Slack's Web API: answered, refused, or left unclear (docs/adr/0003).

A write is sent once; only what Slack certainly did not take (429, no connection) is sent
again. A read may be repeated. The error names are those of Slack's method documents.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from time import perf_counter
from typing import Any

from aiohttp import ClientConnectorError, ClientError, ConnectionTimeoutError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.adapters import fence
from bot.adapters.slack_pace import WRITE_PATIENCE, Pace
from bot.ports import Refused, Unclear
from bot.ports.meter import SILENT, Meter
from bot.ports.metrics import SLACK_CALL, SLACK_RETRY, SLACK_WAIT

Answer = dict[str, Any]

UNCLEAR = frozenset({"internal_error", "fatal_error", "request_timeout", "service_unavailable"})
"""Errors after which Slack may or may not have done it."""

NOT_ITS_FAULT = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "token_revoked",
        "token_expired",
        "account_inactive",
        "accesslimited",
        "org_login_required",
        "team_added_to_org",
        "ekm_access_denied",
    }
)
"""Refusals of us, not of what was asked: nothing is to be given up because a token was replaced.
They count as unclear, so that whoever asked comes again."""

_NO_SUCH_PLACE = frozenset({404, 405, 501})
"""Without an error's name: the address does not have the method, so nothing was done. Slack itself
answers 200 and `unknown_method`."""

READ_PATIENCE = 30.0
_UNTOLD_RETRY_AFTER = 1.0
_FIRST_BACK_OFF = 0.25
_LONGEST_BACK_OFF = 10.0


class SlackRefusal(Refused):
    """What Slack refused, with the scope it wanted if it named one."""

    def __init__(self, reason: str, needed: str = "") -> None:
        super().__init__(reason)
        self.needed = needed


class _TooFast(Exception):
    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class _NotSent(Exception):
    """No connection came about, so nothing was done."""


_OUTCOMES: Mapping[type[Exception], str] = {
    _TooFast: "too fast",
    _NotSent: "not sent",
    SlackRefusal: "refused",
    Unclear: "unclear",
}


class SlackApi:
    """The Web API of one workspace, by method names."""

    def __init__(self, client: AsyncWebClient, pace: Pace | None = None, *, meter: Meter = SILENT) -> None:
        self.client = client
        self.meter = meter
        self.pace = pace or Pace()
        self.scopes: frozenset[str] = frozenset()
        """What the token may do, as Slack last said; empty until its first answer."""
        self.dated: tuple[str, float] | None = None
        """The `Date` of Slack's last answer, and our time (seconds since 1970) when it came."""

    async def write(self, method: str, *, patience: float = WRITE_PATIENCE, **arguments: object) -> Answer:
        """Do something once.

        Raises:
            Refused: it was not done, and asking again will not help.
            Unclear: it may or may not have been done; or Slack wants a longer wait than `patience` seconds.
        """
        return await self._excused(method, arguments, patience=patience, repeatable=False)

    async def read(self, method: str, *, patience: float = READ_PATIENCE, **arguments: object) -> Answer:
        """Ask something, or do what does no harm twice; tried again until `patience` seconds are over.

        Raises:
            Refused: Slack said no.
            Unclear: no answer in time, or Slack wants a longer wait.
        """
        return await self._excused(method, arguments, patience=patience, repeatable=True)

    async def try_token(self, method: str, *, patience: float) -> Answer:
        """Read something to see whether the token is of use.

        Raises:
            Refused: Slack said no, to us or to the question.
            Unclear: no answer in time.
        """
        return await self._call(method, {}, patience=patience, repeatable=True)

    async def turn(self, channel: str) -> float:
        """Wait for the turn to speak in a channel; the seconds a call then may still take to wait for Slack itself.

        Raises:
            Unclear: it would take too long; nothing was posted.
        """
        waited = await self.pace.turn(channel)
        if waited:
            self.meter.took(SLACK_WAIT, waited, "channel")
        return WRITE_PATIENCE - waited

    async def pages(
        self, method: str, *, most: int, patience: float = READ_PATIENCE, **arguments: object
    ) -> AsyncIterator[Answer]:
        """The pages of a list.

        Raises:
            Refused: Slack said no.
            Unclear: no answer in time, or more than `most` pages, so that the rest is unknown.
        """
        cursor = ""
        for _ in range(most):
            answer = await self.read(method, patience=patience, **{**arguments, "cursor": cursor or None})
            yield answer
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return
        raise Unclear(f"{method} has more than {most} pages")

    async def _excused(
        self, method: str, arguments: dict[str, object], *, patience: float, repeatable: bool
    ) -> Answer:
        try:
            return await self._call(method, arguments, patience=patience, repeatable=repeatable)
        except SlackRefusal as refusal:
            if refusal.reason not in NOT_ITS_FAULT:
                raise
            raise Unclear(f"{method}: Slack does not take our token now ({refusal.reason})") from None

    async def _call(
        self, method: str, arguments: dict[str, object], *, patience: float, repeatable: bool
    ) -> Answer:
        ends = self.pace.now() + patience
        back_off = _FIRST_BACK_OFF
        while True:
            left = ends - self.pace.now()
            if (wait := self.pace.held(method)) > 0:
                if wait > left:
                    raise Unclear(f"{method}: Slack wants {wait:.0f} s of silence")
                self.meter.took(SLACK_WAIT, wait, "retry after")
                await self.pace.sleep(wait)
                continue
            try:
                return await self._once(method, arguments, left if repeatable else None)
            except _TooFast as too_fast:
                self.meter.count(SLACK_RETRY, method, "too fast")
                self.pace.hold(method, too_fast.seconds)
            except (_NotSent, Unclear) as failure:
                may_repeat = repeatable or isinstance(failure, _NotSent)
                if not may_repeat or self.pace.now() + back_off > ends:
                    raise Unclear(f"{method}: {failure}") from None
                self.meter.count(SLACK_RETRY, method, _OUTCOMES[type(failure)])
                await self.pace.sleep(back_off)
                back_off = min(back_off * 2, _LONGEST_BACK_OFF)

    async def _once(self, method: str, arguments: dict[str, object], limit: float | None) -> Answer:
        """One call, counted by how it went."""
        began, outcome = perf_counter(), "broken off"
        try:
            answer = await self._sent(method, arguments, limit)
            outcome = "ok"
        except tuple(_OUTCOMES) as failure:
            outcome = _OUTCOMES[type(failure)]
            raise
        finally:
            self.meter.took(SLACK_CALL, perf_counter() - began, method, outcome)
        return answer

    async def _sent(self, method: str, arguments: dict[str, object], limit: float | None) -> Answer:
        given = {name: value for name, value in arguments.items() if value is not None}
        body: Any = {"json": given} if method.startswith("chat.") else {"data": _form(given)}
        try:
            fence.check(method)
            async with asyncio.timeout(limit):
                response = await self.client.api_call(method, **body)
        except SlackApiError as error:
            raise _meaning(error) from None
        except (ClientConnectorError, ConnectionTimeoutError):
            raise _NotSent("no connection") from None
        except TimeoutError:
            raise Unclear("no answer in time") from None
        except (
            ClientError,
            OSError,
            ValueError,
            AttributeError,
        ) as error:  # the last two: bodies slack_sdk trips over
            raise Unclear(type(error).__name__) from None
        self._remember(response)
        data: Answer = response.data  # type: ignore[assignment]  # bytes come from file downloads only
        return data

    def _remember(self, response: AsyncSlackResponse) -> None:
        headers = {name.lower(): value for name, value in response.headers.items()}
        if "date" in headers:
            self.dated = str(headers["date"]), time.time()
        listed = headers.get("x-oauth-scopes")
        if listed:
            self.scopes = frozenset(scope.strip() for scope in str(listed).split(","))


def _form(arguments: dict[str, object]) -> dict[str, str]:
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in arguments.items()
    }


def _meaning(error: SlackApiError) -> Exception:
    """What an error answer means: too fast, refused, or unclear. Its body is not repeated in logs."""
    response = error.response
    data = getattr(response, "data", None)
    told: Answer = data if isinstance(data, dict) else {}
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0))
    reason = str(told.get("error") or "")
    if status == 429 or reason in {"ratelimited", "rate_limited"}:
        return _TooFast(_retry_after(response))
    if not reason and status in _NO_SUCH_PLACE:
        return SlackRefusal("unknown_method")
    if status >= 500 or not reason or reason in UNCLEAR:
        return Unclear(reason or f"HTTP {status}")
    return SlackRefusal(reason, needed=str(told.get("needed") or ""))


def _retry_after(response: object) -> float:
    headers = {str(name).lower(): value for name, value in dict(getattr(response, "headers", {})).items()}
    try:
        return max(0.0, float(headers.get("retry-after", _UNTOLD_RETRY_AFTER)))
    except ValueError:
        return _UNTOLD_RETRY_AFTER
