"""What is carried, as people read it: cards on a phone, what is said, and the forms behind the buttons."""

import pytest

from bot.domain.carrying import cancel, take
from bot.domain.escalation import Escalation, NoticeKind
from bot.domain.giving_back import decline, hand_back, pass_over
from bot.domain.language import Language
from bot.domain.policy import Severity
from bot.domain.reader import Reader
from bot.domain.reopening import reopen
from bot.domain.rerouting import hand_on_to_topic, queue, rate
from bot.domain.talking import answer, ask_requester, note
from bot.services.handbook import Handbook
from bot.views import carry_forms, notices
from bot.views.beside import moved_card
from bot.views.cards import team_card
from bot.views.limits import MESSAGE_CHARACTERS, weight
from bot.views.message import Block, Message
from tests.domain.carried import MINUTE, MONDAY, changed, offered, owned, party
from tests.domain.two_topics import book, refund, two_topics
from tests.fakes.calendars import FakeCalendars
from tests.fakes.messenger import Rooms
from tests.services.feedback_scene import philosophy

BOOK = Handbook.of(two_topics(), philosophy(), FakeCalendars())
PUBLIC = Reader(language=Language.KO, zone="Asia/Seoul")
NIGHT = MONDAY + 9 * 60 * MINUTE
BOB, CHO, DAN, EVE = (party(key) for key in ("bob", "cho", "dan", "eve"))


def rooms() -> Rooms:
    """Everybody of the file is in Slack."""
    found = Rooms()
    found.enlist(*BOOK.file.people)
    return found


def reads(key: str, language: Language = Language.EN) -> Reader:
    """How somebody reads, in Seoul."""
    return Reader(language=language, zone="Asia/Seoul", user=f"U{key.upper()}", key=key)


def shown(message: Message) -> str:
    """All its words."""
    return "\n".join(
        element["text"] if isinstance(element.get("text"), str) else element["text"]["text"]
        for block in message.blocks
        for element in ([block] if block["type"] == "section" else block.get("elements", ()))
        if block["type"] in {"section", "context"}
    )


def row(e: Escalation) -> list[Block]:
    """The team card's buttons and menu."""
    return list(team_card(e, BOOK, rooms(), PUBLIC, MONDAY).blocks[-1]["elements"])


LIFE: dict[str, Escalation] = {
    "waiting": refund(),
    "queued": changed(queue(refund(), EVE, now=NIGHT, roster=book())),
    "owned": owned(),
    "offered": offered(),
    "moved": changed(hand_on_to_topic(refund(), BOB, "outage", now=MONDAY, roster=book())),
    "asked back": changed(ask_requester(refund(), BOB, "Which card?", once="Q", now=MONDAY)),
}


@pytest.mark.parametrize("state", LIFE)
def test_a_card_has_at_most_five_things_to_press_and_the_menu_five(state: str) -> None:
    """On a phone more of them push the card off the screen; Slack takes no more than five choices."""
    elements = row(LIFE[state])
    assert len(elements) <= 5
    menus = [element for element in elements if element["type"] == "overflow"]
    assert all(2 <= len(menu["options"]) <= 5 for menu in menus)
    assert all(len(option["value"]) <= 150 for menu in menus for option in menu["options"])


def test_a_closed_card_can_be_reopened_and_nothing_else() -> None:
    """One button."""
    e = changed(cancel(refund(), EVE, None, now=MONDAY))
    assert [element["action_id"] for element in row(e)] == ["escalation_reopen"]


def test_keeping_it_for_the_next_shift_is_offered_only_while_the_team_is_away() -> None:
    """Whoever sees it can do it."""
    for now, offered_it in ((MONDAY, False), (NIGHT, True)):
        menu = team_card(refund(), BOOK, rooms(), PUBLIC, now).blocks[-1]["elements"][-1]
        assert any("escalation_queue" in option["value"] for option in menu["options"]) == offered_it


