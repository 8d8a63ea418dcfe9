"""Who is who: the file's people at start, everybody else once, and no crash over what is missing."""

import copy
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.slack_client import Identity
from bot.adapters.slack_lookup import channel_of, member_of
from bot.domain.team_file import TeamFile
from bot.ports import Directory, Unclear
from playground.people import BOT_USER_ID
from tests.adapters.stage import TEAM, Stage, staged


def team(**people: dict[str, Any]) -> dict[str, Any]:
    """The small team with other people added."""
    document = copy.deepcopy(TEAM)
    document["people"].update(people)
    return document


async def test_the_files_people_are_found_by_id_and_by_address(stage: Stage) -> None:
    """An address counts whatever its capitals."""
    await stage.directory.start()
    directory: Directory = stage.directory
    jimin = stage.user("jimin").id
    assert directory.user_of("jimin") == jimin
    assert directory.user_of("bob") == "U02BOB"
    assert (directory.key_of(jimin), directory.key_of("U0NOBODY")) == ("jimin", None)
    assert stage.directory.problems() == []


async def test_people_slack_does_not_know_are_problems_not_crashes(tmp_path: Path) -> None:
    """Each is told in a sentence: unknown, deactivated, a bot, twice the same account, no account named."""
    document = team()
    async with staged(tmp_path, team=document) as stage:
        dana, robo = stage.user("dana").id, stage.user("robo").id
        wanted = team(
            ghost={"slack": "U0GHOST01", "name": {"en": "Ghost"}},
            lost={"email": "lost@example.com", "name": {"en": "Lost"}},
            dana={"slack": dana, "name": {"en": "Dana"}},
            robo={"slack": robo, "name": {"en": "Robo"}},
            bobby={"slack": "U02BOB", "name": {"en": "Bobby"}},
            nobody={"name": {"en": "Nobody"}},
        )
        await stage.directory.adopt(TeamFile.model_validate(wanted))
        told = stage.directory.problems()
        assert [sentence.split()[0] for sentence in told] == [
            "ghost",
            "lost",
            "dana",
            "robo",
            "bobby",
            "nobody",
        ]
        assert "deactivated" in told[2]
        assert stage.directory.user_of("dana") is None
        assert stage.directory.user_of("bob") == "U02BOB"


async def test_many_people_are_read_from_one_list(tmp_path: Path) -> None:
    """200 people would take four minutes one by one: the list of users answers for all."""
    people = {f"p{n}": {"email": f"p{n}@example.com", "name": {"en": f"Person {n}"}} for n in range(60)}
    async with staged(tmp_path, team=team(**people)) as stage:
        await stage.directory.start()
        assert stage.directory.problems() == []
        assert stage.directory.user_of("p59") == stage.user("p59").id
        assert len(stage.calls("users.lookupByEmail")) == 0


async def test_a_token_that_may_not_read_addresses_is_a_problem_that_says_so(tmp_path: Path) -> None:
    """What is lacking is told, then who is unknown for it; the others are found."""
    async with staged(tmp_path, without_scopes=frozenset({"users:read.email"})) as stage:
        await stage.directory.start()
        lacking, unknown = stage.directory.problems()
        assert "lacks users:read.email:" in lacking
        assert unknown.startswith("jimin ")
        assert "users:read.email" in unknown
        assert stage.directory.user_of("bob") == "U02BOB"


async def test_a_night_channel_is_joined_at_start(stage: Stage) -> None:
    """So that a night can be found again after a crash; the card's channel is left alone."""
    await stage.directory.start()
    assert BOT_USER_ID in stage.channel("kudos").members
    assert BOT_USER_ID not in stage.channel("support").members


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"archived": True}, "archived"),
        ({"kind": "shared"}, "another company"),
        ({"kind": "private"}, "no such channel"),
        ({"name": "renamed"}, "no such channel"),
    ],
)
async def test_a_night_channel_that_will_not_do_is_told(
    stage: Stage, change: dict[str, Any], words: str
) -> None:
    """Archived, shared with another company, private without the bot, not there."""
    for name, value in change.items():
        setattr(stage.channel("kudos"), name, value)
        break
    await stage.directory.start()
    (problem,) = stage.directory.problems()
    assert problem.startswith("#kudos (night of team support): ")
    assert words in problem


