"""The night's post as its readers meet it: messages, groups of one value, cards, and words on a card."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.domain.escalation import Party
from bot.domain.kudos import Kudos, Source, Tag
from bot.domain.language import Frozen
from bot.domain.night_run import NightKey, NightRun


class Words(Frozen):
    """What one giver says on a card. `giver` is None where they are named no more (rule 20)."""

    kudos: str
    giver: Party | None
    text: str
    mentioned: tuple[Party, ...] = ()
    tags: tuple[Tag, ...] = ()
    source: Source = "command"
    link: str | None = None
    joins: bool = False


class Thanks(Frozen):
    """One card: whom it names, once, and under them what each giver says.

    `hidden` are people whose names its words must not give away.
    """

    named: tuple[Party, ...]
    words: tuple[Words, ...]
    hidden: tuple[Party, ...] = ()
    value: str | None = None

    @property
    def kudos(self) -> str:
        """The thanks it was made for first; a "+1" joins that."""
        return self.words[0].kudos


class Group(Frozen):
    """The cards of one value; None are those without one."""

    value: str | None
    thanks: tuple[Thanks, ...]


class NightPage(Frozen):
    """One message of a night's post; the later ones (`number` counts from 1) stand in the first's thread.

    `mention` are users who like to be mentioned; everybody else is only named. `key` travels with the message.
    """

    team: str
    dates: tuple[date, ...]
    groups: tuple[Group, ...]
    key: str = ""
    number: int = 1
    pages: int = 1
    story: Thanks | None = None
    mention: tuple[str, ...] = ()

    @property
    def cards(self) -> tuple[Thanks, ...]:
        """Every card on it, in its order."""
        first = (self.story,) if self.story else ()
        return (*first, *(thanks for group in self.groups for thanks in group.thanks))


class PrivateThanks(Frozen):
    """The thanks of one night that reach somebody by direct message; `number` counts messages from 1."""

    user: str
    thanks: tuple[Thanks, ...]
    number: int = 1


def pages_of(run: NightRun, kudos: Iterable[Kudos], *, values: Sequence[str]) -> tuple[NightPage, ...]:
    """The messages of a run as they should read now.

    `run.layout` says what stands where (`bot.domain.laying_out` makes it), `kudos` how those stand now: what was
    taken back or withdrawn is left out, and a "+1" stands under what it joins, or what is left of that card.
    Values the file lost count as none.
    """
    known = {entry.id: entry for entry in kudos}
    return tuple(page_of(run, number, known, values=values) for number in range(1, len(run.layout) + 1))


def page_of(run: NightRun, number: int, known: Mapping[str, Kudos], *, values: Sequence[str]) -> NightPage:
    """One of them, from the kudos it shows and those that join them, by their ids."""
    joining: dict[str, list[Kudos]] = {}
    for entry in sorted(known.values(), key=lambda one: (one.given, one.id)):
        if entry.joins and entry.stands:
            joining.setdefault(entry.joins, []).append(entry)
    laid = [known[one] for one in run.layout[number - 1] if one in known]
    gone = [(entry, joining[entry.id]) for entry in laid if not entry.stands and entry.id in joining]
    cards = _cards(run, [entry for entry in laid if entry.stands], joining, gone)
    story = next((card for card in cards if run.story in {words.kudos for words in card.words}), None)
    return NightPage(
        team=run.night.team,
        dates=run.thanked or run.dates,
        groups=_grouped([card for card in cards if card is not story], values),
        key=run.page_key(number),
        number=number,
        pages=len(run.layout),
        story=story,
        mention=run.mention,
    )


def quiet_thanks(run: NightRun, user: str, number: int, kudos: Iterable[Kudos]) -> PrivateThanks | None:
    """A direct message with these thanks; None if none of them stands any more."""
    cards = []
    for entry in kudos:
        who = next((party for party in entry.people if party.user == user), None)
        if entry.stands and who:
            cards.append(
                Thanks(
                    named=(who,), words=(_words(run, entry),), hidden=_absent(run, entry), value=entry.value
                )
            )
    return PrivateThanks(user=user, thanks=tuple(cards), number=number) if cards else None


def named_in(run: NightRun, entry: Kudos) -> tuple[Party, ...]:
    """Whom a run's post names of a kudos: its own people, who like it and are still here (rules 13, 20)."""
    nights = {NightKey(team=run.night.team, date=day) for day in run.dates}
    unnamed = {*run.private, *run.absent}
    return tuple(
        one.who
        for one in entry.recipients
        if one.night in nights and one.in_post and one.who.user not in unnamed
    )


