"""The library's verbs: one truth whoever presses when, everything told once, and an old one read again."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest

from bot.domain.escalation import Party
from bot.domain.language import Text
from bot.domain.practice import MOST_WAITING, Practice
from bot.domain.practice_acts import Became, Stays, Why, Words
from bot.errors import Gone, StoreUnavailable
from bot.ports import Member
from bot.ports.practices import LibraryBook
from bot.services import practices as verbs
from bot.services.practices import Known, NobodyDecides, TooMany
from bot.services.review_library import ensure_reviews
from tests.domain.carried import party
from tests.domain.small_files import seoul
from tests.fakes.feedback_slack import FakeDirectory
from tests.services.practice_scene import WORDS, LibraryScene, practice_scene

ANN, BOB, CHO, DAN, EVE = (party(key) for key in ("ann", "bob", "cho", "dan", "eve"))
EDITED = Words(text="I call back by five.", situation="fast", kind="phrase", language=WORDS.language)


async def test_everybody_concerned_is_told_once() -> None:
    """The author that they are proposed, each approver to decide; then what was decided."""
    scene = await practice_scene()
    p = await scene.proposed()
    assert await scene.settle() == [("saved", "UBOB"), ("asked", "UANN"), ("asked", "UDAN")]
    assert isinstance(await verbs.accept(scene.tools, p.id, ANN), Became)
    told = await scene.settle()
    assert told[3:] == [("accepted", "UBOB"), ("accepted", "UCHO")]
    assert scene.board.shown == {"UBOB": "accepted", "UANN": "accepted", "UDAN": "accepted"}
    assert await scene.settle() == told


async def test_whoever_is_first_decides() -> None:
    """Two approvers at once end in one truth; both read it."""
    scene = await practice_scene()
    p = await scene.proposed()
    outcomes = await asyncio.gather(
        verbs.accept(scene.tools, p.id, ANN), verbs.decline(scene.tools, p.id, DAN, "short")
    )
    assert [type(one) for one in outcomes].count(Became) == 1
    [late] = [one for one in outcomes if isinstance(one, Stays)]
    assert late.why is Why.DECIDED
    assert late.practice.state == (await scene.newest(p)).state


async def test_a_second_click_is_the_first_one() -> None:
    """It says that it is done."""
    scene = await practice_scene()
    p = await scene.proposed()
    await verbs.accept(scene.tools, p.id, ANN)
    again = await verbs.accept(scene.tools, p.id, ANN)
    assert isinstance(again, Stays)
    assert again.why is Why.DONE_ALREADY


async def test_nobody_else_decides() -> None:
    """Not its author, not a colleague, not somebody of no file."""
    scene = await practice_scene()
    p = await scene.proposed()
    for by in (BOB, EVE, Party(user="UNOAH", name=Text(en="Noah"))):
        outcome = await verbs.accept(scene.tools, p.id, by)
        assert isinstance(outcome, Stays)
        assert outcome.why is Why.NOT_YOURS


async def test_an_id_nobody_knows() -> None:
    """A button of long ago is answered with a sentence."""
    scene = await practice_scene()
    with pytest.raises(Gone):
        await verbs.accept(scene.tools, "nothing", ANN)


async def test_the_same_words_are_proposed_once() -> None:
    """Whoever proposed them may know; others learn it without a name, until they are accepted."""
    scene = await practice_scene()
    p = await scene.proposed()
    same = Words(text="  i call back TODAY", situation="fast", kind="phrase", language=WORDS.language)
    assert await verbs.propose(scene.tools, same, EVE, EVE, once="e") == Known(None, waits=True)
    assert await verbs.propose(scene.tools, same, BOB, BOB, once="b") == Known(
        await scene.newest(p), waits=True
    )
    await verbs.accept(scene.tools, p.id, ANN)
    assert await verbs.propose(scene.tools, same, EVE, EVE, once="f") == Known(await scene.newest(p))


async def test_of_one_person_only_so_many_wait() -> None:
    """Approvers read each of them; once they have decided, there is room again."""
    scene = await practice_scene()
    many = [await scene.proposed(text=f"words number {n}") for n in range(MOST_WAITING)]
    assert await verbs.propose(scene.tools, WORDS, BOB, CHO, once="more") == TooMany(MOST_WAITING)
    assert not isinstance(await verbs.propose(scene.tools, WORDS, EVE, EVE, once="eve"), TooMany)
    await verbs.accept(scene.tools, many[0].id, ANN)
    assert isinstance(await scene.proposed(text="room again"), Practice)


async def test_a_slow_slack_holds_no_form_up() -> None:
    """The file knows who wrote it; of others the credit goes to whoever saves it."""
    scene = await practice_scene()

    class Slow(FakeDirectory):
        async def member(self, user: str, *, fresh: bool = False) -> Member | None:
            await asyncio.sleep(9)
            return await super().member(user, fresh=fresh)

    tools = replace(scene.tools, directory=Slow(keys=scene.directory.keys))
    assert (await verbs.credited(tools, "UBOB", CHO)).key == "bob"
    assert await verbs.credited(tools, "UNOAH", CHO) == CHO


async def test_without_anybody_who_decides_nothing_is_proposed() -> None:
    """Words nobody will ever look at are not taken."""
    scene = await practice_scene(approvers=["nobody-there"])
    assert isinstance(await verbs.propose(scene.tools, WORDS, BOB, BOB, once="1"), NobodyDecides)


@pytest.mark.parametrize(
    ("writer", "facts", "credited"),
    [
        ("UBOB", {}, "UBOB"),
        ("UBOB", {"has_left": True}, "UBOB"),
        ("UBOB", {"is_bot": True}, "UCHO"),
        ("UBOB", {"is_guest": True}, "UCHO"),
        ("UBOB", {"is_stranger": True}, "UCHO"),
        ("UNOBODY", {}, "UCHO"),
        ("", {}, "UCHO"),
    ],
)
async def test_whose_the_credit_is(writer: str, facts: dict[str, bool], credited: str) -> None:
    """Whoever wrote it, also when they left; guests, strangers and bots: whoever saved it."""
    scene = await practice_scene()
    scene.directory.members["UBOB"] = Member.model_validate({"user": "UBOB", "name": "Bob"} | facts)
    assert (await verbs.credited(scene.tools, writer, CHO)).user == credited


async def test_taken_back_before_it_was_asked_nobody_is_asked() -> None:
    """What is said no more is not said."""
    scene = await practice_scene()
    p = await scene.proposed(author="bob", saver="bob")
    await verbs.take_back(scene.tools, p.id, BOB)
    assert await scene.settle() == []


async def test_nobody_decided_for_half_a_year() -> None:
    """It lapses by itself and says so; deciding comes too late."""
    scene = await practice_scene()
    p = await scene.proposed()
    await scene.settle()
    await scene.at(scene.now + timedelta(days=180))
    assert ("lapsed", "UCHO") in scene.board.said()
    assert (await scene.newest(p)).state == "lapsed"
    assert isinstance(await verbs.accept(scene.tools, p.id, ANN), Stays)
    assert scene.board.shown["UANN"] == "lapsed"


async def test_where_slack_refuses_one_the_others_are_told() -> None:
    """Somebody whom no message reaches holds up nobody."""
    scene = await practice_scene()
    scene.board.faults.append("refuse:user_disabled")
    await scene.proposed()
    assert await scene.settle() == [("asked", "UANN"), ("asked", "UDAN")]


@pytest.mark.parametrize("fault", ["lost", "lost reply"])
async def test_an_unclear_answer_is_looked_at_before_it_is_said_again(fault: str) -> None:
    """Once, whatever Slack did."""
    scene = await practice_scene()
    scene.board.faults.append(fault)
    await scene.proposed()
    assert sorted(await scene.settle()) == [("asked", "UANN"), ("asked", "UDAN"), ("saved", "UBOB")]
    assert scene.board.doubled() == []


async def _whole_life(scene: LibraryScene) -> None:
    """Proposed and asked; accepted and told."""
    if not (await scene.book.shelf()).practices:
        await scene.proposed()
    [p] = (await scene.book.shelf()).practices
    await scene.settle()
    await verbs.accept(scene.tools, p.id, ANN)
    await scene.settle()


async def test_killed_at_any_step_everything_is_told_once() -> None:
    """A life that ends before or after any call, and one that follows."""
    steps = 0
    while True:
        scene = await practice_scene()
        killed = await scene.until_killed(_whole_life(scene), steps=steps)
        if not killed:
            break
        scene.restart()
        await _whole_life(scene)
        assert scene.board.doubled() == []
        assert sorted(scene.board.said()) == sorted(
            [
                ("saved", "UBOB"), ("asked", "UANN"), ("asked", "UDAN"),
                ("accepted", "UBOB"), ("accepted", "UCHO"),
            ]
        ), steps  # fmt: skip
        assert set(scene.board.shown.values()) == {"accepted"}
        steps += 1
    assert steps > 30


class TestReviews:
    """One message on a working morning."""

    async def accepted(self, scene: LibraryScene, *texts: str) -> None:
        """Ann accepted these at noon on the second of March 2026, a Monday."""
        for text in texts:
            p = await scene.proposed(text=text)
            await verbs.accept(scene.tools, p.id, ANN)
        await scene.settle()

    async def test_all_that_are_due_come_in_one_message(self) -> None:
        """On the morning of the day, to each approver, once for each due date."""
        scene = await practice_scene()
        await self.accepted(scene, "one thing", "another thing")
        await scene.at(seoul("2027-03-01T10:00"))
        assert scene.board.reviews == []
        await scene.at(seoul("2027-03-02T08:59"))
        assert scene.board.reviews == []
        await scene.at(seoul("2027-03-02T09:00"))
        assert [(user, len(what.practices)) for user, what in scene.board.reviews] == [
            ("UANN", 2),
            ("UDAN", 2),
        ]
        for day in (3, 4, 5):
            await scene.at(seoul(f"2027-03-0{day}T09:00"))
        assert len(scene.board.reviews) == 2

    async def test_on_a_weekend_they_wait_for_monday(self) -> None:
        """In the approver's own hours; Ann's team works from Monday to Friday."""
        scene = await practice_scene(library={"review_after": "5d"})
        await self.accepted(scene, "one thing")
        await scene.at(seoul("2026-03-07T10:00"))
        await scene.at(seoul("2026-03-08T10:00"))
        assert "UANN" not in {user for user, _ in scene.board.reviews}
        await scene.at(seoul("2026-03-09T09:00"))
        assert "UANN" in {user for user, _ in scene.board.reviews}

    async def test_kept_it_comes_up_again_a_year_later(self) -> None:
        """For its new date."""
        scene = await practice_scene()
        await self.accepted(scene, "one thing")
        await scene.at(seoul("2027-03-02T09:00"))
        [p] = (await scene.book.shelf()).accepted
        due = p.review_by.isoformat() if p.review_by else ""
        assert isinstance(await verbs.keep(scene.tools, p.id, ANN, due=due), Became)
        late = await verbs.retire(scene.tools, p.id, DAN, due=due)
        assert isinstance(late, Stays)
        assert late.why is Why.DECIDED
        await scene.at(seoul("2027-09-01T09:00"))
        assert len(scene.board.reviews) == 2
        await scene.at(seoul("2028-03-02T09:00"))
        assert len(scene.board.reviews) == 4

    async def test_dates_of_the_file_come_once_a_month(self) -> None:
        """A value whose review date has come."""
        stale = {"id": "act", "name": {"en": "Act"}, "action": {"en": "I"}, "review_by": "2026-03-01"}
        scene = await practice_scene(values=[stale])
        for day in ("2026-03-03", "2026-03-04", "2026-04-01", "2026-04-02"):
            await scene.at(seoul(f"{day}T09:30"))
        anns = [what for user, what in scene.board.reviews if user == "UANN"]
        assert [len(what.values) for what in anns] == [1, 1]

    async def test_who_approves_no_more_is_not_asked(self) -> None:
        """Their item leaves the index."""
        scene = await practice_scene()
        scene.directory.keys.remove("dan")
        await scene.at(seoul("2026-03-03T09:30"))
        assert "review:UDAN" not in scene.deadlines.due

    async def test_who_approves_again_is_asked_again(self) -> None:
        """Also if they fell due while they were no approver, or while Slack did not know them."""
        scene = await practice_scene()
        scene.directory.keys.remove("dan")
        await scene.at(seoul("2026-03-03T09:30"))
        scene.directory.enlist("dan")
        await ensure_reviews(scene.tools)
        await self.accepted(scene, "one thing")
        await scene.at(seoul("2027-03-04T09:30"))
        assert "UDAN" in {user for user, _ in scene.board.reviews}

    async def test_killed_at_any_step_it_is_asked_once(self) -> None:
        """A life that ends before or after any call of the morning, and one that follows."""
        steps = 0
        while True:
            scene = await practice_scene()
            await self.accepted(scene, "one thing")
            morning = seoul("2027-03-02T09:00")
            if not await scene.until_killed(scene.at(morning), steps=steps):
                break
            scene.restart()
            await scene.at(morning)
            assert sorted(scene.board.said()[-2:]) == [("review", "UANN"), ("review", "UDAN")], steps
            assert scene.board.doubled() == []
            steps += 1
        assert steps > 10


async def test_what_somebody_finds_in_it() -> None:
    """What stands for everybody; proposals and reasons only for theirs and for approvers."""
    scene = await practice_scene()
    first, second = await scene.proposed(text="first words"), await scene.proposed(text="second words")
    await verbs.accept(scene.tools, first.id, ANN)
    await verbs.decline(scene.tools, second.id, ANN, "too long")
    third = await scene.proposed(text="third words")
    eve, bob, ann = [await verbs.practices_of(scene.tools, by) for by in (EVE, BOB, ANN)]
    assert [p.id for p in eve.accepted["fast"]] == [first.id]
    assert (eve.mine, eve.waiting) == ((), ())
    assert [p.id for p in bob.mine] == [third.id, first.id, second.id]
    assert bob.waiting == ()
    assert [p.id for p in ann.waiting] == [third.id]


async def test_without_the_store_a_card_shows_what_the_file_holds() -> None:
    """Answering goes on."""
    shared = [{"text": {"en": "From the file"}, "by": {"en": "Bob"}}]
    situation = {"value": "act", "title": {"en": "Fast"}, "keywords": {"en": ["fast"]}, "shared": shared}
    scene = await practice_scene(situations={"fast": situation})
    await scene.proposed()

    class Away:
        def known(self) -> None:
            return None

        async def shelf(self) -> None:
            raise StoreUnavailable("away")

    tools = replace(scene.tools, book=cast("LibraryBook", Away()))
    around = await verbs.on_card(tools, "fast", None, scene.now)
    assert [p.text for p in around.practices] == ["From the file"]
