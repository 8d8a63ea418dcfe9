"""Newcomers' first cards: who we are, listening, whom to hand to, promises and thanks, and their own practice."""

from collections.abc import Callable, Sequence

from bot.domain.philosophy import Situation
from bot.domain.reader import Reader
from bot.requests.tickets import OnCard
from bot.services.handbook import Handbook
from bot.views import ids
from bot.views import line_up_ids as names
from bot.views.blocks import actions, button, section
from bot.views.human import human_line, with_human
from bot.views.message import Block, Message
from bot.views.situation_card import may_decide, steps_of, to_say
from bot.views.value_words import named
from bot.views.words import people, person, say, shown

_MOST_VALUES = 7
_MOST_TOPICS = 4
_LISTENING = ("empathy", "listen")
"""Situations of the example file that a newcomer meets first; without them it is the file's first one."""


def card(day: int, key: str, book: Handbook, reader: Reader) -> Message:
    """The card of a day, of `bot.domain.welcome.DAYS`, for the person of that key."""
    title, lines, beside = _CARDS[day](key, book, reader)
    stop = button(say(reader, ko="그만 받을게요", en="No more of these"), names.WELCOME_NO_MORE)
    blocks: list[Block] = [section("\n".join([f"*{title}*", *lines]))]
    blocks.append(actions([*beside, stop]))
    return Message(text=title, blocks=(*blocks, human_line(book, reader)))


def stopped(book: Handbook, reader: Reader) -> Message:
    """To whoever wants no more."""
    said = say(
        reader,
        ko="네, 더 보내지 않겠습니다. 궁금한 것이 생기면 언제든 `/values`나 `/escalate`로 물어봐 주세요.",
        en="Fine, there will be no more. Whatever comes up, `/values` and `/escalate` are there.",
    )
    return with_human(said, book, reader)


def none_coming(book: Handbook, reader: Reader) -> Message:
    """To a press when no card comes anyway."""
    return with_human(
        say(reader, ko="더 보낼 카드가 없습니다.", en="No more cards were coming."), book, reader
    )


_Card = tuple[str, list[str], Sequence[Block]]


def _first_day(key: str, book: Handbook, reader: Reader) -> _Card:
    who, philosophy = person(book.file, key, reader), book.philosophy
    title = say(reader, ko=f"{who}, 반갑습니다. 저는 Baton입니다.", en=f"Welcome, {who}. I am Baton.")
    values = philosophy.values[:_MOST_VALUES]
    lines = [
        f"_{shown(philosophy.purpose, reader)}_",
        *(f"{named(value, reader)}: {shown(value.action, reader)}" for value in values),
        say(
            reader,
            ko="• `/values 고객님이 화나셨어요` 이럴 때 할 말\n• `/escalate 환불 승인이 필요해요` 지금 누구에게 넘길지",
            en="• `/values the customer is upset` words to say\n• `/escalate I need a refund approved` who to hand to",
        ),
        say(
            reader,
            ko="첫 한 달 동안 짧은 카드를 네 번 더 보내 드릴게요.",
            en="In your first month four more short cards follow.",
        ),
    ]
    return title, lines, ()


def _listening(_key: str, book: Handbook, reader: Reader) -> _Card:
    title = say(reader, ko="고객님의 마음부터 듣기", en="First the feeling")
    found = _first_situation(book)
    if found is None:
        return title, [say(reader, ko="고객님 말씀을 끝까지 듣고, 들은 것을 한 문장으로 되물어 보세요.",
                           en="Let the customer finish, then say back in one sentence what you heard.")], ()  # fmt: skip
    key, situation = found
    value = book.philosophy.value(situation.value)
    lines = [shown(situation.title, reader)]
    lines += [f"{named(value, reader)}: {shown(value.action, reader)}"] if value else []
    lines += steps_of(situation.steps, reader)
    lines += [to_say(line) for line in situation.say.in_(reader.language)[:1]]
    more = button(
        say(reader, ko="더 보기", en="More"),
        f"{ids.LOOK_AT_SITUATION}:{key}",
        OnCard(situation=key).write(),
    )
    return title, lines, (more,)


