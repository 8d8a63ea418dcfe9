"""`eval`: how well messages are understood, from labelled cases."""

from collections.abc import Sequence
from pathlib import Path

import click
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.cli.outside import (
    Outside,
    handbook,
    print_json,
    read_files,
    settings_for,
    shown_as_is,
    takes_files,
    takes_json,
)
from bot.config.problems import did_you_mean, quoted
from bot.domain.evaluation import Case, Evaluation, OutOfScope, Share, Shares, evaluate
from bot.settings import Need


@click.command(
    "eval",
    epilog=shown_as_is(
        "Example:",
        '  {"text": "환불은 누가 승인하나요?", "lang": "ko", "topic": "billing_refund", "situation": null}',
        "  python -m bot eval cases.jsonl",
    ),
)
@click.argument("cases", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="CASES.jsonl")
@takes_files
@takes_json
@click.pass_obj
def eval_(
    outside: Outside, *, cases: Path, escalation: Path | None, values_file: Path | None, as_json: bool
) -> None:
    """Measure how well messages are understood, in Korean and in English.

    Each line is a message and what it is about; null is out of scope, and a field left out is not counted.
    """
    settings = settings_for(outside, Need.FILES, escalation, values_file)
    file, philosophy = read_files(settings)
    read = _read(cases)
    book = handbook(outside, file, philosophy)
    found = evaluate(read, topics=book.topics, situations=book.situations)
    if as_json:
        print_json(found.model_dump(mode="json"))
    else:
        _print(found)


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
            cases.append(Case.model_validate_json(line))
        except ValidationError as wrong:
            told.append(f"{path}:{number}: {_sentence(wrong.errors(include_url=False)[0])}")
    if told:
        raise click.UsageError("\n".join(["these lines are no cases:", *told[:20]]))
    if not cases:
        raise click.UsageError(f"{path}: holds no cases")
    return cases


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


def _print(found: Evaluation) -> None:
    click.echo(f"{'':16}{'n':>5}{'top 1':>8}{'top 3':>8}{'direct':>8}{'right':>8}{'choice':>8}")
    for name, shares in (("topics", found.topics), ("situations", found.situations)):
        _print_shares(name, shares)
    click.echo(f"\n{'out of scope':16}{'n':>5}{'direct':>8}{'choose':>8}{'none':>8}")
    for name, scope in (("topics", found.out_of_scope.topics), ("situations", found.out_of_scope.situations)):
        _print_scope(name, scope)


def _print_shares(name: str, shares: Shares) -> None:
    rows: tuple[tuple[str, Share], ...] = (("", shares.all), (" ko", shares.ko), (" en", shares.en))
    for suffix, share in rows:
        figures = (share.top1, share.top3, share.direct, share.direct_right, share.choice_has)
        click.echo(f"{name + suffix:16}{share.n:>5}" + "".join(f"{_percent(one):>8}" for one in figures))


def _print_scope(name: str, scope: OutOfScope) -> None:
    figures = (scope.direct, scope.choose, scope.none)
    click.echo(f"{name:16}{scope.n:>5}" + "".join(f"{_percent(one):>8}" for one in figures))


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"
