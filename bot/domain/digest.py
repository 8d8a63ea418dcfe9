"""The night's post: what is chosen of the day's kudos, for whom, and in which order."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from bot.domain.escalation import Party
from bot.domain.kudos import Kudos
from bot.domain.language import Frozen
from bot.domain.night_run import NightKey

PAGE_CHARACTERS = 3_000
"""Of thanks on one message: with its frame and both languages it stays under the 4,000 that Slack advises
for the plain text, which is all that phones and screen readers show."""

PAGE_ENTRIES = 30
"""Of thanks on one message: with a header for each value it stays under Slack's 50 blocks."""


class Thanks(Frozen):
    """One kudos as it may be shown: whom it names, and whose names its text must not give away."""

    kudos: str
    giver: Party
    named: tuple[Party, ...]
    hidden: tuple[Party, ...] = ()
    text: str
    mentioned: tuple[Party, ...] = ()
    value: str | None = None


class Group(Frozen):
    """The thanks of one value; None are those without one."""

    value: str | None
    thanks: tuple[Thanks, ...]


class NightPage(Frozen):
    """One message of a night's post; the later ones (`number` counts from 1) stand in the first's thread."""

    team: str
    dates: tuple[date, ...]
    groups: tuple[Group, ...]
    number: int = 1
    pages: int = 1


class PrivateThanks(Frozen):
    """The thanks of one night that reach somebody by direct message; `number` counts messages from 1."""

    user: str
    thanks: tuple[Thanks, ...]
    number: int = 1


class Digest(Frozen):
    """What one night of a team brings to whom."""

    pages: tuple[NightPage, ...] = ()
    private: tuple[PrivateThanks, ...] = ()


def digest(
    kudos: Iterable[Kudos],
    *,
    team: str,
    dates: Collection[date],
    private: Collection[str],
    values: Sequence[str],
) -> Digest:
    """Choose and order what a team's night of these dates brings.

    A recipient is named in public unless they are among the `private` users (rule 13) or their
    own team has no night. Groups follow the order of `values`; inside one, somebody not named yet
    comes before somebody named again. The pages name the dates somebody is thanked for, no empty one.
    """
    nights = {NightKey(team=team, date=day) for day in dates}
    public: list[Thanks] = []
    thanked_on: set[date] = set()
    alone: dict[str, list[Thanks]] = {}
    for entry in sorted(kudos, key=lambda entry: (entry.given, entry.id)):
        if entry.taken_back is not None:
            continue
        here = [recipient for recipient in entry.recipients if recipient.night in nights]
        in_public = [r for r in here if r.in_post and r.who.user not in private]
        named = [r.who for r in in_public]
        thanked_on |= {r.night.date for r in in_public}
        if named:
            hidden = tuple(party for party in entry.people if party.user in private)
            public.append(_thanks(entry, tuple(named), hidden))
        for recipient in here:
            if recipient.who not in named:
                alone.setdefault(recipient.who.user, []).append(_thanks(entry, (recipient.who,)))
    return Digest(
        pages=_pages(_grouped(public, values), team, tuple(sorted(thanked_on))),
        private=tuple(message for user, thanks in alone.items() for message in _messages(user, thanks)),
    )


def _thanks(kudos: Kudos, named: tuple[Party, ...], hidden: tuple[Party, ...] = ()) -> Thanks:
    return Thanks(
        kudos=kudos.id,
        giver=kudos.giver,
        named=named,
        hidden=hidden,
        text=kudos.text,
        mentioned=kudos.mentioned,
        value=kudos.value,
    )


def _grouped(thanks: Sequence[Thanks], values: Sequence[str]) -> list[Group]:
    order = [*values, None]
    found: dict[str | None, list[Thanks]] = {value: [] for value in order}
    for entry in thanks:
        found[entry.value if entry.value in found else None].append(entry)
    return [Group(value=value, thanks=tuple(_breadth_first(found[value]))) for value in order if found[value]]


def _breadth_first(thanks: Sequence[Thanks]) -> list[Thanks]:
    times: Counter[str] = Counter()
    ranked = []
    for entry in thanks:
        ranked.append((min(times[party.user] for party in entry.named), entry))
        times.update(party.user for party in entry.named)
    return [entry for _, entry in sorted(ranked, key=lambda pair: pair[0])]


def _messages(user: str, thanks: Sequence[Thanks]) -> Iterator[PrivateThanks]:
    pages = _cut([Group(value=None, thanks=tuple(thanks))])
    for number, page in enumerate(pages, start=1):
        brought = tuple(entry for group in page for entry in group.thanks)
        yield PrivateThanks(user=user, thanks=brought, number=number)


def _pages(groups: Sequence[Group], team: str, dates: tuple[date, ...]) -> tuple[NightPage, ...]:
    cut = list(_cut(groups))
    return tuple(
        NightPage(team=team, dates=dates, groups=tuple(page), number=number, pages=len(cut))
        for number, page in enumerate(cut, start=1)
    )


def _cut(groups: Sequence[Group]) -> Iterator[list[Group]]:
    page: list[Group] = []
    entries = characters = 0
    for group in groups:
        for entry in group.thanks:
            length = len(entry.text) + 40 * (len(entry.named) + 1)
            if entries and (entries == PAGE_ENTRIES or characters + length > PAGE_CHARACTERS):
                yield page
                page, entries, characters = [], 0, 0
            if page and page[-1].value == group.value:
                page[-1] = Group(value=group.value, thanks=(*page[-1].thanks, entry))
            else:
                page.append(Group(value=group.value, thanks=(entry,)))
            entries, characters = entries + 1, characters + length
    if page:
        yield page
