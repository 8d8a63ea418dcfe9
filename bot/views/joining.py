"""Joining an open escalation: the offer at the top of the hand-over form, and the few things that are asked."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.escalation import Escalation, Packet
from bot.domain.reader import Reader
from bot.ports import Directory
from bot.requests.tickets import Held
from bot.services.handbook import Handbook
from bot.views import ids
from bot.views.blocks import View, button, context, divider, field, modal, section, text_input
from bot.views.cards import MARKS, asked_names
from bot.views.forms import told_field
from bot.views.links import card_link
from bot.views.message import Block
from bot.views.words import moment, party, say, shown, state


def offers(
    found: Sequence[Escalation], book: Handbook, directory: Directory, reader: Reader, now: datetime
) -> list[Block]:
    """What is open already, without anybody's words: Slack shows the card to whoever may see its channel."""
    if not found:
        return []
    lead = say(
        reader,
        ko="혹시 같은 문제인가요? 이미 진행 중인 건에 이 고객님을 추가하실 수 있습니다.",
        en="Is it the same trouble? You can add your customer to one that is open already.",
    )
    return [context(lead), *(_offer(e, book, directory, reader, now) for e in found), divider()]


def _offer(e: Escalation, book: Handbook, directory: Directory, reader: Reader, now: datetime) -> Block:
    since = moment(e.opened, reader, now)
    names = [party(e.owner, reader)] if e.owner else [asked_names(one, book.file, reader) for one in e.asking]
    who = ", ".join(names)
    count = 1 + len(e.joined)
    rows = [
        f"{MARKS[e.state]} *{shown(e.title, reader)}*",
        say(reader, ko=f"{since}부터", en=f"since {since}"),
        f"{who} ({state(e.state, reader)})" if who else state(e.state, reader),
        say(reader, ko=f"고객 {count}명", en=f"{count} {'customer' if count == 1 else 'customers'}"),
        card_link(e, directory, reader) or "",
    ]
    join = button(
        say(reader, ko="여기에 추가하기", en="Join this one"), ids.JOIN, Held(escalation=e.id).write()
    )
    return section(" · ".join(row for row in rows if row), accessory=join)


def join_form(e: Escalation, typed: Packet, reader: Reader) -> View:
    """Only what is this customer's own; the rest stands on the card already."""
    title = shown(e.title, reader)
    explained = say(
        reader,
        ko=f"*{title}*\n담당자를 다시 부르지 않고 고객님만 추가합니다. 진행 상황은 DM으로 알려 드립니다.",
        en=f"*{title}*\nNobody is asked again; your customer is added, and you follow it in your messages.",
    )
    need = field(
        ids.NEED,
        say(reader, ko="고객에게 필요한 것", en="What does the customer need?"),
        text_input(ids.NEED, initial=typed.need or None, lines=True),
        hint=say(
            reader,
            ko="카드번호, 주민등록번호 같은 정보는 적지 말아 주세요.",
            en="Please leave out card numbers and the like.",
        ),
    )
    link = field(
        ids.LINK,
        say(reader, ko="관련 링크", en="Link"),
        text_input(ids.LINK, initial=typed.link),
        optional=True,
    )
    return modal(
        ids.JOIN_FORM,
        say(reader, ko="진행 중인 건에 추가", en="Join"),
        [section(explained), need, told_field(reader, typed.told or ""), link],
        submit=say(reader, ko="추가하기", en="Join"),
        close=say(reader, ko="뒤로", en="Back"),
        metadata=Held(escalation=e.id).write(),
    )
