"""What people read of thanks, notes and nights: within Slack's limits, without pings, in both languages."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.correction import Correction, Observation
from bot.domain.digest import Group, NightPage, PrivateThanks, Thanks, Words, pages_of
from bot.domain.escalation import Party
from bot.domain.kudos import Kudos, Thanked
from bot.domain.language import Language, Text
from bot.domain.laying_out import Layout
from bot.domain.night_run import NightKey, NightRun
from bot.domain.reader import Reader
from bot.ports.nights import PostHeld
from bot.ports.notes import NoteReturned, NoteWaiting
from bot.services.arrivals import Arrival
from bot.services.give_kudos import KudosKept
from bot.services.handbook import Handbook
from bot.views import corrections, kudos, night_post, note_lists
from bot.views.feedback_render import FeedbackRenderer
from bot.views.limits import MESSAGE_BLOCKS, MESSAGE_CHARACTERS, TEXT, length, weight
from bot.views.message import Message

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
FRIDAY = date(2026, 11, 20)
KO = Reader(language=Language.KO, zone="Asia/Seoul", user="U1")
EN = Reader(language=Language.EN, zone="Europe/Berlin", user="U2")
BOTH = Reader(language=Language.KO, zone="Asia/Seoul", both=True)
READERS = pytest.mark.parametrize("reader", [KO, EN, BOTH], ids=["ko", "en", "both"])
MIN = Party(user="UMIN", key="minjun", name=Text(ko="박민준", en="Minjun Park"))
SEO = Party(user="USEO", key="seoyeon", name=Text(ko="이서연", en="Seoyeon Lee"))
BOB = Party(user="UBOB", key="bob", name=Text(en="Bob Brown"))


def page_of(*thanks: Thanks, value: str | None = "hear") -> NightPage:
    """A page of one value."""
    return NightPage(team="support", dates=(FRIDAY,), groups=(Group(value=value, thanks=thanks),))


def thanks(text: str, *named: Party, hidden: tuple[Party, ...] = ()) -> Thanks:
    """One entry of a page."""
    said = Words(kudos="K1", giver=BOB, text=text, mentioned=(SEO,))
    return Thanks(named=named or (MIN,), hidden=hidden, words=(said,))


def fits(message: Message) -> None:
    """Slack takes it whole."""
    assert length(message.text) <= TEXT
    assert len(message.blocks) <= MESSAGE_BLOCKS
    assert sum(weight(block) for block in message.blocks) <= MESSAGE_CHARACTERS


@READERS
def test_a_post_pings_nobody_whatever_was_written(reader: Reader, book: Handbook) -> None:
    """Mentions become names, special ones plain words."""
    message = night_post.page(page_of(thanks("with <@USEO> and <@UXX> <!channel> & <b>")), book, reader)
    said = f"{message}"
    assert "<@" not in said
    assert "<!channel>" not in said
    assert "&lt;!channel&gt; &amp; &lt;b&gt;" in message.text


def test_whoever_likes_it_quietly_is_not_named_in_the_words_either(book: Handbook) -> None:
    """Neither as a mention nor by a name that was typed."""
    one = thanks("<@USEO>, 이서연 and Seoyeon Lee were wonderful", MIN, hidden=(SEO,))
    said = night_post.page(page_of(one), book, EN).text
    assert "a colleague, a colleague and a colleague were wonderful" in said


@READERS
def test_a_post_counts_and_ranks_nobody(reader: Reader, book: Handbook) -> None:
    """The only digits are those of its date and of what people wrote."""
    message = night_post.page(page_of(*(thanks("so calm") for _ in range(7))), book, reader)
    body = message.text.split("\n", 1)[1]
    assert not any(sign.isdigit() for sign in body)


@READERS
@pytest.mark.parametrize("length_of_one", [20, 500])
def test_the_longest_pages_fit_into_slack(reader: Reader, length_of_one: int, book: Handbook) -> None:
    """Two hundred thanks of five values, as the domain cuts them."""
    values = [value.id for value in book.philosophy.values]
    given = [
        Kudos(
            id=f"K{number}",
            giver=BOB,
            recipients=(Thanked(who=MIN, night=NightKey(team="support", date=FRIDAY)),),
            text="가" * length_of_one,
            value=values[number % len(values)],
            given=NOW + timedelta(minutes=number),
            day=FRIDAY,
        )
        for number in range(200)
    ]
    run = NightRun(night=NightKey(team="support", date=FRIDAY), closed=NOW)
    layout = Layout(run, values)
    layout.add(given)
    for one in pages_of(run.model_copy(update={"layout": layout.laid().layout}), given, values=values):
        fits(night_post.page(one, book, reader))


def test_several_dates_are_each_named(book: Handbook) -> None:
    """A late post says which days it is about."""
    late = page_of(thanks("x")).model_copy(update={"dates": (date(2026, 11, 19), FRIDAY)})
    assert "11월 19일(목), 11월 20일(금)의 감사 인사" in night_post.page(late, book, KO).text
    assert "Thu 19 Nov, Fri 20 Nov" in night_post.page(late, book, EN).text


def test_a_value_the_file_lost_stands_without_its_name(book: Handbook) -> None:
    """Its thanks are posted all the same."""
    assert "And more thanks" in night_post.page(page_of(thanks("x"), value="gone"), book, EN).text


@READERS
def test_a_knock_says_nothing(reader: Reader, book: Handbook) -> None:
    """Neither its text nor its blocks tell what it is, from whom, or that it is a correction."""
    render = FeedbackRenderer(lambda: book)
    knock = render.whisper(NoteWaiting(note="N1"), replace(reader, both=False))
    said = f"{knock}".casefold()
    assert not [
        word for word in ("correct", "feedback", "지적", "교정", "피드백", "note about") if word in said
    ]


@READERS
def test_every_whisper_can_be_said(reader: Reader, book: Handbook) -> None:
    """To reader, author and lead, in any language."""
    render = FeedbackRenderer(lambda: book)
    for problem in ("missing", "archived", "shared", "not_member", "restricted_action"):
        held = PostHeld(team="support", channel="#kudos", dates=(FRIDAY,), problem=problem)
        assert "#kudos" in render.whisper(held, reader).text
    fits(render.whisper(NoteReturned(note="N1"), reader))
    many = PrivateThanks(user="UMIN", thanks=tuple(thanks("가" * 400) for _ in range(6)))
    fits(render.whisper(many, reader))


def kept() -> KudosKept:
    """Thanks that wait."""
    key = NightKey(team="support", date=FRIDAY)
    one = Kudos(
        id="K1", giver=BOB, recipients=(Thanked(who=MIN, night=key),), text="가" * 500, given=NOW, day=FRIDAY
    )
    arrival = Arrival(key, NOW + timedelta(hours=7), "#kudos", (MIN,), in_post=True, tonight=True)
    return KudosKept(one, (arrival,))


@READERS
def test_a_long_queue_fits(reader: Reader, book: Handbook) -> None:
    """In the answer and in App Home, where settings follow."""
    queue = [kept()] * 30
    fits(kudos.tonight(queue, book, reader, NOW))
    assert len(kudos.home_section(queue, book, reader, NOW)) <= 25


@READERS
def test_a_list_of_notes_shows_none_of_their_words(reader: Reader, book: Handbook) -> None:
    """Neither to their author nor to their reader, until one is opened."""
    words = Observation(situation="zz1", behaviour="zz2", impact="zz3", next_time="zz4")
    one = Correction(
        id="N1",
        author=BOB,
        recipient=MIN,
        words=words,
        written=NOW,
        night=None,
        deliver_at=NOW,
        delivered=NOW,
    )
    assert "zzmark" not in f"{corrections.mine([one] * 30, reader, NOW)}"
    lists = note_lists.MyNotes([one] * 30, [one] * 30, [one] * 30, [BOB] * 30)
    home = note_lists.home_section(lists, reader, NOW)
    whole = note_lists.all_notes(lists, book, reader, NOW)
    assert "zzmark" not in f"{home}{whole}"
    assert len(home) <= 14
    assert len(whole["blocks"]) <= 100
