"""The answers of /escalate: who to hand this customer to right now. Nobody is pinged by them."""

from collections.abc import Sequence

from bot.domain.decision import Choose, Direct, NoMatch, Scored
from bot.domain.facts import Facts
from bot.domain.language import Language
from bot.domain.reader import Reader
from bot.requests.tickets import Asked, beside_menu
from bot.services.answer import Answer, Route
from bot.services.handbook import Handbook
from bot.views import ids
from bot.views.blocks import actions, button, context, divider, header, option, section, select
from bot.views.facts import fact_blocks
from bot.views.human import human_button, human_line
from bot.views.ladder import everybody_asked, on_call_now, steps
from bot.views.limits import cut, escape
from bot.views.message import Block, Message
from bot.views.phone import Piece, fitted
from bot.views.route_words import critical_still, hours_words, may_promise, to_tell
from bot.views.situation_card import can_offer, decide_line, may_decide, offer_line
from bot.views.values import value_line
from bot.views.words import condition, length_of, moment, plain_moment, say, shown, text_of


def answered(found: Answer, book: Handbook, reader: Reader) -> Message:
    """Direct, a choice, or no match; never a bare "not found"."""
    match found.decision:
        case Direct(best, alternatives):
            return direct(found, best, alternatives, book, reader)
        case Choose(options):
            return choice(found, options, book, reader)
        case NoMatch():
            return no_match(found, book, reader)


def with_slip(message: Message, meant: str | None, reader: Reader) -> Message:
    """The answer, with the command first that a mistyped word may have meant."""
    if meant is None:
        return message
    command = f"`/escalate {meant}`"
    hint = say(reader, ko=f"혹시 {command} 이었나요?", en=f"Did you mean {command}?")
    return Message(text=message.text, blocks=(context(hint), *message.blocks))


def direct(
    found: Answer, best: Scored, alternatives: tuple[Scored, ...], book: Handbook, reader: Reader
) -> Message:
    """One topic: who has it now, what can be promised, who is next, then what helps to say.

    What a phone shows stands above the buttons: who, what to promise or to say instead, what needs nobody's
    approval, what can be offered. What finds no room there comes first below them.
    """
    route, text = found.route, found.question.text
    title = shown(route.title, reader) if route.title else ""
    topic = book.file.topics.get(route.topic or "")
    offers = tuple(offer_line(offer, reader) for offer in can_offer(topic, reader))
    first = [
        Piece(0, _headline(route, title, book, reader)),
        Piece(1, to_tell(route, reader)),
        Piece(2, decide_line(may_decide(topic, reader), reader)),
        Piece(3, offers[0] if offers else "", offers[1:]),
        Piece(4, hours_words(route, book, reader) if not route.is_open else ""),
        Piece(5, critical_still(route, book, reader) if not route.is_open else ""),
    ]
    said = fitted(first)
    rest = [piece.text for piece, line in zip(first, said, strict=True) if piece.text and not line]
    ticket = Asked.about(text, topic=route.topic, situation=found.situation)
    blocks = [
        section("\n".join(line for line in said if line)),
        _buttons(route, ticket, alternatives, book, reader),
    ]
    following = [*rest, *steps(route, book.file, reader)]
    blocks += [section("\n".join(following))] if following else []
    blocks += value_line(book, found.situation, reader, topic=route.topic, text=text)
    blocks += [context(_matched(route, best, reader)), human_line(book, reader)]
    return Message(text=_summary(route, title, book, reader), blocks=tuple(blocks))


def with_facts(message: Message, facts: Sequence[Facts], reader: Reader) -> Message:
    """The answer, with what was pinned for its topic first."""
    if not facts:
        return message
    return Message(text=message.text, blocks=(*fact_blocks(facts, reader), *message.blocks))


