"""`doctor`: is everything in place, and how to mend what is not."""

from pathlib import Path

import click

from bot.cli.outside import Outside, finished, print_json, shown_as_is, takes_files, takes_json
from bot.config import Loaded, load
from bot.domain.diagnosis import Finding, worst
from bot.errors import OperatorError
from bot.settings import Need, Settings

_FEW = 5
_SIGNS = {"ok": "ok", "warning": "warning", "error": "ERROR"}


@click.command(
    epilog=shown_as_is(
        "Example:",
        "  python -m bot doctor",
        "  ok       token             is Baton's in Acme",
        "  ERROR    scopes            the token lacks reactions:read",
        "                             -> update the app from manifest.yaml …, then install it again",
    )
)
@click.option("--http", is_flag=True, help="Look at what `serve --http` needs, instead of Socket Mode.")
@takes_files
@takes_json
@click.pass_obj
def doctor(
    outside: Outside, *, http: bool, escalation: Path | None, values_file: Path | None, as_json: bool
) -> None:
    """Look at the whole installation, and say how to mend what is not well.

    The environment, both files, Slack's tokens and scopes, the people and channels named, the clock, the store, the
    secret keys, and PORT. It may run beside a bot that serves, and changes nothing. Exit code 1 for errors.
    """
    settings, findings = _environment(outside, http=http)
    given = {"escalation_file": escalation, "values_file": values_file}
    settings = settings.model_copy(update={name: path for name, path in given.items() if path})
    loaded = load(settings.escalation_file, settings.values_file)
    findings += _files(loaded)
    findings += finished(outside.wiring().examine(settings, loaded, http))
    if as_json:
        print_json([{"part": f.part, "grade": f.grade, "said": f.said, "mend": f.mend} for f in findings])
    else:
        for finding in findings:
            click.echo(_shown(finding))
        click.echo(_summary(findings), err=True)
    if worst(findings) == "error":
        raise SystemExit(1)


def _environment(outside: Outside, *, http: bool) -> tuple[Settings, list[Finding]]:
    """What can be read of the settings, though something may be missing."""
    need = Need.HTTP_MODE if http else Need.SOCKET_MODE
    try:
        settings = Settings.read(outside.environ, need)
    except OperatorError as refused:
        missing = [Finding("environment", "error", str(refused))]
    else:
        return settings, [Finding("environment", "ok", f"has what `{need}` needs")]
    usable = {name: value for name, value in outside.environ.items() if _can_be_read(name, value)}
    return Settings.read(usable, Need.STORE), missing


def _can_be_read(name: str, value: str) -> bool:
    try:
        Settings.read({name: value}, Need.STORE)
    except OperatorError:
        return False
    return True


def _files(loaded: Loaded) -> list[Finding]:
    errors = [Finding("files", "error", str(one)) for one in loaded.errors[:_FEW]]
    if len(loaded.errors) > _FEW:
        errors.append(Finding("files", "error", f"{len(loaded.errors) - _FEW} more", "python -m bot check"))
    if errors:
        return errors
    if loaded.warnings:
        return [Finding("files", "warning", _counted(len(loaded.warnings)), "python -m bot check tells them")]
    return [Finding("files", "ok", "escalation.yaml and values.yaml are in order")]


def _shown(finding: Finding) -> str:
    head = f"{_SIGNS[finding.grade]:8} {finding.part:17} "
    said = finding.said.replace("\n", "\n" + " " * len(head))
    mend = f"\n{' ' * len(head)}-> {finding.mend}" if finding.mend else ""
    return f"{head}{said}{mend}"


def _summary(findings: list[Finding]) -> str:
    counts = {grade: sum(one.grade == grade for one in findings) for grade in ("error", "warning")}
    if not any(counts.values()):
        return "Everything is in place."
    return ", ".join(f"{count} {grade}{'' if count == 1 else 's'}" for grade, count in counts.items()) + "."


def _counted(remarks: int) -> str:
    return "one remark" if remarks == 1 else f"{remarks} remarks"
