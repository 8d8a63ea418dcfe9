"""Who may do what with a practice, whose the credit is, and what a card shows of the library."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.language import Language, Text, Texts
from bot.domain.philosophy import Shared, Situation
from bot.domain.practice import LAPSES_AFTER, MOST_SHOWN, Practice
from bot.domain.practice_acts import (
    MAY,
    Phase,
    Role,
    Verb,
    Why,
    Words,
    accept,
    approvers_of,
    decline,
    edit,
    keep,
    lapse,
    phase_of,
    proposed,
    refusal,
    retire,
    roles_of,
    take_back,
)
from bot.domain.practice_file import in_file, into_file, shown_for
from tests.domain.carried import crew, party
from tests.services.feedback_scene import philosophy

DOCS = Path(__file__).parents[2] / "docs" / "behaviour.md"
NOW = datetime(2026, 3, 11, 1, 0, tzinfo=UTC)
YEAR_ON = date(2027, 3, 11)
ANN, BOB, CHO, DAN = (party(key) for key in ("ann", "bob", "cho", "dan"))
APPROVERS = ("ann",)
WORDS = Words(text="I call back by five.", situation="fast", kind="phrase", language=Language.EN)


def practice(name: str = "P1", **more: object) -> Practice:
    """Cho saved what Bob wrote."""
    return Practice.model_validate(
        {"id": name, "situation": "fast", "text": "I call back today.", "language": "en"}
        | {"author": BOB, "saver": CHO, "proposed": NOW}
        | more
    )


def accepted(name: str = "P1", **more: object) -> Practice:
    """Ann accepted it."""
    return accept(practice(name, **more), ANN, now=NOW, review_by=YEAR_ON)


def documented() -> Mapping[Verb, Mapping[Phase, frozenset[Role]]]:
    """The table as the page shows it."""
    page = DOCS.read_text(encoding="utf-8")
    table = page.partition("Who may do what with a practice:")[2].partition("*Everybody*")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in table.splitlines()
        if line.startswith("|")
    ]
    return {
        Verb(verb): {
            phase: frozenset(Role(name) for name in cell.split(", "))
            for phase, cell in zip(Phase, cells, strict=True)
            if cell != "–"
        }
        for verb, *cells in rows[2:]
    }


def test_the_page_shows_who_may_do_what() -> None:
    """docs/behaviour.md and the code are one table."""
    assert documented() == MAY


STATES: Mapping[Phase, Practice] = {
    Phase.PROPOSED: practice(),
    Phase.ACCEPTED: accepted(),
    Phase.CLOSED: decline(practice(), ANN, now=NOW, reason=""),
}
PEOPLE = {Role.AUTHOR: BOB, Role.SAVER: CHO, Role.APPROVER: ANN, Role.EVERYBODY: DAN}


@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("role", PEOPLE)
def test_every_cell_of_it_holds(verb: Verb, phase: Phase, role: Role) -> None:
    """Tried with somebody who is that and nothing else."""
    p = STATES[phase]
    assert phase_of(p) is phase
    allowed = MAY[verb].get(phase, frozenset()) & {role, Role.EVERYBODY}
    due = YEAR_ON.isoformat() if phase is Phase.ACCEPTED else ""
    why = refusal(verb, p, PEOPLE[role], APPROVERS, due=due)
    assert (why is None) == bool(allowed)


def test_who_may_at_no_time_reads_so_and_who_is_late_reads_that() -> None:
    """Two different sentences."""
    assert refusal(Verb.ACCEPT, practice(), DAN, APPROVERS) is Why.NOT_YOURS
    assert refusal(Verb.ACCEPT, accepted(), ANN, APPROVERS) is Why.DECIDED


def test_words_are_edited_as_somebody_saw_them() -> None:
    """A form opened while it was proposed does not change what another approver accepted meanwhile."""
    assert refusal(Verb.EDIT, accepted(), ANN, APPROVERS, due="") is Why.DECIDED
    assert refusal(Verb.EDIT, accepted(), ANN, APPROVERS, due=YEAR_ON.isoformat()) is None


def test_a_button_of_the_last_review_retires_nothing() -> None:
    """Somebody kept it meanwhile; without a date its author still may."""
    kept = keep(accepted(), ANN, review_by=YEAR_ON.replace(year=2028))
    assert refusal(Verb.RETIRE, kept, ANN, APPROVERS, due=YEAR_ON.isoformat()) is Why.DECIDED
    assert refusal(Verb.RETIRE, kept, BOB, APPROVERS) is None


def test_approvers_else_keepers_else_leads() -> None:
    """Somebody always decides, if the file names anybody."""
    file = crew()
    named = philosophy().model_copy(update={"approvers": ("dan",)})
    assert approvers_of(file, named) == ("dan",)
    keeping = file.model_copy(update={"workspace": file.workspace.model_copy(update={"keepers": ("eve",)})})
    assert approvers_of(keeping, philosophy()) == ("eve",)
    assert approvers_of(file, philosophy()) == ("ann",)


def test_the_author_is_told_first_and_every_approver_asked_once() -> None:
    """Whoever proposed their own words is not told that they did."""
    asked = proposed(practice(), ("UANN", "UDAN", "UANN"))
    assert [(one.kind.value, one.user) for one in asked.tellings] == [
        ("saved", "UBOB"), ("asked", "UANN"), ("asked", "UDAN"),
    ]  # fmt: skip
    own = proposed(practice(saver=None), ("UANN",))
    assert [one.user for one in own.tellings] == ["UANN"]


def test_nobody_is_told_of_what_they_did_themselves() -> None:
    """An approver who accepts their own words is not thanked by themselves."""
    own = accept(practice(author=ANN, saver=None), ANN, now=NOW, review_by=YEAR_ON)
    assert own.tellings == ()
    both = decline(practice(), ANN, now=NOW, reason="short")
    assert {one.user for one in both.tellings} == {"UBOB", "UCHO"}


def test_edited_words_keep_their_author() -> None:
    """The editor is named where the words are others; not for another situation alone, nor for an author's own."""
    changed = edit(practice(), WORDS, ANN, now=NOW, review_by=YEAR_ON)
    assert (changed.state, changed.author, changed.edited_by) == ("accepted", BOB, ANN)
    same = Words(text="I call back today.", situation="other", kind="case", language=Language.EN)
    assert edit(practice(), same, ANN, now=NOW, review_by=YEAR_ON).edited_by is None
    assert edit(practice(author=ANN), WORDS, ANN, now=NOW, review_by=YEAR_ON).edited_by is None


