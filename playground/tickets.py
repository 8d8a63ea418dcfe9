"""Things Slack hands out that run out: trigger ids and response URLs."""

import secrets
import time
from dataclasses import dataclass, field

from playground.wire import SlackError

TRIGGER_SECONDS = 3.0
RESPONSE_URL_USES = 5
RESPONSE_URL_SECONDS = 30 * 60


@dataclass
class Trigger:
    """Allows one modal for one person. ``view`` is the modal the click was in, if any."""

    id: str
    user: str
    view: str | None
    until: float
    used: bool = False


@dataclass
class ResponseUrl:
    """Allows a few answers to where an interaction came from; ``ts`` is the message it came from."""

    id: str
    user: str
    channel: str
    ts: str | None = None
    uses: int = 0
    until: float = field(default_factory=lambda: time.monotonic() + RESPONSE_URL_SECONDS)


class Tickets:
    """Issues both kinds and redeems them as strictly as Slack does. Their time is real time."""

    def __init__(self, *, trigger_seconds: float = TRIGGER_SECONDS) -> None:
        self._trigger_seconds = trigger_seconds
        self._triggers: dict[str, Trigger] = {}
        self._urls: dict[str, ResponseUrl] = {}

    def trigger(self, user: str, *, view: str | None = None) -> str:
        """A fresh trigger id."""
        number = secrets.randbelow(10**12)
        trigger_id = f"{number}.{secrets.randbelow(10**9)}.{secrets.token_hex(16)}"
        self._triggers[trigger_id] = Trigger(trigger_id, user, view, time.monotonic() + self._trigger_seconds)
        return trigger_id

    def redeem(self, trigger_id: str) -> Trigger:
        """Use a trigger id up.

        Raises:
            SlackError: invalid_trigger_id, exchanged_trigger_id or expired_trigger_id.
        """
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() > trigger.until:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger

    def expire(self, trigger_id: str) -> None:
        """Let a trigger's time be over."""
        self._triggers[trigger_id].until = 0.0

    def response_url(self, user: str, channel: str, ts: str | None = None) -> str:
        """The id a response URL ends in."""
        url = ResponseUrl(secrets.token_hex(12), user, channel, ts)
        self._urls[url.id] = url
        return url.id

    def use_response_url(self, url_id: str) -> ResponseUrl:
        """Count one use.

        Raises:
            SlackError: used_url, expired_url or no_such_url; Slack answers 404 to all three.
        """
        url = self._urls.get(url_id)
        if url is None:
            raise SlackError("no_such_url")
        if time.monotonic() > url.until:
            raise SlackError("expired_url")
        if url.uses >= RESPONSE_URL_USES:
            raise SlackError("used_url")
        url.uses += 1
        return url
