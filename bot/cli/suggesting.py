"""`suggestions`: what the two files could learn from how people used the answers."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from bot.cli.outside import (
    Outside,
    finished,
    handbook,
    print_json,
    read_files,
    reader,
    settings_for,
    shown_as_is,
    takes_files,
    takes_json,
)
from bot.config.pasting import Fragment, with_examples
from bot.domain.learning import Realm
from bot.domain.reader import Reader
from bot.domain.scalars import write_duration
from bot.services.handbook import Handbook
from bot.services.suggest import Proposal, Suggestions, Use, suggest
from bot.settings import Need, Settings
from bot.views.words import say

_SECTIONS = {Realm.TOPIC: "topics", Realm.SITUATION: "situations"}


@click.command(
    epilog=shown_as_is(
        "Examples:",
        "  python -m bot suggestions --lang en",
        "  python -m bot suggestions --json > suggestions.json",
    )
)
@click.option("--lang", type=click.Choice(["ko", "en"]), help="In this language; by default the file's.")
@takes_files
@takes_json
@click.pass_obj
def suggestions(
    outside: Outside, *, lang: str | None, escalation: Path | None, values_file: Path | None, as_json: bool
) -> None:
    """Propose examples for the two files from what people asked and picked, and show what found no answer.

    Nobody's name is stored. Words are only kept where values.yaml says so (learning: keep_text).
    """
    settings = settings_for(outside, Need.LEARNED, escalation, values_file)
    book = handbook(outside, *read_files(settings))
    learned = finished(outside.wiring().learned(settings))
    found = suggest(book, learned.months, learned.questions)
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    asker = reader(book.file, lang)
    for line in _lines(found, book, settings, asker):
        click.echo(line)


def _lines(found: Suggestions, book: Handbook, settings: Settings, asker: Reader) -> Iterator[str]:
    if found.since is None:
        yield say(
            asker,
            ko="아직 집계된 것이 없습니다. 사람들이 답을 고르고 👍/👎 를 누르면 이곳에 쌓입니다.",
            en="Nothing has been counted yet. It fills as people pick answers and press 👍/👎.",
        )
    yield from _examples(found, book, settings, asker)
    yield from _unanswered(found, asker)
    if found.since is not None:
        yield from _figures(found, asker)


def _examples(found: Suggestions, book: Handbook, settings: Settings, asker: Reader) -> Iterator[str]:
    """Lines to paste, each under a comment that tells where, from the bottom of each file up."""
    rules = book.philosophy.learning
    if rules.keep_text is None:
        yield say(
            asker,
            ko=(
                "# 질문의 글은 보관하지 않고 있어서 예문을 제안할 수 없고, 건수만 알려 드립니다.\n"
                "# 보관하려면 values.yaml 에 적어 주세요:   learning: {keep_text: 30d}"
            ),
            en=(
                "# No words of questions are kept, so no examples can be proposed, and questions are only counted.\n"
                "# To keep them for a while, write into values.yaml:   learning: {keep_text: 30d}"
            ),
        )
        return
    if not found.examples:
        kept = write_duration(rules.keep_text)
        yield say(
            asker,
            ko=f"# 제안할 예문이 없습니다: 서로 다른 {rules.people}명이 같은 말로 묻고 같은 것을 고르면 나옵니다 ({kept} 보관).",
            en=f"# No examples to propose: {rules.people} different people must ask alike and pick alike (kept for {kept}).",
        )
        return
    yield say(
        asker,
        ko="# 파일에 넣을 예문입니다. 줄 번호가 밀리지 않도록 파일의 아래쪽부터 적었습니다. 읽어 보고 맞는 것만 붙여 넣으세요.",
        en="# Examples for the files, from the bottom of each up so that line numbers stay right. Paste what is good.",
    )
    for realm, path in ((Realm.TOPIC, settings.escalation_file), (Realm.SITUATION, settings.values_file)):
        mine = [one for one in found.examples if one.realm is realm]
        placed = [
            (fragment, entry)
            for entry in dict.fromkeys(one.entry for one in mine)
            for fragment in _fragments(path, realm, [one for one in mine if one.entry == entry])
        ]
        for fragment, entry in sorted(placed, key=lambda pair: -pair[0].first):
            yield f"\n# {_where(fragment, path, f'{_SECTIONS[realm]}.{entry}', asker)}"
            yield fragment.text


def _fragments(path: Path, realm: Realm, proposed: Sequence[Proposal]) -> tuple[Fragment, ...]:
    source = path.read_text(encoding="utf-8-sig")
    added: dict[str, list[str]] = {}
    for one in proposed:
        added.setdefault(one.lang, []).append(one.text)
    return with_examples(source, _SECTIONS[realm], proposed[0].entry, added)


def _where(fragment: Fragment, path: Path, name: str, asker: Reader) -> str:
    at = f"{path}:{fragment.first}"
    if fragment.inside:
        return say(asker, ko=f"{at} {name}: 중괄호 안에", en=f"{at} {name}: between its braces")
    if fragment.last is None:
        return say(asker, ko=f"{at} {name}: 이 줄 아래에", en=f"{at} {name}: below this line")
    last = fragment.last
    return say(
        asker,
        ko=f"{at} {name}: {fragment.first}–{last}번째 줄 대신",
        en=f"{at} {name}: in place of lines {fragment.first}–{last}",
    )


def _unanswered(found: Suggestions, asker: Reader) -> Iterator[str]:
    if found.unanswered:
        yield say(
            asker,
            ko="\n답을 찾지 못한 질문, 많은 것부터:",
            en="\nQuestions without an answer, most frequent first:",
        )
    for one in found.unanswered:
        yield f"{one.times:>5}  {_realm(one.realm, asker):12}{one.text}"


def _figures(found: Suggestions, asker: Reader) -> Iterator[str]:
    yield say(asker, ko=f"\n{found.since} 부터 집계:", en=f"\nCounted since {found.since}:")
    for missed in found.missed:
        yield say(
            asker,
            ko=f"{_realm(missed.realm, asker)}: 답을 찾지 못함 {missed.unmatched}, 여기에 없어요 {missed.none_fits}",
            en=f"{_realm(missed.realm, asker)}: nothing found {missed.unmatched}, none of these {missed.none_fits}",
        )
    for use in found.entries:
        said = " · ".join(f"{name} {count}" for name, count in _counts(use, asker) if count)
        yield f"{_realm(use.realm, asker)} {use.entry}: {said}"


def _counts(use: Use, asker: Reader) -> tuple[tuple[str, int], ...]:
    return (
        (say(asker, ko="보여 드림", en="shown"), use.shown),
        (say(asker, ko="고름", en="picked"), use.picked),
        (say(asker, ko="다른 답 대신 고름", en="picked instead of another"), use.beside),
        ("👍", use.useful),
        ("👎", use.not_useful),
    )


def _realm(realm: Realm, asker: Reader) -> str:
    if realm is Realm.TOPIC:
        return say(asker, ko="주제", en="topic")
    return say(asker, ko="상황", en="situation")