def quietly(run: NightRun, entry: Kudos) -> tuple[tuple[str, date], ...]:
    """Whom a run thanks alone for a kudos, each with the date of their night."""
    nights = {NightKey(team=run.night.team, date=day) for day in run.dates}
    return tuple(
        (one.who.user, one.night.date)
        for one in entry.recipients
        if one.night in nights
        and one.who.user not in run.absent
        and (not one.in_post or one.who.user in run.private)
    )


def share_a_card(one: Kudos, other: Kudos, named: Mapping[str, frozenset[str]]) -> bool:
    """Whether two kudos are one card: for the same message, to some of the same people."""
    return one.about is not None and one.about == other.about and bool(named[one.id] & named[other.id])


def _cards(
    run: NightRun,
    entries: Sequence[Kudos],
    joining: Mapping[str, Sequence[Kudos]],
    gone: Sequence[tuple[Kudos, Sequence[Kudos]]],
) -> list[Thanks]:
    """The cards of what stands. A "+1" to what is `gone` stays, under a card for the same message and people."""
    named = {entry.id: named_in(run, entry) for entry in entries}
    users = {entry: frozenset(party.user for party in people) for entry, people in named.items()}
    stacks: list[list[Kudos]] = []
    for entry in entries:
        if not named[entry.id]:
            continue
        stack = next((s for s in stacks if any(share_a_card(entry, other, users) for other in s)), None)
        if stack is None:
            stacks.append([entry])
        else:
            stack.append(entry)
    left: list[list[Kudos]] = [[] for _ in stacks]
    for joined, plus in ((joined, plus) for joined, all_of_it in gone for plus in all_of_it):
        thanked = {**users, plus.id: frozenset(party.user for party in plus.people)}
        said_of = plus.model_copy(update={"about": joined.about})
        for stack, stays in zip(stacks, left, strict=True):
            if any(share_a_card(said_of, other, thanked) for other in stack):
                stays.append(plus)
                break
    return [_card(run, stack, named, joining, stays) for stack, stays in zip(stacks, left, strict=True)]


def _card(
    run: NightRun,
    stack: Sequence[Kudos],
    named: Mapping[str, tuple[Party, ...]],
    joining: Mapping[str, Sequence[Kudos]],
    left: Sequence[Kudos],
) -> Thanks:
    said = [*(words for entry in stack for words in (entry, *joining.get(entry.id, ()))), *left]
    people = {party.user: party for entry in stack for party in named[entry.id]}
    hidden = {party.user: party for entry in said for party in _hidden(run, entry)}
    return Thanks(
        named=tuple(people.values()),
        words=tuple(_words(run, entry) for entry in said),
        hidden=tuple(hidden.values()),
        value=stack[0].value,
    )


def _words(run: NightRun, entry: Kudos) -> Words:
    return Words(
        kudos=entry.id,
        giver=None if entry.giver.user in run.absent else entry.giver,
        text=entry.text,
        mentioned=entry.mentioned,
        tags=entry.tags,
        source=entry.source,
        link=entry.link,
        joins=entry.joins is not None,
    )


def _hidden(run: NightRun, entry: Kudos) -> tuple[Party, ...]:
    quiet = tuple(party for party in entry.people if party.user in run.private)
    return (*quiet, *_absent(run, entry))


def _absent(run: NightRun, entry: Kudos) -> tuple[Party, ...]:
    everybody = (*entry.people, *entry.mentioned, entry.giver)
    return tuple(party for party in everybody if party.user in run.absent)


def _grouped(cards: Sequence[Thanks], values: Sequence[str]) -> tuple[Group, ...]:
    groups: list[Group] = []
    for card in cards:
        value = card.value if card.value in values else None
        if groups and groups[-1].value == value:
            groups[-1] = Group(value=value, thanks=(*groups[-1].thanks, card))
        else:
            groups.append(Group(value=value, thanks=(card,)))
    return tuple(groups)
