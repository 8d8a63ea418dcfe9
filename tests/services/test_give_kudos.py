"""Giving thanks: who may, to whom, when it arrives, and what is told when it may not be."""

from datetime import date, timedelta

import pytest

from bot.domain.night_run import NightKey
from bot.errors import NotAllowed
from bot.requests.kudos import KudosTo
from bot.services.change_kudos import take_back
from bot.services.draft_kudos import NobodyToThank, NoNights, TooManyThanked, ValueMissing, WrongLength
from bot.services.give_kudos import CannotGive, DayIsFull, KudosKept, KudosRepeated, Way, give_kudos
from tests.domain.small_files import team, utc
from tests.services.feedback_scene import TEXT, scene


async def test_thanks_wait_for_the_night_of_their_recipients_team() -> None:
    """Two teams: each night names its own people, in the team's own channel and at its own hour."""
    given = await scene().give("UCHO", "UDAN")
    friday = date(2026, 11, 20)
    assert [(a.night, a.channel) for a in given.arrivals] == [
        (NightKey(team="support", date=friday), "#kudos"),
        (NightKey(team="berlin", date=friday), "#danke"),
    ]
    assert given.arrivals[0].at == utc("2026-11-20T10:00")
    assert given.arrivals[1].at == utc("2026-11-20T16:30")
    assert all(arrival.tonight for arrival in given.arrivals)


async def test_after_the_cut_off_it_belongs_to_the_next_working_night() -> None:
    """Friday 19:00 and later is Monday's."""
    given = await scene(utc("2026-11-20T10:00")).give("UCHO")
    assert given.kudos.nights == (NightKey(team="support", date=date(2026, 11, 23)),)
    assert not given.arrivals[0].tonight


async def test_a_holiday_is_no_night() -> None:
    """What is given on the eve goes past it."""
    given = await scene(holidays="2026-11-20 2026-11-23").give("UCHO")
    assert given.kudos.nights == (NightKey(team="support", date=date(2026, 11, 24)),)


async def test_a_team_without_a_night_is_thanked_on_the_givers() -> None:
    """By direct message, since no channel is theirs."""
    given = await scene().give("UEVE", by="UDAN")
    [arrival] = given.arrivals
    assert (arrival.night.team, arrival.in_post) == ("berlin", False)


async def test_a_giver_without_a_team_is_welcome() -> None:
    """A colleague who is in no file thanks on the first night there is."""
    given = await scene().give("UEVE", by="UHR")
    assert given.arrivals[0].night.team == "support"


async def test_no_night_anywhere_is_told() -> None:
    """Nothing is taken that nobody would ever bring."""
    place = scene(teams={"support": team(members=["ann", "bob"])})
    assert await place.try_give("UBOB") == NoNights()


@pytest.mark.parametrize(
    ("user", "reason"),
    [
        ("UGUEST", "guest"), ("UBOT", "bot"), ("USTRANGER", "stranger"), ("UGONE", "left"),
        ("UNOBODY", "unknown"), ("UHR", "no_team"), ("UANN", "yourself"),
    ],
)  # fmt: skip
async def test_who_cannot_be_thanked_is_named_with_the_reason(user: str, reason: str) -> None:
    """The others of the same line are thanked all the same."""
    place = scene()
    alone = await place.try_give(user)
    assert isinstance(alone, NobodyToThank)
    assert [(entry.who.user, entry.reason) for entry in alone.left_out] == [(user, reason)]
    given = await place.give(user, "UCHO")
    assert [party.user for party in given.kudos.people] == ["UCHO"]
    assert [entry.reason for entry in given.left_out] == [reason]


@pytest.mark.parametrize("user", ["UGUEST", "UBOT", "USTRANGER", "UGONE"])
async def test_who_is_no_colleague_gives_nothing(user: str) -> None:
    """Guests, bots, strangers and people who left are no givers."""
    outcome = await scene().try_give("UCHO", by=user)
    assert isinstance(outcome, CannotGive)


async def test_while_slack_is_silent_the_file_is_believed() -> None:
    """Colleagues of the file are thanked; whoever only Slack knows is not guessed at."""
    place = scene()
    place.directory.silent = True
    given = await place.give("UCHO", "UGUEST")
    assert [party.user for party in given.kudos.people] == ["UCHO"]
    assert [entry.reason for entry in given.left_out] == ["unsure"]


async def test_a_user_group_is_unfolded_without_the_giver() -> None:
    """Thanking one's own group does not thank oneself, and nobody twice."""
    place = scene()
    place.directory.groups["S1"] = ("UANN", "UBOB", "UCHO")
    request = KudosTo(users=("UBOB",), groups=("S1",), text=TEXT)
    given = await give_kudos(place.thanks, request, giver="UANN")
    assert [party.user for party in given.kudos.people] == ["UBOB", "UCHO"]  # type: ignore[union-attr]  # kept, as asserted
    assert given.left_out == ()  # type: ignore[union-attr]  # kept, as asserted


async def test_more_people_than_the_file_allows_are_refused() -> None:
    """A group of hundreds is no thanks."""
    place = scene(kudos={"recipients": 2})
    assert await place.try_give("UBOB", "UCHO", "UDAN") == TooManyThanked(3, 2, TEXT)


@pytest.mark.parametrize("text", ["thanks", "x" * 501, "", "🙏"])
async def test_a_text_too_short_or_too_long_comes_back_with_its_words(text: str) -> None:
    """The file says how long; nothing typed is lost."""
    assert await scene().try_give("UBOB", text=text) == WrongLength(len(text), 20, 500, text)


