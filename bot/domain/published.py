"""What follows a night: edits of its post, "+1 because …", and what stands where (rule 12)."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from bot.domain.digest import NightPage, Thanks, page_of
from bot.domain.escalation import Post
from bot.domain.kudos import Kudos
from bot.domain.language import Frozen
from bot.domain.laying_out import PAGE_CHARACTERS, PAGE_ENTRIES
from bot.domain.night_run import NightKey, NightRun

GATHER = timedelta(seconds=3)
"""What changes in so long is one edit of the post: two hundred may press at once, Slack takes about one a second."""

LOOK_AGAIN = timedelta(seconds=30)
"""A night that is still being posted is looked at again after so long."""

PLUS_ONE_TEXT = (3, 150)
"""Characters of a "+1 because …": one line."""

_FRAME = 80
"""Characters that a name and what stands around the words of one +1 may take, in both languages."""


class NightEdits(Frozen):
    """What is to be changed about a posted night, and what stands there.

    `touched` are kudos that changed (id -> which change of the night's it was). `faces` tell by a digest what each
    message showed when we last changed it; `slots` in which message a +1 stands: 0 is the post, from 1 on replies
    under it. `posts` are our notes of those replies and of who was told.
    """

    night: NightKey
    touched: Mapping[str, int] = {}
    faces: Mapping[str, str] = {}
    slots: Mapping[str, int] = {}
    posts: Mapping[str, Post] = {}


class PlusOnes(Frozen):
    """A message under a night's post, with those of the "+1 because …" that its page has no room for."""

    team: str
    thanks: tuple[Thanks, ...] = ()


def face_of(what: Frozen) -> str:
    """By which two messages are known to be the same."""
    return hashlib.sha256(what.model_dump_json().encode()).hexdigest()[:24]


def as_posted(run: NightRun, number: int, shown: Iterable[Kudos], *, values: Sequence[str]) -> NightPage:
    """A page as it stood before anybody withdrew: what there is until we change it."""
    standing = {one.id: one.model_copy(update={"withdrawn": None}) for one in shown}
    return page_of(run, number, standing, values=values)


def replied(
    run: NightRun, number: int, shown: Iterable[Kudos], joining: Iterable[Kudos], *, values: Sequence[str]
) -> PlusOnes:
    """A reply with these +1s of a page: whom they thank, and their own words alone."""
    page = page_of(run, number, {one.id: one for one in (*shown, *joining)}, values=values)
    own = [(card, tuple(words for words in card.words if words.joins)) for card in page.cards]
    thanks = tuple(card.model_copy(update={"words": words}) for card, words in own if words)
    return PlusOnes(team=run.night.team, thanks=thanks)


def slots_for(
    shown: Sequence[Kudos], joining: Sequence[Kudos], before: Mapping[str, int]
) -> Iterator[tuple[str, int]]:
    """Where the +1s of one page go that stand nowhere yet: into the post while it has room, else into a reply.

    What stands somewhere stays there, also when others go. `shown` is the page, `joining` all its +1s.
    """
    filled: dict[int, list[int]] = {0: [len(one.text) + _FRAME for one in shown]}
    for one in joining:
        if one.id in before:
            filled.setdefault(before[one.id], []).append(len(one.text) + _FRAME)
    for one in sorted(joining, key=lambda one: (one.given, one.id)):
        if one.id in before or not one.stands:
            continue
        weight, slot = len(one.text) + _FRAME, 0
        while not _has_room(filled.get(slot, []), weight):
            slot += 1
        filled.setdefault(slot, []).append(weight)
        yield one.id, slot


def _has_room(filled: Sequence[int], weight: int) -> bool:
    return len(filled) < PAGE_ENTRIES and sum(filled) + weight <= PAGE_CHARACTERS


def reply_key(run: NightRun, number: int, slot: int) -> str:
    """Under which key a reply with +1s of a page is noted."""
    return f"{run.page_key(number)}-plus-{slot}"
