"""A note's form, sent: who may, when it goes, what is to be thought over first, and that it is one note."""

import logging
from datetime import date, timedelta

import pytest

from bot.domain.correction import Correction, Deliver, Observation
from bot.domain.kind_words import Care
from bot.domain.night_run import NightKey, NightRun
from bot.requests.note_form import NoteForm
from bot.services.correct import NoReader, NoSuchDay, NotNow, NotSealed, Sealed, ToImprove, choices
from bot.services.may_write import CannotReceive, CannotWrite, MayWrite, NotForYou, may_write
from bot.services.send_note import Reword, Sent, ThinkOver, send_note
from tests.domain.small_files import utc
from tests.services.feedback_scene import Scene, scene

GOOD = Observation(
    situation="this morning in the queue",
    behaviour="zzmark the customer was cut short",
    impact="they called back twice",
    next_time="let them finish",
)
HARD = GOOD.model_copy(update={"behaviour": "zzmark you always cut the customer short"})
OFF = {"cho": {"time_off": [{"from": "2026-11-20", "to": "2026-11-25"}]}}
FRIDAY_NIGHT = utc("2026-11-20T13:00")


async def send(
    place: Scene,
    form: NoteForm | None = None,
    *,
    by: str = "UANN",
    mark: str = "",
    once: str = "",
    changing: str = "",
    phrase: str = "",
    to: str | None = "UCHO",
    words: Observation = GOOD,
    deliver: Deliver | None = None,
    follow_up: date | None = None,
) -> Sent:
    """The form, as somebody sends it."""
    form = form or NoteForm(to=to, words=words, deliver=deliver, follow_up=follow_up)
    return await send_note(
        place.notes, form, author=by, phrase=phrase, mark=mark, once=once, changing=changing
    )


async def sealed(place: Scene, **how: object) -> Sealed:
    """One that lies sealed."""
    outcome = await send(place, **how)  # type: ignore[arg-type]  # the fields of `send`
    assert isinstance(outcome, Sealed), outcome
    return outcome


class TestWhen:
    """Tonight, the next working morning, or now; by the reader's team and clock."""

    async def test_each_choice_has_its_time(self) -> None:
        """Cho works in Seoul, Friday noon there."""
        place = scene()
        assert (await sealed(place, deliver="tonight")).deliver_at == utc("2026-11-20T10:00")
        assert (await sealed(place, deliver="next_morning")).deliver_at == utc("2026-11-23T00:00")
        now = await sealed(place, deliver="now")
        assert now.at_once
        assert now.deliver_at == place.now
        assert await place.tick_due() == ["delivered"]

    async def test_without_a_choice_it_goes_as_the_file_says(self) -> None:
        """The file's `deliver`."""
        place = scene(corrections={"deliver": "next_morning"})
        assert (await sealed(place)).deliver_at == utc("2026-11-23T00:00")

    async def test_what_the_form_shows_is_when_it_goes(self) -> None:
        """Worked out anew for whoever is chosen."""
        place = scene()
        for to in ("UCHO", "UBOB", "UDAN"):
            who = await may_write(place.notes, "UANN", to)
            assert isinstance(who, MayWrite)
            shown = choices(place.notes, who)
            for deliver in ("tonight", "next_morning"):
                assert (await sealed(place, to=to, deliver=deliver)).deliver_at == shown.of(deliver)

    async def test_now_is_refused_outside_their_hours(self) -> None:
        """With the next time it could go; nothing is stored."""
        place = scene(FRIDAY_NIGHT)
        outcome = await send(place, deliver="now")
        assert isinstance(outcome, NotNow)
        assert outcome.free == utc("2026-11-23T00:00")
        assert await place.notes_book.sealed_by("UANN") == []

    async def test_now_is_refused_on_their_holidays_and_while_they_are_away(self) -> None:
        """Both by the file."""
        quiet = await send(scene(holidays="2026-11-20"), deliver="now")
        away = await send(scene(people=OFF), deliver="now")
        assert isinstance(quiet, NotNow)
        assert isinstance(away, NotNow)
        assert away.free == utc("2026-11-25T00:00")

    async def test_now_is_asked_at_the_sending_not_when_the_form_opened(self) -> None:
        """At five to six it was shown as possible; at six it is not."""
        place = scene(utc("2026-11-20T08:55"))
        who = await may_write(place.notes, "UANN", "UCHO")
        assert isinstance(who, MayWrite)
        assert choices(place.notes, who).free == place.now
        place.later(minutes=5)
        assert isinstance(await send(place, deliver="now"), NotNow)

    async def test_a_night_closed_by_hand_seals_nothing_more(self) -> None:
        """Nor does a note that is moved to it."""
        place = scene()
        note = await sealed(place, deliver="next_morning")
        await place.nights.close(_closed(place))
        moved = await sealed(place, changing=note.note, deliver="tonight")
        assert moved.deliver_at == utc("2026-11-23T10:00")