async def test_a_day_holds_as_many_as_the_file_says() -> None:
    """The sixth is refused; the next local day begins anew."""
    place = scene()
    for number in range(5):
        await place.give("UANN", by="UCHO", text=f"{TEXT} {number}")
    assert await place.try_give("UANN", by="UCHO") == DayIsFull(5, TEXT)
    place.until("2026-11-20T15:00")
    await place.give("UANN", by="UCHO")


async def test_a_lead_may_give_more() -> None:
    """Leads thank more people."""
    place = scene()
    for number in range(6):
        await place.give("UCHO", by="UANN", text=f"{TEXT} {number}")


async def test_the_same_again_is_one() -> None:
    """A double send is answered with the first."""
    place = scene()
    first = await place.give("UBOB", "UCHO")
    again = await place.try_give("UCHO", "UBOB")
    assert isinstance(again, KudosRepeated)
    assert again.kudos == first.kudos


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("for sending that courier the same day", "act"),
        ("you really did :ear: the whole story", "hear"),
        ("정말 끝까지 듣기의 본보기였어요 고맙습니다", "hear"),
        ("Act now, you said, and then you did just that", "act"),
    ],
)
async def test_a_value_is_suggested_from_the_words(text: str, value: str) -> None:
    """One that is named, else that of the situation the words tell of."""
    assert (await scene().give("UBOB", text=text)).kudos.value == value


async def test_somebody_mentioned_in_the_words_is_remembered_by_name() -> None:
    """The post names them without a ping."""
    given = await scene().give("UBOB", text="for helping <@UCHO> and <@UNOBODY> with it")
    assert [party.user for party in given.kudos.mentioned] == ["UCHO", "UNOBODY"]


async def test_one_line_of_korean_is_enough() -> None:
    """Ten syllables say what twenty letters do; thanks alone say too little in both."""
    place = scene()
    assert isinstance(await place.try_give("UBOB", text="늦게까지 함께해 주셔서 고마워요"), KudosKept)
    assert isinstance(await place.try_give("UCHO", text="밤늦게 도와줘 고마워"), KudosKept)
    assert isinstance(await place.try_give("UBOB", text="고마워요"), WrongLength)
    assert isinstance(await place.try_give("UBOB", text="thanks for that"), WrongLength)


@pytest.mark.parametrize(
    ("people", "text", "tags"),
    [
        (("UBOB",), "for staying calm with that furious customer", ("turnaround",)),
        (("UBOB",), "화난 고객을 웃으며 돌려보내 주셔서 고맙습니다", ("turnaround",)),
        (("UBOB",), "for the handwritten card in that parcel", ("small_surprise",)),
        (("UCHO",), TEXT, ()),
        (("UDAN",), TEXT, ("other_team",)),
        (("UCHO", "UDAN"), "깜짝 선물까지 챙겨 주셔서 고맙습니다", ("small_surprise", "other_team")),
    ],
)
async def test_words_and_teams_suggest_what_it_also_tells(
    people: tuple[str, ...], text: str, tags: tuple[str, ...]
) -> None:
    """A bad situation turned good, a small surprise, help for another team."""
    assert (await scene().give(*people, text=text)).kudos.tags == tags


async def test_tags_that_were_chosen_stand() -> None:
    """The giver knows better than their words."""
    place = scene()
    way = Way(tags=("turnaround",))
    kept = await give_kudos(place.thanks, KudosTo(users=("UDAN",), text=TEXT), giver="UANN", way=way)
    assert isinstance(kept, KudosKept)
    assert kept.kudos.tags == ("turnaround",)


async def test_where_thanks_must_name_a_value_none_is_kept_without() -> None:
    """The words come back; chosen or suggested, it is kept."""
    place = scene(kudos={"value": "must"})
    assert await place.try_give("UBOB") == ValueMissing(TEXT)
    assert isinstance(await place.try_give("UBOB", text="for the courier that came in time"), KudosKept)
    chosen = await give_kudos(place.thanks, KudosTo(users=("UBOB",), text=TEXT), giver="UANN", value="hear")
    assert isinstance(chosen, KudosKept)


async def test_where_thanks_should_name_a_value_they_are_kept_all_the_same() -> None:
    """It is asked for, not wanted as a price."""
    assert isinstance(await scene(kudos={"value": "should"}).try_give("UBOB"), KudosKept)


async def test_one_id_is_one_kudos() -> None:
    """A button pressed twice sends once, also an hour later, and not again after it was taken back."""
    place = scene()
    request, way = KudosTo(users=("UBOB",), text=TEXT), Way(kudos_id="K1")
    first = await give_kudos(place.thanks, request, giver="UANN", way=way)
    assert isinstance(first, KudosKept)
    place.later(hours=1)
    again = await give_kudos(place.thanks, request, giver="UANN", way=way)
    assert isinstance(again, KudosRepeated)
    assert again.kudos == first.kudos
    await take_back(place.thanks, "K1", by="UANN")
    late = await give_kudos(place.thanks, request, giver="UANN", way=way)
    assert isinstance(late, KudosRepeated)
    assert (await place.kudos_book.given_by("UANN", place.now - timedelta(days=9))) == []


async def test_nobody_sends_what_another_began() -> None:
    """An id tells which, never whether one may."""
    place = scene()
    request, way = KudosTo(users=("UCHO",), text=TEXT), Way(kudos_id="K1")
    await give_kudos(place.thanks, request, giver="UANN", way=way)
    with pytest.raises(NotAllowed):
        await give_kudos(place.thanks, request, giver="UBOB", way=way)