@pytest.mark.parametrize(
    "verb",
    [
        lambda p: retire(p, ANN, now=NOW),
        lambda p: keep(p, ANN, review_by=YEAR_ON.replace(year=2028)),
        lambda p: edit(p, WORDS, ANN, now=NOW, review_by=YEAR_ON.replace(year=2028)),
    ],
)
def test_each_change_is_the_next_revision(verb: Callable[[Practice], Practice]) -> None:
    """So that of two at once one holds."""
    assert verb(accepted()).revision == accepted().revision + 1


def test_what_is_due_when() -> None:
    """At once while something is to be told; at its end while nobody decided; never by itself once it stands."""
    p = proposed(practice(), ("UANN",))
    assert p.due(NOW) == NOW
    done = p.noted(p.tellings[0].model_copy(update={"told": True}))
    done = done.noted(p.tellings[1].model_copy(update={"told": True}))
    assert done.due(NOW) == NOW + LAPSES_AFTER
    assert take_back(done, BOB, now=NOW).due(NOW) is None
    assert lapse(done, now=NOW + LAPSES_AFTER).tellings[-1].kind.value == "lapsed"


def test_it_comes_up_for_review_on_its_date() -> None:
    """Not a day before, and only while it stands."""
    assert not accepted().is_due_for_review(YEAR_ON - timedelta(days=1))
    assert accepted().is_due_for_review(YEAR_ON)
    assert not retire(accepted(), ANN, now=NOW).is_due_for_review(YEAR_ON)


SITUATION = Situation(
    value="act",
    title=Text(en="Fast"),
    say=Texts(en=("I call back today!",)),
    shared=(Shared(text=Text(ko="바로 확인할게요"), by=Text(ko="이서연")),),
)


def test_what_the_file_says_is_not_said_twice() -> None:
    """Its own phrases stay its own; what it holds of the library comes with its credit."""
    assert in_file(SITUATION, "  i CALL back today ")
    assert not in_file(SITUATION, "I call back by five.")
    [one] = shown_for("fast", SITUATION, (accepted(), accepted("P2", text="바로 확인할게요", language="ko")))
    assert (one.text, one.author.name.ko) == ("바로 확인할게요", "이서연")


def test_a_card_shows_the_newest_of_each_language() -> None:
    """At most so many of one language, proposed and declined ones never, of other situations none."""
    many = [
        accept(practice(f"P{n}", text=f"words {n}"), ANN, now=NOW + timedelta(days=n), review_by=YEAR_ON)
        for n in range(9)
    ]
    korean = accepted("K", text="다시 연락드릴게요", language="ko")
    hidden = [practice("X"), decline(practice("Y"), ANN, now=NOW, reason=""), accepted("Z", situation="slow")]
    shown = shown_for("fast", None, (*many, korean, *hidden))
    assert [p.id for p in shown if p.language is Language.EN] == [
        f"P{n}" for n in range(8, 8 - MOST_SHOWN, -1)
    ]
    assert [p.id for p in shown if p.language is Language.KO] == ["K"]


def test_the_file_gets_the_words_and_the_names() -> None:
    """In the language of the words; the editor, too."""
    changed = edit(practice(), WORDS, ANN, now=NOW, review_by=YEAR_ON)
    shared = into_file(changed)
    assert (shared.text.en, shared.text.ko, shared.by.en) == ("I call back by five.", None, "Bob")
    assert shared.edited_by
    assert shared.edited_by.en == "Ann"


def test_somebody_may_be_several_things_at_once() -> None:
    """An approver's own words."""
    assert roles_of(practice(author=ANN), ANN, APPROVERS) >= {Role.AUTHOR, Role.APPROVER}
