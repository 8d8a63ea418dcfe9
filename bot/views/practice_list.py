"""`/values library`: what stands, what is mine, and for approvers what waits; and the short answers around it."""

from collections.abc import Sequence

from bot.domain.practice import Practice
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.services.practices import Library
from bot.views import practice_ids as ids
from bot.views.blocks import actions, button, context, divider, option, section, select
from bot.views.human import human_line, with_human
from bot.views.limits import OPTIONS
from bot.views.message import Block, Message
from bot.views.practice_messages import review_entry
from bot.views.practice_words import (
    became,
    credit,
    decide_buttons,
    quoted,
    retire_button,
    take_back_button,
    title_of,
)
from bot.views.words import party, say, shown, text_of

_EACH, _SITUATIONS, _MINE, _WAITING, _ONE = 1, 6, 6, 3, 12
"""How many are shown: of a situation and situations, of one's own, of what waits, of one situation looked at."""
_SHORT, _LONGER = 160, 300
"""Characters of somebody's words: at its fullest all of it fits one answer."""


def listed(library: Library, book: Handbook, reader: Reader) -> Message:
    """All of it, shortened; a menu shows one situation whole."""
    title = say(reader, ko="함께 쓰는 문구집", en="Everybody's library")
    blocks: list[Block] = [section(f":books: *{title}*")]
    blocks += _for_approvers(library, book, reader)
    blocks += _stands(library, book, reader)
    blocks += _mine(library, book, reader)
    return Message(text=title, blocks=(*blocks, human_line(book, reader)))


def one_situation(key: str, practices: Sequence[Practice], book: Handbook, reader: Reader) -> Message:
    """What stands for one situation."""
    title = shown(book.philosophy.situations[key].title, reader)
    entries = [section(_entry(p, reader, most=600), accessory=_own(p, reader)) for p in practices[:_ONE]]
    none = say(
        reader,
        ko="아직 나눠 주신 말이 없습니다. 첫 번째가 되어 주세요.",
        en="Nothing has been shared for it yet. Be the first.",
    )
    blocks: list[Block] = [section(f":books: *{title}*"), *(entries or [section(none)])]
    if len(practices) > _ONE:
        blocks.append(context(_more(len(practices) - _ONE, reader)))
    blocks += [actions([new_button(reader)]), human_line(book, reader)]
    return Message(text=title, blocks=tuple(blocks))


def proposed(p: Practice, approvers: Sequence[str], book: Handbook, reader: Reader) -> str:
    """It is on its way: who decides, and that nobody else sees it."""
    names, title = ", ".join(approvers), title_of(p, book, reader)
    ko = (
        f"나눠 주셔서 고맙습니다. *{title}* 쓸 말로 제안했습니다. {names}의 답이 오면 DM으로 알려 드립니다.",
        "그때까지 다른 분께는 보이지 않아요.",
    )
    en = (
        f"Thank you for sharing. Proposed for *{title}*. {names} will decide, and I will tell you by DM.",
        "Until then nobody else sees it.",
    )
    return say(reader, ko=" ".join(ko), en=" ".join(en))


def known(practice: Practice | None, reader: Reader, *, waits: bool) -> str:
    """The same words are there."""
    if waits and practice is not None:
        return say(
            reader,
            ko="이 말은 이미 제안되어 승인하는 분의 답을 기다리고 있어요.",
            en="These words are proposed already and wait for an approver.",
        )
    if waits:
        return say(
            reader,
            ko="다른 분도 같은 말을 제안해 주셨어요. 승인하는 분이 보고 있습니다.",
            en="Somebody had the same idea: these words are proposed already, and an approver looks at them.",
        )
    if practice is None:
        return say(
            reader,
            ko="좋은 말이라 이미 values.yaml 에 있어요.",
            en="Good words: values.yaml has them for this situation already.",
        )
    return say(
        reader,
        ko=f"이미 문구집에 있어요: {credit(practice, reader)}.",
        en=f"They are in the library already, {credit(practice, reader)}.",
    )


def too_many(waiting: int, reader: Reader) -> str:
    """Approvers read each of them."""
    return say(
        reader,
        ko=f"제안하신 것 {waiting}개가 아직 답을 기다리고 있어요. 승인하는 분이 읽으신 뒤에 이어서 나눠 주세요.",
        en=f"{waiting} of your proposals still wait. Please go on once the approvers had a moment to read them.",
    )


def nobody_decides(reader: Reader) -> str:
    """The file names nobody."""
    return say(
        reader,
        ko="아직 승인하는 분이 정해져 있지 않습니다. values.yaml의 approvers에 적어 달라고 파일 담당자에게 말씀해 주세요.",
        en="Nobody decides about the library yet. Please ask whoever keeps values.yaml to name approvers there.",
    )


def no_situations(book: Handbook, reader: Reader) -> Message:
    """There is nothing to share words for."""
    said = say(
        reader,
        ko="values.yaml 에 아직 상황이 없어서 나눌 곳이 없습니다. 파일 담당자에게 말씀해 주세요.",
        en="values.yaml has no situations yet, so there is nothing to share words for. Please tell whoever keeps it.",
    )
    return with_human(said, book, reader)


