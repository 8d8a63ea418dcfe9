"""The night's post as people meet it: aloud, on a phone, in two languages at once, and within Slack's limits."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import PackageCalendars
from bot.domain.digest import Group, NightPage, Thanks, Words, pages_of
from bot.domain.escalation import Party
from bot.domain.kudos import Kudos, Tag, Thanked
from bot.domain.language import Language, Text
from bot.domain.laying_out import Layout
from bot.domain.night_run import NightKey, NightRun
from bot.domain.reader import Reader
from bot.services.handbook import Handbook, by_words_alone
from bot.views.limits import MESSAGE_BLOCKS, MESSAGE_CHARACTERS, SECTION, TEXT, length, weight
from bot.views.message import Message
from bot.views.night_post import mixed, page
from tests.example import example_book

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
FRIDAY = date(2026, 11, 20)
NIGHT = NightKey(team="support", date=FRIDAY)
KO = Reader(language=Language.KO, zone="Asia/Seoul")
EN = Reader(language=Language.EN, zone="Europe/Berlin")
BOTH = Reader(language=Language.KO, zone="Asia/Seoul", both=True)
READERS = pytest.mark.parametrize("reader", [KO, EN, BOTH], ids=["ko", "en", "both"])
MIN = Party(user="UMIN", key="minjun", name=Text(ko="박민준", en="Minjun Park"))
SEO = Party(user="USEO", key="seoyeon", name=Text(ko="이서연", en="Seoyeon Lee"))
BOB = Party(user="UBOB", key="bob", name=Text(en="Bob Brown"))
CUSTOMER = Party(user="", name=Text(ko="고객님", en="a customer"))
LINK = "https://acme.slack.com/archives/C1/p1"


def words(text: str, by: Party | None = BOB, **more: object) -> Words:
    """What one giver says."""
    return Words(kudos="K", giver=by, text=text).model_copy(update=more)


def card(*said: Words, to: tuple[Party, ...] = (MIN,), value: str | None = None) -> Thanks:
    """One card."""
    return Thanks(named=to, words=said, value=value)


def post(*cards: Thanks, value: str | None = None, **more: object) -> NightPage:
    """A page of one value."""
    made = NightPage(team="support", dates=(FRIDAY,), groups=(Group(value=value, thanks=cards),))
    return made.model_copy(update=more)


def drawn(message: Message) -> str:
    """What stands in its blocks."""
    return "\n".join(str(block.get("text", {}).get("text", "")) for block in message.blocks)


def test_read_aloud_it_is_plain_sentences(book: Handbook) -> None:
    """No marks, no addresses, no codes of emoji: this is all that a phone or a screen reader has."""
    tags: tuple[Tag, ...] = ("turnaround",)
    story = card(words("He called in a rage and left\nwith a laugh.", tags=tags, link=LINK), value="hear")
    other = card(words("For the calm notes", SEO), words("", MIN, link=LINK), to=(BOB, SEO))
    said = page(post(other, story=story), book, EN).text
    assert said == (
        "Thanks of Fri 20 Nov · Support\n"
        "Some of what colleagues thanked each other for.\n"
        "\n"
        "First, a story: Hear them out\n"
        "An answer to half a question comes back as a second ticket.\n"
        "Thank you, Minjun Park.\n"
        "“He called in a rage and left with a laugh.” — Bob Brown, Turned around\n"
        "\n"
        "And more thanks\n"
        "Thank you, Bob Brown and Seoyeon Lee.\n"
        "“For the calm notes” — Seoyeon Lee\n"
        "— Minjun Park: thanks for a message"
    )


def test_in_korean_it_reads_as_a_colleague_would_say_it(book: Handbook) -> None:
    """Names with 님, the thanks, the words, who says them."""
    said = page(post(card(words("끝까지 들어 주셔서"), to=(MIN, SEO))), book, KO).text
    assert said.endswith("박민준님, 이서연님, 고맙습니다.\n“끝까지 들어 주셔서” — Bob Brown님")


def test_several_words_for_one_message_name_the_thanked_once(book: Handbook) -> None:
    """Each giver's words stand under one line of names."""
    both = card(words("first words"), words("second words", SEO))
    message = page(post(both), book, KO)
    assert drawn(message).count("박민준님") == 1
    assert drawn(message).index("first words") < drawn(message).index("second words")


def test_a_reaction_alone_reads_naturally(book: Handbook) -> None:
    """The message they were given for speaks for itself; those who only reacted stand together."""
    message = page(post(card(words("", BOB, link=LINK), words("", SEO, link=LINK))), book, KO)
    assert f"— Bob Brown님, 이서연님: <{LINK}|이 메시지>에 고마움을 전했습니다" in drawn(message)
    assert LINK not in message.text


def test_a_customers_words_are_a_customers(book: Handbook) -> None:
    """No name, and no 님 twice."""
    one = card(words("They were so patient", CUSTOMER, source="customer"))
    assert "— 고객님의 말씀" in page(post(one), book, KO).text
    assert "— a customer wrote" in page(post(one), book, EN).text


def test_a_giver_who_left_is_a_colleague(book: Handbook) -> None:
    """Their words stay with whom they thank (rule 20)."""
    assert "— 동료" in page(post(card(words("thanks", None))), book, KO).text
    assert "— a colleague" in page(post(card(words("thanks", None))), book, EN).text