def choice(found: Answer, options: tuple[Scored, ...], book: Handbook, reader: Reader) -> Message:
    """Up to three topics to pick from, each with who has it now, and "none of these"."""
    text = found.question.text
    question = say(reader, ko="어느 쪽에 가까울까요?", en="Which of these is it closest to?")
    blocks: list[Block] = [section(f"*{question}*")]
    for scored, route in zip(options, (found.route, *found.others), strict=False):
        title = shown(route.title, reader) if route.title else escape(scored.id)
        who = everybody_asked(route.first, book.file, reader) if route.first else nobody(route, reader)
        ticket = Asked.about(text, topic=scored.id).write()
        pick = button(say(reader, ko="이 주제예요", en="This one"), f"{ids.PICK_TOPIC}:{scored.id}", ticket)
        line = say(reader, ko=f"*{title}*\n지금은 {who}", en=f"*{title}*\nNow: {who}")
        blocks.append(section(line, accessory=pick))
        blocks.append(context(_because(scored, reader)))
    none = button(
        say(reader, ko="여기에 없어요", en="None of these"), ids.NONE_OF_THESE, Asked.about(text).write()
    )
    blocks.append(actions([none, human_button(reader, text)]))
    return Message(text=question, blocks=tuple(blocks))


def no_match(found: Answer, book: Handbook, reader: Reader) -> Message:
    """No topic fits: the last resort by name, with its hours and waiting time, and one click to ask it."""
    route = found.route
    return last_resort(route, found.question.text, found.situation, book, reader)


def last_resort(route: Route, text: str, situation: str | None, book: Handbook, reader: Reader) -> Message:
    """Who takes what belongs to nobody."""
    said = say(
        reader,
        ko="딱 맞는 주제는 찾지 못했지만, 이분들이 받아 주십니다.",
        en="No topic fits exactly, and these people take it:",
    )
    first = route.first
    who = on_call_now(first, book.file, reader, route.at) if first else nobody(route, reader)
    wait = (
        length_of(first.ends - route.at, reader)
        if first
        else length_of(route.policy.levels[0].within, reader)
    )
    waiting = say(reader, ko=f"{wait} 안에 답을 받으실 수 있습니다.", en=f"They answer within {wait}.")
    lines = [said, who, waiting, hours_words(route, book, reader), *steps(route, book.file, reader)]
    blocks = [section("\n".join(line for line in lines if line))]
    blocks += value_line(book, situation, reader, text=text)
    hand = button(
        say(reader, ko="이분들께 넘기기", en="Hand over to them"),
        ids.HAND_OVER,
        Asked.about(text, situation=situation).write(),
        style="primary",
    )
    pick = actions([hand, _picker(book, reader)], block_id=beside_menu(text))
    blocks += [pick, human_line(book, reader)]
    return Message(text=f"{said} {wait}", blocks=tuple(blocks))


def overview(routes: list[Route], book: Handbook, reader: Reader) -> Message:
    """Every topic with who is on call for it now, and a picker."""
    title = say(reader, ko="지금 누구에게 넘기면 될까요?", en="Who takes what right now")
    lines = []
    for route in routes:
        who = everybody_asked(route.first, book.file, reader) if route.first else nobody(route, reader)
        lines.append(f"*{shown(route.title, reader) if route.title else ''}*: {who}")
    hint = say(
        reader,
        ko="궁금한 내용을 그대로 적으셔도 됩니다. 예: `/escalate 환불 승인은 누가 하나요?`",
        en="Or just ask, in your own words: `/escalate who can approve a refund?`",
    )
    blocks = [header(title), *_paragraphs(lines), actions([_picker(book, reader), human_button(reader)])]
    return Message(text=title, blocks=(*blocks, context(hint)))


