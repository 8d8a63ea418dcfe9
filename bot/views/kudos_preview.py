"""Thanks before they are sent: whom a group brings in, what looks like a customer's data, and two ways on."""

from collections.abc import Sequence

from bot.domain.reader import Reader
from bot.requests.tickets import Begun
from bot.services.handbook import Handbook
from bot.services.look_first import Pointed, Preview, fingerprint
from bot.views import kudos_ids as ids
from bot.views.blocks import actions, button, section
from bot.views.human import human_line
from bot.views.kudos_refused import left
from bot.views.limits import TEXT, cut, escape
from bot.views.message import Block, Message
from bot.views.practice_forms import data_names
from bot.views.thanks import names, plainly, quoted, with_names
from bot.views.words import say

_SHOWN = 5


def preview(what: Preview, begun: Begun, book: Handbook, reader: Reader) -> Message:
    """Who would be thanked, who not and why, and the words; nothing is kept before Send."""
    draft = what.draft
    who = names([entry.who for entry in draft.recipients], reader)
    said = say(
        reader,
        ko=f"보내기 전에 확인해 주세요. 아직 아무것도 남기지 않았습니다.\n받는 분: {who}",
        en=f"Before it is sent, please have a look. Nothing is kept yet.\nTo: {who}",
    )
    blocks = [section(said)]
    if draft.left_out:
        blocks.append(section("\n".join(left(entry, reader) for entry in draft.left_out)))
    blocks.append(section(quoted(with_names(draft.text, draft.mentioned, reader))))
    if what.found:
        blocks.append(section(looks_like(what.found, reader)))
    words = plainly(draft.text, draft.mentioned, reader)
    anyway = say(reader, ko="그대로 보내기", en="Send anyway")
    send = anyway if what.found else say(reader, ko="보내기", en="Send")
    seen = fingerprint(words)
    edit = Begun(to=begun.to, text=words, about=begun.about, source=begun.source, seen=seen)
    main = None if what.found else "primary"
    ways = [button(send, ids.KUDOS_SEND, begun.write(), style=main)] if begun.fits else []
    edit = edit if edit.fits else edit.model_copy(update={"text": ""})
    ways.append(button(say(reader, ko="고치기", en="Edit"), ids.KUDOS_NEW, edit.write()))
    return Message(text=cut(said, TEXT), blocks=(*blocks, actions(ways), human_line(book, reader)))


def looks_like(found: Sequence[Pointed], reader: Reader) -> str:
    """What looks like a customer's data, for mrkdwn; it advises and stops nobody."""
    kinds = data_names(reader)
    listed = ", ".join(f"{kinds[one.kind]} `{escape(one.words)}`" for one in found[:_SHOWN])
    return say(
        reader,
        ko=f":warning: 고객 정보로 보이는 내용이 있습니다: {listed}. 감사 인사는 채널에 올라가니, 빼는 편이 좋습니다.",
        en=f":warning: This looks like a customer's data: {listed}. Thanks are posted in a channel, so better leave it out.",
    )


def notice(found: Sequence[Pointed], reader: Reader) -> list[Block]:
    """The same on top of the form it was typed into, once."""
    again = say(
        reader,
        ko="그대로 두어도 괜찮다면 아래 버튼을 한 번 더 눌러 주세요. 다시 묻지 않습니다.",
        en="If it is fine as it is, press the button below once more; you are not asked again.",
    )
    return [section(f"{looks_like(found, reader)}\n{again}")]
