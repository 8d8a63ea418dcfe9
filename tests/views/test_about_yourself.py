"""What people read of the improvement list, their thanks and their data: whole, in both languages, within limits."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.correction import ItemState, Observation, ProcessItem
from bot.domain.escalation import Party
from bot.domain.improving import LONGEST_LINE
from bot.domain.kudos import Kudos, Thanked
from bot.domain.language import Language, Text
from bot.domain.night_run import NightKey
from bot.domain.reader import Reader
from bot.ports.improvements import ImprovementNews
from bot.ports.my_data import Kind
from bot.services.handbook import Handbook
from bot.services.improve import Gone, Listed, NoList, NotTheLead, TeamList, TooLong
from bot.services.my_thanks import Given, Received
from bot.services.standing import LeftOut
from bot.views import improve_messages, improving, my_data, my_thanks
from bot.views.blocks import View
from bot.views.limits import MESSAGE_CHARACTERS, weight
from bot.views.message import Message
from bot.views.my_thanks import Looked
from playground import blockkit

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
DAY = date(2026, 11, 20)
KO = Reader(language=Language.KO, zone="Asia/Seoul", user="U1")
EN = Reader(language=Language.EN, zone="Europe/Berlin", user="U2")
READERS = pytest.mark.parametrize("reader", [KO, EN], ids=["ko", "en"])
MIN = Party(user="UMIN", key="minjun", name=Text(ko="박민준", en="Minjun Park"))
SEO = Party(user="USEO", key="seoyeon", name=Text(ko="이서연", en="Seoyeon Lee"))


def fits(message: Message) -> None:
    """Slack takes it whole."""
    assert blockkit.check_message_blocks(list(message.blocks)) == []
    assert sum(weight(block) for block in message.blocks) <= MESSAGE_CHARACTERS


def check_view(view: View) -> list[str]:
    """The problems of a window."""
    return blockkit.check_view(view, kind="modal")


def item(number: int, state: ItemState = "open", answer: str = "") -> ProcessItem:
    """A long line with everything that could ping or break."""
    text = f"{number}: <!channel> & <@UMIN> *x* " + "가" * (LONGEST_LINE - 40)
    words = Observation(situation=text, behaviour="", impact="", next_time="")
    return ProcessItem(
        id=f"P{number}", team="support", words=words, written=DAY, state=state, answer=answer,
        settled=DAY if answer else None, revision=1 if answer else 0,
    )  # fmt: skip


@READERS
def test_a_long_list_turns_its_pages(reader: Reader, book: Handbook) -> None:
    """Open ones first; only the lead has buttons to answer."""
    items = [item(0, "done", "we did <b>"), *(item(n) for n in range(1, 45)), item(45, "not_now", "why")]
    for leads in (True, False):
        pages = [
            improving.window([TeamList("support", items, leads)], book, reader, page=n) for n in range(4)
        ]
        assert all(check_view(page) == [] for page in pages)
        assert pages[2] == pages[3]
        assert ("improve_answer" in str(pages[0])) is leads
        assert "1: &lt;!channel&gt; &amp; &lt;@UMIN&gt;" in str(pages[0])
        assert "we did &lt;b&gt;" in str(pages[2])


@READERS
def test_every_answer_about_the_list_fits_and_shows_a_person(reader: Reader, book: Handbook) -> None:
    """Added, taken off, refused, told weekly."""
    guest = LeftOut(SEO, "guest")
    messages = [
        improve_messages.added(Listed(item(1)), book, reader, was_masked=True),
        improve_messages.taken_off(reader, book, gone=True),
        improve_messages.taken_off(reader, book, gone=False),
        improve_messages.refused(TooLong(2000, 1000), book, reader),
        improve_messages.refused(NoList(), book, reader),
        improve_messages.refused(NoList(guest), book, reader),
        improve_messages.told(ImprovementNews("support", DAY, [item(n) for n in range(12)]), book, reader),
        improve_messages.told(ImprovementNews("gone", DAY, [item(1, "done", "x")]), book, reader),
    ]
    for message in messages:
        fits(message)
    for view in (
        improving.window([], book, reader),
        improving.answer_form(item(1, "looking"), reader),
        improving.not_settled(NotTheLead("support"), book, reader),
        improving.not_settled(Gone(), book, reader),
    ):
        assert check_view(view) == []
    assert improving.say_why(reader)


def thanks(number: int, value: str | None = "hear") -> Kudos:
    """Thanks to Minjun and Seoyeon, with a mention."""
    night = NightKey(team="support", date=DAY)
    return Kudos(
        id=f"K{number}", giver=SEO, recipients=(Thanked(who=MIN, night=night), Thanked(who=SEO, night=night)),
        text=f"{number} for <@USEO> and the calm words <!here>", mentioned=(SEO,), value=value, given=NOW, day=DAY,
        link="https://team.slack.com/archives/C1/p1",
    )  # fmt: skip


@READERS
def test_ones_own_thanks_turn_their_pages_by_value(reader: Reader, book: Handbook) -> None:
    """Received and given; whoever was thanked quietly beside one is not named."""
    received = [Received(thanks(n), hidden=(SEO,)) for n in range(23)]
    given = [Given(thanks(1), out=True), Given(thanks(2, None), out=False)]
    for looked in (
        Looked(),
        Looked(page=2),
        Looked(page=99),
        Looked(value="hear"),
        Looked(value="gone"),
        Looked(given=True),
        Looked(given=True, value="hear"),
    ):
        view = my_thanks.window(looked, received, given, book, reader, leads=True)
        assert check_view(view) == []
        assert "<@USEO>" not in str(view)
    first = str(my_thanks.window(Looked(), received, given, book, reader))
    assert "&lt;!here&gt;" in first
    assert "mine_person" not in first
    assert "published_withdraw" in str(my_thanks.window(Looked(given=True), received, given, book, reader))
    for looked in (Looked(), Looked(given=True)):
        assert check_view(my_thanks.window(looked, [], [], book, reader)) == []
    for message in (my_thanks.no_file(Looked(), book, reader), my_thanks.not_your_people(book, reader)):
        fits(message)
    assert check_view(my_thanks.coming(book, reader)) == []
    text = my_thanks.as_text(received, MIN, book, reader)
    assert "<!here>" in text
    assert "Seoyeon Lee and" not in text


@READERS
def test_every_kind_of_data_has_a_name_and_says_how_long_it_is_kept(reader: Reader, book: Handbook) -> None:
    """In the window, in the export, and in the window that stands in for a file."""
    held = {kind: [{"text": "<!channel> & x" * 40}] * 3 for kind in Kind}
    view = my_data.window(held, book, reader)
    assert check_view(view) == []
    assert str(view).count("*3*") == len(Kind)
    for one in (
        my_data.window({}, book, reader),
        my_data.window(None, book, reader),
        my_data.erase_form(book, reader),
    ):
        assert check_view(one) == []
    exported = my_data.export(held, reader, NOW, user="U1")
    assert check_view(my_data.in_a_window(exported, book, reader)) == []
    assert check_view(my_data.in_a_window(exported * 20, book, reader)) == []
    for shown in (my_data.coming(book, reader), my_data.erasing(book, reader)):
        assert check_view(shown) == []
    for waits in (0, 1, 3):
        fits(my_data.erased(waits, book, reader))
    fits(my_data.no_file(book, reader))
    assert my_data.beside_the_file(reader) != my_thanks.beside_the_file(reader)
    assert my_data.home_section(reader)


@READERS
def test_it_says_before_the_press_that_the_file_holds_words_of_notes(reader: Reader, book: Handbook) -> None:
    """In one line above the button: the file stays in Slack, where the note itself never stood."""
    blocks = my_data.window({}, book, reader)["blocks"]
    [place] = [at for at, block in enumerate(blocks) if block["type"] == "actions"]
    said = blocks[place - 1]["elements"][0]["text"]
    told = {
        Language.KO: ("메모의 내용", "Slack에 남습니다"),
        Language.EN: ("words of notes to me", "stays in Slack"),
    }
    assert all(part in said for part in told[reader.language])
    assert "\n" not in said
