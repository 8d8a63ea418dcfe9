"""The philosophy as a page of Markdown, for a wiki, a repository or the wall."""

import re
from collections.abc import Iterator, Sequence

from bot.domain.language import Language, Text, Texts
from bot.domain.philosophy import Avoid, Philosophy, Shared, Situation, Steps, Value, Variant
from bot.domain.reader import Reader
from bot.views.words import say, text_of

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_LINE_START = re.compile(r"^(\s*)([-+=>]|\d+(?=[.)]))")
_LANGUAGE_NAMES = {Language.KO: "한국어", Language.EN: "English"}


def handbook_page(philosophy: Philosophy, *languages: Language) -> str:
    """The whole page; in several languages one after the other, each complete, with links at the top.

    The order is that of the articles it comes from (practice 4.22): purpose, vision, values, how we practise.
    """
    if len(languages) == 1:
        return _joined(_page(philosophy, Reader(language=languages[0], zone="UTC")))
    links = " · ".join(f"[{_LANGUAGE_NAMES[one]}](#{one.value})" for one in languages)
    parts = [links]
    for one in languages:
        parts += [f'<a id="{one.value}"></a>', *_page(philosophy, Reader(language=one, zone="UTC"))]
    return _joined(parts)


def markdown(text: str) -> str:
    """A text as Markdown shows it literally: nothing in it becomes a heading, a list, a link or HTML."""
    lines = (_SPECIAL.sub(r"\\\1", line.strip()) for line in text.strip().splitlines())
    return " ".join(_LINE_START.sub(_escaped_start, line) for line in lines if line)


def _escaped_start(found: re.Match[str]) -> str:
    start, sign = found.groups()
    return f"{start}{sign}\\" if sign.isdigit() else f"{start}\\{sign}"


def _joined(parts: list[str] | Iterator[str]) -> str:
    return "\n\n".join(parts) + "\n"


def _page(philosophy: Philosophy, reader: Reader) -> Iterator[str]:
    yield f"# {say(reader, ko='우리가 지키는 것', en='What we stand for')}"
    yield f"## {say(reader, ko='우리가 있는 이유', en='Purpose')}"
    yield _text(philosophy.purpose, reader)
    yield f"## {say(reader, ko='우리가 되려는 모습', en='Vision')}"
    yield _text(philosophy.vision, reader)
    if philosophy.filter_question:
        yield f"## {say(reader, ko='결정하기 전에 묻는 한 가지', en='The question we ask of every decision')}"
        yield f"> {_text(philosophy.filter_question, reader)}"
    yield f"## {say(reader, ko='가치', en='Values')}"
    yield from _spelled(philosophy, reader)
    for value in philosophy.values:
        yield from _value(value, reader)
    if philosophy.metrics:
        label = say(reader, ko="함께 보는 지표", en="The figures we steer by")
        yield f"**{label}** {', '.join(markdown(one) for one in philosophy.metrics)}"
    yield from _practice(philosophy, reader)


def _spelled(philosophy: Philosophy, reader: Reader) -> Iterator[str]:
    lettered = [value for value in philosophy.values if value.letter]
    if philosophy.acronym and lettered:
        yield f"**{markdown(philosophy.acronym)}**"
        yield "\n".join(
            f"- **{markdown(value.letter or '')}** {_text(value.name, reader)}" for value in lettered
        )


