"""What promises and pinned facts work with: what one person is told in time, put together from the core."""

from bot.adapters.slack_feedback import PrivateVoice
from bot.adapters.slack_voice import SlackVoice
from bot.adapters.store_facts import StoredFacts
from bot.adapters.store_promises import StoredPromises
from bot.adapters.system_clock import SystemClock
from bot.domain.facts import Facts
from bot.domain.reader import Reader
from bot.ports.promises import PromiseSaid
from bot.services.handbook import Handbook
from bot.services.pin import FactTools
from bot.services.promise_tools import PromiseTools
from bot.views import pins, tracked
from bot.views.message import Message
from bot.wiring.core import Core


def promise_tools(c: Core, voice: PrivateVoice) -> PromiseTools:
    """What the verbs of promises without an escalation work with. They have no voice but a private one."""

    def said(what: PromiseSaid, book: Handbook, reader: Reader) -> Message:
        return tracked.said(what, book, reader, c.clock())

    return PromiseTools(
        handbook=c.live,
        promises=stored_promises(c),
        voice=SlackVoice(voice, c.live, c.reader_of, said),
        directory=c.directory,
        deadlines=c.deadlines,
        clock=c.clock,
        wall_clock=SystemClock(),
        new_id=c.new_id,
    )


def fact_tools(c: Core, voice: PrivateVoice) -> FactTools:
    """What pinning facts works with."""

    def ends_soon(facts: Facts, book: Handbook, reader: Reader) -> Message:
        return pins.ends_soon(facts, book, reader, c.clock())

    return FactTools(
        handbook=c.live,
        book=StoredFacts(c.store, c.keys, c.held),
        voice=SlackVoice(voice, c.live, c.reader_of, ends_soon),
        deadlines=c.deadlines,
        clock=c.clock,
        wall_clock=SystemClock(),
        new_id=c.new_id,
    )


def stored_promises(c: Core) -> StoredPromises:
    """The promises without an escalation."""
    return StoredPromises(c.store, c.keys, c.new_id)