def helped(reader: Reader) -> Message:
    """How to use /escalate, with examples that work."""
    lines = say(
        reader,
        ko=(
            "*/escalate* 고객을 지금 누구에게 넘길지 알려 드립니다. 찾아보는 것만으로는 아무에게도 알림이 가지 않습니다.\n"
            "• `/escalate 환불 승인은 누가 하나요?` 궁금한 것을 그대로 적어 주세요\n"
            "• `/escalate` 주제별 지금 담당자\n"
            "• `/escalate open` 우리 팀의 진행 중인 건\n"
            "• `/escalate mine` 내가 넘겼거나 맡은 건\n"
            "• `/escalate cover @동료 내일 오후` 내 자리를 동료가 대신, 이름 없이 적으면 팀에 물어봅니다\n"
            "• `/escalate promise 15:30 환불 결과 안내` 고객에게 한 약속을 챙겨 드립니다\n"
            "• `/escalate map 환불` 누구에게 어떤 순서로 가는지 그림으로\n"
            "스레드에서는 메시지 메뉴를 열고 *Hand this over* 항목을 골라 주세요."
        ),
        en=(
            "*/escalate* tells you who to hand a customer to right now. Looking never pings anybody.\n"
            "• `/escalate who can approve a refund?` ask in your own words\n"
            "• `/escalate` every topic and who has it now\n"
            "• `/escalate open` what my team has open\n"
            "• `/escalate mine` what I handed over or own\n"
            "• `/escalate cover @colleague tomorrow` they cover for you; without a name the team is asked\n"
            "• `/escalate promise 15:30 refund status to Kim` I remind you of what a customer was told\n"
            "• `/escalate map refund` who is asked in which order, as a picture\n"
            "In a thread, use *Hand this over* in the message's menu."
        ),
    )
    return Message(
        text=say(reader, ko="/escalate 사용법", en="How to use /escalate"),
        blocks=(section(lines), actions([human_button(reader)])),
    )


def nobody(route: Route, reader: Reader) -> str:
    """Nobody is there for any level; when somebody is, if that is known."""
    if route.somebody_at is None:
        return say(reader, ko="지금은 아무도 없습니다", en="nobody right now")
    when = moment(route.somebody_at, reader, route.at)
    return say(reader, ko=f"{when}까지 아무도 없습니다", en=f"nobody until {when}")


def _headline(route: Route, title: str, book: Handbook, reader: Reader) -> str:
    if route.first is None:
        who = nobody(route, reader)
    else:
        now = say(reader, ko="지금 담당자", en="On call now")
        who = f"{now}: {on_call_now(route.first, book.file, reader, route.at)}"
    promise = may_promise(route, reader) if route.is_open else ""
    return "\n".join(line for line in (f"*{title}*", who, promise) if line)


def _summary(route: Route, title: str, book: Handbook, reader: Reader) -> str:
    who = everybody_asked(route.first, book.file, reader) if route.first else nobody(route, reader)
    return f"{title}: {who}"


def _because(scored: Scored, reader: Reader) -> str:
    found = ", ".join(f"“{escape(cut(word, 60))}”" for word in scored.because[:4])
    if not found:
        return say(reader, ko="직접 고르신 주제입니다", en="The topic you picked")
    return say(reader, ko=f"이 말을 보고 찾았습니다: {found}", en=f"Matched because of {found}")


def _matched(route: Route, best: Scored, reader: Reader) -> str:
    rule = condition(route.policy.when, reader)
    return f"{_because(best, reader)} · {say(reader, ko='규칙', en='rule')}: {rule}"


def _buttons(
    route: Route, ticket: Asked, alternatives: tuple[Scored, ...], book: Handbook, reader: Reader
) -> Block:
    elements = [
        button(say(reader, ko="넘기기", en="Hand over"), ids.HAND_OVER, ticket.write(), style="primary")
    ]
    if not route.is_open and route.opens:
        opens = plain_moment(route.opens, reader, route.at)
        queued = ticket.model_copy(update={"queue": True})
        label = say(reader, ko=f"{opens} 근무 시작에 맞춰 넘기기", en=f"Queue for {opens}")
        elements.append(button(label, f"{ids.HAND_OVER}:queue", queued.write()))
    for scored in alternatives[:2]:
        other = book.file.topics[scored.id]
        label = say(
            reader,
            ko=f"{other.title.in_(Language.KO)} 쪽인가요?",
            en=f"Or: {other.title.in_(Language.EN)}",
        )
        about = Asked.about(ticket.text, topic=scored.id).write()
        elements.append(button(label, f"{ids.PICK_TOPIC}:{scored.id}", about))
    return actions(elements)


def _picker(book: Handbook, reader: Reader) -> Block:
    options = [option(text_of(topic.title, reader), key) for key, topic in book.file.topics.items()]
    return select(ids.PICK_TOPIC, options, placeholder=say(reader, ko="주제를 고르세요", en="Pick a topic"))


def _paragraphs(lines: list[str]) -> list[Block]:
    """Lines in sections of a readable length."""
    return [section("\n".join(lines[at : at + 10])) for at in range(0, len(lines), 10)] + [divider()]