def test_whoever_joins_in_is_said_to(book: Handbook) -> None:
    """Under what they join; once nothing stands on a page any more it says so."""
    joined = card(words("thanks"), words("because of the notes", SEO, joins=True))
    assert "“because of the notes” — 이서연님도" in page(post(joined), book, KO).text
    assert "Seoyeon Lee too" in page(post(joined), book, EN).text
    assert "이서연님도 / Seoyeon Lee too" in page(post(joined), book, BOTH).text


@READERS
def test_a_page_of_which_everything_was_withdrawn_says_so(reader: Reader, book: Handbook) -> None:
    """It cannot be empty, and says no name."""
    message = page(post(groups=()), book, reader)
    assert "거두었습니다" in message.text or "taken back" in message.text
    later = page(post(groups=(), number=2), book, reader)
    assert later.blocks


def test_only_who_likes_it_is_mentioned(book: Handbook) -> None:
    """A name for everybody else, and in what is read aloud for them too."""
    message = page(post(card(words("thanks"), to=(MIN, SEO)), mention=("USEO",)), book, KO)
    assert "*박민준님, <@USEO>*, 고맙습니다." in drawn(message)
    assert "<@" not in message.text


def test_where_both_languages_are_read_the_thanks_stand_once(book: Handbook) -> None:
    """The frame speaks both, names are written in both, what people wrote is not said twice."""
    message = page(post(card(words("so calm")), value="hear"), book, BOTH)
    assert "끝까지 듣기 / Hear them out" in message.text
    assert "박민준님 (Minjun Park)" in message.text
    assert message.text.count("so calm") == drawn(message).count("so calm") == 1


def test_a_team_is_mixed_if_somebody_in_it_reads_the_other_language(book: Handbook) -> None:
    """By the file: the workspace's language first, and the other one where a member's differs."""
    assert mixed(book, "support").both
    people = {key: one.model_copy(update={"language": None}) for key, one in book.file.people.items()}
    same = Handbook.of(
        book.file.model_copy(update={"people": people}),
        book.philosophy,
        PackageCalendars(),
        understand=by_words_alone,
    )
    assert not mixed(same, "support").both
    assert mixed(same, "support").language is Language.KO


def test_a_why_is_told_once(book: Handbook) -> None:
    """The story's value is not explained again right below it."""
    message = page(post(card(words("a")), value="hear", story=card(words("b"), value="hear")), book, EN)
    assert message.text.count("comes back as a second ticket") == 1


@READERS
def test_however_many_join_in_it_fits(reader: Reader, book: Handbook) -> None:
    """What was thanked for stays whole; of those who joined some are not shown, and it tells no number."""
    joined = [words("because " + "x" * 200, SEO, joins=True) for _ in range(60)]
    message = page(post(card(words("the first words"), *joined)), book, reader)
    fits(message)
    assert "the first words" in message.text
    assert "더 있습니다" in message.text or "More people joined in." in message.text


def fits(message: Message) -> None:
    """Slack takes it whole, with room for a row of buttons."""
    assert length(message.text) <= TEXT
    assert len(message.blocks) < MESSAGE_BLOCKS
    assert sum(weight(block) for block in message.blocks) <= MESSAGE_CHARACTERS
    assert all(length(block.get("text", {}).get("text", "")) <= SECTION for block in message.blocks)


texts = st.text(st.sampled_from("가a &<>\n😀_*"), min_size=1, max_size=500)
several = st.lists(
    st.tuples(
        texts,
        st.sampled_from(["hear", "own", None]),
        st.lists(st.sampled_from([MIN, SEO, BOB]), min_size=1, max_size=3, unique=True),
        st.sampled_from([None, "C1:1", "C1:2"]),
        st.sampled_from([(), ("turnaround",), ("turnaround", "other_team")]),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=40, deadline=None)
@given(several)
def test_whatever_people_write_every_page_fits_and_nothing_is_lost(
    many: list[tuple[str, str | None, list[Party], str | None, tuple[Tag, ...]]],
) -> None:
    """As the domain cuts them, in any language."""
    handbook = example_book()
    values = [value.id for value in handbook.philosophy.values]
    given_tonight = [
        Kudos(
            id=f"K{number}", giver=BOB, recipients=tuple(Thanked(who=one, night=NIGHT) for one in to),
            text=text, value=value, given=NOW + timedelta(minutes=number), day=FRIDAY, about=about, tags=tags,
            link=LINK,
        )
        for number, (text, value, to, about, tags) in enumerate(many)
    ]  # fmt: skip
    run = NightRun(night=NIGHT, closed=NOW)
    layout = Layout(run, values, public=("UMIN", "USEO", "UBOB"))
    layout.add(given_tonight)
    laid = layout.laid()
    run = run.model_copy(update={"layout": laid.layout, "story": laid.story, "thanked": laid.thanked})
    made = pages_of(run, given_tonight, values=values)
    for one in made:
        for reader in (KO, EN, BOTH):
            fits(page(one, handbook, reader))
    shown = [said.kudos for one in made for each in one.cards for said in each.words]
    assert sorted(shown) == sorted(kudos.id for kudos in given_tonight)
