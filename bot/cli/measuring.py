"""`eval`: how well messages are understood, from labelled cases, and where they are not."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.cli.measured import print_figures, print_mistakes
from bot.cli.outside import (
    Outside,
    handbook,
    print_json,
    read_files,
    reader,
    settings_for,
    shown_as_is,
    takes_files,
    takes_json,
)
from bot.cli.pictures import refuse_other_formats, write
from bot.config.problems import did_you_mean, quoted
from bot.domain.evaluation import Case, evaluate
from bot.domain.judged import UNLABELLED
from bot.domain.mistakes import MOST_SHOWN
from bot.settings import Need
from bot.views.pictures.measured import drawn


@click.command(
    "eval",
    epilog=shown_as_is(
        "Example:",
        '  {"text": "환불은 누가 승인하나요?", "lang": "ko", "topic": "billing_refund", "situation": null}',
        "  python -m bot eval cases.jsonl --plot understood.png",
    ),
)
@click.argument("cases", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="CASES.jsonl")
@click.option(
    "--plot",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Draw the threshold, its cost and the confused pairs into a .png or .svg.",
)
@click.option(
    "--worst",
    type=click.IntRange(0, MOST_SHOWN),
    default=5,
    show_default=True,
    help="Print so many worst cases.",
)
@click.option("--lang", type=click.Choice(["ko", "en"]), help="Of the picture; by default the file's.")
@takes_files
@takes_json
@click.pass_obj
def eval_(
    outside: Outside,
    *,
    cases: Path,
    plot: Path | None,
    worst: int,
    lang: str | None,
    escalation: Path | None,
    values_file: Path | None,
    as_json: bool,
) -> None:
    """Measure how well messages are understood, in Korean and in English, and show where they are not.

    Each line is a message and what it is about; null is out of scope, and a field left out is not counted.
    """
    refuse_other_formats(plot, "--plot")
    settings = settings_for(outside, Need.FILES, escalation, values_file)
    file, philosophy = read_files(settings)
    read = _read(cases)
    for told in _unknown(read, topics=file.topics, situations=philosophy.situations):
        click.echo(f"{cases}: {told}", err=True)
    book = handbook(outside, file, philosophy)
    found = evaluate(read, topics=book.topics, situations=book.situations)
    if plot is not None:
        titles = {key: topic.title for key, topic in file.topics.items()}
        named = {key: situation.title for key, situation in philosophy.situations.items()}
        svg = drawn(found, topics=titles, situations=named, name=cases.name, reader=reader(file, lang))
        write(svg, plot, "--plot")
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    print_figures(found)
    print_mistakes(found, worst)
    if plot is not None:
        click.echo(f"\n{plot}")


def _unknown(cases: Sequence[Case], *, topics: Iterable[str], situations: Iterable[str]) -> Iterator[str]:
    """Labels that the two files do not have: no answer to them can be right."""
    labelled = (
        ("topic", [case.topic for case in cases], set(topics)),
        ("situation", [case.situation for case in cases], set(situations)),
    )
    for kind, labels, known in labelled:
        counted = Counter(
            label for label in labels if label is not None and label not in {UNLABELLED, *known}
        )
        for label, times in counted.most_common(MOST_SHOWN):
            near = did_you_mean(label, known)
            hint = f' (did you mean "{near}"?)' if near else ""
            yield f"no {kind} {quoted(label)}{hint}; {'a line counts' if times == 1 else f'{times} lines count'} as wrong"


def _read(path: Path) -> Sequence[Case]:
    """The cases of a file.

    Raises:
        click.UsageError: naming every line that is not one.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as wrong:
        raise click.UsageError(f"{path}: cannot be read as UTF-8 text ({type(wrong).__name__})") from None
    cases, told = [], []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            cases.append(_case(line))
        except ValidationError as wrong:
            told.append(f"{path}:{number}: {_sentence(wrong.errors(include_url=False)[0])}")
    if told:
        raise click.UsageError("\n".join(["these lines are no cases:", *told[:20]]))
    if not cases:
        raise click.UsageError(f"{path}: holds no cases")
    return cases


def _case(line: str) -> Case:
    """A line's case. Notes of others (a style, a number) are left out; what looks like a slip of a key of ours is not.

    Raises:
        ValidationError: it is none.
    """
    try:
        return Case.model_validate_json(line)
    except ValidationError as wrong:
        notes = {
            str(error["loc"][0])
            for error in wrong.errors(include_url=False)
            if error["type"] == "extra_forbidden"
            and not did_you_mean(str(error["loc"][0]), Case.model_fields)
        }
        if not notes:
            raise
        return Case.model_validate(
            {key: value for key, value in json.loads(line).items() if key not in notes}
        )


def _sentence(error: ErrorDetails) -> str:
    key = str(error["loc"][0]) if error["loc"] else ""
    known = list(Case.model_fields)
    match error["type"]:
        case "json_invalid":
            return f"is not JSON: {error['ctx']['error']}"
        case "extra_forbidden":
            near = did_you_mean(key, known)
            hint = f' (did you mean "{near}"?)' if near else ""
            return f"unknown key {quoted(key)}{hint}; allowed: {', '.join(known)}"
        case "missing":
            return f"missing key {quoted(key)}"
        case "enum":
            return f"{key}: should be {error['ctx']['expected']}"
        case "string_type":
            return f"{key}: should be a text{' or null' if key in ('topic', 'situation') else ''}"
        case _:
            return 'should be an object such as {"text": "…", "lang": "ko", "topic": "…", "situation": null}'
