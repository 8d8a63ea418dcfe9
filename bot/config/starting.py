"""A first escalation.yaml, written from the people of a group in Slack: small, valid, and explained."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.language import Language, language_of, language_of_locale
from bot.errors import OperatorError
from bot.ports import Member

T = TypeVar("T")
_PLAIN = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_MEANT_OTHERWISE = {"null", "true", "false"}
_UTC = "Etc/UTC"


@dataclass(frozen=True)
class Gathered:
    """The people of a user group or a channel, colleagues only, and what Slack calls it."""

    ref: str
    name: str
    channel: str
    members: tuple[Member, ...]
    creator: str | None = None
    left_out: int = 0
    """Guests, strangers, bots and people who left."""


def first_file(found: Gathered, now: datetime, lead: str | None = None) -> str:
    """The text of a file that `check` has nothing to say about; what is a guess says so.

    `lead` is somebody's key, e-mail address, name or Slack id.

    Raises:
        OperatorError: nobody of the group is called that.
    """
    keys = _keys(found.members)
    zone = (
        _most(member.time_zone for member in found.members if member.time_zone in available_timezones())
        or _UTC
    )
    language = _most(language_of_locale(member.locale) for member in found.members) or Language.EN
    leading, why = _lead(found, keys, lead)
    others = [key for user, key in keys.items() if user != leading]
    monday = _next_monday(now, zone)
    people = "\n".join(_person(member, keys[member.user], zone, leading) for member in found.members)
    name = f"{{{_language(found.name)}: {scalar(found.name)}}}"
    return _FILE.format(
        ref=printable(found.ref),
        day=f"{now.astimezone(ZoneInfo(zone)):%Y-%m-%d}",
        left_out=_LEFT_OUT.format(count=found.left_out) if found.left_out else "",
        zone=zone,
        language=language.value,
        people=people,
        name=name,
        lead=keys[leading],
        why=why,
        members=", ".join(others),
        channel=scalar(found.channel),
        turns=", ".join([*others, keys[leading]]),
        starts=f"{monday:%Y-%m-%dT%H:%M}",
    )


def _keys(members: Iterable[Member]) -> dict[str, str]:
    """A key a person can type for each Slack id: of the address, else of the name, else the id."""
    keys: dict[str, str] = {}
    for member in members:
        tried = ((member.email or "").partition("@")[0], member.name, member.user)
        plain = [re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_") for text in tried]
        base = next((key for key in plain if _PLAIN.fullmatch(key) and key not in _MEANT_OTHERWISE), "p")
        number, key = 1, base
        while key in keys.values():
            number, key = number + 1, f"{base}{number + 1}"
        keys[member.user] = key
    return keys


def _lead(found: Gathered, keys: dict[str, str], wanted: str | None) -> tuple[str, str]:
    if wanted is not None:
        sought = wanted.strip().removeprefix("@").casefold()
        for member in found.members:
            names = {keys[member.user], (member.email or "").casefold(), member.name.casefold()}
            if sought in names or wanted == member.user:
                return member.user, "as you said"
        raise OperatorError(
            f"Nobody in {found.ref} is called {wanted}. There are: {', '.join(keys.values())}."
        )
    if found.creator in keys:
        return found.creator or "", "a guess: made the group in Slack. --lead names somebody else"
    return found.members[0].user, "a guess: the first in the list. --lead names somebody else"


def _person(member: Member, key: str, zone: str, lead: str) -> str:
    facts = [f"slack: {member.user}", *([f"email: {scalar(member.email)}"] if member.email else [])]
    name = member.name if printable(member.name).strip() else key
    facts.append(f"name: {{{_language(name)}: {scalar(name)}}}")
    if member.time_zone != zone and member.time_zone in available_timezones():
        facts.append(f"time_zone: {member.time_zone}")
    if language := language_of_locale(member.locale):
        facts.append(f"language: {language.value}")
    facts.append(f"roles: [{'lead' if member.user == lead else 'agent'}]")
    return f"  {key}: {{{', '.join(facts)}}}"


def _most(values: Iterable[T | None]) -> T | None:
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else None


def _next_monday(now: datetime, zone: str) -> datetime:
    today = now.astimezone(ZoneInfo(zone)).date()
    return datetime.combine(today + timedelta(days=7 - today.weekday()), time(9))


def _language(text: str) -> str:
    return (language_of(text) or Language.EN).value


def scalar(text: str) -> str:
    """A quoted scalar: what JSON writes is YAML, once characters that show nothing are blanks."""
    return json.dumps(printable(text).strip(), ensure_ascii=False)


def printable(text: str) -> str:
    """The text with blanks for what shows nothing: fit for a comment."""
    return "".join(char if char.isprintable() else " " for char in text)


_LEFT_OUT = "# Left out: {count} guests, bots and people who left.\n"

_FILE = """\
# Who to hand a customer to. Written from {ref} in Slack on {day} by `python -m bot init escalation`.
# It is a beginning: read it once from top to bottom. What is a guess says so.
# 고객을 누구에게 넘길지 적은 파일입니다. 처음부터 끝까지 한 번 읽고 고쳐 주세요. 짐작한 곳에는 guess라고 적었습니다.
#
#   python -m bot check --slack --coverage 365     tells what is wrong, and when nobody would be reached
#   python -m bot who "the customer was charged twice"
{left_out}
version: 1

