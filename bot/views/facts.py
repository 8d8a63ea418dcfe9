"""Pinned facts as people read them on a card."""

from collections.abc import Sequence

from bot.domain.facts import Facts
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.views.blocks import context, section
from bot.views.limits import escape
from bot.views.message import Block
from bot.views.words import say, shown


def fact_blocks(facts: Sequence[Facts], reader: Reader) -> list[Block]:
    """One block for each, its lines labelled, and how to make them personal; for the top of a card."""
    if not facts:
        return []
    return [*(section("\n".join(fact_lines(one, reader))) for one in facts), context(personal_line(reader))]


def near_blocks(facts: Sequence[Facts], book: Handbook, reader: Reader) -> list[Block]:
    """A line for each that is pinned for a topic that may be meant as well, with where to read all of it."""
    return [context(_near(one, book, reader)) for one in facts]


def _near(facts: Facts, book: Handbook, reader: Reader) -> str:
    topics = [shown(book.file.topics[id_].title, reader) for id_ in facts.topics if id_ in book.file.topics]
    what = f"{mark(facts)} {', '.join(topics)}: *{escape(facts.what)}*"
    return say(
        reader,
        ko=f"{what} · 이 일 때문일 수 있습니다. 자세한 내용은 `/values pin list`",
        en=f"{what} · this may be why. All of it: `/values pin list`",
    )


def fact_lines(facts: Facts, reader: Reader) -> list[str]:
    """What happened and the four lines; what nobody knows yet is said in one line, so that nobody makes it up."""
    labelled = (
        (facts.charged, say(reader, ko="요금", en="What is charged")),
        (facts.pause, say(reader, ko="잠시 멈추기", en="How to pause")),
        (facts.cancel, say(reader, ko="해지", en="How to cancel")),
        (facts.back, say(reader, ko="다시 시작", en="When we are back")),
    )
    lines = [f"{mark(facts)} *{escape(facts.what)}*"]
    lines += [f"{label}: {escape(line)}" for line, label in labelled if line]
    if unknown := [label for line, label in labelled if not line]:
        named = ", ".join(unknown)
        lines.append(
            say(
                reader,
                ko=f"_아직 정해지지 않음: {named}. 확인해서 알려 드리겠다고 말씀해 주세요._",
                en=f"_Not known yet: {named}. Say that you will find out and come back._",
            )
        )
    return lines


def mark(facts: Facts) -> str:
    """The sign of its kind."""
    return ":rotating_light:" if facts.kind == "outage" else ":door:"


def personal_line(reader: Reader) -> str:
    """Facts are no answer yet (practice 4.1): what makes them one."""
    return say(
        reader,
        ko="그대로 붙이지 마시고, 고객님 성함과 이 일이 그분께 어떤 의미인지 먼저 말씀해 주세요.",
        en="Not for pasting: say the customer's name and what it means for them, then the facts.",
    )
