"""What is said around a picture: that it comes, the same in words beside it, and in its place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.views.blocks import section
from bot.views.human import human_line, with_human
from bot.views.limits import SECTION, cut, escape, sections
from bot.views.message import Message
from bot.views.pictures import ladder, overview
from bot.views.pictures.ladder_words import Sheet
from bot.views.pictures.overview import Overview
from bot.views.words import say, text_of


@dataclass(frozen=True)
class Sketch:
    """A picture before it is drawn: the file's name, a title, the words it stands for, and the SVG."""

    name: str
    title: str
    alt: str
    svg: str


def ladder_sketch(sheet: Sheet, topic: str) -> Sketch:
    """A ladder's."""
    name = re.sub(r"[^\w-]+", "-", topic)
    return Sketch(f"{name}.png", sheet.title, "\n".join(sheet.lines), ladder.drawn(sheet))


def overview_sketches(whole: Overview) -> tuple[Sketch, ...]:
    """Those of all topics, a page each."""
    return tuple(
        Sketch(
            name=f"topics-{number}.png",
            title=" ".join(filter(None, (page.title, page.page))),
            alt="\n".join(page.lines),
            svg=overview.drawn(page),
        )
        for number, page in enumerate(overview.pages(whole), start=1)
    )


def coming(book: Handbook, reader: Reader) -> Message:
    """The answer at once: where to look for the picture."""
    said = say(
        reader,
        ko="지금 그리고 있습니다. 곧 Baton과의 DM으로 보내 드립니다.",
        en="I am drawing it. It comes to your messages with Baton in a moment.",
    )
    return with_human(said, book, reader)


def beside(lines: Sequence[str], book: Handbook, reader: Reader) -> str:
    """The same in words, as mrkdwn: read aloud, found by search, and copied."""
    title, rest = _in_mrkdwn(lines)
    human = human_line(book, reader)["elements"][0]["text"]
    return "\n".join((cut(f"*{title}*\n{rest}", SECTION), human))


def instead(lines: Sequence[str], book: Handbook, reader: Reader) -> Message:
    """The same in words, where no picture came about or Slack did not take it."""
    title, rest = _in_mrkdwn(lines)
    sorry = say(
        reader,
        ko="그림을 보내지 못해 글로 대신 알려 드립니다.",
        en="The picture could not be sent, so here it is in words.",
    )
    return Message(
        text=sorry, blocks=(section(f"{sorry}\n*{title}*"), *sections(rest), human_line(book, reader))
    )


def which_topic(text: str, book: Handbook, reader: Reader) -> Message:
    """No one topic was clearly meant: which there are, and how to see all of them."""
    named = ", ".join(escape(text_of(topic.title, reader)) for topic in book.file.topics.values())
    word = escape(cut(text, 60))
    said = say(
        reader,
        ko=f"“{word}” 만으로는 어느 주제인지 알기 어렵습니다. `/escalate map` 뒤에 다음 중 하나를 적어 주세요.\n{named}\n"
        "`/escalate map` 만 적으시면 모든 주제를 한눈에 보내 드립니다.",
        en=f"I am not sure which topic “{word}” means. Please put one of these behind `/escalate map`:\n{named}\n"
        "`/escalate map` alone shows all of them.",
    )
    return with_human(cut(said, SECTION), book, reader)


def _in_mrkdwn(lines: Sequence[str]) -> tuple[str, str]:
    title, *rest = map(escape, lines)
    return title, "\n".join(rest)
