"""What people read after a night: within Slack's limits, without pings, telling nothing that is not theirs."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.digest import Thanks, Words
from bot.domain.escalation import Party
from bot.domain.kudos import Kudos, Thanked
from bot.domain.language import Language, Text
from bot.domain.night_run import NightKey
from bot.domain.published import PLUS_ONE_TEXT, PlusOnes
from bot.domain.reader import Reader
from bot.domain.survey import CUSTOMER
from bot.ports import Preferences
from bot.ports.published import POSTED_APART, PostStands
from bot.services.handbook import Handbook
from bot.services.my_thanks import Received
from bot.services.published import MayJoin, PlusOneKept, Withdrawn
from bot.views import my_thanks, plus_one, published, thanks_choice
from tests.views.test_feedback import BOB, BOTH, EN, KO, MIN, READERS, SEO, fits

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
FRIDAY = date(2026, 11, 20)
NASTY = "with <@USEO> and <!channel> & <b> *bold*"


def given(number: int = 1, text: str = NASTY, *people: Party) -> Kudos:
    """Thanks of Bob's."""
    night = NightKey(team="support", date=FRIDAY)
    return Kudos(
        id=f"K{number}",
        giver=BOB,
        recipients=tuple(Thanked(who=who, night=night) for who in people or (MIN,)),
        text=text,
        mentioned=(SEO,),
        given=NOW,
        day=FRIDAY,
    )


def allowed(kudos: Kudos, *, before: Kudos | None = None) -> MayJoin:
    """Somebody may join for the first of its people."""
    return MayJoin(kudos, SEO, kudos.recipients[:1], (), before)


@READERS
def test_the_question_tells_of_no_thanks_and_of_nobody(reader: Reader) -> None:
    """It is the same for everybody, whoever thanked them."""
    message = thanks_choice.question(reader)
    fits(message)
    assert "님" not in message.text
    assert len(message.blocks) == 4


@pytest.mark.parametrize("reader", [KO, EN], ids=["ko", "en"])
def test_home_shows_what_was_chosen(reader: Reader) -> None:
    """How one is thanked, and whether the night may mention one; a choice nobody made is not made for them."""
    before = thanks_choice.home_section(Preferences(), reader)
    [how, mentioned] = (one["accessory"] for one in before)
    assert "initial_option" not in how
    assert {Language.KO: "팀 채널", Language.EN: "channel"}[reader.language] in how["placeholder"]["text"]
    assert mentioned["initial_option"]["value"] == "off"
    openly = thanks_choice.home_section(Preferences(thanks="public"), reader)
    assert openly[0]["accessory"]["initial_option"]["value"] == "public"
    after = thanks_choice.home_section(Preferences(thanks="private", mentioned="on"), reader)
    assert [one["accessory"]["initial_option"]["value"] for one in after] == ["private", "on"]


@READERS
def test_a_long_list_of_what_went_out_fits(reader: Reader, book: Handbook) -> None:
    """Ten of them, each with its button; nothing in them pings."""
    window = published.window([given(n, "x" * 500) for n in range(40)], book, reader, first="a" * 200)
    assert len(window["blocks"]) <= 100
    assert f"{window}".count("published_withdraw") == 10
    assert "<@USEO>" not in f"{published.window([given()], book, reader)}"


@READERS
def test_a_customers_thanks_can_be_withdrawn_by_whoever_got_them(reader: Reader, book: Handbook) -> None:
    """Among what went out and among what was received; a colleague's only where it was given."""
    customers = given().model_copy(update={"giver": CUSTOMER, "source": "customer"})
    name = {KO.language: "고객님", EN.language: "a customer"}.get(reader.language, "고객님")
    window = published.window([customers], book, reader)
    assert name in f"{window}"
    assert "published_withdraw" in f"{window}"
    assert name.removeprefix("a ") in published.outcome_line(Withdrawn(customers), reader)
    mine = my_thanks.window(my_thanks.Looked(), [Received(customers), Received(given(2))], [], book, reader)
    assert f"{mine}".count("published_withdraw") == 1


