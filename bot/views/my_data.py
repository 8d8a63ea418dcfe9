"""*My data*: what is held about somebody, how long, the export, and erasing it; for their eyes alone."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.reader import Reader
from bot.ports.my_data import Item, Kind
from bot.services.handbook import Handbook
from bot.services.my_data import Held
from bot.views import mine_ids as ids
from bot.views.blocks import View, actions, button, context, divider, header, modal, section
from bot.views.human import human_line, with_human
from bot.views.ids import READ_ONLY
from bot.views.limits import escape, split
from bot.views.message import Block, Message
from bot.views.words import length_of, say

_MOST_PIECES = 90
"""Sections of the window that shows an export in words: the rest of a view's hundred blocks is needed."""

_SLICE = 2400
"""Characters looked at at once: cutting a long text in one go would keep everybody waiting."""

_NAMES: Mapping[Kind, tuple[str, str]] = {
    Kind.CHOICES: ("내가 고른 설정", "What I chose"),
    Kind.KUDOS_GIVEN: ("전한 감사", "Thanks I gave"),
    Kind.KUDOS_RECEIVED: ("받은 감사", "Thanks I received"),
    Kind.NOTES_BY_ME: ("내가 쓴 메모", "Notes I wrote"),
    Kind.NOTES_TO_ME: ("나에게 온 메모", "Notes to me"),
    Kind.CUSTOMERS: ("고객님이 남기신 말씀", "What customers wrote"),
    Kind.ESCALATIONS: ("에스컬레이션에서 내가 한 일", "My part in escalations"),
    Kind.PROMISES: ("내가 기록한 약속", "Promises I keep"),
    Kind.COVERS: ("대신 맡기", "Covers"),
    Kind.FACTS: ("고정한 안내", "Facts I pinned"),
    Kind.LIBRARY: ("표현 모음의 내 이름", "My name in the phrase library"),
    Kind.DISAGREEMENTS: ("이름을 밝힌 다른 의견", "Disagreements with my name"),
    Kind.NEWS: ("파일 변경 알림", "News about the files"),
    Kind.MOMENTS: ("잠깐 기억하는 것", "What is remembered for a while"),
    Kind.AUDIT: ("누가 무엇을 했는지의 기록", "The trail of who did what"),
    Kind.TOLD: ("한 번 안내하거나 여쭌 것", "What I was told or asked once"),
}

_KEPT: Mapping[Kind, tuple[str, str]] = {
    Kind.CHOICES: ("바꾸거나 지울 때까지", "until changed or erased"),
    Kind.KUDOS_GIVEN: ("400일", "400 days"),
    Kind.KUDOS_RECEIVED: ("400일", "400 days"),
    Kind.CUSTOMERS: ("길어야 400일", "400 days at most"),
    Kind.ESCALATIONS: ("닫힌 뒤 90일", "90 days after closing"),
    Kind.PROMISES: ("끝난 뒤 30일", "30 days after it is done"),
    Kind.COVERS: ("끝난 뒤 7일", "7 days after its end"),
    Kind.FACTS: ("끝난 뒤 하루", "a day after its end"),
    Kind.LIBRARY: ("모음에 있는 동안, 내려간 뒤 90일", "while it is in the library, and 90 days after"),
    Kind.DISAGREEMENTS: ("전해진 뒤 이틀, 길어야 30일", "2 days after it was brought, 30 at most"),
    Kind.NEWS: ("90일", "90 days"),
    Kind.MOMENTS: ("한 시간에서 2년까지", "from an hour to two years"),
    Kind.AUDIT: ("400일; 요청하시면 이름만 지웁니다", "400 days; when you ask, your name leaves it"),
    Kind.TOLD: ("지울 때까지", "until erased"),
}


def home_section(reader: Reader) -> list[Block]:
    """App Home: the way there."""
    said = say(
        reader,
        ko="*내 데이터* · Baton이 나에 대해 가지고 있는 모든 것: 보기, 내려받기, 지우기",
        en="*My data* · everything Baton holds about me: see it, take it along, erase it",
    )
    label = say(reader, ko="내 데이터", en="My data")
    return [divider(), section(said, accessory=button(label, ids.MY_DATA))]


