"""What somebody reads who waits with a customer."""

from datetime import datetime, timedelta

import pytest

from bot.domain.carrying import resolve, still_on_it, take
from bot.domain.escalation import Escalation, NoticeKind, Packet, Post, Posted, Promise, Satisfied
from bot.domain.joining import join, leave
from bot.domain.language import Language
from bot.domain.nudging import HeldBack, NoNudge, nudge
from bot.domain.policy import Severity
from bot.domain.reader import Reader
from bot.domain.satisfaction import answer
from bot.domain.ticking import tick
from bot.requests.tickets import Begun
from bot.services.handbook import Handbook
from bot.views import notices, nudges
from bot.views.cards import team_card
from bot.views.joining import join_form, offers
from bot.views.limits import MESSAGE_CHARACTERS, weight
from bot.views.links import linked
from bot.views.live_card import live_card
from bot.views.message import Block, Message
from tests.domain.carried import MINUTE, MONDAY, changed, crew, owned, party, queued, roster, waiting
from tests.fakes.calendars import FakeCalendars
from tests.services.feedback_scene import philosophy
from tests.views.test_cards import BOOK, PUBLIC, buttons_of, reads, rooms, text_of

EVE, EVE_KO = reads("eve"), reads("eve", Language.KO)
CHO = party("cho")
LINK = "https://desk.example.com/t/7?a=1&b=2"
BY_DAY = Handbook.of(crew(active={"mon-fri": ["09:00-18:00"]}), philosophy(), FakeCalendars())


def shown(e: Escalation, reader: Reader = EVE, now: datetime = MONDAY) -> Message:
    """Their card."""
    return live_card(e, BOOK, rooms(), reader, now, user=reader.user or "")


def joined(e: Escalation, key: str = "cho", need: str = "Mine, too") -> Escalation:
    """Somebody else's customer waits as well."""
    return changed(join(e, party(key), need=need, link=LINK, told="We look into it", now=MONDAY))


def standing(e: Escalation) -> Escalation:
    """The team's card is in Slack."""
    return e.with_posts([Post(key="card", posted=Posted(channel="#support", ts="17"))])


def elements_of(message: Message) -> list[Block]:
    """Everything that can be pressed."""
    return [one for block in message.blocks if block["type"] == "actions" for one in block["elements"]]


class TestWhatIsNext:
    """A forecast, by the people of now."""

    def test_who_is_asked_then_and_from_when(self) -> None:
        """The next level that reaches somebody."""
        assert "If nobody takes it, Dan will be asked at <!date^" in text_of(shown(waiting()))
        assert "아무도 맡지 않으면" in text_of(shown(waiting(), EVE_KO))

    def test_after_the_last_level_the_last_resort(self) -> None:
        """It never ends in nothing."""
        e = tick(waiting(), now=MONDAY + 15 * MINUTE, roster=roster())
        said = text_of(shown(e))
        assert "If nobody takes it, " in said
        assert "Ann will be asked for help at <!date^" in said

    def test_who_is_asked_as_the_shift_begins(self) -> None:
        """A queued one waits for somebody, by name."""
        assert "Asked first then: Bob." in text_of(shown(queued()))
        assert "그때 받는 사람: Bob님" in text_of(shown(queued(), EVE_KO))

    def test_when_a_silent_owner_is_asked(self) -> None:
        """And, once they answered, when they did."""
        assert "I will ask Bob how it goes." in text_of(shown(owned()))
        e = changed(still_on_it(owned(), party("bob"), now=MONDAY + MINUTE))
        assert "Bob said at" in text_of(shown(e))
        assert "계속 진행 중이라고 알려 주셨습니다" in text_of(shown(e, EVE_KO))

    def test_a_sign_of_an_earlier_owner_is_not_the_present_ones(self) -> None:
        """Cho took over and has said nothing yet."""
        e = changed(still_on_it(owned(), party("bob"), now=MONDAY))
        e = changed(take(e.model_copy(update={"owner": None}), CHO, now=MONDAY + MINUTE))
        assert "on it" not in text_of(shown(e))


class TestWhatToTellTheCustomer:
    """True as it stands."""

    @pytest.mark.parametrize(
        ("e", "ko", "en"),
        [
            (waiting(promise=None), "담당 부서에 전달해 두었습니다", "I have passed this on"),
            (owned(promise=None), "담당자가 직접 확인하고 있습니다", "A colleague is looking into it"),
            (queued(promise=None), "부터 근무합니다", "Our team is back"),
        ],
    )
    def test_in_every_state(self, e: Escalation, ko: str, en: str) -> None:
        """In both languages."""
        assert ko in text_of(shown(e, EVE_KO))
        assert en in text_of(shown(e))

    def test_no_time_but_the_one_promised(self) -> None:
        """One that has passed is not promised anew."""
        e = waiting(promise=Promise(by=MONDAY + timedelta(hours=1)))
        assert "I will get back to you by <!date^" in text_of(shown(e))
        late = shown(e, now=MONDAY + timedelta(hours=2))
        assert "I will get back to you as soon as I know more" in text_of(late)

    def test_anothers_promise_is_not_theirs(self) -> None:
        """Cho's customer was promised nothing."""
        e = joined(waiting(promise=Promise(by=MONDAY + timedelta(hours=1))))
        assert "I will get back to you by" not in text_of(shown(e, reads("cho")))


