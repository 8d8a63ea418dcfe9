"""Hands things to the bot: commands and interactions once, events until they are acknowledged."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass

from playground.bell import Bell
from playground.transport import Envelope, EnvelopeKind, NoAnswer, Transport
from playground.wire import Json

ANSWER_SECONDS = 3.0
RETRY_AFTER = (0.0, 60.0, 300.0)
"""Seconds before the first, second and third retry of an event."""

HELD_SECONDS = 1.0
"""How long an event that is to be overtaken waits at most for one that overtakes it. Ours: Slack names no number."""


@dataclass(frozen=True)
class Delivery:
    """One try to hand something over; ``failed`` is None when it was acknowledged."""

    kind: EnvelopeKind
    what: str
    event_id: str
    attempt: int
    failed: str | None


class Deliveries:
    """Keeps the record of every try. ``retry_scale`` shortens the waits between retries."""

    def __init__(
        self,
        transport: Callable[[], Transport],
        *,
        answer_seconds: float = ANSWER_SECONDS,
        retry_scale: float = 1.0,
    ) -> None:
        self.record: list[Delivery] = []
        self._transport = transport
        self._answer_seconds = answer_seconds
        self._retry_scale = retry_scale
        self._bell = Bell()
        self._under_way = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._twice = 0
        self._late = 0
        self._held: list[Json] = []

    def deliver_twice(self, times: int) -> None:
        """The next events come twice, as themselves and not as retries: Slack promises at least once, not once."""
        self._twice += times

    def deliver_late(self, times: int) -> None:
        """Each of the next events is overtaken by one that follows it: Slack promises no order."""
        self._late += times

    def deliver_well(self) -> None:
        """From now on every event comes once, and at once."""
        self._twice = self._late = 0

    async def ask(self, kind: EnvelopeKind, payload: Json, *, what: str) -> Json | None:
        """Send a command or an interaction, once.

        Raises:
            NoAnswer: it was not acknowledged in time.
        """
        envelope = Envelope(kind, payload, accepts_response=True)
        return await self._try(envelope, what, "")

    def send_event(self, payload: Json) -> None:
        """Deliver an event in the background, with retries."""
        if self._late:
            self._late -= 1
            self._held.append(payload)
            self._begin(self._overtaken(payload))
            return
        times = 2 if self._twice else 1
        self._twice -= times - 1
        for _ in range(times):
            self._begin(self._deliver(payload))
        self._held.clear()
        self._bell.stir()

    def _begin(self, delivering: Coroutine[None, None, None]) -> None:
        self._under_way += 1
        task = asyncio.create_task(delivering)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _overtaken(self, payload: Json) -> None:
        await self._bell.until(lambda: payload not in self._held, within=HELD_SECONDS)
        self._held = [held for held in self._held if held is not payload]
        await asyncio.sleep(0)  # the one that overtakes goes first
        await self._deliver(payload)

    async def quiet(self, *, within: float) -> bool:
        """Wait until no try is under way; retries that are still to come do not count."""
        return await self._bell.until(lambda: self._under_way == 0, within=within)

    async def until(self, ready: Callable[[], bool], *, within: float) -> bool:
        """Wait until a condition on the record holds."""
        return await self._bell.until(ready, within=within)

    async def _deliver(self, payload: Json) -> None:
        reason = ""
        what, event_id = str(payload["event"]["type"]), str(payload["event_id"])
        for attempt in range(len(RETRY_AFTER) + 1):
            if attempt:
                await asyncio.sleep(RETRY_AFTER[attempt - 1] * self._retry_scale)
            envelope = Envelope(
                "events_api", payload, accepts_response=False, retry_num=attempt, retry_reason=reason
            )
            try:
                await self._try(envelope, what, event_id)
            except NoAnswer as failure:
                if failure.no_retry:
                    return
                reason = failure.reason
            else:
                return
            finally:
                if not attempt:
                    self._under_way -= 1
                    self._bell.stir()

    async def _try(self, envelope: Envelope, what: str, event_id: str) -> Json | None:
        self._under_way += 1
        failed: str | None = None
        try:
            transport = self._transport()
            if envelope.kind == "events_api" and not transport.connected:
                await transport.ready(within=self._answer_seconds)
            return await transport.send(envelope, within=self._answer_seconds)
        except NoAnswer as failure:
            failed = failure.reason
            raise
        finally:
            self.record.append(Delivery(envelope.kind, what, event_id, envelope.retry_num, failed))
            self._under_way -= 1
            self._bell.stir()

    async def stop(self) -> None:
        """Give up what is still to be delivered."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
