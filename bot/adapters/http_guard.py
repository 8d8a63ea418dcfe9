"""uvicorn's HTTP connection, with the limits it leaves to a proxy in front of it: time, size of the head, number.

Baton's port may face the internet. Somebody who opens connections and says nothing, or a word a minute, must not keep
Slack out; neither must a head that never ends. What is refused is refused without a line in the log for each.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

REQUEST_WITHIN = 15.0
"""Seconds for a whole request, head and body, from its first byte (or from the connection's begin)."""
IDLE_FOR = 75.0
"""Seconds a connection may rest between two requests: longer than a balancer keeps its own (60 s at the usual ones),
or requests would meet a connection that closes."""
LARGEST_HEAD = 32 * 1024
"""Bytes of the request line with all headers; Slack's are below 2 KiB."""
MOST_HEADERS = 100
MOST_CONNECTIONS = 1000
"""Below the 1024 descriptors that a process often gets. Beyond it whoever rests is hung up on, then newcomers are."""


class _HeadTooLarge(Exception):
    """The parser turns it into a 400."""


class GuardedProtocol(HttpToolsProtocol):
    """One connection. `request_within` and `most_connections` are there for tests to make smaller."""

    request_within = REQUEST_WITHIN
    most_connections = MOST_CONNECTIONS

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - uvicorn's own
        super().__init__(*args, **kwargs)
        self._hurry: asyncio.TimerHandle | None = None
        self._reading_head = False
        self._head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's
        """Somebody came."""
        super().connection_made(transport)
        if len(self.connections) > self.most_connections and not self._room_made():
            transport.abort()
            return
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """They went."""
        self._arrived()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """They said something."""
        if self._hurry is None and self.resting:
            self._expect()
        super().data_received(data)
        if self._reading_head:
            self._head += len(data)
            if self._head > LARGEST_HEAD and not self.transport.is_closing():
                self.send_400_response("The head of the request is too large.")

    def on_message_begin(self) -> None:
        """A request begins."""
        self._reading_head, self._head = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Its head is there."""
        self._reading_head = False
        size = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        if size > LARGEST_HEAD or len(self.headers) > MOST_HEADERS:
            raise _HeadTooLarge
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """All of it is there."""
        self._arrived()
        super().on_message_complete()

    @property
    def resting(self) -> bool:
        """Whether no answer is owed."""
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is None or cycle.response_complete

    def _expect(self) -> None:
        self._hurry = self.loop.call_later(self.request_within, self._too_slow)

    def _arrived(self) -> None:
        if self._hurry is not None:
            self._hurry.cancel()
            self._hurry = None

    def _too_slow(self) -> None:
        self._hurry = None
        self.transport.abort()

    def _room_made(self) -> bool:
        """Hang up on one who rests; those before us came first."""
        for other in list(self.connections):
            if isinstance(other, GuardedProtocol) and other is not self and other.resting:
                other.transport.abort()
                return True
        return False
