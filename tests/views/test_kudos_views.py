"""The form of thanks, its preview and the note after an emoji: in both languages, by what the file wants."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.kudos import Kudos, Tag, Thanked
from bot.domain.night_run import NightKey
from bot.domain.personal_data import DataKind
from bot.domain.philosophy import KudosRules
from bot.domain.reader import Reader
from bot.requests.tickets import Begun
from bot.services.draft_kudos import Draft, ValueMissing
from bot.services.give_kudos import KudosKept
from bot.services.handbook import Handbook
from bot.services.look_first import Pointed, Preview
from bot.services.standing import LeftOut
from bot.views import kudos_ids as ids
from bot.views.kudos import kept, reacted
from bot.views.kudos_form import changing, form
from bot.views.kudos_preview import preview
from bot.views.kudos_refused import reason
from tests.views.test_feedback import BOB, EN, FRIDAY, KO, MIN, NOW

TONIGHT = NightKey(team="support", date=FRIDAY)
READERS = pytest.mark.parametrize("reader", [KO, EN], ids=["ko", "en"])


def ruled(book: Handbook, **rules: Any) -> Handbook:  # noqa: ANN401 - keys of values.yaml
    """The example files with other rules of thanks."""
    kudos = KudosRules.model_validate(rules)
    return replace(book, philosophy=book.philosophy.model_copy(update={"kudos": kudos}))


def given(text: str = "for the calm words", tags: tuple[Tag, ...] = (), **more: Any) -> KudosKept:  # noqa: ANN401 - parts of it
    """Thanks that wait."""
    made = Kudos(
        id="K1",
        giver=BOB,
        recipients=(Thanked(who=MIN, night=TONIGHT),),
        text=text,
        given=NOW,
        day=NOW.date(),
        tags=tags,
        **more,
    )
    return KudosKept(made, ())


def element(view: dict[str, Any], block: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A field of a form, and what is in it."""
    [found] = [one for one in view["blocks"] if one.get("block_id") == block]
    return found, found["element"]


def said(blocks: Any) -> str:  # noqa: ANN401 - Block Kit
    """Everything there, to search."""
    return str(blocks)


@READERS
def test_where_a_value_must_be_named_the_form_asks_for_one(book: Handbook, reader: Reader) -> None:
    """It cannot be left out; by an emoji it can, since that has no words."""
    strict = ruled(book, value="must")
    field, menu = element(form(strict, reader, Begun()), ids.KUDOS_FORM_VALUE)
    assert not field["optional"]
    assert "-" not in [option["value"] for option in menu["options"]]
    wordless, _ = element(form(strict, reader, Begun(source="reaction")), ids.KUDOS_FORM_VALUE)
    assert wordless["optional"]
    assert element(form(book, reader, Begun()), ids.KUDOS_FORM_VALUE)[0]["optional"]


@READERS
def test_marks_can_be_changed_in_the_form(book: Handbook, reader: Reader) -> None:
    """What was suggested is ticked."""
    _, boxes = element(changing(given(tags=("turnaround",)).kudos, book, reader), ids.KUDOS_TAGS)
    assert [one["value"] for one in boxes["initial_options"]] == ["turnaround"]
    assert len(boxes["options"]) == 3


@READERS
def test_what_an_emoji_gave_needs_no_words(book: Handbook, reader: Reader) -> None:
    """A line may be added; nothing must."""
    field, _ = element(
        changing(given("", source="reaction", about="C1:1").kudos, book, reader), ids.KUDOS_TEXT
    )
    assert field["optional"]


@pytest.mark.parametrize(
    ("reader", "line", "button"),
    [
        (KO, "이모지로 박민준님께 전한 감사 인사", "한 줄 덧붙이기"),
        (EN, "Your emoji thanks Minjun Park", "Add a line"),
    ],
    ids=["ko", "en"],
)
def test_the_note_after_an_emoji_is_short(book: Handbook, reader: Reader, line: str, button: str) -> None:
    """What was kept, and a button to say more; the way to a human is there."""
    note = reacted(given("", source="reaction"), book, reader, NOW)
    assert line in note.text
    assert button in said(note.blocks)
    assert len(note.blocks) == 4


@pytest.mark.parametrize(
    ("reader", "words"), [(KO, "|이 메시지>에 고마움을"), (EN, "For <https://x.slack.com/p1|this message>.")]
)
def test_a_link_is_shown_where_there_is_one(book: Handbook, reader: Reader, words: str) -> None:
    """Under one's own words, and in their place where there are none."""
    for text in ("", "for the calm words"):
        answer = kept(given(text, source="reaction", link="https://x.slack.com/p1"), book, reader, NOW)
        assert words in said(answer.blocks)


@pytest.mark.parametrize(("reader", "words"), [(KO, "어떤 가치를 보여 준"), (EN, "Which value did it show?")])
def test_where_a_value_should_be_named_it_is_asked_for(book: Handbook, reader: Reader, words: str) -> None:
    """Kindly, and only where none is there."""
    asking = ruled(book, value="should")
    assert words in said(kept(given(), asking, reader, NOW).blocks)
    assert words not in said(kept(given(value="hear"), asking, reader, NOW).blocks)
    assert words not in said(kept(given(), book, reader, NOW).blocks)
    assert reason(ValueMissing("x"), reader)


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        (
            KO,
            [
                "아직 아무것도 남기지 않았습니다",
                "전화번호 `010-1234-5678`",
                "게스트",
                "그대로 보내기",
                "고치기",
            ],
        ),
        (EN, ["Nothing is kept yet", "phone number `010-1234-5678`", "is a guest", "Send anyway", "Edit"]),
    ],
    ids=["ko", "en"],
)
def test_a_preview_shows_who_and_what(book: Handbook, reader: Reader, words: list[str]) -> None:
    """Whom, who not and why, what looks like a customer's; two ways on."""
    draft = Draft((Thanked(who=MIN, night=TONIGHT),), "call 010-1234-5678", (), (LeftOut(BOB, "guest"),))
    found = (Pointed(DataKind.PHONE, "010-1234-5678"),)
    begun = Begun(to=("UMIN",), text=draft.text, kudos="K1", source="command")
    shown = preview(Preview(draft, groups=True, found=found, kudos_id="K1"), begun, book, reader)
    assert all(word in said(shown.blocks) for word in words)
    buttons = next(block["elements"] for block in shown.blocks if block["type"] == "actions")
    assert Begun.read(buttons[0]["value"]) == begun


def test_a_ticket_that_a_button_cannot_carry_is_not_sent(book: Handbook) -> None:
    """Then only the form is offered; nothing is cut from anybody's words."""
    text = "가" * 1900
    draft = Draft((Thanked(who=MIN, night=TONIGHT),), text, (), ())
    shown = preview(
        Preview(draft, groups=True, found=(), kudos_id="K1"), Begun(to=("UMIN",), text=text), book, EN
    )
    buttons = next(block["elements"] for block in shown.blocks if block["type"] == "actions")
    assert [one["action_id"] for one in buttons] == [ids.KUDOS_NEW]


def test_what_a_form_carries_is_read_back_with_care() -> None:
    """A ticket, the bare id an older form carried, or nothing that makes sense."""
    begun = Begun(changes="K1", about="C1:1", seen="abc")
    assert Begun.of(begun.write()) == begun
    assert Begun.of("K1") == Begun(changes="K1")
    assert Begun.of("") == Begun.of('{"to": 5}') == Begun()
