"""`who --against`: one question to the live file and to a draft of it, and what differs in the answers."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from bot.cli.calendars import read_calendars, tell_calendars
from bot.cli.outside import Outside, handbook, print_json, read_files
from bot.cli.plain import plain
from bot.cli.shapes import Json, who_json
from bot.domain.reach import PLACES
from bot.domain.reader import Reader
from bot.domain.team_file import TeamFile
from bot.services.answer import Answer
from bot.services.handbook import Handbook
from bot.settings import Settings
from bot.views.answers import answered
from bot.views.words import person, say


def draft_of(
    outside: Outside, settings: Settings, path: Path, holds: Handbook, asker: Reader, *, live: bool
) -> Handbook:
    """A draft of escalation.yaml beside the values that hold, with the covers that count.

    What its calendars lack is told beside the answer, as it is of the file that holds.

    Raises:
        FilesHaveProblems: with every error of the draft.
    """
    there = settings.model_copy(update={"escalation_file": path})
    file, philosophy = read_files(there)
    calendars = read_calendars(outside, there, file, live=live)
    feeds = dict(holds.roster.feeds) | dict(calendars.feeds)
    known = {schedule.ical for schedule in holds.file.schedules.values()}
    if any(schedule.ical not in known for schedule in file.schedules.values()):
        tell_calendars(calendars, file, asker, live=live)
    return handbook(outside, file, philosophy, holds.roster.covers, feeds)


def say_against(
    live: tuple[Answer, Handbook],
    draft: tuple[Answer, Handbook],
    asker: Reader,
    *,
    counted: bool,
    as_json: bool,
) -> None:
    """Print two answers to one question, and every part in which they differ. `counted`: with covers."""
    old, new = (who_json(found, book, asker, live=counted) for found, book in (live, draft))
    differs = differing(old, new)
    if as_json:
        print_json({"live": old, "draft": new, "differs": differs})
        return
    titles = (say(asker, ko="지금 파일", en="The live file"), say(asker, ko="초안", en="The draft"))
    for title, (found, book) in zip(titles, (live, draft), strict=True):
        click.echo(f"{click.style(title, bold=True)}\n\n{plain(answered(found, book, asker))}\n")
    if not differs:
        click.echo(say(asker, ko="두 파일의 답이 같습니다.", en="Both answer the same."))
        return
    sides = (("live", live), ("draft", draft))
    click.echo(click.style(say(asker, ko="다른 점", en="What differs"), bold=True))
    for one in differs:
        before, after = (_value(one, side, book.file, asker) for side, (_, book) in sides)
        click.echo(f"  {_part(one['what'], asker)}: {before} → {after}")


def _part(what: str, asker: Reader) -> str:
    number = what.removeprefix("level ")
    if number != what:
        return say(asker, ko=f"{number}단계", en=what)
    ko = {"decision": "판단", "topic": "주제", "policy": "규칙", "promise": "약속"}[what]
    return say(asker, ko=ko, en=what)


def _value(one: Json, side: str, file: TeamFile, asker: Reader) -> str:
    match one["what"], one[side]:
        case _, None:
            return say(asker, ko="없음", en="none")
        case "decision", str(decision):
            ko, en = _DECISIONS[decision]
            return say(asker, ko=ko, en=en)
        case "promise", str(by):
            return f"{datetime.fromisoformat(by):%m-%d %H:%M}"
        case "policy", int(index):  # people count from one
            return str(index + 1)
        case _, {"skipped": str(reason)}:
            return say(asker, ko=f"건너뜀 ({reason})", en=f"skipped ({reason})")
        case _, {"begins": str(begins), "within_minutes": minutes}:
            who, clock = _whom(one, side, file, asker), datetime.fromisoformat(begins)
            return f"{who} {clock:%m-%d %H:%M}, {say(asker, ko=f'{minutes}분', en=f'{minutes} min')}"
        case _, value:
            return str(value)


_DECISIONS = {
    "direct": ("바로 답함", "answers at once"),
    "choose": ("고르게 함", "offers a choice"),
    "none": ("모름", "does not know"),
}


def _whom(one: Json, side: str, file: TeamFile, asker: Reader) -> str:
    """People by name, groups and channels by theirs; by what target, where the same are asked by another one."""
    names = {at: _names(one[at], file, asker) for at in ("live", "draft")}
    if names["live"] == names["draft"] and one["live"]["targets"] != one["draft"]["targets"]:
        return f"{names[side]} ({', '.join(one[side]['targets'])})"
    return names[side]


def _names(level: Json | None, file: TeamFile, asker: Reader) -> str:
    if level is None:
        return ""
    places = [target.removeprefix("channel:") for target in level["targets"] if _is_place(target)]
    return ", ".join([*(person(file, key, asker) for key in level["people"]), *places])


def _is_place(target: str) -> bool:
    return target.partition(":")[0] in PLACES


def differing(old: Json, new: Json) -> list[Json]:
    """`{what, live, draft}` for each part that differs; `what` is decision, topic, policy, level N or promise."""
    sides = [_parts(one) for one in (old, new)]
    names = list(dict.fromkeys((*sides[0], *sides[1])))
    return [
        {"what": name, "live": sides[0].get(name), "draft": sides[1].get(name)}
        for name in names
        if sides[0].get(name) != sides[1].get(name)
    ]


def _parts(answer: Json) -> dict[str, Any]:
    topics = [topic["id"] for topic in answer["topics"]]
    levels = {
        f"level {level['level']}": {
            "people": [person for ask in level["asks"] for person in ask["people"]],
            "targets": [ask["target"] for ask in level["asks"]],
            "begins": level["begins"],
            "within_minutes": level["within_minutes"],
            "skipped": level["skipped"],
        }
        for level in answer["levels"]
    }
    first = {"decision": answer["decision"], "topic": topics[0] if topics else None}
    promise = answer["promise"]["by"] if answer["promise"] else None
    return {**first, "policy": answer["policy"], **levels, "promise": promise}
