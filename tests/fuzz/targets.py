"""What is fuzzed: each takes any bytes, and raises only where there is a bug."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.adapters.ical_reading import UnreadableCalendar, read_ical
from bot.adapters.slack_shape import is_slacks
from bot.config import load_text
from bot.domain.philosophy import Philosophy
from bot.domain.rewriting import rewrite
from bot.requests import practices, tickets
from bot.requests.correct import parse_correct
from bot.requests.cover import CoverTicket, parse_cover, parse_cover_form
from bot.requests.departments import department_named, department_near, departments_of
from bot.requests.escalate import cut_question, parse_escalate
from bot.requests.hand_over import parse_hand_over, parse_target
from bot.requests.intake import read_json
from bot.requests.intake_file import read_csv
from bot.requests.kudos import parse_kudos, parse_spoken
from bot.requests.moments import find_moment, find_span
from bot.requests.pin import PinTicket, parse_extension, parse_pin, parse_pin_form
from bot.requests.promise import hinted, parse_promise, parse_promise_form
from bot.requests.quiet import parse_quiet
from bot.requests.slack_text import as_read, users_in, words_of
from bot.requests.values import parse_values
from bot.views import note_answers, plus_one, review
from bot.views.limits import escape
from bot.views.my_thanks import Looked
from handlers.note_sheet import typed_in
from handlers.routing import Incoming
from tests.conversations.conftest import ROOT

NOW = datetime(2035, 3, 12, 1, tzinfo=UTC)
ZONES = ("Asia/Seoul", "Europe/Berlin", "America/New_York")


def text_of(data: bytes) -> str:
    """As Slack would hand it over: any text, halves of letters included."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def commands(data: bytes) -> None:
    """What is typed behind a command, or said to Baton."""
    text = text_of(data)
    for parse in (parse_escalate, parse_values, parse_kudos, parse_spoken, parse_correct, cut_question):
        parse(text)
    for zone in ZONES:
        parse_promise(text, now=NOW, zone=zone)
        parse_quiet(text, now=NOW, zone=zone)
        find_moment(text, now=NOW, zone=ZoneInfo(zone))
        find_span(text, now=NOW, zone=ZoneInfo(zone))
        hinted(text, said=NOW - timedelta(days=1), now=NOW, zone=zone)
    parse_cover(
        text, me="bob", people={}, schedules={}, key_of={"U02BOB": "bob"}, now=NOW, zone=ZoneInfo(ZONES[0])
    )
    parse_pin(text, named={"refund": "billing_refund"}, guess=lambda words: words or None)


def slack_texts(data: bytes) -> None:
    """Texts with Slack's signs in them: nothing that pings or links is left where text is shown."""
    text = text_of(data)
    shown = as_read(text, dict.fromkeys(users_in(text), "Somebody"), someone="colleague")
    words_of({"text": text})
    escaped = escape(shown)
    assert "<" not in escaped
    assert ">" not in escaped
    known = departments_of(philosophy())
    department_named(text, known)
    department_near(text, known)


def rewriting(data: bytes) -> None:
    """`/values rewrite`."""
    rewrite(text_of(data)[:2000], philosophy())


def carried(data: bytes) -> None:
    """Values of buttons and metadata of forms: never an exception, whatever they are."""
    text = text_of(data)
    for kind in (
        tickets.Held, tickets.Wished, tickets.Felt, tickets.Asked, tickets.OnPromise, tickets.Weighed, tickets.Disputed,
        tickets.OnPractice, tickets.NoteHeld,
    ):  # fmt: skip
        kind.read(text).write()
    tickets.OnCard.of(text).write()
    tickets.Begun.of(text).write()
    tickets.asked_beside(text)
    for ticket in (CoverTicket.read(text), PinTicket.read(text)):
        if ticket is not None:
            ticket.write()
    parse_extension(text)
    note_answers.parse_metadata(text)
    note_answers.target(text)
    note_answers.chosen_day(text)
    plus_one.carried(text)
    Looked.read(text)
    with suppress(ValueError):
        review.read_ticket(text)


def forms(data: bytes) -> None:
    """The state of a form, as Slack sends it."""
    body = {"type": "view_submission", "user": {"id": "U1"}, "view": {"state": {"values": _json(data)}}}
    if not is_slacks(body):
        return
    incoming = Incoming(user="U1", body=body)
    inputs: Mapping[str, Any] = incoming.inputs
    parse_hand_over(inputs, {"billing_refund": None})
    parse_target(inputs)
    parse_promise_form(inputs)
    parse_cover_form(inputs, lambda user: "bob" if user else None)
    parse_pin_form(inputs, {"billing_refund"})
    practices.parse_words(inputs, {"empathy"})
    practices.parse_reason(inputs)
    typed_in(incoming)
    str(incoming.once)


def intake(data: bytes) -> None:
    """What survey tools send, and the files they write."""
    read_json(text_of(data).encode("utf-8", "replace").decode(), now=NOW)
    read_csv(data, now=NOW)


def yaml(data: bytes) -> None:
    """The two files."""
    load_text(data, VALUES)
    load_text(ESCALATION, data)


def calendars(data: bytes) -> None:
    """A calendar from an address that the file names."""
    whole = data if data.lstrip()[:5] == b"BEGIN" else b"BEGIN:VCALENDAR\n%b\nEND:VCALENDAR" % data
    with suppress(UnreadableCalendar):
        read_ical(whole).between(NOW, NOW + timedelta(days=30), ZoneInfo(ZONES[0]))


def shapes(data: bytes) -> None:
    """Bodies before Bolt sees them."""
    is_slacks(_json(data))


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    one.__name__: one
    for one in (commands, slack_texts, rewriting, carried, forms, intake, yaml, calendars, shapes)
}

ESCALATION, VALUES = (
    "version: 1\nworkspace: {time_zone: Asia/Seoul}\npeople: {}\nteams: {}\ntopics: {}\n",
    "version: 1\n",
)


@cache
def philosophy() -> Philosophy:
    """What the example file says."""
    return load_text((ROOT / "escalation.yaml").read_bytes(), (ROOT / "values.yaml").read_bytes()).both()[1]


def _json(data: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
