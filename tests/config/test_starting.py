"""The first file: valid as it stands, whoever is in the group."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import load_text
from bot.config.starting import Gathered, first_file
from bot.domain.team_file import TeamFile
from bot.errors import OperatorError
from bot.ports import Member
from tests.config.files import VALUES, spoiled
from tests.domain.small_files import utc

NOW = utc("2026-02-11T05:00")
NO_APPROVERS = spoiled(VALUES, ("approvers: [jimin]\n", ""))

JIMIN = Member(
    user="U01JIMIN", name="김지민", email="jimin.kim@example.com", locale="ko-KR", time_zone="Asia/Seoul"
)
SEO = Member(user="U02SEO", name="이서연", locale="ko-KR", time_zone="Asia/Seoul")
BOB = Member(
    user="U03BOB",
    name='Bob "B: #1" Brown',
    email="bob@example.com",
    locale="en-GB",
    time_zone="Europe/Berlin",
)


def written(
    *members: Member, lead: str | None = None, creator: str | None = None, channel: str = "#support"
) -> TeamFile:
    """The file of these people; there must be nothing to say about it."""
    found = Gathered("#support", "Support: 고객 & more", channel, members, creator)
    loaded = load_text(first_file(found, NOW, lead), NO_APPROVERS)
    assert loaded.problems == ()
    assert loaded.team_file is not None
    return loaded.team_file


def test_people_come_with_what_slack_knows() -> None:
    """Name, address, id, language; a zone only where it is not the most frequent one."""
    file = written(JIMIN, SEO, BOB)
    assert file.workspace.time_zone == "Asia/Seoul"
    assert file.workspace.language == "ko"
    assert list(file.people) == ["jimin_kim", "u02seo", "bob"]
    bob = file.people["bob"]
    assert (bob.slack, bob.email, bob.time_zone, bob.language) == (
        "U03BOB",
        "bob@example.com",
        "Europe/Berlin",
        "en",
    )
    assert bob.name.en == 'Bob "B: #1" Brown'
    assert file.people["jimin_kim"].time_zone is None


def test_the_rotation_starts_next_monday_at_nine() -> None:
    """A week each, the lead last; nobody's turn has begun before the file is there."""
    (layer,) = written(JIMIN, SEO, BOB).schedules["first"].layers
    assert (f"{layer.starts:%a %Y-%m-%d %H:%M}", layer.every.days) == ("Mon 2026-02-16 09:00", 7)
    assert layer.members == ("u02seo", "bob", "jimin_kim")


@pytest.mark.parametrize("lead", ["bob", "@bob", "bob@example.com", "U03BOB"])
def test_the_lead_is_who_was_named(lead: str) -> None:
    """By key, address or Slack id."""
    file = written(JIMIN, SEO, BOB, lead=lead)
    assert file.teams["first"].lead == "bob"
    assert file.people["bob"].roles == ("lead",)


def test_without_a_name_whoever_made_the_group_leads() -> None:
    """The first in the list if it was somebody else; the file says that it is a guess."""
    assert written(JIMIN, BOB, creator="U03BOB").teams["first"].lead == "bob"
    assert written(JIMIN, BOB, creator="U0OTHER").teams["first"].lead == "jimin_kim"
    assert "a guess" in first_file(Gathered("@x", "X", "#x", (JIMIN,)), NOW)


def test_a_lead_nobody_is_called_is_refused() -> None:
    """With the keys there are."""
    with pytest.raises(OperatorError, match=r"Nobody in @x is called eve\. There are: jimin_kim"):
        first_file(Gathered("@x", "X", "#x", (JIMIN,)), NOW, "eve")


def test_one_person_alone_is_a_team() -> None:
    """And the file is still in order."""
    assert written(BOB).teams["first"].everyone == ("bob",)


names = st.text(min_size=1, max_size=30).filter(str.strip)
members = st.builds(
    Member,
    user=st.integers(0, 10**6).map(lambda number: f"U{number:07}"),
    name=names,
    email=st.none() | st.from_regex(r"\A[a-z0-9.+_-]{1,12}@example\.com\Z"),
    locale=st.sampled_from([None, "ko-KR", "en-US", "fr-FR"]),
    time_zone=st.sampled_from([None, "Asia/Seoul", "America/New_York", "Mars/Olympus"]),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        members, min_size=1, max_size=6, unique_by=(lambda one: one.user, lambda one: one.email or one.user)
    )
)
def test_whatever_people_are_called_the_file_is_valid(group: list[Member]) -> None:
    """No name, address or zone breaks it."""
    assert len(written(*group).people) == len(group)
