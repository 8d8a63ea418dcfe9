"""What a value means to people: the form that asks, and what the values' keepers read once a month."""

from bot.domain.meanings import ENOUGH, HELD_OVER, LONGEST, readers_of
from bot.domain.philosophy import Value
from bot.domain.reader import Reader
from bot.ports.meanings import Batch
from bot.services.handbook import Handbook
from bot.views import line_up_ids as ids
from bot.views.blocks import View, context, field, modal, section, text_input
from bot.views.human import human_line
from bot.views.limits import escape, pages, sections
from bot.views.line_up import value_name
from bot.views.message import Block, Message
from bot.views.words import people, say, shown


def form(value: Value, book: Handbook, reader: Reader) -> View:
    """Before anything is written it says who reads it, when, and what becomes of it."""
    label = say(reader, ko="나에게 이 가치는", en="To me it means")
    return modal(
        ids.MEANING_FORM,
        say(reader, ko="나에게는 어떤 의미인가요?", en="What does it mean?"),
        [
            section(f"*{value_name(value, reader)}*\n{shown(value.action, reader)}"),
            field(ids.MEANING_TEXT, label, text_input(ids.MEANING_TEXT, lines=True, longest=LONGEST)),
            context(_becomes_of_it(book, reader)),
        ],
        submit=say(reader, ko="이름 없이 보내기", en="Send without my name"),
        close=say(reader, ko="닫기", en="Close"),
        metadata=value.id,
    )


def _becomes_of_it(book: Handbook, reader: Reader) -> str:
    names = people(book.file, readers_of(book.file, book.philosophy), reader)
    return say(
        reader,
        ko=(
            f"답은 자유입니다. 이름 없이 모아 두었다가 다음 달 첫 근무일에 {names}께 전하고 지웁니다. "
            f"같은 가치에 {ENOUGH}명 이상이 답했을 때만 전하며, {HELD_OVER}개월 동안 모이지 않으면 아무도 읽지 않고 "
            "지웁니다. 다시 보내시면 먼저 보낸 답을 대신합니다."
        ),
        en=(
            f"Voluntary. Kept without your name, told to {names} on the first working day of next month, then "
            f"erased. Only where {ENOUGH} or more people answered about a value; what stays fewer for "
            f"{HELD_OVER} months is erased unread. Sending again replaces your earlier answer."
        ),
    )


def kept(book: Handbook, reader: Reader) -> str:
    """To whoever sent one."""
    names = people(book.file, readers_of(book.file, book.philosophy), reader)
    return say(
        reader,
        ko=f"고맙습니다. 이름 없이 보관했다가 다음 달 첫 근무일에 {names}께 전하겠습니다.",
        en=f"Thank you. It is kept without your name, and told to {names} on the first working day of next month.",
    )


def not_kept(reader: Reader) -> str:
    """The value, or everybody who would read it, has left the files."""
    return say(
        reader,
        ko="그사이 파일이 바뀌어 이 답을 받을 곳이 없습니다. 보관하지 않았습니다.",
        en="The files have changed meanwhile, and nobody is there to read this. It was not kept.",
    )


def empty(reader: Reader) -> str:
    """Nothing was written."""
    return say(reader, ko="한 줄이라도 적어 주세요.", en="Please write a line.")


def told(batch: Batch, book: Handbook, reader: Reader) -> tuple[Message, ...]:
    """All of a month's answers, in as few messages as Slack's limits allow. No names, no times, no order of time."""
    title = say(
        reader,
        ko="동료들에게 우리 가치는 이런 의미입니다",
        en="What our values mean to colleagues",
    )
    intro = say(
        reader,
        ko="이름 없이 모은 답이라 누가 썼는지는 어디에도 남아 있지 않습니다. 이제 이 메시지에만 있습니다.",
        en="Given without names; nothing says whose they are. They now stand in this message alone.",
    )
    blocks: list[Block] = [section(f"*{title}*"), context(intro)]
    for key, texts in batch.told.items():
        value = book.philosophy.value(key)
        name = value_name(value, reader) if value else escape(key)
        blocks.append(section(f"*{name}*"))
        for text in texts:
            blocks += sections("\n".join(f">{escape(line)}" for line in text.splitlines() if line.strip()))
    blocks.append(human_line(book, reader))
    return tuple(Message(text=title, blocks=page) for page in pages(blocks))
