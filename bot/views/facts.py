"""Pinned facts as people read them on a card."""

from collections.abc import Sequence

from bot.domain.facts import Facts
from bot.domain.reader import Reader
from bot.views.blocks import section
from bot.views.limits import escape
from bot.views.message import Block
from bot.views.words import say


def fact_blocks(facts: Sequence[Facts], reader: Reader) -> list[Block]:
    """One block for each, its lines labelled; for the top of a card."""
    return [section("\n".join(fact_lines(one, reader))) for one in facts]


def fact_lines(facts: Facts, reader: Reader) -> list[str]:
    """What happened and the four lines; one that was left empty is left out."""
    labelled = (
        (facts.charged, say(reader, ko="요금", en="What is charged")),
        (facts.pause, say(reader, ko="일시 중지", en="How to pause")),
        (facts.cancel, say(reader, ko="해지", en="How to cancel")),
        (facts.back, say(reader, ko="다시 시작", en="When we are back")),
    )
    mark = ":rotating_light:" if facts.kind == "outage" else ":door:"
    return [f"{mark} *{escape(facts.what)}*"] + [
        f"{label}: {escape(line)}" for line, label in labelled if line
    ]
