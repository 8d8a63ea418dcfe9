"""The form of thanks: whom, what for, which value, and what else it tells."""

from collections.abc import Sequence

from bot.domain.kudos import WORDLESS, Kudos, Tag
from bot.domain.philosophy import KudosRules
from bot.domain.reader import Reader
from bot.requests.tickets import Begun
from bot.services.handbook import Handbook
from bot.services.look_first import Pointed, fingerprint
from bot.views import kudos_ids as ids
from bot.views.blocks import View, context, field, modal, option, text_input
from bot.views.human import human_line
from bot.views.kudos_preview import notice
from bot.views.message import Block
from bot.views.thanks import plainly, tag_name, value_menu
from bot.views.words import say

TAGS: tuple[Tag, ...] = ("turnaround", "other_team", "small_surprise")


def changing(kudos: Kudos, book: Handbook, reader: Reader) -> View:
    """The form with what was given."""
    begun = Begun(
        to=tuple(party.user for party in kudos.people),
        text=plainly(kudos.text, kudos.mentioned, reader),
        changes=kudos.id,
        about=kudos.about,
        source=kudos.source,
        seen=fingerprint(kudos.text),
    )
    return form(book, reader, begun, value=kudos.value, tags=kudos.tags)


def form(
    book: Handbook,
    reader: Reader,
    begun: Begun,
    *,
    value: str | None = None,
    tags: Sequence[str] = (),
    found: Sequence[Pointed] = (),
) -> View:
    """Give, or change what was given; `found` is pointed out on top, and the form takes it as it is then."""
    rules = book.philosophy.kudos
    wordless = begun.source in WORDLESS
    needed = rules.value == "must" and not wordless
    blocks = [
        *(notice(found, reader) if found else ()),
        _to(begun.to[: rules.recipients], rules, reader),
        _words(begun.text, rules, reader, wordless=wordless),
        _value(value, book, reader, needed=needed, changes=bool(begun.changes)),
        _tags(tags, reader, changes=bool(begun.changes)),
    ]
    if begun.about:
        about = say(
            reader,
            ko="이 메시지에 대한 감사 인사입니다. 메시지 내용은 옮기지 않습니다.",
            en="These thanks are for that message; its words stay where they are.",
        )
        blocks.append(context(about))
    blocks.append(human_line(book, reader))
    return modal(
        ids.KUDOS_FORM,
        say(reader, ko="감사 인사 남기기", en="Give kudos"),
        blocks,
        submit=say(reader, ko="남기기", en="Send"),
        close=say(reader, ko="닫기", en="Close"),
        metadata=begun.bare().write(),
    )


def _to(people: Sequence[str], rules: KudosRules, reader: Reader) -> Block:
    chooser: Block = {
        "type": "multi_users_select",
        "action_id": ids.KUDOS_TO,
        "placeholder": {"type": "plain_text", "text": say(reader, ko="동료 고르기", en="Choose colleagues")},
        "max_selected_items": rules.recipients,
    }
    if people:
        chooser["initial_users"] = list(people)
    return field(ids.KUDOS_TO, say(reader, ko="누구에게", en="To"), chooser)


def _words(text: str, rules: KudosRules, reader: Reader, *, wordless: bool) -> Block:
    least, most = rules.text
    return field(
        ids.KUDOS_TEXT,
        say(reader, ko="무엇이 고마웠나요?", en="What for?"),
        text_input(
            ids.KUDOS_TEXT,
            initial=text,
            lines=True,
            longest=3000,
            placeholder=say(reader, ko="있었던 일 한 가지", en="One thing that happened"),
        ),
        hint=say(
            reader,
            ko=f"한 줄이면 충분합니다 (한글 {-(-least // 2)}자쯤부터, {most}자까지). 고객 정보는 적지 말아 주세요.",
            en=f"One line is enough ({least} to {most} characters). Please leave customers' data out.",
        ),
        optional=wordless,
    )


def _value(chosen: str | None, book: Handbook, reader: Reader, *, needed: bool, changes: bool) -> Block:
    return field(
        ids.KUDOS_FORM_VALUE,
        say(reader, ko="어떤 가치였나요?", en="Which value was it?"),
        value_menu(book, ids.KUDOS_FORM_VALUE, reader, initial=chosen, needed=needed),
        hint=None if changes or needed else _suggested(reader),
        optional=not needed,
    )


def _suggested(reader: Reader) -> str:
    return say(reader, ko="비워 두면 글을 보고 제안해 드립니다.", en="Left at none, one is suggested.")


def _tags(chosen: Sequence[str], reader: Reader, *, changes: bool) -> Block:
    options = [option(tag_name(tag, reader), tag) for tag in TAGS]
    boxes: Block = {"type": "checkboxes", "action_id": ids.KUDOS_TAGS, "options": options}
    ticked = [one for one in options if one["value"] in chosen]
    if ticked:
        boxes["initial_options"] = ticked
    return field(
        ids.KUDOS_TAGS,
        say(reader, ko="함께 표시할 것", en="Also mark it as"),
        boxes,
        hint=None if changes else _suggested(reader),
        optional=True,
    )