def _first_situation(book: Handbook) -> tuple[str, Situation] | None:
    situations = book.philosophy.situations
    key = next((key for key in (*_LISTENING, *situations) if key in situations), None)
    return (key, situations[key]) if key is not None else None


def _handing_over(key: str, book: Handbook, reader: Reader) -> _Card:
    title = say(reader, ko="혼자 안고 있지 않아도 됩니다", en="You need not carry it alone")
    lines = [
        say(
            reader,
            ko="`/escalate` 뒤에 무슨 일인지 적으면 지금 누구에게 넘길지 알려 드립니다. 찾아보기만 하면 아무도 부르지 않습니다.",
            en="Write what is wrong behind `/escalate`: it says who to hand to now. Looking calls nobody.",
        )
    ]
    team = book.file.teams.get(book.file.primary_team(key) or "")
    if team is not None and team.lead is not None and team.lead != key:
        lead = person(book.file, team.lead, reader)
        lines.append(say(reader, ko=f"우리 팀 리드: {lead}", en=f"Your team's lead: {lead}"))
    mine = _decided_alone(book, reader)
    if mine:
        lines.append(say(reader, ko="묻지 않고 결정하셔도 되는 일:", en="Yours to decide without asking:"))
    return title, [*lines, *mine], ()


def _decided_alone(book: Handbook, reader: Reader) -> list[str]:
    found = [
        f"• {shown(topic.title, reader)}: {shown(allowed, reader)}"
        for topic in book.file.topics.values()
        if (allowed := may_decide(topic, reader)) is not None
    ]
    return found[:_MOST_TOPICS]


def _promises_and_thanks(_key: str, _book: Handbook, reader: Reader) -> _Card:
    title = say(reader, ko="약속과 고마움", en="Promises and thanks")
    lines = [
        say(
            reader,
            ko="• `/escalate promise 15:00 김고객님께 결과 안내` 약속한 시간 전에 알려 드립니다",
            en="• `/escalate promise 15:00 call Ms Kim back` I remind you before the time",
        ),
        say(
            reader,
            ko="• `/kudos @동료 끝까지 도와주셔서 고맙습니다` 저녁에 채널에서 전합니다. DM으로만 받으려면 홈 탭에서 고르세요",
            en="• `/kudos @colleague thanks for staying late` told in public in the evening; or privately, see the Home tab",
        ),
        say(
            reader,
            ko="• `/correct @동료` 고쳤으면 하는 점은 그 한 분께만 전해지고, 채널에는 올라가지 않습니다",
            en="• `/correct @colleague` what could be better reaches that one person and never a channel",
        ),
    ]
    return title, lines, ()


def _own_practice(key: str, book: Handbook, reader: Reader) -> _Card:
    title = say(reader, ko="한 달이 지났습니다", en="A month already")
    lines = [
        say(
            reader,
            ko="그동안 통했던 말 한마디가 있으신가요? `/values share` 로 나눠 주시면 모두의 카드에 이름과 함께 실립니다.",
            en="Is there a sentence that worked? `/values share` puts it on everybody's cards, with your name.",
        )
    ]
    keepers = tuple(one for one in book.file.workspace.keepers if one != key and one in book.file.people)
    if keepers:
        whom = people(book.file, keepers, reader)
        lines.append(
            say(
                reader,
                ko=f"처음 온 분의 눈에만 보이는 것이 있습니다. 바꾸고 싶은 점은 {whom}께 말씀해 주세요.",
                en=f"Fresh eyes see what we no longer do. What would you change? Tell {whom}.",
            )
        )
    return title, lines, ()


_CARDS: dict[int, Callable[[str, Handbook, Reader], _Card]] = {
    1: _first_day,
    3: _listening,
    7: _handing_over,
    14: _promises_and_thanks,
    30: _own_practice,
}