async def test_a_night_channel_it_cannot_join_is_told(tmp_path: Path) -> None:
    """Without channels:join that is told, and it asks to be invited."""
    async with staged(tmp_path, without_scopes=frozenset({"channels:join"})) as stage:
        await stage.directory.start()
        lacking, outside = stage.directory.problems()
        assert "lacks channels:join:" in lacking
        assert "/invite" in outside


async def test_what_slack_says_of_people(stage: Stage) -> None:
    """Guests, strangers, bots and people who left are told apart; language and zone come along."""
    seen = {
        key: await stage.directory.member(stage.user(key).id)
        for key in ("bob", "gina", "sven", "robo", "dana")
    }
    traits = {
        key: [name for name in ("is_guest", "is_stranger", "is_bot", "has_left") if getattr(member, name)]
        for key, member in seen.items()
    }
    assert traits == {
        "bob": [],
        "gina": ["is_guest"],
        "sven": ["is_stranger"],
        "robo": ["is_bot"],
        "dana": ["has_left"],
    }
    bob = seen["bob"]
    assert bob is not None
    assert (bob.locale, bob.time_zone) == ("en-US", "Europe/Berlin")


async def test_nobody_is_none(stage: Stage) -> None:
    """An id Slack does not know."""
    assert await stage.directory.member("U0NOBODY1") is None


async def test_somebody_is_asked_about_once_an_hour(stage: Stage) -> None:
    """No call to Slack per look-up; after an hour they are asked about again."""
    for _ in range(3):
        await stage.directory.member("U02BOB")
    assert len(stage.calls("users.info")) == 1
    stage.time.at += 3601
    await stage.directory.member("U02BOB")
    assert len(stage.calls("users.info")) == 2


async def test_while_slack_is_away_the_last_answer_serves(stage: Stage) -> None:
    """An outage does not make a colleague unknown."""
    known = await stage.directory.member("U02BOB")
    stage.time.at += 3601
    stage.fault("users.info", "500", times=50)
    assert await stage.directory.member("U02BOB") == known
    with pytest.raises(Unclear):
        await stage.directory.member(stage.user("gina").id)


async def test_channels_by_name_and_by_id(stage: Stage) -> None:
    """With or without the sign; what Slack does not show is None, and a private one it is not in too."""
    support = stage.channel("support").id
    for name in ("#support", "support", "#Support", support):
        found = await stage.directory.channel(name)
        assert found is not None
        assert (found.id, found.name, found.is_private) == (support, "support", False)
    assert await stage.directory.channel("#nowhere") is None
    assert await stage.directory.channel("#leads-only") is None
    assert await stage.directory.channel("C0NOTHERE1") is None


async def test_a_missing_name_does_not_list_the_channels_each_time(stage: Stage) -> None:
    """conversations.list answers 20 times a minute: at most once a minute is it asked again."""
    for _ in range(5):
        assert await stage.directory.channel("#nowhere") is None
    assert len(stage.calls("conversations.list")) == 1
    stage.channel("general").name = "nowhere"
    stage.time.at += 61
    assert await stage.directory.channel("#nowhere") is not None


async def test_a_name_that_another_channel_has_now_is_that_channel(stage: Stage) -> None:
    """Renamed, it keeps its id; whoever is given its name is who the file means from then on."""
    old, new = stage.channel("support"), stage.channel("general")
    assert await stage.directory.channel_id("#support") == old.id
    old.name, new.name = "support-before", "support"
    stage.time.at += 61

    found = await stage.directory.channel("#support")

    assert found is not None
    assert (found.id, await stage.directory.channel_id("#support")) == (new.id, new.id)


