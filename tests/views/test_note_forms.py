"""The form of a note: within Slack's limits, in both languages, and no word of it but in its fields."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.config import PackageCalendars
from bot.domain.correction import Observation
from bot.domain.escalation import Party
from bot.domain.kind_words import thoughts
from bot.domain.language import Language, Text
from bot.domain.note_phrases import phrases_of
from bot.domain.reader import Reader
from bot.requests.note_form import NoteForm
from bot.requests.tickets import NoteHeld
from bot.services.correct import Choices, NoSuchDay, NotNow, Sealed
from bot.services.handbook import Handbook, by_words_alone
from bot.services.may_write import CannotReceive, NotForYou
from bot.services.send_note import mark_of
from bot.services.standing import LeftOut, Reason
from bot.views import note_forms, note_ids, note_thoughts, note_writing
from bot.views.blocks import View
from bot.views.note_forms import Sheet
from playground.blockkit import check_view

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
KO = Reader(language=Language.KO, zone="Asia/Seoul", user="U1")
EN = Reader(language=Language.EN, zone="Europe/Berlin", user="U2")
BOTH = Reader(language=Language.KO, zone="Asia/Seoul", both=True)
READERS = pytest.mark.parametrize("reader", [KO, EN, BOTH], ids=["ko", "en", "both"])
MIN = Party(user="UMIN", key="minjun", name=Text(ko="박민준", en="Minjun Park"))
HARD = Observation(
    situation="zzmark Lately",
    behaviour="zzmark You always wait. You don't care. Also, you left; call 010-1234-5678.",
    impact="zzmark 맨날 그래서 고객님이 다시 전화하십니다",
    next_time="zzmark let them finish",
    phrase="",
)
TIMES = Choices(NOW + timedelta(hours=7), NOW + timedelta(days=3), NOW + timedelta(hours=1), is_free=False)


def full(book: Handbook, reader: Reader, *, note: str = "") -> Sheet:
    """Everything a form can hold at once."""
    return Sheet(
        typed=NoteForm(to="UMIN", words=HARD, value="hear", deliver="now", follow_up=date(2026, 12, 1)),
        to=MIN,
        choices=TIMES,
        phrases=phrases_of(book.philosophy, "explain", (), reader.language),
        thoughts=thoughts(HARD),
        mark=mark_of(HARD),
        note=note,
        ignored=True,
    )


def fits(view: View) -> None:
    """Slack takes it whole, by what the local Slack refuses."""
    assert check_view(view, kind="modal") == []


@READERS
@pytest.mark.parametrize("note", ["", "id1"])
def test_the_fullest_form_fits(reader: Reader, note: str, book: Handbook) -> None:
    """Advice, phrases, times and every word; also with both languages in each sentence."""
    fits(note_forms.form(book, reader, NOW, full(book, reader, note=note)))
    fits(note_forms.form(book, reader, NOW))


@READERS
def test_no_word_stands_where_others_might_read_it(reader: Reader, book: Handbook) -> None:
    """Not in the metadata, nor in a value or a name; only in the fields and the advice above them."""
    view = note_forms.form(book, reader, NOW, full(book, reader, note="id1"))
    carried = NoteHeld.read(view["private_metadata"])
    assert (carried.note, carried.mark) == ("id1", mark_of(HARD))
    assert len(view["private_metadata"]) < 60
    fields = [
        block["element"].pop("initial_value", "") for block in view["blocks"] if block["type"] == "input"
    ]
    assert [text for text in fields if "zzmark" in text] == [
        HARD.situation, HARD.behaviour, HARD.impact, HARD.next_time,
    ]  # fmt: skip
    left = [block for block in view["blocks"] if block["type"] == "input"]
    assert "zzmark" not in json.dumps([left, view["private_metadata"], view["callback_id"]])


def test_a_choice_keeps_its_name_whoever_reads_it(book: Handbook) -> None:
    """Slack keeps what was chosen only while the choices stay the same."""
    one, other = Sheet(to=MIN, choices=TIMES), Sheet()
    options = [
        next(
            b
            for b in note_forms.form(book, EN, NOW, s)["blocks"]
            if b.get("block_id") == note_ids.NOTE_DELIVER
        )
        for s in (one, other)
    ]
    assert options[0]["element"]["options"] == options[1]["element"]["options"]


def test_the_file_says_what_is_proposed(book: Handbook) -> None:
    """Until somebody chooses."""
    rules = book.philosophy.corrections.model_copy(update={"deliver": "next_morning"})
    philosophy = book.philosophy.model_copy(update={"corrections": rules})
    form = note_forms.form(
        Handbook.of(book.file, philosophy, PackageCalendars(), understand=by_words_alone), EN, NOW
    )
    chosen = next(b for b in form["blocks"] if b.get("block_id") == note_ids.NOTE_DELIVER)
    assert chosen["element"]["initial_option"]["value"] == "next_morning"


@pytest.mark.parametrize(
    ("reader", "told"),
    [
        (KO, ["나 말고는 박민준님만 읽습니다", "리드도, 관리자도, 채널도", "내보내도", "파일로 받아", "90일이 지나면 지웁니다"]),
        (EN, ["Beside you only Minjun Park", "No lead, no admin", "export", "a file of their own", "erased 90 days"]),
    ],
    ids=["ko", "en"],
)  # fmt: skip
def test_it_says_who_can_read_it(reader: Reader, told: list[str], book: Handbook) -> None:
    """In plain words, before anything is sent; with what its reader may do with it."""
    said = json.dumps(note_forms.form(book, reader, NOW, full(book, reader)), ensure_ascii=False)
    for part in told:
        assert part in said


def test_phrases_are_those_of_the_value_own_language_first(book: Handbook) -> None:
    """Each once, with a key that stays when the file around it changes."""
    korean = phrases_of(book.philosophy, "hear", (), Language.KO)
    english = phrases_of(book.philosophy, "hear", (), Language.EN)
    assert {one.key for one in korean} == {one.key for one in english}
    assert korean[0].text != english[0].text
    assert phrases_of(book.philosophy, None, (), Language.KO) == ()


@READERS
def test_every_refusal_is_one_plain_sentence(reader: Reader) -> None:
    """Under a field nothing is formatted: no stars, no links."""
    said = [
        note_writing.not_now(NotNow(MIN, NOW + timedelta(days=3)), reader, NOW),
        note_writing.not_now(NotNow(MIN, None), reader, NOW),
        note_writing.no_such_day(NoSuchDay(date(2026, 11, 20), date(2027, 2, 18)), reader),
        note_writing.under_field(NotForYou(MIN, ("teammate", "member", "self")), reader),
        note_writing.under_field(NotForYou(MIN, ("peer",), oneself=True), reader),
        *(note_thoughts.reword(one, reader) for one in thoughts(HARD)),
    ]
    assert all(text and not set(text) & set("*_<>") for text in said)


@READERS
@pytest.mark.parametrize("reason", ["left", "bot", "guest"])
def test_a_name_stands_under_a_field_as_it_is_written(reader: Reader, reason: Reason) -> None:
    """Slack shows what stands there as it comes; beside the field, where it is formatted, it is escaped."""
    pair = Party(user="UPAIR", key="pair", name=Text(ko="한 & 둘", en="One & Two"))
    for why in (CannotReceive(LeftOut(pair, reason)), NotForYou(pair, ("teammate",))):
        assert " & " in note_writing.under_field(why, reader)
        assert "&amp;" not in note_writing.under_field(why, reader)
        assert " &amp; " in note_writing.refusal(why, reader)


@READERS
def test_whoever_sealed_it_reads_when_it_goes(reader: Reader) -> None:
    """And the day to come back to it."""
    day = date(2026, 12, 1)
    one = Sealed("id1", MIN, NOW + timedelta(hours=7), timedelta(days=90), follow_up=day)
    at_once = Sealed("id1", MIN, NOW, timedelta(days=90), at_once=True)
    for what in (one, at_once):
        [block] = note_writing.sealed(what, reader, NOW)["blocks"]
        assert "/correct list" in block["text"]["text"]


@pytest.mark.parametrize("to_self", [True, False])
def test_a_note_to_oneself_may_be_brief(book: Handbook, *, to_self: bool) -> None:
    """The situation is enough; another reader is owed all four parts."""
    blocks = note_forms.form(book, KO, NOW, Sheet(to_self=to_self))["blocks"]
    parts = [note_ids.NOTE_SITUATION, note_ids.NOTE_BEHAVIOUR, note_ids.NOTE_IMPACT, note_ids.NOTE_NEXT_TIME]
    may_be_left = {block["block_id"] for block in blocks if block.get("optional")}
    assert [part in may_be_left for part in parts] == [False, to_self, to_self, to_self]