class TestComingBackToIt:
    """A day to follow up."""

    async def test_it_is_from_its_delivery_until_it_is_erased(self) -> None:
        """By the author's own calendar; ninety days, as the file says nothing else."""
        place = scene()
        first, last = date(2026, 11, 20), date(2027, 2, 18)
        for day in (first, last):
            assert (await sealed(place, follow_up=day)).follow_up == day
        for day in (first - timedelta(days=1), last + timedelta(days=1)):
            assert await send(place, follow_up=day) == NoSuchDay(first, last)

    async def test_and_within_a_year(self) -> None:
        """Also where notes are kept for longer."""
        outcome = await send(scene(corrections={"retention": "700d"}), follow_up=date(2027, 11, 21))
        assert outcome == NoSuchDay(date(2026, 11, 20), date(2027, 11, 20))

    async def test_not_before_the_note_is_there(self) -> None:
        """On Monday morning at the earliest, then."""
        outcome = await send(scene(), deliver="next_morning", follow_up=date(2026, 11, 22))
        assert outcome == NoSuchDay(date(2026, 11, 23), date(2027, 2, 21))

    async def test_a_forged_day_is_none_that_fits(self) -> None:
        """It is said under its field."""
        form = NoteForm(to="UCHO", words=GOOD, unreadable=True)
        assert isinstance(await send(scene(), form), NoSuchDay)


class TestWho:
    """The file says who may write to whom; a form can be forged."""

    @pytest.mark.parametrize("to", ["UGUEST", "UBOT", "USTRANGER", "UGONE", "UHR", "UNOBODY", "forged"])
    async def test_a_forged_recipient_is_refused(self, to: str) -> None:
        """Whatever the form offered."""
        assert isinstance(await send(scene(), to=to), CannotReceive)

    @pytest.mark.parametrize("by", ["UGUEST", "UBOT", "USTRANGER", "UGONE"])
    async def test_a_forged_author_is_refused(self, by: str) -> None:
        """Also about the process."""
        assert isinstance(await send(scene(), by=by), CannotWrite)
        process = NoteForm(is_process=True, words=GOOD)
        assert isinstance(await send(scene(), process, by=by), CannotWrite)

    async def test_nobody_chosen(self) -> None:
        """A person needs one, the process none."""
        assert await send(scene(), to=None) == NoReader()
        assert isinstance(await send(scene(), NoteForm(is_process=True, words=GOOD)), ToImprove)

    @pytest.mark.parametrize(
        ("by", "to", "rules", "may"),
        [
            ("UBOB", "UCHO", ["teammate"], True), ("UCHO", "UDAN", ["teammate"], False),
            ("UCHO", "UANN", ["member"], True), ("UCHO", "UBOB", ["member"], False),
            ("UANN", "UCHO", ["teammate", "member"], False), ("UANN", "UCHO", ["peer"], False),
            ("UCHO", "UANN", ["peer"], True), ("UCHO", "UCHO", ["peer", "lead"], False),
        ],
    )  # fmt: skip
    async def test_the_file_may_be_more_exact(self, by: str, to: str, rules: list[str], *, may: bool) -> None:
        """A teammate shares a team, a member writes to the lead of theirs; a lead is no peer."""
        outcome = await send(scene(corrections={"may_write": rules}), by=by, to=to)
        assert isinstance(outcome, Sealed if may else NotForYou)

    async def test_a_note_to_oneself_goes_at_any_time(self) -> None:
        """At ten in the evening, too: nobody else is disturbed."""
        place = scene(FRIDAY_NIGHT)
        note = await sealed(place, by="UCHO", to="UCHO", deliver="now")
        assert note.deliver_at == FRIDAY_NIGHT
        assert await place.tick_due() == ["delivered"]


