"""What people read when the files changed, in both languages, within Slack's limits."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from pydantic import BaseModel

from bot.domain.comparing import TOLD_OTHERWISE, compare_teams
from bot.domain.differences import Differences, Thing
from bot.domain.language import Language
from bot.domain.oncall import Roster
from bot.domain.people import Person, Team
from bot.domain.philosophy import Philosophy, Situation, Value
from bot.domain.policy import Topic
from bot.domain.reader import Reader
from bot.domain.team_file import Workspace
from bot.ports.changes import News, Told
from bot.views.changed_fields import FIELDS
from bot.views.changes import for_keeper, for_person, for_team
from bot.views.differences import everything
from bot.views.limits import MESSAGE_BLOCKS, MESSAGE_CHARACTERS, SECTION, weight
from bot.views.message import Message
from bot.views.spans import spans
from tests.domain.small_files import Raw, layer, seoul, team_file, utc
from tests.fakes.calendars import FakeCalendars

NOW = seoul("2026-03-02T10:00")
ANN_EN = Reader(Language.EN, "Asia/Seoul", user="UANN", key="ann")
ANN_KO = Reader(Language.KO, "Asia/Seoul", user="UANN", key="ann")
PUBLIC = Reader(Language.KO, "Asia/Seoul")
LANGUAGES = pytest.mark.parametrize("reader", [ANN_EN, ANN_KO], ids=["en", "ko"])


def topic(first: str, **more: Raw) -> Raw:
    """Asks one person first."""
    levels = [{"ask": f"person:{first}", "within": "15m"}]
    return {
        "title": {"ko": "환불", "en": "Refunds"},
        "team": "support",
        "policies": [{"levels": levels}],
        **more,
    }


def differences(
    before: Mapping[str, Raw], after: Mapping[str, Raw], *, desks: int = 0, people: int = 0
) -> Differences:
    """Two files with other topics, and desks whose people all move one on."""
    crowd: dict[str, Raw] = {f"p{number}": {} for number in range(people)}
    names = list(crowd) or ["ann", "bob"]

    def roster(topics: Mapping[str, Raw], shift: int) -> Roster:
        schedules = {
            f"desk{desk}": {"layers": [layer(f"{names[(desk + shift) % len(names)]} ann", every="1d")]}
            for desk in range(desks)
        }
        return Roster(team_file(people=crowd, topics=topics, schedules=schedules), FakeCalendars())

    return compare_teams(roster(before, 0), roster(after, 1), NOW, NOW + timedelta(days=30))


def told(found: Differences | None, *, seen: Mapping[str, datetime] | None = None, **more: object) -> Told:
    """Of interest to ann and bob."""
    names = (("UANN", "ann"), ("UBOB", "bob"))
    news = News(id="n1", at=NOW, differences=found, names=names, readers=("UANN", "UBOB"))
    return Told(news.model_copy(update=more), seen or {})


def words(message: Message) -> str:
    """All of it."""
    return f"{message.blocks}"


REROUTED = differences({"refund": topic("ann")}, {"refund": topic("bob")})


def test_ones_own_lines_in_ones_language() -> None:
    """And a button; nothing of anybody else."""
    english, korean = (for_person(told(REROUTED), reader, NOW) for reader in (ANN_EN, ANN_KO))
    assert "no longer asked first about: Refunds" in words(english)
    assert "더는 1순위로 연락받지 않음: 환불" in words(korean)
    assert "Bob" not in words(english)
    assert "Acknowledge" in words(english)
    assert "확인했습니다" in words(korean)


def test_once_acknowledged_the_button_is_gone() -> None:
    """It says when."""
    after = for_person(told(REROUTED, seen={"UANN": NOW}), ANN_EN, NOW)
    assert "Acknowledged · " in words(after)
    assert "'button'" not in words(after)


def test_a_keeper_reads_who_has_read_it() -> None:
    """Names of those who have not."""
    english = words(for_keeper(told(REROUTED, seen={"UANN": NOW}), ANN_EN, NOW))
    assert "1 of 2 have read it. Not yet: Bob" in english
    assert "level 1: Ann → Bob" in english
    korean = words(for_keeper(told(REROUTED, seen={"UANN": NOW}), ANN_KO, NOW))
    assert "2명 중 1명이 확인했습니다. 아직: Bob님" in korean
    assert "1단계: Ann님 → Bob님" in korean


def test_a_broken_file_with_its_lines() -> None:
    """Ten of them; what the file holds can neither ping nor break the message."""
    problems = tuple(f'escalation.yaml:{line}:5: no person "<!channel> `x`"' for line in range(1, 13))
    english = words(for_keeper(told(None, problems=problems), ANN_EN, NOW))
    assert "What held before stays in force." in english
    assert "escalation.yaml:10:5" in english
    assert "escalation.yaml:11:5" not in english
    assert "and 2 more" in english
    assert "<!channel>" not in english
    assert "그 밖에 2가지" in words(for_keeper(told(None, problems=problems), ANN_KO, NOW))


def test_in_order_again_with_nothing_changed() -> None:
    """One line."""
    nothing = REROUTED.model_copy(update={"people": (), "changes": ()})
    assert "The files are in order again" in for_keeper(told(nothing, mended=True), ANN_EN, NOW).text


def test_a_teams_channel_reads_a_few_lines_without_a_ping() -> None:
    """Names, not mentions."""
    topics = [{f"t{number}": topic(first) for number in range(9)} for first in ("ann", "bob")]
    message = for_team(told(differences(*topics)).news, "support", PUBLIC)
    assert words(message).count("1단계: Ann님 → Bob님") == 4
    assert "그 밖에 5가지" in words(message)
    assert "<@" not in words(message)


@LANGUAGES
def test_however_much_changes_it_fits(reader: Reader) -> None:
    """A hundred people, forty desks, a hundred topics with long words: Slack takes it."""
    long = {"agent": {"ko": "가" * 2000, "en": "x" * 2000}}
    before, after = (
        {f"t{n}": topic(first, **more) for n in range(100)}
        for first, more in (("ann", {}), ("bob", {"may_decide": long}))
    )
    found = differences(before, after, desks=40, people=100)
    for message in (for_keeper(told(found), reader, NOW), for_person(told(found), reader, NOW)):
        assert len(message.blocks) <= MESSAGE_BLOCKS
        assert sum(weight(block) for block in message.blocks) <= MESSAGE_CHARACTERS
        assert all(
            len(block["text"]["text"]) <= SECTION for block in message.blocks if block["type"] == "section"
        )
    assert "python -m bot diff" in words(for_keeper(told(found), reader, NOW))


_SAID = {
    "ko": (
        "새 규칙: 심각도 심각, 운영 시간 외",
        "고객님께 드릴 약속: 2시간 안에 답변 → 없음",
        "역할: agent → lead",
    ),
    "en": (
        "new rule: severity Critical, outside hours",
        "what may be promised: an answer within 2 h → nothing",
        "roles: agent → lead",
    ),
}


@LANGUAGES
def test_every_kind_of_change_has_words(reader: Reader) -> None:
    """A file in which everything is different."""
    before = team_file(
        topics={"refund": topic("ann", promise={"after": "2h"}), "old": topic("cho")},
        schedules={"desk": {"layers": [layer("ann bob")]}},
    )
    rules = [
        {
            "when": {"severity": ["critical"], "hours": "outside"},
            "levels": [{"ask": "lead:sales", "within": "5m"}],
        },
        {
            "levels": [
                {"ask": ["group:S0123ABC", "channel:#x", "team:sales", "schedule:late"], "within": "1h"}
            ],
            "repeat": 2,
        },
    ]
    after = team_file(
        zone="Europe/Berlin",
        topics={"refund": {**topic("ann"), "policies": rules, "title": {"en": "Money"}}, "new": topic("dan")},
        schedules={"late": {"layers": [layer("cho")]}},
        people={"zoe": {}, "ann": {"roles": ["lead"], "email": "a@example.com"}},
        teams={"sales": {"name": {"en": "Sales"}, "lead": "zoe", "channel": "#sales"}},
    )
    found = compare_teams(
        Roster(before, FakeCalendars()), Roster(after, FakeCalendars()), NOW, NOW + timedelta(days=9)
    )
    said = "\n".join(str(part) for part in everything(found, reader))
    assert [words for words in _SAID[reader.language] if words not in said] == []
    assert "a@example.com" not in said


def test_every_key_that_may_read_otherwise_has_a_name() -> None:
    """In both languages; a new key of the files needs one, or is told by what follows from it."""
    shapes: dict[Thing, type[BaseModel]] = {
        "workspace": Workspace, "person": Person, "team": Team, "topic": Topic,
        "philosophy": Philosophy, "value": Value, "situation": Situation,
    }  # fmt: skip
    keys = {(thing, key) for thing, shape in shapes.items() for key in shape.model_fields}
    unnamed = {(thing, key) for thing, key in keys - set(FIELDS) if key not in TOLD_OTHERWISE[thing]}
    assert unnamed == set()


def test_days_in_a_row_are_one() -> None:
    """Same hours each day; a weekend between makes two."""
    days = [utc(f"2026-03-{day:02}T00:00") for day in (2, 3, 4, 6)]
    times = [(day, day + timedelta(hours=9)) for day in days]
    assert spans(times, ANN_EN) == [
        "Mon 2 Mar – Wed 4 Mar, 09:00–18:00 KST each day",
        "Fri 6 Mar 09:00–18:00 KST",
    ]
    assert spans([(days[0], days[3])], ANN_KO) == ["3월 2일(월) 09:00 – 3월 6일(금) 09:00 KST"]
