"""The windows of what a customer answered: thanks to decide on, and words to learn from."""

from datetime import datetime
from typing import Literal

from bot.domain.reader import Reader
from bot.domain.survey import DRAFT_FOR, Feedback
from bot.services.answer_survey import (
    ForYou,
    NoNightTakesIt,
    NotShorter,
    TooLong,
    WillBeShared,
)
from bot.services.handbook import Handbook
from bot.services.value_in_context import beside_hard_words
from bot.views import survey_ids as ids
from bot.views.blocks import View, button, context, field, modal, option, section, text_input
from bot.views.human import human_line
from bot.views.ids import READ_ONLY
from bot.views.in_context import one_line
from bot.views.limits import SECTION, escape, split
from bot.views.message import Block
from bot.views.survey_frame import ticket, title, window
from bot.views.survey_loop import loop_section
from bot.views.thanks import quoted, when_and_where
from bot.views.words import length_of, plain_moment, say

SHARE, KEEP, DROP = "share", "keep", "drop"
Choice = Literal["share", "keep", "drop"]
_QUOTED = SECTION // 2 - 1
"""Characters of a section before each line, at worst each of them, gets the sign of a quotation."""


def opened(what: ForYou, book: Handbook, reader: Reader, now: datetime) -> View:
    """The words, for their agent: thanks to decide on, or something to learn from."""
    if what.feedback.draft in ("waiting", "kept"):
        return _draft(what, book, reader, now)
    return _note(what, book, reader, now)


def _draft(what: ForYou, book: Handbook, reader: Reader, now: datetime) -> View:
    """What a customer thanked for, and three ways on; shared only with consent."""
    f = what.feedback
    said = say(
        reader,
        ko=f"고객님이 고마움을 남기셨습니다. {_when(f, reader, now)}\n이름, 연락처, 번호는 뺐습니다. "
        "*나누기로 하시기 전에는 나만 봅니다.*",
        en=f"A customer thanked you. {_when(f, reader, now)}\nNames, addresses and numbers are taken out. "
        "*Unless you share it, only you see it.*",
    )
    hint = say(
        reader,
        ko="줄여도 됩니다. 고객님이 쓰지 않은 말은 더할 수 없어요. 아직 이름이 보이면 지워 주세요.",
        en="You may shorten it, not add to it. If a name is still there, please take it out.",
    )
    longest = book.philosophy.kudos.text[1]
    words = text_input(ids.SURVEY_WORDS, initial=f.words.comment, lines=True, longest=longest)
    label = say(reader, ko="고객님의 말씀", en="Their words")
    blocks: list[Block] = [
        section(said),
        *(_quoted(f.words.comment) if len(f.words.comment) > longest else []),
        field(ids.SURVEY_WORDS, label, words, hint=hint, optional=True),
        _ways_on(reader),
        *_expires(f, reader, now),
        *loop_section(f, reader),
        *_others(what, reader),
        human_line(book, reader),
    ]
    return modal(
        ids.SURVEY_DRAFT_FORM,
        title(reader),
        blocks,
        submit=say(reader, ko="이렇게 하기", en="Do that"),
        close=say(reader, ko="나중에", en="Later"),
        metadata=f.id,
    )


def _ways_on(reader: Reader) -> Block:
    options = [
        option(say(reader, ko="오늘 밤 팀과 나누기", en="Share it tonight"), SHARE),
        option(say(reader, ko="조용히 간직하기", en="Keep it quietly"), KEEP),
        option(say(reader, ko="지우기", en="Drop it"), DROP),
    ]
    choice = {"type": "radio_buttons", "action_id": ids.SURVEY_CHOICE, "options": options}
    return field(ids.SURVEY_CHOICE, say(reader, ko="어떻게 할까요?", en="What shall become of it?"), choice)


def _expires(f: Feedback, reader: Reader, now: datetime) -> list[Block]:
    """When it is erased, while nothing is chosen."""
    if f.draft == "kept":
        return []
    until = plain_moment((f.told or now) + DRAFT_FOR, reader, now)
    said = say(
        reader,
        ko=f"{until}까지 고르지 않으시면 지워집니다.",
        en=f"If you choose nothing it is erased {until}.",
    )
    return [context(said)]


def _note(what: ForYou, book: Handbook, reader: Reader, now: datetime) -> View:
    """Hard words about one moment, with what helps next time and how the customer hears of it."""
    f = what.feedback
    kept = length_of(book.philosophy.corrections.retention, reader)
    said = say(
        reader,
        ko=f"고객님이 지난 상담을 두고 남기신 말씀입니다. {_when(f, reader, now)}\n"
        "나라는 사람이 아니라, 그 상담에 대한 이야기예요.",
        en=f"A customer left words about one moment. {_when(f, reader, now)}\n"
        "They are about that moment, not about you as a person.",
    )
    nothing = say(reader, ko="남기신 글은 없습니다.", en="No words were left.")
    blocks = [
        section(said),
        *(_quoted(f.words.comment) if f.words.comment else [section(f"_{nothing}_")]),
        *ticket(f, reader),
        *_what_helps(f, book, reader),
        *loop_section(f, reader),
        context(
            say(
                reader,
                ko=f"나만 볼 수 있습니다. 리드에게도 전해지지 않고, 점수는 어디에도 남지 않습니다. 도착한 뒤 {kept}이 지나면 "
                "글은 지워집니다.",
                en="Only you can see this. Your lead is not told, and no score is kept anywhere. The words are erased "
                f"{kept} after they came.",
            )
        ),
        *_others(what, reader),
        human_line(book, reader),
    ]
    return modal(READ_ONLY, title(reader), blocks, close=say(reader, ko="닫기", en="Close"))