class TestWords:
    """Advice once, for these words; an insult is asked to be reworded."""

    async def test_advice_comes_once_and_then_it_is_sealed_as_it_is(self) -> None:
        """The same words with their mark."""
        place = scene()
        advised = await send(place, words=HARD)
        assert isinstance(advised, ThinkOver)
        assert [one.care for one in advised.thoughts] == [Care.ABSOLUTE]
        assert await place.notes_book.sealed_by("UANN") == []
        note = await sealed(place, words=HARD, mark=advised.mark)
        assert (await _kept(place, note)).words == HARD

    async def test_other_words_are_looked_through_again(self) -> None:
        """A mark is of its words alone, and so short that it tells nothing of them."""
        place = scene()
        advised = await send(place, words=HARD)
        assert isinstance(advised, ThinkOver)
        assert len(advised.mark) == 4
        again = HARD.model_copy(update={"impact": "You never listen to them"})
        assert isinstance(await send(place, words=again, mark=advised.mark), ThinkOver)

    @pytest.mark.parametrize("mark", ["", "0000", "forged"])
    async def test_an_insult_is_never_sealed(self, mark: str) -> None:
        """Whatever mark comes with it; also when a sealed note is changed."""
        place = scene()
        note = await sealed(place)
        rude = GOOD.model_copy(update={"impact": "you are an idiot"})
        for changing in ("", note.note):
            outcome = await send(place, words=rude, mark=mark, changing=changing)
            assert isinstance(outcome, Reword)
            assert [one.part for one in outcome.thoughts] == ["impact"]

    async def test_whether_it_may_go_is_said_before_any_advice(self) -> None:
        """Nobody thinks over words that could not go."""
        assert isinstance(await send(scene(), words=HARD, to="UGUEST"), CannotReceive)
        assert isinstance(await send(scene(FRIDAY_NIGHT), words=HARD, deliver="now"), NotNow)

    async def test_a_phrase_is_sealed_with_the_words(self) -> None:
        """In the same encrypted place."""
        place = scene()
        note = await sealed(place, phrase="I stay with you")
        assert (await _kept(place, note)).words.phrase == "I stay with you"

    async def test_no_word_of_it_is_logged(self, caplog: pytest.LogCaptureFixture) -> None:
        """Neither advised, refused, sealed, changed nor printed."""
        caplog.set_level(logging.DEBUG)
        place = scene()
        form = NoteForm(to="UCHO", words=HARD, phrase="ab12")
        outcomes = [await send(place, form), await send(place, words=HARD, to="UBOT")]
        note = await sealed(place)
        outcomes.append(await send(place, words=HARD, changing=note.note))
        assert "zzmark" not in caplog.text
        assert "zzmark" not in f"{form!r} {form}"
        assert outcomes


class TestOnce:
    """A form sent twice is one note."""

    async def test_sent_twice(self) -> None:
        """Under the same name: the first stands, and both answers say the same."""
        place = scene()
        first, second = await sealed(place, once="V1-ab12"), await sealed(place, once="V1-ab12")
        assert first == second
        assert len(await place.notes_book.sealed_by("UANN")) == 1

    async def test_a_change_moves_it_once(self) -> None:
        """Tonight, then in the morning, then at once: due when it says, and delivered one time."""
        place = scene()
        note = await sealed(place)
        moved = await sealed(place, changing=note.note, deliver="next_morning", follow_up=date(2026, 12, 1))
        assert moved.deliver_at == utc("2026-11-23T00:00")
        assert (await _kept(place, note)).follow_up == date(2026, 12, 1)
        place.until("2026-11-20T10:30")
        assert await place.tick_due() == []
        place.until("2026-11-23T03:00")
        assert await place.tick_due() == ["delivered"]
        assert await send(place, changing=note.note, deliver="tonight") == NotSealed()

    async def test_only_its_author_changes_it(self) -> None:
        """Nobody learns that it is there."""
        place = scene()
        note = await sealed(place)
        for user in ("UCHO", "UBOB", "UDAN"):
            assert await send(place, by=user, changing=note.note) == NotSealed()

    async def test_the_same_way_again_leaves_its_time(self) -> None:
        """Changing the words at the last minute does not put it off."""
        place = scene()
        note = await sealed(place)
        place.until("2026-11-20T09:59")
        changed = GOOD.model_copy(update={"impact": "zzmark kinder"})
        again = await sealed(place, changing=note.note, words=changed, deliver="tonight")
        assert again.deliver_at == note.deliver_at


def _closed(place: Scene) -> NightRun:
    return NightRun(night=NightKey(team="support", date=date(2026, 11, 20)), closed=place.now)


async def _kept(place: Scene, note: Sealed) -> Correction:
    found = await place.notes_book.get(note.note)
    assert found is not None
    return found