def _value(value: Value, reader: Reader) -> Iterator[str]:
    letter = f"{markdown(value.letter)} · " if value.letter else ""
    yield f"### {letter}{_text(value.name, reader)}{f' {value.emoji}' if value.emoji else ''}"
    yield f"**{_text(value.action, reader)}**"
    facts = (
        (say(reader, ko="왜", en="Why"), value.why and _text(value.why, reader)),
        (say(reader, ko="예", en="Example"), value.example and _text(value.example, reader)),
        (say(reader, ko="무엇을 보면 아나", en="What shows it"), value.metric and markdown(value.metric)),
        (say(reader, ko="다시 읽는 날", en="Read again on"), value.review_by and value.review_by.isoformat()),
    )
    if told := [f"- {label}: {text}" for label, text in facts if text]:
        yield "\n".join(told)
    if value.questions:
        yield say(reader, ko="1분 질문", en="A question for a minute")
        yield "\n".join(f"- {_text(question, reader)}" for question in value.questions)
    for title, overlays in (
        (say(reader, ko="역할에 따라", en="In each role"), value.by_role),
        (say(reader, ko="부서에 따라", en="In each department"), value.by_department),
    ):
        if overlays:
            yield title
            yield "\n".join(f"- `{_code(key)}`: {_text(text, reader)}" for key, text in overlays.items())


def _practice(philosophy: Philosophy, reader: Reader) -> Iterator[str]:
    if not philosophy.situations:
        return
    yield f"## {say(reader, ko='이렇게 실천합니다', en='How we practise')}"
    known = {value.id for value in philosophy.values}
    for value in philosophy.values:
        yield from _situations(philosophy, value.id, reader)
    for situation in philosophy.situations.values():
        if situation.value not in known:
            yield from _situation(situation, reader)


def _situations(philosophy: Philosophy, value: str, reader: Reader) -> Iterator[str]:
    for situation in philosophy.situations.values():
        if situation.value == value:
            yield from _situation(situation, reader, philosophy.value(value))


def _situation(situation: Situation, reader: Reader, value: Value | None = None) -> Iterator[str]:
    yield f"### {_text(situation.title, reader)}"
    if value:
        yield f"*{_text(value.name, reader)}*"
    if situation.why:
        yield _text(situation.why, reader)
    yield from _side(situation, reader)
    for variant in situation.variants.values():
        yield f"#### {_text(variant.title, reader)}"
        yield from _side(variant, reader)
    if situation.shared:
        yield say(reader, ko="동료가 나눠 준 말", en="What colleagues shared")
        yield "\n".join(f"- {_credited(one, reader)}" for one in situation.shared)


def _side(side: Situation | Variant, reader: Reader) -> Iterator[str]:
    if steps := list(_steps(side.steps, reader)):
        yield "\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1))
    if lines := _lines(side.say, reader):
        yield say(reader, ko="이렇게 말합니다", en="Say")
        yield lines
    if side.avoid:
        yield _instead(side.avoid, reader)
    if side.closing:
        yield f"> {_text(side.closing, reader)}"


def _instead(pairs: Sequence[Avoid], reader: Reader) -> str:
    instead, better = say(reader, ko="이 말 대신", en="Instead of"), say(reader, ko="이렇게", en="Say")
    rows = [f"| {_text(pair.wrong, reader)} | {_text(pair.better, reader)} |" for pair in pairs]
    return "\n".join([f"| {instead} | {better} |", "|---|---|", *rows])


def _credited(shared: Shared, reader: Reader) -> str:
    """Words with whoever shared them."""
    by = _text(shared.by, reader)
    if shared.edited_by:
        edited = _text(shared.edited_by, reader)
        by = say(reader, ko=f"{by}, 다듬은 분 {edited}", en=f"{by}, edited by {edited}")
    return f"{_text(shared.text, reader)} — {by}"


def _steps(steps: Steps, reader: Reader) -> Iterator[str]:
    named = (
        (say(reader, ko="마음", en="The feeling"), steps.feeling),
        (say(reader, ko="해결", en="The solution"), steps.solution),
        (say(reader, ko="다음", en="What comes next"), steps.next),
    )
    for name, text in named:
        if text:
            yield f"**{name}.** {_text(text, reader)}"


def _lines(texts: Texts, reader: Reader) -> str:
    return "\n".join(f"- {markdown(text)}" for text in texts.in_(reader.language))


def _text(text: Text, reader: Reader) -> str:
    return markdown(text_of(text, reader))


def _code(key: str) -> str:
    return key.replace("`", "'")
