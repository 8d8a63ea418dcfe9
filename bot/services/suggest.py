"""What the files could learn from how people used the answers: examples to take in, questions nothing answers, figures."""

from collections import Counter
from collections.abc import Collection, Sequence

from bot.domain.decision import Decision, Direct
from bot.domain.language import Frozen, Language, language_of
from bot.domain.learning import Deed, KeptQuestion, Mark, MonthCounts, Realm
from bot.domain.lexical import key_of
from bot.domain.matching import Matcher
from bot.services.handbook import Handbook, situation_entries, topic_entries

MONTHS = 3
"""Months whose counts are told, the latest there are."""


class Proposal(Frozen):
    """An example for an entry: how many different people asked like that, and how often, before they picked it."""

    realm: Realm
    entry: str
    lang: Language
    text: str
    people: int
    times: int


class Unanswered(Frozen):
    """A question nothing was found for, or none of what was; how often, and by whom nobody knows."""

    realm: Realm
    text: str
    times: int


class Use(Frozen):
    """How an entry was used."""

    realm: Realm
    entry: str
    shown: int
    picked: int
    beside: int
    """Picked although another one was answered directly."""
    useful: int
    not_useful: int


class Missed(Frozen):
    """How often nothing was found, or none of what was; of one realm."""

    realm: Realm
    unmatched: int
    none_fits: int


class Suggestions(Frozen):
    """The answer of `python -m bot suggestions`. `since` is the first month counted, as `2026-01`."""

    keep_text: bool
    since: str | None
    examples: tuple[Proposal, ...]
    unanswered: tuple[Unanswered, ...]
    entries: tuple[Use, ...]
    missed: tuple[Missed, ...]


def suggest(book: Handbook, months: Sequence[MonthCounts], questions: Sequence[KeptQuestion]) -> Suggestions:
    """What the present files could learn. Of questions only what the team lets Baton keep is told."""
    rules = book.philosophy.learning
    kept = questions if rules.keep_text is not None else ()
    latest = sorted(months, key=lambda one: one.month)[-MONTHS:]
    counts = sum((Counter(one.counts) for one in latest), Counter[Mark]())
    return Suggestions(
        keep_text=rules.keep_text is not None,
        since=f"{latest[0].month:%Y-%m}" if latest else None,
        examples=tuple(one for realm in Realm for one in _examples(book, realm, kept, rules.people)),
        unanswered=_unanswered(book, kept),
        entries=_entries(book, counts),
        missed=tuple(
            Missed(
                realm=realm,
                unmatched=counts[Mark(realm=realm, deed=Deed.UNMATCHED)],
                none_fits=counts[Mark(realm=realm, deed=Deed.NONE_FITS)],
            )
            for realm in Realm
        ),
    )


def matcher(book: Handbook, realm: Realm) -> Matcher:
    """What questions of a realm are compared with."""
    return book.topics if realm is Realm.TOPIC else book.situations


def _examples(book: Handbook, realm: Realm, kept: Sequence[KeptQuestion], people: int) -> list[Proposal]:
    """What enough people typed before they picked the same entry, and what would still not lead there."""
    known, entries = _phrases(book, realm), _ids(book, realm)
    found = []
    for question in kept:
        picked = _picked(question, realm, entries)
        if picked is None or key_of(question.text) in known:
            continue
        entry, asked_by, times = picked
        if min(asked_by, times) >= people and not _leads_to(matcher(book, realm).match(question.text), entry):
            found.append(
                Proposal(
                    realm=realm,
                    entry=entry,
                    lang=language_of(question.text) or Language.EN,
                    text=question.text,
                    people=asked_by,
                    times=times,
                )
            )
    order = list(entries)
    return sorted(found, key=lambda one: (order.index(one.entry), one.lang, -one.times, one.text))


def _picked(question: KeptQuestion, realm: Realm, entries: Collection[str]) -> tuple[str, int, int] | None:
    """The entry most picked for it, with how many people and how often; None where two were picked alike."""
    times: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for mark, count in question.counts.items():
        if mark.realm is realm and mark.deed in (Deed.PICKED, Deed.BESIDE) and mark.entry in entries:
            times[mark.entry] += count
            people[mark.entry] += question.people.get(mark, 0)
    best = times.most_common(2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    entry, count = best[0]
    return entry, people[entry], count


def _leads_to(decision: Decision, entry: str) -> bool:
    return isinstance(decision, Direct) and decision.best.id == entry


def _unanswered(book: Handbook, kept: Sequence[KeptQuestion]) -> tuple[Unanswered, ...]:
    """The most frequent first; without what the files answer directly by now."""
    found = []
    for question in kept:
        for realm in Realm:
            times = sum(question.counts.get(Mark(realm=realm, deed=deed), 0) for deed in _NOTHING)
            if times and not isinstance(matcher(book, realm).match(question.text), Direct):
                found.append(Unanswered(realm=realm, text=question.text, times=times))
    return tuple(sorted(found, key=lambda one: (-one.times, one.text)))


_NOTHING = (Deed.UNMATCHED, Deed.NONE_FITS)


def _entries(book: Handbook, counts: Counter[Mark]) -> tuple[Use, ...]:
    """Every entry of the files that was used at all, in the files' order."""
    made = (
        Use(
            realm=realm,
            entry=entry,
            shown=counts[Mark(realm=realm, deed=Deed.SHOWN, entry=entry)],
            picked=counts[Mark(realm=realm, deed=Deed.PICKED, entry=entry)],
            beside=counts[Mark(realm=realm, deed=Deed.BESIDE, entry=entry)],
            useful=counts[Mark(realm=realm, deed=Deed.USEFUL, entry=entry)],
            not_useful=counts[Mark(realm=realm, deed=Deed.NOT_USEFUL, entry=entry)],
        )
        for realm in Realm
        for entry in _ids(book, realm)
    )
    return tuple(use for use in made if any((use.shown, use.picked, use.beside, use.useful, use.not_useful)))


def _ids(book: Handbook, realm: Realm) -> tuple[str, ...]:
    return tuple(book.file.topics if realm is Realm.TOPIC else book.philosophy.situations)


def _phrases(book: Handbook, realm: Realm) -> frozenset[str]:
    """What stands in the file already, for any entry of the realm or for nobody."""
    entries = topic_entries(book.file) if realm is Realm.TOPIC else situation_entries(book.philosophy)
    said = (phrase for entry in entries for phrase in (*entry.titles, *entry.keywords, *entry.examples))
    return frozenset(key_of(phrase) for phrase in (*said, *book.philosophy.not_for_us.both))
