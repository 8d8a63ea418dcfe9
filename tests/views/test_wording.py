"""What people read of rewriting, checking and disagreeing, whatever they typed: within Slack's limits, and escaped."""

from datetime import UTC, datetime

import pytest

from bot.domain.disagreement import Disagreement
from bot.domain.escalation import Party
from bot.domain.filtering import ChangeIt, DoIt, Step, first_step, questions
from bot.domain.language import Language, Text
from bot.domain.practice import Practice
from bot.domain.reader import Reader
from bot.domain.rewriting import rewrite
from bot.requests.tickets import Disputed, Weighed
from bot.views import disagreeing, filtering, wording
from bot.views.limits import length
from bot.views.message import Message
from playground.blockkit import check_message_blocks, check_view
from tests.example import example_book

BOOK = example_book()
KO = Reader(language=Language.KO, zone="Asia/Seoul", user="U1")
EN = Reader(language=Language.EN, zone="Europe/Berlin", user="U2")
ASKED = questions(BOOK.philosophy)
HOSTILE = [
    '"' * 3000,
    "\x01\\" * 1500,
    "🧑‍🧑‍🧒" * 500,
    "<!channel> & <@U1> *bold* `code` " * 90,
    "안 됩니다. you should have checked. 곧 연락드릴게요. " * 60,
    " ",
]
"""Signs that become longer on the way, that ping, or that are flagged sixty times over."""


def fits(message: Message) -> None:
    """Slack takes it, and nothing in it pings."""
    assert message.text
    assert check_message_blocks(list(message.blocks)) == []
    for block in message.blocks:
        assert "<!channel>" not in str(block.get("text"))


@pytest.mark.parametrize("reader", [KO, EN], ids=["ko", "en"])
@pytest.mark.parametrize("typed", HOSTILE)
class TestWhateverWasTyped:
    """Long, strange or full of signs."""

    def test_a_rewriting_fits(self, typed: str, reader: Reader) -> None:
        """With as many flags as are shown."""
        fits(wording.rewritten(rewrite(typed, BOOK.philosophy), (), BOOK, reader, was_cut=True))

    @pytest.mark.parametrize(
        "step", [first_step(ASKED), DoIt(), ChangeIt(ASKED)], ids=["asked", "do", "change"]
    )
    def test_every_step_fits(self, typed: str, reader: Reader, step: Step) -> None:
        """With every question answered no."""
        weighed = Weighed.about(typed, at=ASKED[-1].key, against=[question.key for question in ASKED])
        fits(filtering.step(weighed, step, BOOK, reader, BOOK.philosophy.values[0]))
        for question in ASKED:
            fits(filtering.refused(weighed, question, BOOK, reader))

    def test_a_disagreement_fits(self, typed: str, reader: Reader) -> None:
        """The form, and what its reader gets."""
        ann = Party(user="U3", key="jimin", name=Text(ko="김지민", en="Jimin"))
        for about in (Disputed.about(typed), Disputed.about(value="act"), Disputed()):
            assert check_view(disagreeing.form(about, [ann], BOOK, reader), kind="modal") == []
        for author in (ann, None):
            for returned in (True, False):
                d = Disagreement(
                    id="D1", to="U3", author=author, about=typed[:800], words=typed[:2000], returned=returned
                )
                fits(disagreeing.told(d, BOOK, reader))


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_a_button_carries_fits_and_comes_back(typed: str) -> None:
    """However its signs are escaped."""
    weighed = Weighed.about(typed, at=ASKED[-1].key, against=[question.key for question in ASKED])
    assert length(weighed.write()) <= 2000
    assert Weighed.read(weighed.write()) == weighed


@pytest.mark.parametrize("reader", [KO, EN], ids=["ko", "en"])
def test_the_notification_gives_nothing_away(reader: Reader) -> None:
    """What a locked phone shows holds no word of it and no name."""
    ann = Party(user="U3", name=Text(en="zzname"))
    message = disagreeing.told(
        Disagreement(id="D1", to="U3", author=ann, about="zzmark", words="zzmark"), BOOK, reader
    )
    assert "zzmark" not in message.text


def test_nothing_is_praised() -> None:
    """Where nothing was found that is all that is said."""
    said = wording.rewritten(rewrite("By three.", BOOK.philosophy), (), BOOK, EN)
    for word in ("great", "perfect", "well done", "good"):
        assert word not in said.text.casefold()


def test_a_practice_of_the_situation_is_lent() -> None:
    """What colleagues shared for it stands under the flags, with whom it is owed to."""
    ann = Party(user="U3", key="jimin", name=Text(ko="김지민", en="Jimin Kim"))
    practice = Practice(
        id="P1",
        situation="ownership",
        text="I will walk you there.",
        language=Language.EN,
        author=ann,
        state="accepted",
        proposed=datetime(2026, 1, 5, tzinfo=UTC),
    )
    found = rewrite("Sorry, that's not my department.", BOOK.philosophy)
    shown = repr(wording.rewritten(found, (practice,), BOOK, EN).blocks)
    assert "I will walk you there." in shown
    assert "Jimin Kim" in shown


def test_the_button_for_a_values_page_opens_the_form_about_it() -> None:
    """Its row carries the value alone, and the form names it."""
    row = disagreeing.disagree_row("act", EN)
    about = Disputed.read(row["elements"][0]["value"])
    act = BOOK.philosophy.value("act")
    assert act
    assert str(act.name.en) in repr(disagreeing.form(about, [], BOOK, EN))
