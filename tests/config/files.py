"""Two small good files, and ways to spoil them one line at a time."""

from bot.config import Loaded, load_text

TEAM = """\
version: 1
workspace:
  time_zone: Asia/Seoul
  language: ko
  keepers: [jimin]
  last_resort: {levels: [{ask: "team:support", within: 30m}]}
people:
  jimin: {email: jimin@example.com, name: {ko: 김지민, en: Jimin Kim}, roles: [lead]}
  bob: {slack: U02BOB, name: {en: Bob Brown}, time_zone: Europe/Berlin}
teams:
  support:
    name: {ko: 고객지원, en: Support}
    lead: jimin
    members: [bob]
    channel: "#support"
    hours: {mon-fri: ["09:00-18:00"]}
schedules:
  billing:
    layers:
      - {members: [bob, jimin], starts: 2026-01-05T09:00, every: 1w}
topics:
  refund:
    title: {ko: 환불, en: Refunds}
    team: support
    keywords: {ko: [환불], en: [refund]}
    situations: [empathy]
    policies:
      - levels:
          - {ask: "schedule:billing", within: 15m}
          - {ask: ["lead:support", "channel:#support"], within: 30m}
"""

VALUES = """\
version: 1
purpose: {en: We help.}
vision: {en: Nobody waits alone.}
acronym: H
approvers: [jimin]
values:
  - {id: hear, letter: H, name: {en: Hear}, action: {en: I listen.}}
situations:
  empathy: {value: hear, title: {en: Empathy}, keywords: {en: [angry]}}
"""


def spoiled(text: str, *changes: tuple[str, str]) -> str:
    """A text with parts replaced; each must be there, once."""
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the text"
        text = text.replace(old, new)
    return text


HONEST = spoiled(
    VALUES,
    ("name: {en: Hear}", "name: {en: Hear out}"),
    (
        "I listen.}",
        "I listen.}, why: {en: Half an answer comes back.}, metric: CES, example: {en: One call.}",
    ),
)
"""The same with all that `check` asks of a value."""


def loaded(*changes: tuple[str, str]) -> Loaded:
    """What is told of escalation.yaml after the changes, beside a good values.yaml."""
    return load_text(spoiled(TEAM, *changes), VALUES)


def loaded_values(*changes: tuple[str, str]) -> Loaded:
    """What is told of values.yaml after the changes, beside a good escalation.yaml."""
    return load_text(TEAM, spoiled(VALUES, *changes))


def told(found: Loaded) -> list[str]:
    """The problems as `check` prints them, warnings marked."""
    return [("warning " if one.severity == "warning" else "") + str(one) for one in found.problems]
