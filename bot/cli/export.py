"""`export`: what the files say, and what people added to it, written for somewhere else."""

from pathlib import Path

import click

from bot.adapters.whole_files import put
from bot.cli.outside import Outside, read_files, settings_for, shown_as_is, takes_files
from bot.domain.language import Language
from bot.settings import Need
from bot.views.handbook_page import handbook_page


@click.group()
def export() -> None:
    """Write the philosophy, or what people added to it, for somewhere else."""


@export.command(
    epilog=shown_as_is(
        "Examples:",
        "  python -m bot export handbook --lang ko",
        "  python -m bot export handbook --lang both --out docs/what-we-stand-for.md",
    )
)
@click.option("--lang", type=click.Choice(["ko", "en", "both"]), help="By default the workspace's language.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write into a file, replacing one of before; by default on the terminal.",
)
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