def window(held: Held | None, book: Handbook, reader: Reader) -> View:
    """By kind with counts, and how long each is kept; None where counting takes longer than a window waits."""
    lines = [_line(kind, items, book, reader) for kind, items in (held or {}).items()]
    nothing = say(reader, ko="지금 가지고 있는 것이 없습니다.", en="Nothing is held right now.")
    slow = say(
        reader,
        ko="세는 데 시간이 걸리고 있습니다. 내려받은 파일에는 모두 들어 있습니다.",
        en="Counting takes a while. The export has everything.",
    )
    blocks: list[Block] = [
        section(
            say(
                reader,
                ko="*Baton이 나에 대해 가지고 있는 것*. 나만 볼 수 있는 창입니다.",
                en="*What Baton holds about me.* Only you see this window.",
            )
        ),
        section("\n".join(lines) or (nothing if held is not None else slow)),
        context(_not_here(reader)),
        divider(),
        context(_file_stays(reader)),
        actions(
            [
                button(say(reader, ko="파일로 받기", en="Export"), ids.MY_DATA_EXPORT),
                button(say(reader, ko="지우기…", en="Erase…"), ids.MY_DATA_ERASE, style="danger"),
            ]
        ),
        human_line(book, reader),
    ]
    return modal(READ_ONLY, title(reader), blocks, close=say(reader, ko="닫기", en="Close"))


def title(reader: Reader) -> str:
    """The name of every window about one's data."""
    return say(reader, ko="내 데이터", en="My data")


def _line(kind: Kind, items: Sequence[Item], book: Handbook, reader: Reader) -> str:
    ko, en = _NAMES[kind]
    return f"• {say(reader, ko=ko, en=en)}: *{len(items)}* · {_kept(kind, book, reader)}"


def _kept(kind: Kind, book: Handbook, reader: Reader) -> str:
    if kind in {Kind.NOTES_BY_ME, Kind.NOTES_TO_ME}:
        length = length_of(book.philosophy.corrections.retention, reader)
        return say(reader, ko=f"전해진 뒤 {length}", en=f"{length} after delivery")
    ko, en = _KEPT[kind]
    return say(reader, ko=ko, en=en)


def _not_here(reader: Reader) -> str:
    return say(
        reader,
        ko="이름 없이 저장하는 것(개선 목록, 가치의 의미, 답변을 쓰는 횟수)은 누구의 것인지 Baton도 몰라 여기에 없습니다. "
        "동료가 다른 분께 쓴 글이나 누가 내 메모를 받지 않기로 했는지는 그분의 데이터입니다.",
        en="What is kept without a name (the improvement list, what values mean to people, how answers are used) is not "
        "here: Baton does not know whose it is. What colleagues wrote to others, and who wants no notes of mine, is theirs.",
    )


def _file_stays(reader: Reader) -> str:
    return say(
        reader,
        ko="내려받는 파일에는 나에게 온 메모의 내용도 들어 있고, 그 파일은 Slack에 남습니다.",
        en="The exported file holds the words of notes to me, too, and stays in Slack.",
    )


def erase_form(book: Handbook, reader: Reader) -> View:
    """Asked once: what goes, what stays and why."""
    goes = say(
        reader,
        ko="*지워지는 것*\n"
        "• 내가 전한 감사와 받은 감사: 이미 올라간 글에서도 내립니다\n"
        "• 나에게 온 메모와 내가 써서 아직 전해지지 않은 메모. 이미 전해진 메모에서는 내 이름이 빠집니다\n"
        "• 고객님이 나에 대해 남기신 말씀, 내 설정, 표현 모음과 안내에 남은 내 이름",
        en="*What goes*\n"
        "• thanks I gave and received, from posts that are out, too\n"
        "• notes to me, and notes of mine that wait. Those of mine that were brought lose my name\n"
        "• what customers wrote of me, my settings, my name in the library and on pinned facts",
    )
    stays = say(
        reader,
        ko="*남는 것*\n"
        "• 고객의 에스컬레이션과 약속의 기록: 내 이름 대신 “삭제를 요청한 분”이 남습니다. 진행 중인 것은 고객이 기다리고 있어 "
        "그대로 이어지고, 닫히는 대로 이름이 빠집니다. 그 전에 다른 분께 넘기셔도 됩니다\n"
        "• 끝나지 않은 대신 맡기: 끝나면 이름이 빠집니다\n"
        "• escalation.yaml에 적힌 이름, 다른 분이 쓴 글 속의 이름, 나에게 오고 있는 메모, Slack에 이미 있는 DM",
        en="*What stays*\n"
        "• the history of customers' escalations and promises, with “somebody who asked to be erased” in place of my name. "
        "What is open goes on, since a customer waits, and loses my name as it closes; you can hand it on first\n"
        "• covers that have not ended: they lose my name at their end\n"
        "• my name in escalation.yaml, a first name in others' words, notes on their way to me, messages Slack already has",
    )
    cannot = say(reader, ko="되돌릴 수 없습니다.", en="This cannot be undone.")
    return modal(
        ids.MY_DATA_ERASE_FORM,
        title(reader),
        [section(goes), section(stays), section(f":warning: *{cannot}*"), human_line(book, reader)],
        submit=say(reader, ko="모두 지우기", en="Erase it all"),
        close=say(reader, ko="그대로 두기", en="Keep it"),
    )


