"""The names of the keys Baton keeps in Redis; what each holds and how long it lives stands in `families.py`."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.adapters.families import FAMILIES, Family
from bot.domain.night_run import NightKey

_BY_BEGINNING = {
    beginning: tuple(alike)
    for beginning, alike in groupby(
        sorted(FAMILIES, key=lambda one: one.shape), lambda one: one.shape.partition(":")[0]
    )
}


@dataclass(frozen=True)
class Keys:
    """The names of one workspace's keys. `workspace` is Slack's team id."""

    workspace: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Za-z0-9_-]+", self.workspace):
            raise ValueError(f"{self.workspace!r} is not a workspace's id")

    def named(self, name: str) -> str:
        """A key of this workspace."""
        return f"baton:{{{self.workspace}}}:{name}"

    def family(self, key: str) -> Family | None:
        """What a key is; None if it is not one of ours."""
        prefix = self.named("")
        if not key.startswith(prefix):
            return None
        name = key.removeprefix(prefix)
        alike = _BY_BEGINNING.get(name.partition(":")[0], ())
        return next((family for family in alike if family.pattern.fullmatch(name)), None)

    @property
    def every(self) -> str:
        """The pattern of all keys of this workspace."""
        return self.named("*")

    @property
    def schema(self) -> str:
        """The version that wrote here last."""
        return self.named("schema")

    @property
    def due(self) -> str:
        """The due index."""
        return self.named("due")

    @property
    def parked(self) -> str:
        """What failed too often."""
        return self.named("parked")

    @property
    def deadlines(self) -> tuple[str, ...]:
        """The five keys every script that touches a deadline names first (scripts/deadlines.lua)."""
        return (
            self.due,
            self.named("leases"),
            self.named("lease-tokens"),
            self.named("attempts"),
            self.parked,
        )

    def escalation(self, escalation_id: str) -> str:
        """One escalation."""
        return self.named(f"escalation:{escalation_id}")

    @property
    def open_of_teams(self) -> str:
        """The open escalations of each team."""
        return self.named("open:teams")

    @property
    def open_of_people(self) -> str:
        """The open escalations each person requested or owns."""
        return self.named("open:people")

    def figures(self, month: date) -> str:
        """The figures of the escalations opened in a month (UTC)."""
        return self.named(f"figures:{month:%Y-%m}")

    def opened(self, once: str) -> str:
        """What an opening's token opened."""
        return self.named(f"opened:{once}")

    def promise(self, promise_id: str) -> str:
        """One promise without an escalation."""
        return self.named(f"promise:{promise_id}")

    @property
    def promises_of_people(self) -> str:
        """The open promises each person keeps."""
        return self.named("promises:people")

    def promise_figures(self, month: date) -> str:
        """The figures of the promises made in a month (UTC)."""
        return self.named(f"promise-figures:{month:%Y-%m}")

    def audit(self, day: date) -> str:
        """The audit trail of a day (UTC)."""
        return self.named(f"audit:{day:%Y-%m-%d}")

    def event(self, event: str) -> str:
        """An event of Slack's."""
        return self.named(f"event:{event}")

    def preferences(self, user: str) -> str:
        """What somebody chose for themselves."""
        return self.named(f"preferences:{user}")

    def kudos_joins(self, kudos_id: str) -> str:
        """Who added a +1 to a kudos."""
        return self.named(f"kudos-joins:{kudos_id}")

    def night_edits(self, night: NightKey | None) -> str:
        """What changed since a night was posted; None: what all such keys begin with."""
        return self.named(f"night-edits:{night or ''}")

    def thanks_question(self, user: str) -> str:
        """The one question to somebody, how they like to be thanked."""
        return self.named(f"thanks-question:{user}")

    def introduced(self, user: str) -> str:
        """What somebody was told about on first use."""
        return self.named(f"introduced:{user}")

    @property
    def round(self) -> str:
        """How far shift changes were looked for."""
        return self.named("round")

    def bulletin(self, leaf_id: str) -> str:
        """What one person is told at a shift change."""
        return self.named(f"bulletin:{leaf_id}")

    @property
    def covers(self) -> str:
        """The covers that have not ended."""
        return self.named("covers")

    def cover(self, cover_id: str) -> str:
        """One cover, or the search for one."""
        return self.named(f"cover:{cover_id}")

    @property
    def facts(self) -> str:
        """What is pinned."""
        return self.named("facts")

    def status(self, user: str) -> str:
        """The status of somebody who is away by it."""
        return self.named(f"status:{user}")

    def reminded(self, user: str) -> str:
        """When somebody was last reminded of a value."""
        return self.named(f"reminded:{user}")

    def reminded_in(self, digest: str) -> str:
        """A thread's situation that came up."""
        return self.named(f"reminded-in:{digest}")

    def reminder_room(self, digest: str) -> str:
        """A channel whose reminders cannot come, as the keepers know."""
        return self.named(f"reminder-room:{digest}")

    def kudos(self, kudos_id: str) -> str:
        """One kudos."""
        return self.named(f"kudos:{kudos_id}")

    def kudos_of(self, user: str) -> str:
        """What somebody gave."""
        return self.named(f"kudos-of:{user}")

    def kudos_to(self, user: str) -> str:
        """What somebody was thanked for."""
        return self.named(f"kudos-to:{user}")

    def kudos_reaction(self, kudos_id: str) -> str:
        """Which way a reaction was turned last."""
        return self.named(f"kudos-reaction:{kudos_id}")

    def kudos_day(self, user: str, day: date) -> str:
        """What somebody gave on a day of theirs."""
        return self.named(f"kudos-day:{user}:{day.isoformat()}")

    def kudos_same(self, digest: str) -> str:
        """The same kudos a moment ago."""
        return self.named(f"kudos-same:{digest}")

    def night(self, night: NightKey) -> str:
        """The run of a night."""
        return self.named(f"night:{night}")

    def night_kudos(self, night: NightKey) -> str:
        """The thanks of a night."""
        return self.named(f"night-kudos:{night}")

    def night_notes(self, night: NightKey) -> str:
        """The notes a night seals."""
        return self.named(f"night-notes:{night}")

    def night_room(self, team: str) -> str:
        """What is known of the channel of a team's nights."""
        return self.named(f"night-room:{team}")

    def nights_pending(self, team: str) -> str:
        """A team's nights that hold something and are not done."""
        return self.named(f"nights-pending:{team}")

    def note(self, note_id: str) -> str:
        """One note."""
        return self.named(f"note:{note_id}")

    def notes_by(self, user: str) -> str:
        """The sealed notes somebody wrote."""
        return self.named(f"notes-by:{user}")

    def notes_to(self, user: str) -> str:
        """The notes somebody was brought."""
        return self.named(f"notes-to:{user}")

    def notes_sent(self, user: str) -> str:
        """The notes of somebody that were brought."""
        return self.named(f"notes-sent:{user}")

    def note_blocks(self, user: str) -> str:
        """Whose notes somebody does not want."""
        return self.named(f"note-blocks:{user}")

    def disagreement(self, disagreement_id: str) -> str:
        """A disagreement on its way to one reader."""
        return self.named(f"disagreement:{disagreement_id}")

    @property
    def files_told(self) -> str:
        """Both files as people know them."""
        return self.named("files-told")

    def news(self, news_id: str) -> str:
        """Some news about the files."""
        return self.named(f"file-change:{news_id}")

    def news_leaf(self, leaf_id: str) -> str:
        """One message of some news."""
        return self.named(f"file-news:{leaf_id}")

    @property
    def phrases(self) -> str:
        """What is proposed and accepted."""
        return self.named("library")

    def practice(self, practice_id: str) -> str:
        """One shared phrase or case."""
        return self.named(f"practice:{practice_id}")

    def practices_closed(self, user: str) -> str:
        """What of somebody's does not stand any more."""
        return self.named(f"practices-closed:{user}")

    def practice_review(self, user: str) -> str:
        """What an approver was asked to read again."""
        return self.named(f"library-review:{user}")

    def line_up(self, team: str) -> str:
        """A team's course through the values."""
        return self.named(f"line-up:{team}")

    def team_review(self, team: str) -> str:
        """How far a team's reviews are."""
        return self.named(f"team-review:{team}")

    @property
    def meanings(self) -> str:
        """What the values mean to people."""
        return self.named("meanings")

    @property
    def meanings_by(self) -> str:
        """Which answer another one of the same person replaces."""
        return self.named("meanings-by")

    @property
    def meanings_round(self) -> str:
        """How far telling them has come."""
        return self.named("meanings-round")

    @property
    def known_people(self) -> str:
        """Who was seen in the file before."""
        return self.named("known-people")

    def welcome(self, person: str) -> str:
        """A newcomer's first cards."""
        return self.named(f"welcome:{person}")

    def learned(self, month: date) -> str:
        """What was counted in a month (UTC)."""
        return self.named(f"learned:{month:%Y-%m}")

    def ballots(self, day: date) -> str:
        """What was pressed on a day (UTC)."""
        return self.named(f"ballots:{day.isoformat()}")

    def typed(self, digest: str) -> str:
        """Words that somebody typed."""
        return self.named(f"typed:{digest}")

    def question(self, digest: str) -> str:
        """A question that is kept."""
        return self.named(f"question:{digest}")

    def improvements(self, team: str) -> str:
        """A team's improvement list."""
        return self.named(f"improvements:{team}")

    def improvement_once(self, digest: str) -> str:
        """That a form was put on an improvement list."""
        return self.named(f"improvement-once:{digest}")

    def improvements_told(self, team: str) -> str:
        """What a team's lead was told of the improvement list."""
        return self.named(f"improvements-told:{team}")

    def survey(self, feedback_id: str) -> str:
        """What a customer wrote of one agent."""
        return self.named(f"survey:{feedback_id}")

    def surveys_of(self, user: str) -> str:
        """What is kept for one agent."""
        return self.named(f"surveys-of:{user}")

    def survey_loops(self, team: str) -> str:
        """A team's customers who wait to hear what changed."""
        return self.named(f"survey-loops:{team}")

    def survey_once(self, digest: str) -> str:
        """An answer that was taken in."""
        return self.named(f"survey-once:{digest}")

    def survey_counts(self, month: date) -> str:
        """How many answers of a month (UTC) there were."""
        return self.named(f"survey-counts:{month:%Y-%m}")

    def unclaimed(self, day: str) -> str:
        """Answers of a day (UTC) that named nobody we know."""
        return self.named(f"unclaimed:{day}")

    def erasure(self, user: str) -> str:
        """How far erasing somebody got."""
        return self.named(f"erasure:{user}")
