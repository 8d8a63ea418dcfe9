"""The post of a night: cards under the value they show, each value with its why. No totals, no ranks, no pings.

It is drawn twice: as blocks, and as the plain text that phones, notifications and screen readers have, which carries no
marks at all. Where both languages are read the frame speaks both; what people wrote stands as they wrote it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.digest import NightPage, Thanks, Words
from bot.domain.escalation import Party
from bot.domain.language import Language, Text
from bot.domain.night import NightClock
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.views import limits
from bot.views.blocks import context, header, section
from bot.views.limits import escape, length, weight
from bot.views.message import Block, Message
from bot.views.plus_button import plus_button
from bot.views.thanks import quoted, tag_name, value_line, with_names
from bot.views.words import MONTHS_EN, WEEKDAYS_EN, WEEKDAYS_KO, called, say, shown

ROOM_BELOW = 2
"""Blocks that are left free for what stands below the thanks: buttons."""


def mixed(book: Handbook, team: str, reader: Reader | None = None) -> Reader:
    """How the readers of a team's post read: the workspace's language, and the other one where somebody reads that.

    The file tells: `workspace.language: both`, or a `language` of somebody in the team that differs.
    """
    spoken = book.file.workspace.language
    first = Language.EN if spoken == "en" else Language.KO
    known = book.file.teams.get(team)
    theirs = (
        {book.file.people[key].language for key in known.everyone if key in book.file.people}
        if known
        else set()
    )
    both = spoken == "both" or bool(theirs - {first, None})
    zone = reader.zone if reader else str(NightClock(book.file, book.calendars).zone(team))
    return Reader(language=first, zone=zone, both=both)


def page(what: NightPage, book: Handbook, reader: Reader, *, preview: bool = False) -> Message:
    """One message of the night. Where many join in, it shows as many of them as Slack has room for.

    In a preview nobody can join in yet.
    """
    drawn = _Page(what, book, reader, joinable=not preview)
    made = drawn.message()
    while not _fits(made) and (fewer := _without_one(drawn.what)):
        drawn = replace(drawn, what=fewer, are_more=True)
        made = drawn.message()
    if length(made.text) > limits.TEXT:
        made = replace(drawn, are_more=False, tells_why=False).message()
    return made


def team_name(book: Handbook, team: str, reader: Reader) -> str:
    """What a team is called, escaped; its key where the file lost it since."""
    known = book.file.teams.get(team)
    return shown(known.name, reader) if known else escape(team)


def dates(days: Sequence[date], language: Language) -> str:
    """`3월 12일(월), 3월 13일(화)`, `Mon 12 Mar, Tue 13 Mar`."""
    if language is Language.KO:
        return ", ".join(f"{day.month}월 {day.day}일({WEEKDAYS_KO[day.weekday()]})" for day in days)
    return ", ".join(f"{WEEKDAYS_EN[day.weekday()]} {day.day} {MONTHS_EN[day.month - 1]}" for day in days)


@dataclass(frozen=True)
class _Page:
    what: NightPage
    book: Handbook
    reader: Reader
    are_more: bool = False
    tells_why: bool = True
    joinable: bool = True

    def message(self) -> Message:
        blocks, lines = self._opening()
        if self.what.story:
            self._add(blocks, lines, *self._heading(self.what.story.value, story=True))
            self._card(blocks, lines, self.what.story)
        groups = self.what.groups
        for group in groups:
            alone = self.what.number == 1 and len(groups) == 1 and not self.what.story
            if group.value or not alone:  # alone, thanks without a value need no heading
                self._add(blocks, lines, *self._heading(group.value))
            for card in group.thanks:
                self._card(blocks, lines, card)
        if not self.what.cards:
            gone = say(
                self.reader,
                ko="여기 있던 감사 인사는 남긴 분이 거두었습니다.",
                en="The thanks that stood here were taken back by whoever gave them.",
            )
            self._add(blocks, lines, gone, gone)
        if self.are_more:
            more = say(self.reader, ko="함께 고마워한 분들이 더 있습니다.", en="More people joined in.")
            blocks.append(context(more))
            lines.append(more)
        return Message(text="\n".join(lines).strip(), blocks=tuple(blocks))

    def _opening(self) -> tuple[list[Block], list[str]]:
        if self.what.number > 1:
            return [], []
        known = self.book.file.teams.get(self.what.team)
        team = known.name if known else Text(en=self.what.team)
        title = say(
            self.reader,
            ko=f"{dates(self.what.dates, Language.KO)}의 감사 인사 · {team.in_(Language.KO)}",
            en=f"Thanks of {dates(self.what.dates, Language.EN)} · {team.in_(Language.EN)}",
        )
        small = say(
            self.reader,
            ko="동료들이 서로에게 남긴 감사 인사 가운데 일부입니다.",
            en="Some of what colleagues thanked each other for.",
        )
        press = say(
            self.reader,
            ko="+1을 누르면 나도 한 줄 보탤 수 있습니다.",
            en="Press +1 to add a line of your own.",
        )
        beside = f"{small}\n{press}" if self.joinable and self.what.cards else small
        return [header(title), context(beside)], [escape(title), small]

    def _heading(self, value: str | None, *, story: bool = False) -> tuple[str, str]:
        """As a block, and plainly."""
        named = value_line(self.book, value, self.reader)
        known = self.book.philosophy.value(value or "")
        plainly = shown(known.name, self.reader) if known else None
        told = say(self.reader, ko="먼저, 한 가지 이야기", en="First, a story")
        if story:
            named = f"{told} · {named}" if named else told
            plainly = f"{told}: {plainly}" if plainly else told
        if named is None or plainly is None:
            named = plainly = say(self.reader, ko="그리고 고마운 일들", en="And more thanks")
        told_before = not story and self.what.story is not None and self.what.story.value == value
        why = shown(known.why, self.reader) if known and known.why and not told_before else None
        return (
            f"*{named}*" + (f"\n_{why}_" if why else ""),
            f"\n{plainly}" + (f"\n{why}" if why and self.tells_why else ""),
        )

    def _card(self, blocks: list[Block], lines: list[str], card: Thanks) -> None:
        drawn, plainly = self._said(card)
        to, to_plainly = self._to(card, ping=True), self._to(card, ping=False)
        first, *rest = drawn
        pieces = [*limits.split(f"{to}\n{first}"), *(piece for more in rest for piece in limits.split(more))]
        beside = plus_button(card.kudos, self.reader) if self.joinable else None
        blocks += [section(piece, accessory=None if at else beside) for at, piece in enumerate(pieces)]
        lines += [to_plainly, *plainly]

    @staticmethod
    def _add(blocks: list[Block], lines: list[str], drawn: str, plainly: str) -> None:
        blocks.append(section(drawn))
        lines.append(plainly)

    def _to(self, card: Thanks, *, ping: bool) -> str:
        *others, last = [self._name(who, ping=ping) for who in card.named]
        korean = self.reader.language is Language.KO
        people = f"{', '.join(others)}{', ' if korean else ' and '}{last}" if others else last
        bold = f"*{people}*" if ping else people
        if self.reader.both:
            return bold
        return say(self.reader, ko=f"{bold}, 고맙습니다.", en=f"Thank you, {bold}.")

    def _name(self, who: Party, *, ping: bool) -> str:
        """By name, without a ping, unless they like to be mentioned."""
        if ping and who.user in self.what.mention:
            return f"<@{who.user}>"
        return name_in(who, self.reader)

    def _said(self, card: Thanks) -> tuple[list[str], list[str]]:
        """What everybody says, a piece each: as blocks, and plainly. Who only reacted stands together, last."""
        spoken = [words for words in card.words if words.text.strip()]
        silent = [words for words in card.words if not words.text.strip()]
        drawn = [said(words, card.hidden, self.reader) for words in spoken]
        plainly = [said_plainly(words, card.hidden, self.reader) for words in spoken]
        if silent:
            drawn.append(reacted(silent, self.reader, linked=True))
            plainly.append(reacted(silent, self.reader, linked=False))
        return drawn, plainly


def said(words: Words, hidden: Sequence[Party], reader: Reader) -> str:
    """What one giver says, for mrkdwn: their words set apart, then who it is and what it also tells."""
    spoken = quoted(with_names(words.text, words.mentioned, reader, hidden=hidden))
    look = say(reader, ko="어떤 메시지인지 보기", en="see the message")
    links = [f"<{words.link}|{look}>"] if words.link and not words.joins else []
    return f"{spoken}\n— " + " · ".join([_signed(words, reader), *_tags(words, reader), *links])


def said_plainly(words: Words, hidden: Sequence[Party], reader: Reader) -> str:
    """The same as it is read aloud."""
    spoken = " ".join(with_names(words.text, words.mentioned, reader, hidden=hidden).split())
    told = ", ".join([_signed(words, reader), *_tags(words, reader)])
    return f"“{spoken}” — {told}"


def reacted(words: Sequence[Words], reader: Reader, *, linked: bool) -> str:
    """Thanks without words: the message they were given for speaks for itself."""
    people = ", ".join(dict.fromkeys(_giver(one, reader) for one in words))
    link = next((one.link for one in words if one.link), None) if linked else None
    ko, en = (f"<{link}|이 메시지>", f"<{link}|this message>") if link else ("메시지 하나", "a message")
    return f"— {people}: " + say(reader, ko=f"{ko}에 고마움을 전했습니다", en=f"thanks for {en}")


def name_in(who: Party, reader: Reader) -> str:
    """Somebody's name; in both languages where both are read and they have two."""
    first = called(who.name, reader)
    if not reader.both or len(who.name.both) == 1:
        return first
    return f"{first} ({escape(who.name.in_(_other(reader)))})"