def erasing(book: Handbook, reader: Reader) -> View:
    """It has begun."""
    said = say(
        reader,
        ko="지우고 있습니다. 끝나면 DM으로 한 번 알려 드립니다.",
        en="It is being erased. You get one message when it is done.",
    )
    blocks = [section(said), human_line(book, reader)]
    return modal(READ_ONLY, title(reader), blocks, close=say(reader, ko="닫기", en="Close"))


def erased(waits: int, book: Handbook, reader: Reader) -> Message:
    """It is done; `waits` go on with the name until they end."""
    said = say(
        reader,
        ko="Baton이 가지고 있던 나에 대한 데이터를 지웠습니다.",
        en="What Baton held about you is erased.",
    )
    goes_on = say(
        reader,
        ko=f"진행 중인 {waits}건은 고객이 기다리고 있어 그대로 이어집니다. 끝나는 대로 이름이 빠지고, 다시 알려 드리지 않습니다.",
        en=f"{waits} still open {'goes' if waits == 1 else 'go'} on, since somebody waits for it. Your name leaves as "
        "each ends; you will not be told again.",
    )
    return with_human(f"{said}\n{goes_on}" if waits else said, book, reader)


def export(held: Held, reader: Reader, now: datetime, *, user: str) -> str:
    """Everything as JSON that people can read, too."""
    kinds = {
        str(kind): {"what": say(reader, ko=_NAMES[kind][0], en=_NAMES[kind][1]), "items": list(items)}
        for kind, items in held.items()
    }
    made = {
        "about": user,
        "made": now.isoformat(timespec="seconds"),
        "not_in_here": _not_here(reader),
        "held": kinds,
    }
    return json.dumps(made, ensure_ascii=False, indent=2, default=str)


def coming(book: Handbook, reader: Reader) -> View:
    """The export is on its way as a file."""
    said = say(
        reader,
        ko="Baton과의 DM으로 `my-data.json` 파일을 보내 드립니다. 나에게만 갑니다.",
        en="`my-data.json` comes to your messages with Baton, and to nobody else.",
    )
    blocks = [section(said), human_line(book, reader)]
    return modal(READ_ONLY, title(reader), blocks, close=say(reader, ko="닫기", en="Close"))


def beside_the_file(reader: Reader) -> str:
    """The words beside it."""
    return say(
        reader,
        ko="요청하신 내 데이터입니다. 메모의 내용도 들어 있으니, 다 보신 뒤에는 이 메시지를 지우셔도 좋습니다.",
        en="Your data, as you asked. It holds words of notes, too: you may want to delete this message once you have it.",
    )


def no_file(book: Handbook, reader: Reader) -> Message:
    """Slack took no file: the same in a window."""
    said = say(
        reader,
        ko="Slack이 파일을 받지 않았습니다. 아래 버튼으로 창에서 볼 수 있습니다.",
        en="Slack took no file. The button below shows it in a window.",
    )
    label = say(reader, ko="창에서 보기", en="Show it")
    show = button(label, f"{ids.MY_DATA_EXPORT}:window")
    return Message(text=said, blocks=(section(said), actions([show]), human_line(book, reader)))


def in_a_window(exported: str, book: Handbook, reader: Reader) -> View:
    """The export in words, as far as one window holds it."""
    most = min(len(exported), (_MOST_PIECES + 1) * _SLICE)
    pieces = [p for at in range(0, most, _SLICE) for p in split(escape(exported[at : at + _SLICE]))]
    blocks: list[Block] = [header(title(reader)), *(section(piece) for piece in pieces[:_MOST_PIECES])]
    if len(pieces) > _MOST_PIECES:
        more = say(
            reader,
            ko="창에는 여기까지만 들어갑니다. 나머지는 나중에 파일로 받아 주세요.",
            en="A window holds no more. Please try the file again later for the rest.",
        )
        blocks.append(context(more))
    blocks.append(human_line(book, reader))
    return modal(READ_ONLY, title(reader), blocks, close=say(reader, ko="닫기", en="Close"))
