"""What the command line says of a file of customers' answers: places and counts, never a word of what they wrote."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.domain.reader import Reader
from bot.ports.surveys import Result, Taken
from bot.requests.intake import IntakeProblem
from bot.views.words import say, text_of


def problem_line(file: str, place: str, problem: IntakeProblem, reader: Reader) -> str:
    """`survey.csv:7:4 score: must be …`"""
    field = "" if problem.at == place else f"{problem.at}: "
    return f"{file}:{place} {field}{text_of(problem.what, reader)}"


def nothing_taken(problems: int, reader: Reader) -> str:
    """After the problems."""
    many = "1 problem" if problems == 1 else f"{problems} problems"
    return say(
        reader,
        ko=f"고칠 곳이 {problems}군데 있어 아무것도 받아들이지 않았습니다. 고친 뒤 다시 실행해 주세요.",
        en=f"{many}; nothing was taken in. Mend them and run it again.",
    )


def summary(lines: Sequence[int], taken: Sequence[Taken], reader: Reader, *, dry_run: bool) -> list[str]:
    """How many became what, and on which lines nobody was found."""
    before = sum(one.before for one in taken)
    fresh = Counter(one.result for one in taken if not one.before)
    count = len(taken) - before
    would_ko, would_en = (
        (" (시험 실행, 저장하지 않음)", " (dry run, nothing stored)") if dry_run else ("", "")
    )
    told = [
        say(
            reader,
            ko=f"새 응답 {count}건{would_ko}: {', '.join(_parts(fresh, reader)) or '없음'}",
            en=f"{count} new {'answer' if count == 1 else 'answers'}{would_en}: "
            f"{', '.join(_parts(fresh, reader)) or 'none'}",
        )
    ]
    if before:
        told.append(
            say(
                reader,
                ko=f"이미 받아들인 응답 {before}건은 그대로 두었습니다.",
                en=f"{before} had been taken in before and stand as they are.",
            )
        )
    nobody = [line for line, one in zip(lines, taken, strict=True) if one.result == "nobody"]
    if nobody:
        named = _few(nobody)
        told.append(
            say(
                reader,
                ko=f"상담원을 찾지 못한 줄: {named}. escalation.yaml의 키나 이메일, Slack ID를 확인해 주세요.",
                en=f"nobody was found for line {named}: look at the key, address or Slack id in escalation.yaml",
            )
        )
    return told


def _parts(fresh: Counter[Result], reader: Reader) -> list[str]:
    named: tuple[tuple[Result, str, str], ...] = (
        ("draft", "상담원이 정할 감사 {n}", "{n} thanks for their agents to decide on"),
        ("note", "상담원만 보는 메모 {n}", "{n} for one agent alone"),
        ("counted", "세기만 한 것 {n}", "{n} only counted"),
        ("nobody", "상담원을 찾지 못한 것 {n}", "{n} about nobody I know"),
    )
    return [
        say(reader, ko=ko.format(n=fresh[result]), en=en.format(n=fresh[result]))
        for result, ko, en in named
        if fresh[result]
    ]


def _few(lines: Iterable[int], most: int = 20) -> str:
    listed = list(lines)
    return ", ".join(str(line) for line in listed[:most]) + (" …" if len(listed) > most else "")
