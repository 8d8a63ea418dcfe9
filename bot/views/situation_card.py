"""The card of a situation: what helps now, in as few lines as a phone shows, the rest behind "More"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.domain.around import NOTHING_AROUND, Around
from bot.domain.decision import Scored
from bot.domain.language import Language, Text
from bot.domain.philosophy import Situation, Steps, Value
from bot.domain.policy import Topic
from bot.domain.reader import Reader
from bot.requests.tickets import Asked, OnCard
from bot.services.handbook import Handbook
from bot.views import ids, value_ids
from bot.views.blocks import actions, button, context, section
from bot.views.facts import fact_blocks
from bot.views.human import human_button, human_line
from bot.views.limits import cut, escape
from bot.views.message import Block, Message
from bot.views.phone import Piece, fitted
from bot.views.practices import credited
from bot.views.value_words import named, theirs
from bot.views.words import say, shown, text_of

_SENTENCE = re.compile(r"(?<=[.!?。])\s+|(?<=;)\s+")
_NUMBERS = "①②③"

_DECIDE, _OFFER, _PRACTICE = 6, 7, 8
_SMALL_PRINT = 600
"""Characters of each line under the buttons; all of it stands behind More."""
_SMALL = frozenset({_DECIDE, _OFFER, _PRACTICE})
"""Ranks of what stands under the buttons where the card has no room for it."""


@dataclass(frozen=True)
class OnHand:
    """What a card is made of: the situation from one of its sides, its value, the topic, what stands around it."""

    about: OnCard
    situation: Situation
    value: Value | None
    topic: Topic | None
    around: Around = NOTHING_AROUND

    @property
    def title(self) -> Text:
        """What happened."""
        return self.situation.title


def on_hand(about: OnCard, book: Handbook, around: Around = NOTHING_AROUND) -> OnHand | None:
    """All of it as the files say now; None for a situation they do not have (any more)."""
    found = book.philosophy.situations.get(about.situation)
    if found is None:
        return None
    variant = about.variant if about.variant in found.variants else found.side_told_of(about.text)
    return OnHand(
        about=about.model_copy(update={"variant": variant}),
        situation=found.side(variant),
        value=book.philosophy.value(found.value),
        topic=book.file.topics.get(about.topic or ""),
        around=around,
    )


def as_asked(about: OnCard, reader: Reader) -> Reader:
    """The reader, in the language the card was asked for."""
    return replace(reader, language=about.language, both=False) if about.language else reader


def situation_shown(
    card: OnHand,
    book: Handbook,
    reader: Reader,
    *,
    because: Scored | None = None,
    others: tuple[Scored, ...] = (),
) -> Message:
    """The card with everything one can do with it; `because` tells what it was found by."""
    reader = as_asked(card.about, reader)
    about = card.about.model_copy(update={"language": reader.language})
    blocks = [*fact_blocks(card.around.facts, reader), *card_blocks(card, reader)]
    blocks += [actions(_first_buttons(card, about, reader)), actions(_second_buttons(about, reader))]
    blocks += [context(line) for line in left_over(card, reader)]
    if because and because.because:
        words = ", ".join(f"“{escape(cut(word, 60))}”" for word in because.because[:4])
        blocks.append(
            context(say(reader, ko=f"이 말을 보고 찾았습니다: {words}", en=f"Matched because of {words}"))
        )
    nearby = [
        situation_button(
            OnCard(situation=other.id, topic=about.topic, language=about.language, text=about.text),
            book.philosophy.situations[other.id],
            reader,
        )
        for other in others[:2]
    ]
    if nearby:
        none = button(
            say(reader, ko="여기에 없어요", en="None of these"),
            ids.NO_SITUATION_FITS,
            Asked.about(about.text).write(),
        )
        blocks.append(actions([*nearby, none]))
    return Message(text=card_text(card, reader), blocks=(*blocks, human_line(book, reader)))


def card_blocks(card: OnHand, reader: Reader) -> list[Block]:
    """The card itself, the same in every place it comes up: what stands before "More"."""
    said = fitted(pieces(card, reader))
    head, action, steps, words, avoid, closing, decide, offer, practice, mine = said
    upper = "\n".join(line for line in (head, action, mine, steps) if line)
    lower = "\n".join(line for line in (words, avoid, closing, decide, offer, practice) if line)
    return [section(upper), *([section(lower)] if lower else [])]


def left_over(card: OnHand, reader: Reader) -> list[str]:
    """What one may decide, can offer and has from colleagues, where the card had no room: the small print."""
    those = pieces(card, reader)
    said = fitted(those)
    return [
        cut(piece.text, _SMALL_PRINT)
        for piece, line in zip(those, said, strict=True)
        if piece.text and not line and piece.rank in _SMALL
    ]


def card_text(card: OnHand, reader: Reader) -> str:
    """The card in one line, for notifications and screen readers."""
    title = shown(card.title, reader)
    return f"{title}: {shown(card.value.action, reader)}" if card.value else title


def pieces(card: OnHand, reader: Reader) -> tuple[Piece, ...]:
    """What may stand on the card, each with its rank: what helps this minute before what is good to know."""
    situation, value = card.situation, card.value
    phrases = [to_say(line) for line in situation.say.in_(reader.language)]
    decide, offers = may_decide(card.topic, reader), can_offer(card.topic, reader)
    line = decide_line(decide, reader)
    mine = theirs(value.by_role, reader.roles) if value else None
    return (
        _piece(0, *_heads(card, reader)),
        _piece(2, shown(value.action, reader) if value else ""),
        _piece(1, steps_in_a_row(situation.steps, reader)),
        _piece(3, *phrases),
        _piece(4, *(not_but(pair.wrong, pair.better, reader) for pair in situation.avoid)),
        _piece(5, closing_line(situation, reader)),
        _piece(_DECIDE, *(shortened(line) if line else ())),
        _piece(_OFFER, *(offer_line(offer, reader) for offer in offers)),
        _piece(_PRACTICE, *credited(card.around.practices, reader)),
        _piece(9, f"_{shown(mine, reader)}_" if mine else ""),
    )


def _piece(rank: int, *texts: str) -> Piece:
    first, *shorter = (*(text for text in texts if text), "")
    return Piece(rank, first, tuple(text for text in shorter if text))


def _heads(card: OnHand, reader: Reader) -> tuple[str, ...]:
    """The value and what happened; with the value's sign alone where the two take more than a line."""
    title = f"*{shown(card.title, reader)}*"
    variant = card.situation.variants.get(card.about.variant or "")
    if variant:
        title = f"{title} ({shown(variant.title, reader)})"
    if card.value is None:
        return (title,)
    sign = f"{escape(card.value.emoji)} " if card.value.emoji else ""
    return f"{named(card.value, reader)} · {title}", f"{sign}{title}"