def _other(reader: Reader) -> Language:
    return Language.EN if reader.language is Language.KO else Language.KO


def _signed(words: Words, reader: Reader) -> str:
    giver = _giver(words, reader)
    if words.source == "customer":
        return giver
    if not words.joins:
        return giver
    if words.giver is None or not reader.both:
        return say(reader, ko=f"{giver}도", en=f"{giver} too")
    ko, en = (called(words.giver.name, replace(reader, language=one)) for one in Language)
    return say(reader, ko=f"{ko}도", en=f"{en} too")


def _giver(words: Words, reader: Reader) -> str:
    if words.source == "customer":
        return say(reader, ko="고객님의 말씀", en="a customer wrote")
    if words.giver is None:
        return say(reader, ko="동료", en="a colleague")
    return name_in(words.giver, reader)


def _tags(words: Words, reader: Reader) -> list[str]:
    return [tag_name(tag, reader) for tag in words.tags]


def _fits(message: Message) -> bool:
    return (
        length(message.text) <= limits.TEXT
        and len(message.blocks) <= limits.MESSAGE_BLOCKS - ROOM_BELOW
        and sum(map(weight, message.blocks)) <= limits.MESSAGE_CHARACTERS
    )


def _without_one(what: NightPage) -> NightPage | None:
    """The page without the last who joined the card that most joined; None if nobody did."""
    cards = [card for card in what.cards if any(words.joins for words in card.words)]
    if not cards:
        return None
    fullest = max(cards, key=lambda card: sum(words.joins for words in card.words))
    last = next(at for at in reversed(range(len(fullest.words))) if fullest.words[at].joins)
    fewer = fullest.model_copy(update={"words": (*fullest.words[:last], *fullest.words[last + 1 :])})

    def mended(cards: Iterable[Thanks]) -> tuple[Thanks, ...]:
        return tuple(fewer if card is fullest else card for card in cards)

    groups = tuple(group.model_copy(update={"thanks": mended(group.thanks)}) for group in what.groups)
    story = fewer if what.story is fullest else what.story
    return what.model_copy(update={"groups": groups, "story": story})
