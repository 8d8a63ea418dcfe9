"""The library beside values.yaml: what cards show of both, and what of the one is to be written into the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.escalation import Party
from bot.domain.language import Language, Text
from bot.domain.lookup import fold
from bot.domain.philosophy import Philosophy, Shared, Situation
from bot.domain.practice import MOST_SHOWN, Practice


def in_file(situation: Situation | None, text: str) -> bool:
    """Whether the file says these words for the situation already."""
    if situation is None:
        return False
    known = (*situation.say.both, *(words for one in situation.shared for words in one.text.both))
    return fold(text) in {fold(words) for words in known}


def from_file(key: str, shared: Shared, number: int) -> Practice:
    """What the file holds of the library, as a card shows it; nobody is told of it."""
    language = Language.KO if shared.text.ko else Language.EN
    return Practice(
        id=f"file-{key}-{number}",
        kind=shared.kind,
        situation=key,
        text=shared.text.in_(language),
        language=language,
        author=Party(user="", name=shared.by),
        edited_by=Party(user="", name=shared.edited_by) if shared.edited_by else None,
        state="accepted",
        proposed=datetime.min.replace(tzinfo=UTC),
    )


def into_file(p: Practice) -> Shared:
    """What the file is to hold of an accepted one."""
    words = Text(ko=p.text) if p.language is Language.KO else Text(en=p.text)
    return Shared(
        kind=p.kind, text=words, by=p.author.name, edited_by=p.edited_by.name if p.edited_by else None
    )


@dataclass(frozen=True)
class ForFile:
    """What values.yaml does not hold yet, by situation, oldest first; `left_out` are of situations it has not."""

    shared: Mapping[str, tuple[Shared, ...]]
    left_out: tuple[Practice, ...] = ()


def for_file(philosophy: Philosophy, accepted: Sequence[Practice]) -> ForFile:
    """What of the library is to be written into the file; what it holds already is left as it is."""
    found: dict[str, dict[str, Shared]] = {}
    known = philosophy.situations
    for p in sorted(accepted, key=lambda p: (p.decided or p.proposed, p.id)):
        situation = known.get(p.situation)
        if p.state == "accepted" and situation is not None and not in_file(situation, p.text):
            found.setdefault(p.situation, {}).setdefault(fold(p.text), into_file(p))
    return ForFile(
        {key: tuple(found[key].values()) for key in known if key in found},
        tuple(p for p in accepted if p.state == "accepted" and p.situation not in known),
    )


def shown_for(key: str, situation: Situation | None, accepted: tuple[Practice, ...]) -> tuple[Practice, ...]:
    """What a card of the situation shows: newest first, at most so many of a language, each words once.

    What the file itself says is left to the file; what it holds of the library comes after what is newer.
    """
    if not accepted and not (situation and situation.shared):
        return ()
    kept = [p for p in accepted if p.situation == key and p.state == "accepted"]
    kept = [p for p in kept if not in_file(situation, p.text)]
    kept.sort(key=lambda p: (p.decided or p.proposed, p.id), reverse=True)
    shared = situation.shared if situation else ()
    filed = [from_file(key, one, number) for number, one in enumerate(shared)]
    every = [*kept, *reversed(filed)]
    return tuple(
        p for language in Language for p in [one for one in every if one.language is language][:MOST_SHOWN]
    )
