"""Who may do what: the table of docs/behaviour.md, tried cell by cell on the verbs themselves."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.allowed import MAY, Phase, Role, Verb, leads, phase_of, roles_of
from bot.domain.carrying import cancel, hand_on, resolve, still_on_it, take
from bot.domain.escalation import Escalation, Party, State
from bot.domain.giving_back import decline, hand_back
from bot.domain.language import Language
from bot.domain.outcome import Changed, Kept, Outcome
from bot.domain.policy import Severity
from bot.domain.promise_verbs import promise
from bot.domain.reader import Reader
from bot.domain.reopening import reopen
from bot.domain.rerouting import queue, rate
from bot.domain.talking import answer, ask_requester, note
from bot.domain.ticking import tick
from bot.views.failures import kept
from tests.domain.carried import MONDAY, NOAH, changed, party, target
from tests.domain.two_topics import book, refund

DOCS = Path(__file__).parents[2] / "docs" / "behaviour.md"
NIGHT = MONDAY + timedelta(hours=9)
"""Support has gone home: what can wait may be kept for the morning."""
ROSTER = book(gus={})
ANN, BOB, CHO, DAN, EVE, GUS = (party(key) for key in ("ann", "bob", "cho", "dan", "eve", "gus"))

Cells = Mapping[Verb, Mapping[Phase, frozenset[Role]]]


def documented() -> Cells:
    """The table as the page shows it."""
    page = DOCS.read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in page.partition("Who may do what.")[2].partition("*Anybody else*")[0].splitlines()
        if line.startswith("|")
    ]
    phases = list(Phase)
    return {
        Verb(verb): {
            phase: frozenset(Role(name) for name in cell.split(", ") if name != "–")
            for phase, cell in zip(phases, cells, strict=True)
        }
        for verb, *cells in rows[2:]
    }


TABLE = documented()


def asked_about(e: Escalation) -> Escalation:
    """With a question that the requester has not answered."""
    by = e.owner or DAN
    return changed(ask_requester(e, by, "Which card?", once="Q1", now=MONDAY))


def exhausted() -> Escalation:
    """Every level was asked: Bob, Cho and Ann are."""
    e = refund()
    while e.state is not State.EXHAUSTED:
        assert e.level_ends
        e = tick(e, now=e.level_ends, roster=ROSTER)
    return e


def owned() -> Escalation:
    """Dan had it, then Bob."""
    e = changed(take(refund(), DAN, now=MONDAY))
    e = changed(hand_on(e, DAN, target("person:bob"), now=MONDAY, roster=ROSTER))
    return changed(take(e, BOB, now=MONDAY))


def offered() -> Escalation:
    """Bob would like Cho to take over."""
    return changed(hand_on(owned(), BOB, target("person:cho"), now=MONDAY, roster=ROSTER))


STATES: dict[str, Callable[[], Escalation]] = {
    "queued": lambda: changed(queue(refund(), EVE, now=NIGHT, roster=ROSTER)),
    "waiting": refund,
    "exhausted": exhausted,
    "owned": owned,
    "offered": offered,
    "resolved": lambda: changed(resolve(owned(), GUS, "refunded", now=MONDAY)),
    "cancelled": lambda: changed(cancel(owned(), EVE, None, now=MONDAY)),
}
VERBS: dict[Verb, Callable[[Escalation, Party, bool, datetime], Outcome]] = {
    Verb.TAKE: lambda e, by, _, now: take(e, by, now=now),
    Verb.STILL_ON_IT: lambda e, by, _, now: still_on_it(e, by, now=now),
    Verb.HAND_ON: lambda e, by, _, now: hand_on(e, by, target("team:engineering"), now=now, roster=ROSTER),
    Verb.HAND_BACK: lambda e, by, _, now: hand_back(e, by, "ill", now=now, roster=ROSTER),
    Verb.DECLINE: lambda e, by, _, now: decline(e, by, "busy", now=now, roster=ROSTER),
    Verb.ASK: lambda e, by, _, now: ask_requester(e, by, "When?", once="Q2", now=now),
    Verb.ANSWER: lambda e, by, _, now: answer(e, by, "Q1", "The blue one", now=now),
    Verb.NOTE: lambda e, by, _, now: note(e, by, "Called back", once="N1", now=now),
    Verb.PROMISE: lambda e, by, lead, now: promise(
        e, by, None, now + timedelta(days=1), "more to do", now=now, lead=lead
    ),
    Verb.RAISE: lambda e, by, _, now: rate(e, by, Severity.CRITICAL, "many", now=now, roster=ROSTER),
    Verb.LOWER: lambda e, by, _, now: rate(e, by, Severity.LOW, "one", now=now, roster=ROSTER),
    Verb.QUEUE: lambda e, by, _, now: queue(e, by, now=now, roster=ROSTER),
    Verb.RESOLVE: lambda e, by, _, now: resolve(e, by, "refunded", now=now),
    Verb.CANCEL: lambda e, by, lead, now: cancel(e, by, None, now=now, lead=lead),
    Verb.REOPEN: lambda e, by, _, now: reopen(e, by, None, now=now, roster=ROSTER),
}
PEOPLE: dict[str, Party] = {
    "the requester": EVE, "asked, then owner": BOB, "offered it": CHO, "an earlier owner": DAN, "the lead": ANN,
    "somebody of the file": GUS, "in no file": NOAH,
}  # fmt: skip


def what_they_are(state: str, who: str) -> set[Role]:
    """The roles somebody has by what the page says of them, worked out by hand."""
    roles = set() if who == "in no file" else {Role.LISTED, Role.COLLEAGUE}
    if who == "the requester":
        roles = {Role.LISTED, Role.REQUESTER}
    if who == "the lead":
        roles |= {Role.LEAD}
    asked = {"waiting": {"asked, then owner"}, "exhausted": {"asked, then owner", "offered it", "the lead"}}
    roles |= {Role.ASKED} if who in asked.get(state, set()) else set()
    roles |= {Role.OWNER} if who == "asked, then owner" and state in {"owned", "offered"} else set()
    roles |= {Role.OFFERED} if (state, who) == ("offered", "offered it") else set()
    roles |= {Role.CLOSER} if (state, who) == ("resolved", "somebody of the file") else set()
    roles |= {Role.CLOSER} if (state, who) == ("cancelled", "the requester") else set()
    had_it = {"asked, then owner", "an earlier owner"}
    since = {"owned", "offered", "resolved", "cancelled"}
    return roles | ({Role.EARLIER_OWNER} if who in had_it and state in since else set())


def test_the_page_and_the_code_have_one_table() -> None:
    """Whoever changes one changes the other."""
    assert {verb: {p: frozenset(MAY[verb].get(p, ())) for p in Phase} for verb in Verb} == TABLE


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("state", STATES)
def test_what_somebody_is_to_it(state: str, who: str) -> None:
    """The roles, in every state."""
    e, by = STATES[state](), PEOPLE[who]
    assert roles_of(e, by, lead=leads(e, by, ROSTER.file)) == what_they_are(state, who)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", Verb)
def test_who_may_do_what(verb: Verb, state: str, who: str) -> None:
    """Every cell: it is done, or refused with a sentence and nothing changed."""
    e, by = STATES[state](), PEOPLE[who]
    e = asked_about(e) if e.is_open else e
    may = bool(TABLE[verb][phase_of(e)] & what_they_are(state, who))
    outcome = VERBS[verb](e, by, leads(e, by, ROSTER.file), NIGHT)
    if isinstance(outcome, Changed):
        assert may
        return
    done_already = (verb, state) == (Verb.QUEUE, "queued")
    assert not may or (done_already and outcome.why is Kept.DONE_ALREADY)
    assert outcome.escalation is e
    for language in Language:
        said = kept(outcome.why, e, Reader(language=language, zone="Asia/Seoul", user=by.user))
        assert said
        assert "None" not in said


def test_a_requester_who_is_in_no_file_may_do_what_requesters_may() -> None:
    """But not take it, which is for people of the file."""
    e = refund().model_copy(update={"requester": NOAH})
    may = {verb for verb in Verb if isinstance(VERBS[verb](asked_about(e), NOAH, False, NIGHT), Changed)}  # noqa: FBT003 - the lead flag
    assert may == {verb for verb in Verb if Role.REQUESTER in TABLE[verb][Phase.NOBODYS]}


def test_nobody_asks_themselves() -> None:
    """An owner who is the requester too has nobody to ask."""
    e = changed(take(refund(), EVE, now=MONDAY))
    outcome = ask_requester(e, EVE, "?", once="Q", now=MONDAY)
    assert not isinstance(outcome, Changed)
    assert outcome.why is Kept.OWN_CASE
