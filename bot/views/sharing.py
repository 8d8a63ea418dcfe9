"""Sharing a card: the window that asks for a channel, what is posted there, and what became of it."""

from dataclasses import replace
from typing import Any

from bot.domain.reader import Reader
from bot.requests.tickets import OnCard
from bot.services.handbook import Handbook
from bot.services.share_card import Shared
from bot.views import ids, value_ids
from bot.views.blocks import actions, button, context, divider, field, modal, section
from bot.views.facts import fact_blocks
from bot.views.human import human_line
from bot.views.limits import escape
from bot.views.message import Block, Message
from bot.views.situation_card import OnHand, card_blocks, card_text
from bot.views.words import say


def for_everybody(card: OnHand) -> OnHand:
    """The card without what only one role may decide: a channel has many roles."""
    if card.topic is None:
        return card
    return replace(card, topic=card.topic.model_copy(update={"may_decide": {}}))


def share_form(
    card: OnHand, book: Handbook, reader: Reader, public: Reader, here: str | None
) -> dict[str, Any]:
    """Asks where, and shows what will stand there; `here` is the channel it was asked in."""
    picker: Block = {
        "type": "conversations_select",
        "action_id": value_ids.SHARE_CHANNEL,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    if here:
        picker["initial_conversation"] = here
    asked = field(
        value_ids.SHARE_CHANNEL, say(reader, ko="어느 채널에 공유할까요?", en="Which channel?"), picker
    )
    told = say(
        reader,
        ko="Baton이 아래 내용을 올리고, 공유하신 분의 이름을 함께 적습니다. 질문하신 내용은 올라가지 않습니다.",
        en="Baton posts what stands below and says who shared it. What you asked is not part of it.",
    )
    blocks = [
        asked,
        context(told),
        divider(),
        *card_blocks(for_everybody(card), public),
        human_line(book, reader),
    ]
    return modal(
        value_ids.SHARE_FORM,
        say(reader, ko="채널에 공유", en="Share to channel"),
        blocks,
        submit=say(reader, ko="공유", en="Share"),
        close=say(reader, ko="취소", en="Cancel"),
        metadata=card.about.model_copy(update={"text": ""}).write(),
    )


def outside_form(name: str, metadata: str, book: Handbook, reader: Reader) -> dict[str, Any]:
    """Asked before anything is posted where people of another company read too."""
    channel = escape(name)
    said = say(
        reader,
        ko=f"*#{channel}* 채널은 다른 회사 분들도 함께 보십니다. 그래도 공유할까요?",
        en=f"People of another company read *#{channel}* too. Share it there all the same?",
    )
    return modal(
        value_ids.SHARE_OUTSIDE_FORM,
        say(reader, ko="채널에 공유", en="Share to channel"),
        [section(said), human_line(book, reader)],
        submit=say(reader, ko="그래도 공유", en="Share anyway"),
        close=say(reader, ko="취소", en="Cancel"),
        metadata=metadata,
    )


def shared_card(card: OnHand, sharer: str, reader: Reader) -> Message:
    """What everybody in the channel reads: no role's own limits, no question, no names but the sharer's."""
    by = f"<@{sharer}>"
    thanks = say(reader, ko=f"{by} 님이 공유했습니다", en=f"shared by {by}")
    more = button(
        say(reader, ko="더 보기", en="More"),
        ids.SITUATION_MORE,
        card.about.model_copy(update={"text": "", "language": reader.language}).write(),
    )
    blocks = [
        *fact_blocks(card.around.facts, reader),
        *card_blocks(for_everybody(card), reader),
        actions([more]),
        context(thanks),
    ]
    return Message(text=card_text(card, reader), blocks=tuple(blocks))


_BECAME = {
    Shared.DONE: ("공유했습니다. 고맙습니다.", "It is shared. Thank you."),
    Shared.NOT_THERE: (
        "Baton이 그 채널에 아직 없어서 올리지 못했습니다. 채널에서 `/invite @Baton` 하신 뒤 다시 공유해 주세요.",
        "Baton is not in that channel yet, so nothing was posted. Type `/invite @Baton` there, then share again.",
    ),
    Shared.NOT_YOURS: (
        "볼 수 있는 채널에만 공유하실 수 있습니다. 다른 채널을 골라 주세요.",
        "You can share to channels that you can read. Please choose another one.",
    ),
    Shared.NO_CHANNEL: ("채널을 하나 골라 주세요.", "Please choose a channel."),
    Shared.CLOSED: (
        "그 채널에는 지금 글을 올릴 수 없습니다. 다른 채널을 골라 주세요.",
        "Nothing can be posted in that channel right now. Please choose another one.",
    ),
    Shared.UNDER_WAY: (
        "올리고 있습니다. 곧 채널에서 보실 수 있습니다.",
        "It is being posted; you see it in the channel in a moment.",
    ),
    Shared.UNCLEAR: (
        "올라갔는지 Slack이 답하지 않았습니다. 채널을 먼저 확인하시고, 없으면 다시 공유해 주세요.",
        "Slack did not say whether it was posted. Please look in the channel first, and share again if it is not there.",
    ),
}


def became(outcome: Shared, reader: Reader) -> str:
    """What became of it, in a sentence."""
    ko, en = _BECAME[outcome]
    return say(reader, ko=ko, en=en)


def nothing_to_share(about: OnCard, reader: Reader) -> str:
    """The situation left the file meanwhile."""
    name = escape(about.situation)
    return say(
        reader,
        ko=f"`{name}` 상황은 이제 values.yaml에 없습니다.",
        en=f"`{name}` is no longer in values.yaml.",
    )