async def test_a_renamed_channel_serves_on_while_nobody_has_its_name(stage: Stage) -> None:
    """Its messages still reach it; whether somebody took the name is asked once a minute, and an outage is no matter."""
    support = stage.channel("support")
    await stage.directory.channel_id("#support")
    support.name = "customer-support"
    for _ in range(3):
        stage.time.at += 61
        for _ in range(3):
            found = await stage.directory.channel("#support")
            assert found is not None
            assert found.id == support.id
    assert len(stage.calls("conversations.list")) == 4
    stage.time.at += 61
    stage.fault("conversations.list", "500", times=50)
    assert await stage.directory.channel_id("#support") == support.id


async def test_fresh_means_now(stage: Stage) -> None:
    """A channel shared with another company a moment ago is seen as such."""
    await stage.directory.channel("#kudos")
    stage.channel("kudos").kind = "shared"
    remembered = await stage.directory.channel("#kudos")
    now = await stage.directory.channel("#kudos", fresh=True)
    assert remembered is not None
    assert now is not None
    assert (remembered.is_shared_outside, now.is_shared_outside) == (False, True)


async def test_without_groups_read_the_public_channels_are_found(tmp_path: Path) -> None:
    """One scope less costs the private channels, not all of them."""
    async with staged(tmp_path, without_scopes=frozenset({"groups:read"})) as stage:
        assert await stage.directory.channel("#support") is not None


async def test_who_sees_a_channel(stage: Stage) -> None:
    """Everybody of ours a public one; guests and strangers only those they are in; a private one its members."""
    noah, gina, sven = (stage.user(key).id for key in ("noah", "gina", "sven"))
    private = stage.channel("leads-only")
    private.members.add(BOT_USER_ID)
    assert await stage.directory.sees(noah, "#support")
    assert not await stage.directory.sees(gina, "#support")
    assert await stage.directory.sees(gina, "#general")
    assert not await stage.directory.sees(sven, "#general")
    assert await stage.directory.sees(sven, "#shared-acme")
    assert await stage.directory.sees(noah, private.id)
    assert not await stage.directory.sees("U02BOB", private.id)
    assert not await stage.directory.sees(noah, "#nowhere")


async def test_a_groups_members(stage: Stage) -> None:
    """By its id, remembered for ten minutes; an unknown group is nobody."""
    for _ in range(3):
        assert await stage.directory.group("S0123ABC") == (stage.user("jimin").id,)
    assert len(stage.calls("usergroups.users.list")) == 1
    assert await stage.directory.group("S0NOTHERE") == ()


OURS = Identity(team="T1", user="U1", bot="B1", enterprise="E1")


@pytest.mark.parametrize(
    ("user", "stranger"),
    [
        ({}, False),
        ({"team_id": "T1"}, False),
        ({"team_id": "T2"}, True),
        ({"team_id": "T1", "is_stranger": True}, True),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T2", "T1"]}}, False),
        ({"team_id": "T2", "enterprise_user": {"enterprise_id": "E1"}}, False),
        ({"team_id": "T2", "enterprise_user": {"enterprise_id": "E2", "teams": ["T2"]}}, True),
        ({"team_id": "E1"}, False),
    ],
)
def test_a_stranger_is_of_another_company(user: dict[str, Any], *, stranger: bool) -> None:
    """Another workspace of our own organisation is no other company; a missing field tells nothing."""
    assert member_of({"id": "U2", **user}, OURS).is_stranger is stranger


@pytest.mark.parametrize(
    ("channel", "outside"),
    [
        ({}, False),
        ({"is_ext_shared": True}, True),
        ({"is_shared": True, "is_ext_shared": False}, False),
        ({"is_shared": True, "is_org_shared": True}, False),
        ({"is_shared": True}, True),
    ],
)
def test_a_channel_is_shared_outside_if_in_doubt(channel: dict[str, Any], *, outside: bool) -> None:
    """`is_shared` alone may mean another workspace of ours; without word of that it counts as outside."""
    assert channel_of({"id": "C1", **channel}).is_shared_outside is outside