def done(p: Practice, reader: Reader, *, in_file: bool = False) -> str:
    """What it is now, to whoever pressed."""
    said = say(reader, ko=f"네, {became(p, reader)}.", en=f"Done: {became(p, reader)}.")
    if p.state == "retired" and in_file:
        said += " " + say(
            reader,
            ko="values.yaml 에도 적혀 있어요. 거기서도 지울 때까지는 카드에 보입니다.",
            en="values.yaml says it too; until it is taken out there, cards show it.",
        )
    if p.state == "declined":
        said += " " + say(
            reader,
            ko=f"{party(p.proposer, reader)}께 따로 전했습니다.",
            en=f"{party(p.proposer, reader)} is told privately.",
        )
    return said


def new_button(reader: Reader) -> Block:
    """Opens the form of a new one."""
    return button(say(reader, ko="좋은 말 나누기", en="Share good words"), ids.LIBRARY_NEW)


def _for_approvers(library: Library, book: Handbook, reader: Reader) -> list[Block]:
    blocks: list[Block] = []
    if library.waiting:
        title = say(reader, ko="답을 기다리는 제안", en="Waiting for a decision")
        blocks.append(section(f"*{title} ({len(library.waiting)})*"))
        for p in library.waiting[:_WAITING]:
            head = f"*{title_of(p, book, reader)}* · {party(p.proposer, reader)}"
            blocks += [section(f"{head}\n{quoted(p.text, most=_LONGER)}"), actions(decide_buttons(p, reader))]
        if len(library.waiting) > _WAITING:
            blocks.append(context(_more(len(library.waiting) - _WAITING, reader)))
    if library.due:
        title = say(reader, ko="다시 읽어 볼 말", en="To be read again")
        blocks.append(section(f"*{title} ({len(library.due)})*"))
        for p in library.due[:_WAITING]:
            blocks += review_entry(p, book, reader, most=_LONGER)
        if len(library.due) > _WAITING:
            blocks.append(context(_more(len(library.due) - _WAITING, reader)))
    return [*blocks, divider()] if blocks else []


def _stands(library: Library, book: Handbook, reader: Reader) -> list[Block]:
    if not library.accepted:
        none = say(
            reader,
            ko="아직 실린 말이 없습니다. 잘 통했던 말 한마디, 배울 점이 있던 일 하나면 됩니다.",
            en="Nothing stands here yet. One sentence that worked, one case to learn from, is enough.",
        )
        return [section(none), actions([new_button(reader)])]
    blocks: list[Block] = []
    for practices in list(library.accepted.values())[:_SITUATIONS]:
        mine = sorted(practices, key=lambda p: p.language is not reader.language)
        lines = [f"*{title_of(mine[0], book, reader)}*", *(_entry(p, reader) for p in mine[:_EACH])]
        if len(mine) > _EACH:
            lines.append(f"_{_more(len(mine) - _EACH, reader)}_")
        blocks.append(section("\n".join(lines)))
    keys = [key for key in library.accepted if key in book.philosophy.situations]
    options = [option(text_of(book.philosophy.situations[key].title, reader), key) for key in keys[:OPTIONS]]
    look = say(reader, ko="상황별로 보기", en="Look at a situation")
    menu = [select(ids.LIBRARY_LOOK, options, placeholder=look)] if options else []
    return [*blocks, actions([*menu, new_button(reader)])]


def _mine(library: Library, book: Handbook, reader: Reader) -> list[Block]:
    if not library.mine:
        return []
    title = say(reader, ko="내가 나눈 말", en="What I shared")
    blocks: list[Block] = [divider(), section(f"*{title} ({len(library.mine)})*")]
    for p in library.mine[:_MINE]:
        lines = [f"*{title_of(p, book, reader)}*", quoted(p.text, most=_SHORT), f"_{became(p, reader)}_"]
        if p.state == "declined" and p.reason:
            lines.append(quoted(p.reason, most=_SHORT))
        blocks.append(section("\n".join(lines), accessory=_own(p, reader)))
    if len(library.mine) > _MINE:
        blocks.append(context(_more(len(library.mine) - _MINE, reader)))
    return blocks


def _own(p: Practice, reader: Reader) -> Block | None:
    """What somebody may do with their own: take back a proposal, take their words out."""
    if p.state == "proposed" and reader.user and p.is_from(reader.user):
        return take_back_button(p, reader)
    if p.state == "accepted" and p.author.user == reader.user:
        return retire_button(p, reader, at_review=False)
    return None


def _entry(p: Practice, reader: Reader, *, most: int = _SHORT) -> str:
    return f"{quoted(p.text, most=most)}\n_{credit(p, reader)}_"


def _more(count: int, reader: Reader) -> str:
    return say(reader, ko=f"외 {count}개", en=f"and {count} more")