workspace:
  time_zone: {zone}
  language: {language}               # of posts in channels: ko, en or both
  # holidays: {{country: KR}}         # a country's public holidays
  keepers: [{lead}]                  # told when this file has a problem or was changed
  last_resort:                       # asked when no topic fits, and when every level was asked in vain
    levels:
      - {{ask: "team:first", within: 30m}}
      - {{ask: "lead:first", within: 1h}}

# The key is the name used everywhere else in this file. 키는 이 파일에서만 쓰는 이름입니다.
people:
{people}

teams:
  first:                             # a guess: one team of everybody
    name: {name}
    lead: {lead}                     # {why}
    members: [{members}]
    channel: {channel}               # where hand-overs are posted; /invite Baton if it is private
    hours: {{mon-fri: ["09:00-18:00"]}}                         # a guess
    # night: {{time: "19:00", days: mon-fri, channel: "#kudos"}}  # when and where the day's thanks are posted

# Who is on call when: a week each, from Monday to Monday.
schedules:
  first:
    layers:
      - members: [{turns}]
        starts: "{starts}"
        every: 1w

# What the trouble is about. Keywords and whole sentences, as people really write them, find the topic.
topics:
  billing:
    title: {{ko: 결제·환불, en: Billing & refunds}}
    team: first
    keywords:
      ko: [환불, 결제, 이중결제, 청구서, 영수증]
      en: [refund, billing, charged twice, invoice, receipt]
    examples:
      ko:
        - 환불 승인은 누가 하나요?
        - 같은 금액이 카드에서 두 번 빠져나갔대요
      en:
        - Who can approve a refund?
        - The customer was billed two times for the same order
    promise: {{after: 4h, count: working_hours}}                 # what may be promised to the customer
    policies:
      - levels:
          - {{ask: "schedule:first", within: 15m}}
          - {{ask: "lead:first", within: 30m}}
        remind_after: 4h             # an owner silent for this long is asked how it goes

  outage:
    title: {{ko: 서비스 장애, en: Service outage}}
    team: first
    critical: true                   # kept among the choices when in doubt
    keywords:
      ko: [장애, 서버 다운, 접속 불가, 먹통]
      en: [outage, is down, servers down, nobody can connect]
    examples:
      ko:
        - 서버가 죽었나 봐요, 아무도 접속이 안 돼요
        - 서비스 전체가 멈췄는데 언제 복구되나요?
      en:
        - Is the service down? Nobody can connect
        - All our stores went offline at the same moment
    promise: {{after: 1h}}
    policies:
      - levels:
          - {{ask: ["schedule:first", "lead:first"], within: 10m}}
          - {{ask: "team:first", within: 15m}}
        repeat: 1                    # times the whole ladder is asked again
"""