def shortened(text: str) -> Iterator[str]:
    """A text, and its first sentence where it has several."""
    yield text
    first = _SENTENCE.split(text, maxsplit=1)[0]
    if first != text:
        yield f"{first} …"


def steps_of(steps: Steps, reader: Reader) -> list[str]:
    """The feeling first, then the solution, then the next step; what a file leaves out is left out."""
    return [shown(step, reader) for step in (steps.feeling, steps.solution, steps.next) if step]


def steps_in_a_row(steps: Steps, reader: Reader) -> str:
    """All of them in a row, which takes fewer lines than a list."""
    found = steps_of(steps, reader)
    return " ".join(f"{number} {step}" for number, step in zip(_NUMBERS, found, strict=False))


def to_say(line: str) -> str:
    """Words one can say."""
    return f":speech_balloon: “{escape(line)}”"


def not_but(wrong: Text, better: Text, reader: Reader) -> str:
    """Words that hurt, and the better ones."""
    bad, good = shown(wrong, reader), shown(better, reader)
    return say(
        reader, ko=f":no_entry_sign: “{bad}” 대신 “{good}”", en=f":no_entry_sign: not “{bad}” but “{good}”"
    )


def closing_line(situation: Situation, reader: Reader) -> str:
    """The question that ends the conversation."""
    if situation.closing is None:
        return ""
    return say(reader, ko="마무리", en="To close") + f": “{shown(situation.closing, reader)}”"


def may_decide(topic: Topic | None, reader: Reader) -> Text | None:
    """What the reader's role decides without asking anybody (practices 0.10 and 2.5); the agent's for no role."""
    return theirs(topic.may_decide, (*reader.roles, "agent")) if topic else None


def decide_line(decide: Text | None, reader: Reader) -> str:
    """The same as a line; none where nothing is said of it."""
    if decide is None:
        return ""
    return f":key: {say(reader, ko='직접 결정', en='Yours to decide')}: {shown(decide, reader)}"


def offer_line(offer: str, reader: Reader) -> str:
    """One of them as a line."""
    return f":gift: {say(reader, ko='제안', en='You can offer')}: {escape(offer)}"


def can_offer(topic: Topic | None, reader: Reader) -> tuple[str, ...]:
    """What can honestly be offered to the customer of this topic (practice 0.14)."""
    return topic.can_offer.in_(reader.language) if topic else ()


def situation_button(about: OnCard, situation: Situation, reader: Reader) -> Block:
    """Shows another situation's card."""
    action = f"{ids.LOOK_AT_SITUATION}:{cut(about.situation, 100)}"
    return button(text_of(situation.title, reader), action, about.write())


def _first_buttons(card: OnHand, about: OnCard, reader: Reader) -> list[Block]:
    more = button(say(reader, ko="더 보기", en="More"), ids.SITUATION_MORE, about.write())
    sides = [
        button(
            text_of(variant.title, reader),
            f"{value_ids.OTHER_SIDE}:{number}",
            about.model_copy(update={"variant": key}).write(),
        )
        for number, (key, variant) in enumerate(list(card.situation.variants.items())[:4])
        if key != about.variant
    ]
    return [more, *sides, share_button(about, reader), other_language(about, reader)]


def _second_buttons(about: OnCard, reader: Reader) -> list[Block]:
    ticket = Asked.about(about.text, topic=about.topic, situation=about.situation).write()
    useful = say(reader, ko="👍 도움이 됐어요", en="👍 Useful")
    useless = say(reader, ko="👎 아쉬워요", en="👎 Not useful")
    return [
        human_button(reader, about.text),
        button(useful, ids.USEFUL, ticket),
        button(useless, ids.NOT_USEFUL, ticket),
    ]


def other_language(about: OnCard, reader: Reader) -> Block:
    """The same card in the other language."""
    other, label = (
        (Language.EN, "In English") if reader.language is Language.KO else (Language.KO, "한국어로 보기")
    )
    return button(label, ids.SITUATION_OTHER_LANGUAGE, about.model_copy(update={"language": other}).write())


def share_button(about: OnCard, reader: Reader) -> Block:
    """Asks for a channel."""
    return button(say(reader, ko="채널에 공유", en="Share to channel"), ids.SITUATION_SHARE, about.write())