class TestWhoJoined:
    """Their own words, and nobody else's."""

    def test_they_read_what_they_wrote(self) -> None:
        """Not the requester's packet."""
        text = text_of(shown(joined(waiting()), reads("cho")))
        assert "Mine, too" in text
        assert "We look into it" in text
        assert "Charged twice" not in text
        assert "Mine, too" not in text_of(shown(joined(waiting())))

    def test_they_can_leave_and_cannot_cancel(self) -> None:
        """The request is another's."""
        pressed = buttons_of(shown(joined(waiting()), reads("cho")))
        assert "escalation_not_the_same:1" in pressed
        assert "escalation_cancel" not in pressed

    def test_several_customers_of_one_person_are_told_apart(self) -> None:
        """A button says which."""
        e = joined(joined(waiting()), need="A second shop of mine")
        labels = [one["text"]["text"] for one in elements_of(shown(e, reads("cho")))]
        assert "Not the same after all (Mine, too)" in labels
        assert len({one["action_id"] for one in elements_of(shown(e, reads("cho")))}) == len(labels)

    def test_who_left_reads_so(self) -> None:
        """No buttons, nothing of what follows."""
        e = changed(leave(joined(waiting()), CHO, 1, now=MONDAY))
        gone = shown(e, reads("cho", Language.KO))
        assert "더는 알려 드리지 않겠습니다" in text_of(gone)
        assert buttons_of(gone) == []

    def test_the_teams_card_counts_them_and_cuts_each(self) -> None:
        """A number, a few lines, and how many more; with all full it fits into a message."""
        e = waiting(packet=Packet(need="&" * 2900, impact="&" * 2900, tried="&" * 2900, told="&" * 2900))
        for number in range(9):
            e = joined(e, need=f"{number} " + "<!channel> " * 60)
        card = team_card(e, BOOK, rooms(), PUBLIC, MONDAY)
        assert "*고객 10명*" in text_of(card)
        assert "외 4명" in text_of(card)
        assert "<!channel>" not in text_of(card)
        assert sum(weight(block) for block in card.blocks) <= MESSAGE_CHARACTERS

    def test_the_offer_shows_nobodys_words(self) -> None:
        """Who may see the channel follows the link."""
        e = standing(joined(owned()))
        [_, offer, _] = offers([e], BOOK, rooms(), EVE, MONDAY + 9 * MINUTE)
        text = offer["text"]["text"]
        assert "Bob" in text
        assert "since 12:00 KST" in text
        assert "2 customers" in text
        assert "team.slack.com/archives" in text
        assert "Charged" not in text
        assert "Mine" not in text

    def test_no_offer_no_line(self) -> None:
        """Nothing alike is open."""
        assert offers([], BOOK, rooms(), EVE, MONDAY) == []

    def test_the_form_has_what_was_typed(self) -> None:
        """Need, link, and what the customer was told."""
        form = join_form(waiting(), Packet(need="Mine", link=LINK, told="Soon"), EVE)
        initial = [b["element"].get("initial_value") for b in form["blocks"] if b["type"] == "input"]
        assert initial == ["Mine", "Soon", LINK]


class TestNews:
    """What whoever waits is told beside the card."""

    def test_whoever_joined_is_not_told_that_it_was_taken_from_them(self) -> None:
        """They never had it; and they know it by their own customer's words."""
        e = joined(waiting(), "cho")
        e = changed(take(e, party("bob"), now=MONDAY))
        notice = next(
            one for one in e.notices if one.kind is NoticeKind.TAKEN and one.user == party("cho").user
        )
        told = text_of(notices.alone(e, notice, BOOK, rooms(), reads("cho"), MONDAY))
        assert "Bob has it now." in told
        assert "Mine, too" in told
        assert "from you" not in told