def test_a_card_full_of_words_still_fits() -> None:
    """Three questions and three notes beside a long packet."""
    e = refund()
    e = e.model_copy(
        update={"packet": e.packet.model_copy(update=dict.fromkeys(("need", "impact"), "&" * 2900))}
    )
    for number in range(3):
        e = changed(ask_requester(e, BOB, "&" * 1000, once=f"Q{number}", now=MONDAY))
        e = changed(note(e, CHO, "&" * 1000, once=f"N{number}", now=MONDAY))
    card = team_card(e, BOOK, rooms(), PUBLIC, MONDAY)
    assert sum(weight(block) for block in card.blocks) <= MESSAGE_CHARACTERS


def told() -> list[tuple[str, Escalation]]:
    """An escalation after each thing that is said of it."""
    waiting, mine = refund(), changed(take(refund(), BOB, now=MONDAY))
    asked = changed(ask_requester(mine, BOB, "Which <card>?", once="Q", now=MONDAY))
    closed = changed(cancel(mine, EVE, None, now=MONDAY))
    return [
        ("handed_back", changed(hand_back(mine, BOB, "I am <ill>", now=MONDAY, roster=book()))),
        ("declined", changed(decline(waiting, BOB, "with <another>", now=MONDAY, roster=book()))),
        ("declined", changed(decline(offered(), CHO, "<no>", now=MONDAY, roster=book()))),
        ("question", asked),
        ("answered", changed(answer(asked, EVE, "Q", "The <blue> one", now=MONDAY))),
        ("noted", changed(note(mine, CHO, "<called>", once="N", now=MONDAY))),
        ("rated", changed(rate(mine, EVE, Severity.CRITICAL, "<all>", now=MONDAY, roster=book()))),
        ("queued", changed(queue(waiting, EVE, now=NIGHT, roster=book()))),
        ("taken_up_again", changed(reopen(closed, EVE, "<more>", now=MONDAY, roster=book()))),
    ]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("kind", "e"), told(), ids=lambda value: str(value)[:20] if isinstance(value, str) else ""
)
def test_everything_said_reads_as_a_sentence_and_what_was_written_is_literal(
    kind: str, e: Escalation, language: Language
) -> None:
    """In the thread and alone; nothing anybody wrote can ping or break out."""
    said = [notice for notice in e.notices if notice.kind is NoticeKind(kind)]
    assert said
    for notice in said:
        reader = (
            Reader(language=language, zone="Asia/Seoul")
            if notice.place == "thread"
            else reads("eve", language)
        )
        say = notices.in_thread if notice.place == "thread" else notices.alone
        message = say(e, notice, BOOK, rooms(), reader, MONDAY)
        words = shown(message)
        assert not any(
            raw in words
            for raw in ("<card>", "<ill>", "<another>", "<no>", "<blue>", "<called>", "<all>", "<more>")
        )
        assert "None" not in words
        assert "  " not in words


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "form",
    [
        carry_forms.hand_on_form, carry_forms.hand_back_form, carry_forms.decline_form, carry_forms.ask_form,
        carry_forms.note_form, carry_forms.severity_form, carry_forms.queue_form, carry_forms.reopen_form,
        carry_forms.resolve_form, carry_forms.cancel_form,
    ],
    ids=lambda form: form.__name__,
)  # fmt: skip
def test_every_form_has_a_title_that_is_not_cut(form: carry_forms.Form, language: Language) -> None:
    """Slack takes twenty-four characters."""
    made = form(changed(take(offered(), CHO, now=MONDAY)), BOOK, reads("cho", language), NIGHT)
    for name in ("title", "submit", "close"):
        assert not made[name]["text"].endswith("…")


def test_what_stays_of_a_card_that_moved_names_the_channel() -> None:
    """And has nothing to press."""
    pointer = moved_card(LIFE["moved"], BOOK, PUBLIC)
    assert "#engineering" in shown(pointer)
    assert all(block["type"] == "section" for block in pointer.blocks)


def test_a_level_slack_refused_is_shown_with_slacks_reason() -> None:
    """In words."""
    e = pass_over(refund(), {"channel:#gone": "is_archived"}, now=MONDAY, roster=book())
    assert "보관된 채널" in shown(team_card(e, BOOK, rooms(), PUBLIC, MONDAY))
