"""One value on a page of its own, and what the values mean in a department."""

from collections.abc import Sequence

from bot.domain.measures import Measured
from bot.domain.philosophy import Value
from bot.domain.reader import Reader
from bot.requests.departments import Department, departments_of
from bot.requests.tickets import OnCard
from bot.services.handbook import Handbook
from bot.views import ids, value_ids
from bot.views.blocks import actions, button, context, section
from bot.views.disagreeing import disagree_row
from bot.views.human import human_line
from bot.views.limits import escape, sections
from bot.views.message import Block, Message
from bot.views.metrics import measured_words, metric_lines
from bot.views.situation_card import situation_button
from bot.views.situation_more import role_lines
from bot.views.value_words import as_many_as_fit, label, lettered, named
from bot.views.words import say, shown

_DEPARTMENTS: dict[str, tuple[str, str]] = {
    "support": ("고객지원", "Support"),
    "sales": ("영업", "Sales"),
    "product": ("제품", "Product"),
    "hr": ("인사", "HR"),
    "lead": ("리더", "Leaders"),
    "marketing": ("마케팅", "Marketing"),
    "design": ("디자인", "Design"),
    "finance": ("재무", "Finance"),
    "engineering": ("개발", "Engineering"),
}


def department_name(key: str, reader: Reader) -> str:
    """What a department is called; its key where we know no word for it."""
    ko, en = _DEPARTMENTS.get(key, (key, key))
    return say(reader, ko=ko, en=en)


def value_shown(value: Value, book: Handbook, reader: Reader, *, before: str = "") -> Message:
    """One value: what I do, in my role and in the departments, why, an example, and what brings it up.

    `before` says what it was found by: its figure, in plain words.
    """
    lines = [lettered(value, reader), f"*{shown(value.action, reader)}*"]
    if value.why:
        lines.append(say(reader, ko="이유", en="Why") + f": {shown(value.why, reader)}")
    if value.example:
        lines.append(say(reader, ko="예", en="For example") + f": {shown(value.example, reader)}")
    blocks: list[Block] = [*([section(before)] if before else []), *sections("\n".join(lines))]
    overlays = [*role_lines(value, reader), *_department_lines(value, reader)]
    blocks += sections("\n".join(overlays))
    if not before:
        blocks += [context(line) for line in metric_lines(value, reader)]
    related = [(key, s) for key, s in book.philosophy.situations.items() if s.value == value.id]
    if related:
        blocks.append(
            actions(situation_button(OnCard(situation=key), one, reader) for key, one in related[:5])
        )
    disagree = [disagree_row(value.id, reader)] if book.philosophy.approvers else []
    return Message(
        text=f"{shown(value.name, reader)}: {shown(value.action, reader)}",
        blocks=as_many_as_fit(blocks, *disagree, human_line(book, reader)),
    )


def _department_lines(value: Value, reader: Reader) -> list[str]:
    return [
        f"_{escape(department_name(key, reader))}_: {shown(text, reader)}"
        for key, text in value.by_department.items()
    ]


def measured_shown(found: Measured, book: Handbook, reader: Reader) -> Message:
    """A figure in plain words, and the value or values it is for."""
    told = measured_words(found, reader)
    if len(found.values) == 1:
        return value_shown(found.values[0], book, reader, before=told)
    lines = [f"{named(value, reader)}: {shown(value.action, reader)}" for value in found.values]
    blocks = [
        *sections("\n".join([told, *lines])),
        *_value_buttons(found.values or book.philosophy.values, reader),
    ]
    return Message(text=told, blocks=as_many_as_fit(blocks, human_line(book, reader)))


def for_department(key: str, book: Handbook, reader: Reader) -> Message:
    """What the values mean in a department, in the file's order; those without words of its own are named."""
    name = escape(department_name(key, reader))
    head = say(reader, ko=f"{name}에서는 우리 가치를 이렇게 지킵니다", en=f"What our values mean in {name}")
    values = book.philosophy.values
    lines = [f"*{head}*"]
    lines += [
        f"{named(v, reader)}: {shown(v.by_department[key], reader)}" for v in values if key in v.by_department
    ]
    rest = [shown(value.name, reader) for value in values if key not in value.by_department]
    blocks: list[Block] = list(sections("\n".join(lines)))
    if rest:
        others = ", ".join(rest)
        blocks.append(
            context(
                say(
                    reader, ko=f"모든 팀에서 같은 뜻인 가치: {others}", en=f"The same in every team: {others}"
                )
            )
        )
    last = (*_value_buttons(values, reader), human_line(book, reader))
    return Message(text=head, blocks=as_many_as_fit(blocks, *last))


def no_such_department(asked: str, near: Department | None, book: Handbook, reader: Reader) -> Message:
    """Nobody wrote anything for it: those there are, and which may have been meant."""
    known = departments_of(book.philosophy)
    typed = escape(asked)
    if not known:
        said = say(
            reader,
            ko="values.yaml에 부서별 안내가 아직 없습니다.",
            en="values.yaml has no words for departments yet.",
        )
    elif not asked:
        said = say(reader, ko="어느 부서의 안내를 볼까요?", en="Which department do you want to read about?")
    else:
        said = say(
            reader,
            ko=f"“{typed}” 부서의 안내는 없습니다. 아래에서 골라 주세요.",
            en=f"The file has nothing for “{typed}” yet. Pick one of these:",
        )
    if near:
        name = escape(department_name(near, reader))
        said += " " + say(reader, ko=f"혹시 *{name}* 부서인가요?", en=f"Did you mean *{name}*?")
    buttons = [
        button(department_name(key, reader), f"{value_ids.LOOK_AT_DEPARTMENT}:{number}", key)
        for number, key in enumerate(known[:25])
    ]
    blocks: list[Block] = [section(said), *([actions(buttons)] if buttons else [])]
    return Message(text=said, blocks=(*blocks, human_line(book, reader)))


def _value_buttons(values: Sequence[Value], reader: Reader) -> list[Block]:
    return [
        actions(
            button(label(value, reader), f"{ids.LOOK_AT_VALUE}:{number}", value.id)
            for number, value in enumerate(values[:12])
        )
    ]