def _what_helps(f: Feedback, book: Handbook, reader: Reader) -> list[Block]:
    """The value that helps there, and a phrase to say next time."""
    line = one_line(book, beside_hard_words(book, f.words.comment), reader, text=f.words.comment)
    if line is None:
        return []
    heading = say(reader, ko="다음에 도움이 될 한마디", en="What may help next time")
    return [section(f"*{heading}*\n{line}")]


def _quoted(words: str) -> list[Block]:
    """A customer's words, set apart; long ones in several sections, none of them lost."""
    return [section(quoted(piece)) for piece in split(escape(words), _QUOTED)]


def shared(what: WillBeShared, reader: Reader, now: datetime) -> View:
    """It becomes thanks of the night."""
    said = say(
        reader,
        ko="나누어 주셔서 고맙습니다. 고객님의 이름 없이 올라갑니다.",
        en="Thank you for sharing it. It goes up without the customer's name.",
    )
    label = say(reader, ko="올리지 않기", en="Take it back")
    back = section(
        say(
            reader,
            ko="마음이 바뀌면 그때까지 거둘 수 있습니다.",
            en="If you change your mind, you can take it back until then.",
        ),
        accessory=button(label, ids.SURVEY_TAKE_BACK, what.kudos),
    )
    return window(f"{said}\n{when_and_where(what.arrivals, reader, now)}", reader, back)


def taken_back(reader: Reader, *, in_time: bool) -> View:
    """They would rather not share it after all."""
    if in_time:
        return window(
            say(reader, ko="거두었습니다. 아무도 읽지 않았습니다.", en="Taken back. Nobody has read it."),
            reader,
        )
    return window(
        say(
            reader,
            ko="이미 그 밤이 지나 팀과 나누어졌습니다.",
            en="Its night has passed, and it was shared with the team.",
        ),
        reader,
    )


def settled(choice: Choice, reader: Reader) -> View:
    """Kept quietly, or dropped."""
    if choice == KEEP:
        return window(
            say(
                reader,
                ko="조용히 간직해 두었습니다. 홈 탭에서 언제든 다시 보실 수 있어요.",
                en="Kept, for you alone. You find it in the Home tab whenever you like.",
            ),
            reader,
        )
    return window(say(reader, ko="지웠습니다.", en="It is gone."), reader)


def gone(book: Handbook, reader: Reader) -> View:
    """Not theirs, decided on, or erased."""
    return window(
        say(
            reader,
            ko="여기에는 더 볼 것이 없습니다. 이미 정리되었거나 기간이 지나 지워졌습니다.",
            en="There is nothing more here. It was settled, or erased after its time.",
        ),
        reader,
        human_line(book, reader),
    )


def choose(reader: Reader) -> str:
    """Under a choice that came back without one."""
    return say(reader, ko="하나를 골라 주세요.", en="Please choose one.")


def why_not(why: NotShorter | TooLong | NoNightTakesIt, reader: Reader) -> str:
    """Under the words, which stay as typed."""
    match why:
        case NotShorter():
            return say(
                reader,
                ko="고객님이 쓰신 말씀 안에서 줄여 주세요. 새 말은 더할 수 없어요.",
                en="Please keep to the customer's own words, in their order: you may leave some out, not add any.",
            )
        case TooLong(most):
            return say(
                reader, ko=f"{most}자까지 나눌 수 있습니다.", en=f"Up to {most} characters can be shared."
            )
        case NoNightTakesIt():
            return say(
                reader,
                ko="밤에 감사를 나누는 팀이 없어 지금은 나눌 수 없습니다. 간직해 두실 수는 있어요.",
                en="No team posts thanks at night, so it cannot be shared now. You can keep it, though.",
            )


def _when(f: Feedback, reader: Reader, now: datetime) -> str:
    via = f" · {escape(f.channel)}" if f.channel else ""
    return f"({plain_moment(f.answered, reader, now)}{via})"


def _others(what: ForYou, reader: Reader) -> list[Block]:
    if not what.others:
        return []
    label = say(reader, ko="모두 보기", en="See all")
    said = say(reader, ko=f"이 밖에 {what.others}건이 더 있습니다.", en=f"{what.others} more wait for you.")
    return [section(said, accessory=button(label, ids.SURVEY_ALL))]