class TestNudges:
    """Who was reminded, or why not."""

    def test_no_button_where_it_makes_no_sense(self) -> None:
        """Queued, or one's own."""
        assert "escalation_nudge" not in buttons_of(shown(queued()))
        mine = changed(take(waiting(), party("eve"), now=MONDAY))
        assert "escalation_nudge" not in buttons_of(shown(mine))
        assert "escalation_nudge" in buttons_of(shown(waiting()))

    def test_the_card_says_from_when(self) -> None:
        """The first third is theirs who are asked; later nothing has to be said."""
        assert "You can nudge from <!date^" in text_of(shown(waiting()))
        assert "nudge" not in text_of(shown(waiting(), now=MONDAY + 6 * MINUTE))

    def test_after_one_it_says_who_and_when(self) -> None:
        """So that the others need not."""
        outcome = nudge(owned(), party("eve"), now=MONDAY, roster=BOOK.roster)
        assert not isinstance(outcome, HeldBack)
        assert "Nudged by Eve" in text_of(shown(outcome.escalation))
        assert "Eve님이" in text_of(shown(outcome.escalation, EVE_KO))

    @pytest.mark.parametrize("why", list(NoNudge))
    @pytest.mark.parametrize("language", list(Language))
    def test_every_refusal_is_a_sentence_and_shows_a_way_to_a_human(
        self, why: NoNudge, language: Language
    ) -> None:
        """No dead end."""
        e = owned()
        outcome = nudge(e, party("eve"), now=MONDAY, roster=BOOK.roster)
        assert not isinstance(outcome, HeldBack)
        held = HeldBack(outcome.escalation, why, since=MONDAY, again=MONDAY + MINUTE)
        told = nudges.held_back(held, BOOK, reads("eve", language), MONDAY)
        assert told.text.strip()
        assert told.blocks[-1]["type"] == "context"

    def test_off_hours_it_says_when_they_are_back_and_what_to_tell_the_customer(self) -> None:
        """Bob is back at nine."""
        night = MONDAY + timedelta(hours=10)
        outcome = nudge(owned(), party("eve"), now=night, roster=BY_DAY.roster)
        assert isinstance(outcome, HeldBack)
        told = text_of(nudges.held_back(outcome, BY_DAY, EVE, night))
        assert "They are back tomorrow 09:00 KST." in told
        assert "For the customer:" in told

    def test_the_owner_reads_the_need_and_can_answer(self) -> None:
        """In private; people's words ping nobody."""
        outcome = nudge(
            owned(packet=Packet(need="<!here> twice")), party("eve"), now=MONDAY, roster=BOOK.roster
        )
        assert not isinstance(outcome, HeldBack)
        e = outcome.escalation
        told = notices.alone(e, e.notices[-1], BOOK, rooms(), reads("bob"), MONDAY)
        assert "&lt;!here&gt; twice" in text_of(told)
        assert "escalation_still_on_it" in buttons_of(told)


class TestAfterwards:
    """Solved."""

    @staticmethod
    def solved(by: str = "bob") -> Escalation:
        """With a link, by somebody."""
        e = owned(packet=Packet(need="Charged twice", link=LINK))
        return standing(changed(resolve(e, party(by), "refunded", now=MONDAY)))

    def told(self, e: Escalation, kind: NoticeKind, reader: Reader) -> Message:
        """What they read then."""
        [notice] = [one for one in e.notices if one.kind is kind and one.user == reader.user]
        return notices.alone(e, notice, BOOK, rooms(), reader, MONDAY)

    def test_the_requester_reads_the_link_and_may_say_thanks(self) -> None:
        """The form begins with who helped; not with the customer's data."""
        told = self.told(self.solved(), NoticeKind.CLOSED, EVE)
        assert f"<{LINK.replace('&', '&amp;')}>" in text_of(told)
        [thanks] = [one for one in elements_of(told) if one["action_id"] == "kudos_new"]
        begun = Begun.read(thanks["value"])
        assert begun.to == ("UBOB",)
        assert "Refunds" in begun.text
        assert "Charged" not in begun.text

    def test_the_owner_is_asked_and_nobody_thanks_themselves(self) -> None:
        """Bob had nobody's help."""
        told = self.told(self.solved(), NoticeKind.SATISFIED, reads("bob"))
        assert "Was the customer satisfied, too?" in text_of(told)
        assert [a for a in buttons_of(told) if "kudos" in a] == []

    def test_an_owner_whose_customer_somebody_else_solved_may_thank_them(self) -> None:
        """Cho did it; Bob reads that, and is asked."""
        told = self.told(self.solved("cho"), NoticeKind.SATISFIED, reads("bob"))
        assert "Cho resolved it. refunded" in text_of(told)
        assert "kudos_new" in buttons_of(told)

    @pytest.mark.parametrize("felt", ["yes", "not_yet", "unknown"])
    def test_an_answer_takes_the_place_of_the_question(self, felt: Satisfied) -> None:
        """Not yet offers to reopen."""
        e = changed(answer(self.solved(), party("bob"), felt, now=MONDAY))
        told = self.told(e, NoticeKind.SATISFIED, reads("bob", Language.KO))
        assert "적어 두었습니다" in text_of(told)
        assert "만족하셨나요" not in text_of(told)
        assert ("escalation_reopen" in buttons_of(told)) == (felt == "not_yet")


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        (LINK, "<https://desk.example.com/t/7?a=1&amp;b=2>"),
        ("https://t.slack.com/archives/C1/p12", "<https://t.slack.com/archives/C1/p12|Slack message>"),
        (
            "https://t.slack.com.bad.example/archives/C1/p12",
            "<https://t.slack.com.bad.example/archives/C1/p12>",
        ),
        ("ticket 7 <!here>", "ticket 7 &lt;!here&gt;"),
        ("https://a.example/|x>", "https://a.example/|x&gt;"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_only_an_address_becomes_a_link(typed: str, seen: str) -> None:
    """Whatever else stands in the field is read as it was written."""
    assert linked(typed, 300, EVE) == seen


def test_severity_and_id_stand_on_top() -> None:
    """What one says on the phone."""
    assert "· High · `E1`" in text_of(shown(waiting(severity=Severity.HIGH)))