@pytest.mark.parametrize("reader", [KO, EN], ids=["ko", "en"])
@pytest.mark.parametrize("reason", ["edit_window_closed", "something <new>", POSTED_APART])
@pytest.mark.parametrize("direct", [True, False])
def test_what_slack_refuses_is_told_with_its_reason(
    reader: Reader, book: Handbook, reason: str, *, direct: bool
) -> None:
    """To its giver what they can do, to the lead where to look; no word of the thanks themselves."""
    for to_giver in (True, False):
        what = PostStands(
            giver=BOB, people=(MIN,), team="support", dates=(FRIDAY,), reason=reason, to_giver=to_giver,
            direct=direct, link="https://x.slack.com/p1",
        )  # fmt: skip
        customers = what.model_copy(update={"giver": CUSTOMER, "agreed": MIN})
        fits(published.stands(customers, book, reader))
        message = published.stands(what, book, reader)
        fits(message)
        assert "<new>" not in message.text
        assert ("p1" in message.text) is not direct
        assert ("Slack" in message.text) is (reason != POSTED_APART)


@READERS
def test_the_form_names_whom_one_joins_for_and_nobody_who_likes_it_quietly(
    reader: Reader, book: Handbook
) -> None:
    """Nor does what was written give them away."""
    form = plus_one.form(allowed(given(1, "박민준 and <@USEO> were great", MIN, SEO)), book, reader)
    assert "<@" not in f"{form}"
    assert "이서연" not in f"{form['blocks'][0]}"
    assert "Seoyeon" not in f"{form['blocks'][0]}"
    assert form["private_metadata"] == "K1"


def test_a_form_that_pointed_out_a_customers_data_carries_no_word_of_it(book: Handbook) -> None:
    """Only that it did, so that it is pointed out once."""
    form = plus_one.form(allowed(given()), book, EN, text="call 010-1234-5678", found="010-1234-5678")
    assert plus_one.carried(form["private_metadata"]) == ("K1", True)
    assert plus_one.carried("K1") == ("K1", False)
    assert "1234" not in form["private_metadata"]


def test_the_line_before_is_in_the_form(book: Handbook) -> None:
    """And the form says that it is replaced."""
    form = plus_one.form(allowed(given(), before=given(2, "first words")), book, EN)
    assert "first words" in f"{form}"
    assert "This replaces the line" in f"{form}"


@pytest.mark.parametrize("reader", [KO, EN], ids=["ko", "en"])
def test_the_answer_can_be_taken_back(reader: Reader, book: Handbook) -> None:
    """With the button that withdraws any published thanks."""
    message = plus_one.answer(PlusOneKept(given(2), given(1)), book, reader)
    fits(message)
    assert "published_withdraw" in f"{message.blocks}"


@READERS
def test_a_full_reply_fits(reader: Reader) -> None:
    """As many as one reply takes, each of the longest line; nothing pings."""
    text = ("<!here> <@USEO> " + "x" * 200)[: PLUS_ONE_TEXT[1]]
    words = tuple(
        Words(kudos=f"P{n}", giver=Party(user=f"U{n}", name=Text(en=f"Somebody {n}")), text=text, joins=True)
        for n in range(13)
    )
    message = plus_one.reply(PlusOnes(team="support", thanks=(Thanks(named=(MIN,), words=words),)), reader)
    fits(message)
    assert "<!here>" not in f"{message}"
    assert "<@" not in f"{message}"


@pytest.mark.parametrize("reader", [KO, EN, BOTH])
def test_a_reply_that_lost_all_says_so(reader: Reader) -> None:
    """It cannot vanish, but it says nothing of them."""
    fits(plus_one.reply(PlusOnes(team="support"), reader))
    fits(published.direct_gone(reader))
