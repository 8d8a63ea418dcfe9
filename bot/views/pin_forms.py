"""The form of pinned facts: what customers ask first, in the lead's own words."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.facts import LONGEST_LINE, LONGEST_WHAT, Draft, Facts, Slip
from bot.domain.reader import Reader
from bot.requests.pin import PinTicket
from bot.services.handbook import Handbook
from bot.views import pin_ids as ids
from bot.views.blocks import View, context, field, modal, option, section, select, text_input
from bot.views.limits import OPTIONS, plain
from bot.views.message import Block
from bot.views.pins import named
from bot.views.words import say, text_of

FIELD_OF = {"what": ids.PIN_WHAT, "back": ids.PIN_BACK, "ends": ids.PIN_ENDS}


def pin_form(
    draft: Draft,
    ticket: PinTicket,
    book: Handbook,
    reader: Reader,
    now: datetime,
    *,
    replaces: Sequence[Facts] = (),
) -> View:
    """What is known is filled in. `replaces` is what sending it takes down, told first."""
    submit = say(reader, ko="고정하기", en="Pin") if ticket.new else say(reader, ko="고치기", en="Change")
    if replaces:
        submit = say(reader, ko="바꾸어 고정", en="Replace")
    return modal(
        ids.PIN_FORM,
        say(reader, ko="안내 고정하기", en="Pin facts"),
        [
            *_replaced(replaces, book, reader, now),
            section(_what_for(reader)),
            *_about(draft, book, reader),
            *_lines(draft, reader),
            _until(draft, reader),
            context(_your_words(reader)),
        ],
        submit=submit,
        close=say(reader, ko="닫기", en="Close"),
        metadata=ticket.write(),
    )


def slips(found: Mapping[str, Slip], reader: Reader) -> dict[str, str]:
    """What is missing or wrong, under its field."""
    return {FIELD_OF[name]: _slip(slip, reader) for name, slip in found.items()}


def _slip(slip: Slip, reader: Reader) -> str:
    match slip:
        case Slip.NOTHING_SAID:
            return say(reader, ko="무슨 일인지 한 줄로 적어 주세요.", en="Please say in one line what it is.")
        case Slip.NO_LINE:
            return say(
                reader,
                ko="네 줄 가운데 하나는 적어 주세요. 모르신다면 다음 소식을 드릴 시간을 적으시면 됩니다.",
                en="Please fill in one of the four lines; if nothing is known, when customers hear more.",
            )
        case Slip.NO_END:
            return say(reader, ko="언제까지 보일지 골라 주세요.", en="Please choose until when it stands.")
        case Slip.PAST:
            return say(
                reader,
                ko="이미 지난 시간입니다. 앞으로의 시간을 골라 주세요.",
                en="That time has passed. Please choose one ahead.",
            )
        case Slip.TOO_FAR:
            return say(
                reader,
                ko="한 달 안의 시간을 골라 주세요. 늘 맞는 내용은 파일에 적습니다.",
                en="Please choose a time within a month. What always holds belongs into the files.",
            )


def _replaced(found: Sequence[Facts], book: Handbook, reader: Reader, now: datetime) -> list[Block]:
    if not found:
        return []
    lead = say(
        reader,
        ko=":warning: 같은 주제에 이미 고정된 것이 있습니다. 다시 보내시면 아래 안내를 내리고 이 내용으로 바꿉니다.",
        en=":warning: Something stands for this already. Send it again and it takes the place of:",
    )
    return [section("\n".join([lead, *(named(facts, book, reader, now) for facts in found[:5])]))]


def _what_for(reader: Reader) -> str:
    return say(
        reader,
        ko="고객이 가장 먼저 물어보실 것을 적어 주세요. 해당 주제의 모든 카드 맨 위에 보이고, 정한 시간에 저절로 내려갑니다.",
        en="What customers will ask first. It stands at the top of every card of the topic, and goes by itself.",
    )


def _your_words(reader: Reader) -> str:
    return say(
        reader,
        ko="공지문 말고, 고객에게 말하듯 적어 주세요. 쓰는 분이 성함과 사정에 맞게 덧붙여 전합니다.",
        en="Write it as you would say it, not as a notice. Colleagues add the name and what it means for that person.",
    )


def _about(draft: Draft, book: Handbook, reader: Reader) -> list[Block]:
    kinds = [
        option(say(reader, ko="장애: 무언가 되지 않음", en="Outage: something is down"), "outage"),
        option(say(reader, ko="휴무: 쉬는 동안", en="Closure: we are closed"), "closure"),
    ]
    choose = say(reader, ko="고르세요", en="Choose")
    return [
        field(
            ids.PIN_KIND,
            say(reader, ko="어떤 일인가요?", en="What kind is it?"),
            select(ids.PIN_KIND, kinds, placeholder=choose, initial=draft.kind),
        ),
        field(
            ids.PIN_TOPICS,
            say(reader, ko="어느 주제인가요?", en="Which topics?"),
            _topics(draft, book, reader),
            optional=True,
            hint=say(reader, ko="비워 두면 모든 카드에 보입니다.", en="Left empty, every card shows it."),
        ),
        field(
            ids.PIN_WHAT,
            say(reader, ko="무슨 일인가요? (한 줄)", en="What happened, in one line"),
            text_input(
                ids.PIN_WHAT,
                initial=draft.what or None,
                longest=LONGEST_WHAT,
                placeholder=say(
                    reader, ko="카드 결제 승인이 되지 않습니다", en="Card payments are not going through"
                ),
            ),
        ),
    ]


def _topics(draft: Draft, book: Handbook, reader: Reader) -> Block:
    options = [option(text_of(topic.title, reader), key) for key, topic in book.file.topics.items()]
    chosen = [entry for entry in options if entry["value"] in draft.topics]
    made: Block = {
        "type": "multi_static_select",
        "action_id": ids.PIN_TOPICS,
        "placeholder": plain(say(reader, ko="모든 주제", en="All topics"), 150),
        "options": options[:OPTIONS],
    }
    return made | ({"initial_options": chosen} if chosen else {})


def _lines(draft: Draft, reader: Reader) -> list[Block]:
    asked = (
        (
            ids.PIN_CHARGED,
            draft.charged,
            say(reader, ko="그동안 요금은 어떻게 되나요?", en="What is charged meanwhile?"),
        ),
        (ids.PIN_PAUSE, draft.pause, say(reader, ko="잠시 멈추려면?", en="How can they pause?")),
        (ids.PIN_CANCEL, draft.cancel, say(reader, ko="해지하려면?", en="How can they cancel?")),
        (ids.PIN_BACK, draft.back, say(reader, ko="언제 다시 되나요?", en="When are we back?")),
    )
    return [
        field(name, label, text_input(name, initial=line or None, longest=LONGEST_LINE), optional=True)
        for name, line, label in asked
    ]


def _until(draft: Draft, reader: Reader) -> Block:
    element: Block = {"type": "datetimepicker", "action_id": ids.PIN_ENDS}
    if draft.ends:
        element["initial_date_time"] = int(draft.ends.timestamp())
    return field(ids.PIN_ENDS, say(reader, ko="언제까지 보일까요?", en="Show it until"), element)
