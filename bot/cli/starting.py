"""`init`: a first escalation.yaml from the people who are in Slack already, a first values.yaml from four answers."""

from pathlib import Path

import click

from bot.adapters.whole_files import put
from bot.cli.outside import Outside, finished, settings_for, shown_as_is
from bot.config import load
from bot.config.first_situations import channels_in
from bot.config.first_values import QUESTIONS, Answers, first_values, parts
from bot.config.starting import first_file
from bot.domain.language import Language, language_of_locale
from bot.settings import Need

_OUTPUT = click.Path(path_type=Path, dir_okay=False)


@click.group(
    epilog=shown_as_is(
        "Examples:",
        "  python -m bot init escalation --slack '#support' -o escalation.yaml",
        "  python -m bot init values -o values.yaml",
    )
)
def init() -> None:
    """Write a first file: whom to hand a customer to, or what we stand for."""


@init.command(
    epilog=shown_as_is(
        "Examples:",
        "  python -m bot init escalation --slack @billing-helpers",
        "  python -m bot init escalation --slack '#support' --lead jimin@example.com -o escalation.yaml",
    )
)
@click.option(
    "--slack",
    "group",
    required=True,
    metavar="GROUP",
    help="A user group (@handle or S…) or a channel (#name or id).",
)
@click.option("--lead", metavar="NAME", help="Who leads the team: a name, an e-mail address or a Slack id.")
@click.option(
    "-o",
    "--output",
    type=_OUTPUT,
    metavar="FILE",
    help="Write into a file that is not there yet; by default on the terminal.",
)
@click.pass_obj
def escalation(outside: Outside, *, group: str, lead: str | None, output: Path | None) -> None:
    """Write a first, commented escalation.yaml from a user group or channel in Slack.

    Nothing is ever overwritten. Needs SLACK_BOT_TOKEN.
    """
    if output is not None and output.exists():
        raise click.BadParameter(f"{output} is there already and stays as it is", param_hint="'--output'")
    settings = settings_for(outside, Need.SLACK, None, None)
    text = first_file(finished(outside.wiring().gather_people(settings, group)), outside.now(), lead)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        with output.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as reason:
        raise click.BadParameter(f"{output}: {reason.strerror}", param_hint="'--output'") from None
    click.echo(f"Written: {output}. Next: python -m bot check --escalation {output} --slack", err=True)


@init.command(
    epilog=shown_as_is(
        "Examples:",
        "  python -m bot init values -o values.yaml            # asks the four questions",
        "  python -m bot init values --lang ko --thanked '빠른 답; 끝까지 확인' --never '거짓말' \\",
        "      --think '이 사람들은 약속을 지킨다' --channels '전화, 채팅' -o values.yaml",
    )
)
@click.option("--lang", type=click.Choice(["ko", "en"]), help="Ask and write in this language.")
@click.option("--thanked", metavar="TEXT", help=QUESTIONS[0][2])
@click.option("--never", metavar="TEXT", help=QUESTIONS[1][2])
@click.option("--think", metavar="TEXT", help=QUESTIONS[2][2])
@click.option("--channels", metavar="TEXT", help=QUESTIONS[3][2])
@click.option(
    "-o", "--output", type=_OUTPUT, metavar="FILE", help="Write into a file; by default on the terminal."
)
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.pass_obj
def values(
    outside: Outside, /, *, lang: str | None, output: Path | None, force: bool, **given: str | None
) -> None:
    """Write a first, commented values.yaml from your answers to four questions.

    What is not given as an option is asked, a line each; several answers are separated by ";". A file that is there
    stays as it is unless you say --force. Nothing is written before the last answer.
    """
    _refuse_to_overwrite(output, force=force)
    language = Language(lang) if lang else _language(outside)
    answers = Answers(**{name: _answer(name, given[name], language) for name, _, _ in QUESTIONS})
    text = first_values(answers, language)
    if output is None:
        click.echo(text, nl=False)
        return
    _refuse_to_overwrite(output, force=force)
    try:
        put(output, text.encode(), mode=0o644)
    except OSError as reason:
        raise click.BadParameter(f"{output}: {reason.strerror}", param_hint="'--output'") from None
    if told := _missed(outside, answers, language):
        click.echo(told, err=True)
    click.echo(f"Written: {output}. Next: python -m bot check --values {output}", err=True)


def _missed(outside: Outside, answers: Answers, language: Language) -> str:
    """That the topics of escalation.yaml name situations of another values.yaml; nothing where they do not."""
    settings = settings_for(outside, Need.FILES, None, None)
    file = load(settings.escalation_file, settings.values_file).team_file
    named = [key for topic in file.topics.values() for key in topic.situations] if file else []
    missed = ", ".join(sorted(set(named) - set(channels_in(answers.channels))))
    if not missed:
        return ""
    if language is Language.KO:
        return (
            f"escalation.yaml의 주제가 가리키는 상황 가운데 새 파일에 없는 것이 있습니다: {missed}. 새 파일을 쓰시려면 "
            "주제에서 그 `situations` 줄을 지우거나 이 상황들을 새 파일에 적어 주세요. check가 줄 번호를 알려 드립니다."
        )
    return (
        f"The topics of escalation.yaml name situations that the new file does not have: {missed}. To use it, take the "
        "`situations` lines out of those topics, or write these situations into it; check names each line."
    )


def _refuse_to_overwrite(output: Path | None, *, force: bool) -> None:
    if output is not None and output.exists() and not force:
        told = f"{output} is there already and stays as it is; --force replaces it"
        raise click.BadParameter(told, param_hint="'--output'")
    if output is not None and not output.parent.is_dir():
        raise click.BadParameter(f"{output.parent}: there is no such folder", param_hint="'--output'")


def _answer(name: str, given: str | None, language: Language) -> str:
    """What was said to one question, from an option or asked for until there is something."""
    if given is not None:
        return _something(given, name, language)
    [question] = [ko if language is Language.KO else en for key, ko, en in QUESTIONS if key == name]
    asked = click.prompt(
        question, value_proc=lambda text: _something(text, name, language), prompt_suffix="\n> ", err=True
    )
    return str(asked)


def _something(text: str, name: str, language: Language) -> str:
    if not parts(text):
        told = "한마디라도 적어 주세요" if language is Language.KO else "please answer in a few words"
        raise click.BadParameter(told, param_hint=f"'--{name}'")
    return text


def _language(outside: Outside) -> Language:
    """That of the terminal (LC_ALL, LC_MESSAGES, LANG), else of the workspace in escalation.yaml, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if found := language_of_locale(outside.environ.get(name)):
            return found
    settings = settings_for(outside, Need.FILES, None, None)
    file = load(settings.escalation_file, settings.values_file).team_file
    return Language.EN if file is None or file.workspace.language == "en" else Language.KO
