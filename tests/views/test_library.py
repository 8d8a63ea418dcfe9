"""What people read of the library: within Slack's limits at its fullest, escaped, in both languages."""

import json
from datetime import UTC, date, datetime

import pytest

from bot.domain.escalation import Party
from bot.domain.language import Language, Text
from bot.domain.practice import LONGEST, Practice, Telling, TellingKind
from bot.domain.practice_acts import accept, decline, lapse, retire, take_back
from bot.domain.reader import Reader
from bot.ports.practices import ToReview
from bot.services.handbook import Handbook
from bot.services.practices import Library
from bot.views import practice_forms, practice_list
from bot.views.blocks import View
from bot.views.limits import MESSAGE_BLOCKS, MESSAGE_CHARACTERS, weight
from bot.views.message import Message
from bot.views.practice_messages import review, told
from bot.views.practices import credited
from tests.domain.carried import crew
from tests.fakes.calendars import FakeCalendars
from tests.services.feedback_scene import philosophy

NOW = datetime(2026, 3, 11, 1, 0, tzinfo=UTC)
KO, EN = (
    Reader(language=language, zone="Asia/Seoul", user="UBOB", key="bob", roles=())
    for language in (Language.KO, Language.EN)
)
NASTY = "<!channel> & <@U1> "


def person(key: str) -> Party:
    """Somebody whose name is not to be trusted."""
    return Party(user=f"U{key.upper()}", key=key, name=Text(en=f"{key} {NASTY}"))


ANN, BOB, CHO = person("ann"), person("bob"), person("cho")


def book() -> Handbook:
    """Twenty situations."""
    situation = {"value": "act", "title": {"en": f"Fast {NASTY}" + "t" * 40}, "keywords": {"en": ["fast"]}}
    situations = {f"s{n}": situation for n in range(20)}
    return Handbook.of(crew(), philosophy(situations=situations), FakeCalendars())


BOOK = book()


def practice(name: str = "P1", **more: object) -> Practice:
    """As long as one can be."""
    text = (NASTY + "말" * LONGEST["case"])[: LONGEST["case"]]
    return Practice.model_validate(
        {"id": name, "situation": "s1", "text": text, "language": "ko", "kind": "case"}
        | {"author": BOB, "saver": CHO, "edited_by": ANN, "proposed": NOW}
        | more
    )


def accepted(name: str = "P1", **more: object) -> Practice:
    """It stands."""
    return accept(practice(name, **more), ANN, now=NOW, review_by=date(2027, 3, 11))


def declined(name: str = "P1") -> Practice:
    """It does not, with a long reason."""
    return decline(practice(name), ANN, now=NOW, reason=NASTY + "이유" * 240)


FULL = Library(
    accepted={f"s{n}": tuple(accepted(f"A{n}{i}", situation=f"s{n}") for i in range(9)) for n in range(20)},
    mine=tuple(declined(f"M{n}") for n in range(30)),
    waiting=tuple(practice(f"W{n}") for n in range(30)),
    due=tuple(accepted(f"D{n}") for n in range(30)),
)
STATES = {
    TellingKind.ASKED: [practice(), accepted(), declined(), take_back(practice(), BOB, now=NOW)],
    TellingKind.SAVED: [practice(), accepted()],
    TellingKind.ACCEPTED: [accepted()],
    TellingKind.DECLINED: [declined()],
    TellingKind.LAPSED: [lapse(practice(), now=NOW)],
    TellingKind.RETIRED: [retire(accepted(), ANN, now=NOW)],
}
TOLD = [
    told(p, Telling(number=0, user="UBOB", kind=kind), BOOK, reader)
    for kind, practices in STATES.items()
    for p in practices
    for reader in (KO, EN)
]
MESSAGES = [
    *TOLD,
    *(practice_list.listed(FULL, BOOK, reader) for reader in (KO, EN)),
    *(practice_list.one_situation("s1", FULL.due, BOOK, reader) for reader in (KO, EN)),
    *(review(ToReview(FULL.due, BOOK.philosophy.values, 9), BOOK, reader) for reader in (KO, EN)),
]
FORMS: list[View] = [
    form
    for reader in (KO, EN)
    for form in (
        practice_forms.share_form(
            BOOK, reader, text="", situation="s1", language=Language.KO, credited="Bob", masked=True
        ),
        practice_forms.edit_form(practice(), BOOK, reader, due=""),
        practice_forms.edit_form(accepted(), BOOK, reader, due="2027-03-11"),
        practice_forms.decline_form(practice(), BOOK, reader),
    )
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.text[:30])
def test_at_its_fullest_it_fits_one_message(message: Message) -> None:
    """A command's answer and a direct message are one."""
    assert len(message.blocks) <= MESSAGE_BLOCKS
    assert sum(weight(block) for block in message.blocks) <= MESSAGE_CHARACTERS


@pytest.mark.parametrize("shown", [*MESSAGES, *FORMS], ids=str)
def test_nobodys_text_is_more_than_text(shown: Message | View) -> None:
    """Names, titles, words and reasons, in every mrkdwn place."""
    blocks = shown.blocks if isinstance(shown, Message) else shown["blocks"]
    if isinstance(shown, Message):
        assert "<" not in shown.text
    for text in mrkdwn_in(list(blocks)):
        assert "<" not in text


def mrkdwn_in(part: object) -> list[str]:
    """Every text that Slack reads marks in."""
    if isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            return [str(part["text"])]
        return [text for value in part.values() for text in mrkdwn_in(value)]
    return [text for one in part for text in mrkdwn_in(one)] if isinstance(part, list | tuple) else []


def test_every_button_of_a_message_is_one_of_a_kind() -> None:
    """Slack refuses an action id that is there twice."""
    for message in MESSAGES:
        ids = [
            element["action_id"]
            for block in message.blocks
            for element in block.get("elements", [])
            if "action_id" in element
        ]
        ids += [block["accessory"]["action_id"] for block in message.blocks if "accessory" in block]
        assert len(ids) == len(set(ids))


def test_a_decided_one_has_no_buttons_left() -> None:
    """Nobody is asked again."""
    ann = Telling(number=0, user="UANN", kind=TellingKind.ASKED)
    assert "library_accept" in json.dumps(told(practice(), ann, BOOK, EN).blocks)
    assert "library_" not in json.dumps(told(accepted(), ann, BOOK, EN).blocks)


def test_a_reason_is_read_by_those_it_is_from_alone() -> None:
    """Approvers read that it was declined, not why."""
    ann = Telling(number=0, user="UANN", kind=TellingKind.ASKED)
    assert "이유이유" not in json.dumps(told(declined(), ann, BOOK, EN).blocks, ensure_ascii=False)
    bob = Telling(number=0, user="UBOB", kind=TellingKind.DECLINED)
    assert "이유이유" in json.dumps(told(declined(), bob, BOOK, EN).blocks, ensure_ascii=False)


def test_a_card_names_whose_it_is() -> None:
    """A phrase in quotes, a case as a story; the reader's language first."""
    english = accepted("E", text="I call back.", language="en", kind="phrase", edited_by=None)
    assert credited([accepted(), english], EN) == [
        ":books: “I call back.” _shared by bob &lt;!channel&gt; &amp; &lt;@U1&gt; _"
    ]
    [korean] = credited([accepted(), english], KO)
    assert korean.startswith(":books: 이런 일이 있었어요: ")
    assert "다듬었어요" in korean
