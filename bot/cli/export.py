"""`export`: what the files say, and what people added to it, written for somewhere else."""

from pathlib import Path

import click

from bot.adapters.whole_files import put
from bot.cli.outside import (
    Outside,
    finished,
    print_json,
    read_files,
    settings_for,
    shown_as_is,
    takes_files,
    takes_json,
)
from bot.config.sharing import with_shared
from bot.domain.language import Language
from bot.domain.practice_file import ForFile, for_file
from bot.settings import Need
from bot.views.handbook_page import handbook_page


@click.group(epilog=shown_as_is("Example:", "  python -m bot export handbook --lang both --out handbook.md"))
def export() -> None:
    """Write the philosophy, or what people added to it, for somewhere else."""


_takes_out = click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write into a file, replacing one of before; by default on the terminal.",
)


@export.command(
    epilog=shown_as_is(
        "Examples:",
        "  python -m bot export handbook --lang ko",
        "  python -m bot export handbook --lang both --out docs/what-we-stand-for.md",
    )
)
@click.option("--lang", type=click.Choice(["ko", "en", "both"]), help="By default the workspace's language.")
@_takes_out
@takes_files
@click.pass_obj
def handbook(
    outside: Outside,
    *,
    lang: str | None,
    out: Path | None,
    escalation: Path | None,
    values_file: Path | None,
) -> None:
    """Write what values.yaml says as a page of Markdown."""
    file, philosophy = read_files(settings_for(outside, Need.FILES, escalation, values_file))
    chosen = lang or file.workspace.language
    languages = (Language.KO, Language.EN) if chosen == "both" else (Language(chosen),)
    page = handbook_page(philosophy, *languages)
    if out is None:
        click.echo(page, nl=False)
    else:
        write(out, page)


@export.command(
    epilog=shown_as_is(
        "Examples:",
        "  python -m bot export values > values.new.yaml",
        "  python -m bot export values --out values.yaml     # and then: git diff values.yaml",
    )
)
@_takes_out
@takes_files
@takes_json
@click.pass_obj
def values(
    outside: Outside, *, out: Path | None, escalation: Path | None, values_file: Path | None, as_json: bool
) -> None:
    """Write values.yaml with the phrases and cases that people shared and approvers accepted.

    Each comes under `shared` of its situation, with whose it is; every other line stays as it was, and what the
    file holds already is left alone. Proposed and declined ones are not in it. --json tells what would be added.
    """
    settings = settings_for(outside, Need.SLACK, escalation, values_file)
    _, philosophy = read_files(settings)
    found = for_file(philosophy, finished(outside.wiring().accepted_practices(settings)))
    if as_json:
        print_json(_shape(found))
        return
    text = with_shared(settings.values_file.read_bytes().decode("utf-8"), found.shared)
    added = sum(len(shared) for shared in found.shared.values())
    click.echo(f"Added: {added}.", err=True)
    for p in found.left_out:
        click.echo(f'Left out: the file has no situation "{p.situation}" any more: {p.text}', err=True)
    if out is None:
        click.echo(text, nl=False)
    else:
        write(out, text)


def _shape(found: ForFile) -> object:
    """For programs: by situation, as the file would hold it."""
    return {
        "shared": {
            key: [one.model_dump(mode="json", exclude_none=True) for one in shared]
            for key, shared in found.shared.items()
        },
        "left_out": [{"situation": p.situation, "text": p.text} for p in found.left_out],
    }


def write(out: Path, text: str) -> None:
    """Put a text in a file, whole, and say so.

    Raises:
        click.BadParameter: it cannot be written there.
    """
    try:
        put(out, text.encode("utf-8", "replace"), mode=0o644)
    except OSError as refused:
        raise click.BadParameter(f"{out}: {refused.strerror}", param_hint="'--out'") from None
    click.echo(f"Written: {out}", err=True)
