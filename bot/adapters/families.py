"""Every family of keys Baton keeps in Redis: its shape, its type, and how long it lives or why it stays.

All keys of a workspace share one hash tag, `baton:{T123}:…`, so that on a Redis Cluster they
lie in one slot and its scripts can touch several of them. The tests fail whatever leaves a key
behind that is not in `FAMILIES`, is of another type, or lives longer than is said here.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Literal

from bot.domain.covering import FURTHEST_COVER, LONGEST_COVER
from bot.domain.escalation import KEEP_AFTER_CLOSING
from bot.domain.facts import LONGEST_PIN
from bot.domain.kudos import ALIKE_WITHIN, KEEP_KUDOS
from bot.domain.learning import BALLOTS_FOR, COUNTS_FOR, TYPED_FOR
from bot.domain.note_life import LONGEST_KEPT
from bot.domain.philosophy import LONGEST_KEEP_TEXT
from bot.domain.practice import KEEP_CLOSED
from bot.domain.quieting import ONE_AN_HOUR, THREAD_FOR
from bot.domain.survey import KEEP_FEEDBACK
from bot.domain.tracked import KEEP_AFTER_DONE

SCHEMA_VERSION = 3
"""What this version of Baton writes. Raised when an older one could not read it any more.

2: escalations hold kinds of notices and events, and customers who joined, that version 1 does not know: it could not
read some of them, and would write others back without what it does not know.

3: delivered notes hold answers, readers and what is still to be told of them, kudos are withdrawn, and a night's run says
what stands where: version 2 reads all of that, but would write a note or a run back without it. What was given before is
listed by whom it thanks as such a store is taken over (`store_relisting`).
"""

ONCE_FOR = timedelta(days=1)
"""How long the token of an opening is remembered: far beyond any person's second press."""
EVENT_FOR = timedelta(hours=25)
"""How long a handled event is recognised: Slack's delayed events are retried hourly for 24 hours."""
HANDLING_FOR = timedelta(seconds=50)
"""How long handling an event may take before a retry is let through: Slack retries after a minute."""

DAY_FOR = timedelta(days=8)
"""How long a giver's day is counted: past the date line, and past a clock that was moved to next week."""
ALIKE_FOR = 2 * ALIKE_WITHIN
NEWS_FOR = timedelta(days=90)
"""How long it is known who has read what changed in the files."""
LONGEST_RETENTION = LONGEST_KEPT


BULLETIN_FOR = timedelta(days=2)
"""How long it is remembered that somebody was told what is open: far past the hours in which it is news."""

LINE_UP_FOR = timedelta(days=120)
"""How long a team's course through the values is kept after its last line-up: past any holidays."""

IMPROVEMENTS_TOLD_FOR = timedelta(days=400)
"""How long it is known what of the improvement list a lead was told, after the last telling: past any absence."""

ERASURE_FOR = timedelta(days=400)
"""How long an erasure waits for what is still open: it looks every day, and each look begins this anew."""

MEANINGS_FOR = timedelta(days=130)
"""How long what people said a value means to them is kept at most: three months that did not tell it, and some days."""

WELCOME_FOR = timedelta(days=800)
"""How long a newcomer's cards are kept under way: somebody's first day may stand in the file long before."""

DISAGREEMENT_FOR = timedelta(days=2)
"""How long it is remembered, without a word of it, that a disagreement was told: far past any retry."""
UNTOLD_FOR = timedelta(days=30)
"""How long one waits for a reader at most: words that nobody comes to read must not lie in the store for good."""

STATUS_FOR = timedelta(days=1)
"""How long a status that says away is remembered at most; whoever is about to be asked is asked about anew."""

REMINDED_FOR = ONE_AN_HOUR
REMINDED_IN_FOR = THREAD_FOR
"""How long it is remembered that a thread's situation came up, and that keepers were told of a room."""

COVER_KEPT = timedelta(days=7)
"""How long a cover is kept after its end, so that a late press learns what became of it."""

FACTS_KEPT = timedelta(days=1)
"""How long pinned facts are kept after their end, so that a late press learns what became of them."""

TEAM_REVIEW_FOR = timedelta(days=400)
"""How long it is known up to when a team's lead had their reviews: past any stretch in which none falls due."""

REVIEW_FOR = timedelta(days=400)
"""How long it is known what an approver was asked to read again: beyond the longest stretch without a working day."""

AUDIT_FOR = timedelta(days=400)
"""How long the audit trail of a day is kept: a year, and a month to look at it."""

ALL_LEASES = "baton:{*}:lease*"
"""The pattern of every workspace's leases and their tokens."""
ALL_SCHEMAS = "baton:{*}:schema"
"""The pattern of every workspace's version."""


@dataclass(frozen=True)
class Family:
    """Keys of one shape. `ttl` is the longest they live; `stays` is why some of them have none."""

    shape: str
    type: Literal["string", "hash", "zset", "set", "list"]
    what: str
    ttl: timedelta | None = None
    stays: str | None = None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Recognises the part of a key after the workspace's tag; `<…>` stands for anything."""
        return re.compile(re.sub(r"<[^>]+>", ".+", re.escape(self.shape)))


_EMPTIES = "an index; entries leave it with what they point to, and an empty one is gone"

FAMILIES: tuple[Family, ...] = (
    Family("schema", "string", "the version that wrote here last", stays="it describes the others"),
    Family("due", "zset", "item -> when it falls due, ms of the bot's clock", stays=_EMPTIES),
    Family("leases", "zset", "item -> its lease's end, ms of the server's clock", stays="swept by claims"),
    Family("lease-tokens", "hash", "item -> who holds it", stays="swept together with the leases"),
    Family("attempts", "hash", "item -> failures in a row, not before", stays=_EMPTIES),
    Family("parked", "hash", "item -> due, since, failures", stays="waits until somebody revives it"),
    Family("escalation:<id>", "hash", "one escalation and its place in the indexes",
           ttl=KEEP_AFTER_CLOSING, stays="while it is open"),
    Family("open:teams", "zset", "<team> <opened> <id>, in that order", stays=_EMPTIES),
    Family("open:people", "zset", "<user> <opened> <id>, in that order", stays=_EMPTIES),
    Family("figures:<month>", "hash", "id -> figures of a closed escalation, by the month it was opened",
           stays="figures stay; they hold no word of anybody"),
    Family("opened:<token>", "string", "what an opening's token opened, and its lease token", ttl=ONCE_FOR),
    Family("promise:<id>", "hash", "one promise without an escalation, its deadline and its place in the list",
           ttl=KEEP_AFTER_DONE, stays="while it is open"),
    Family("promises:people", "zset", "<user> <opened> <id>, in that order", stays=_EMPTIES),
    Family("promise-figures:<month>", "hash", "id -> figures of a promise that is done, by the month it was made",
           stays="figures stay, as an escalation's do; they hold no word and no name"),
    Family("audit:<date>", "hash", "<ms> <number> <about> <what> -> who did it and to whom (JSON); nobody's words",
           ttl=AUDIT_FOR),
    Family("event:<id>", "string", "an event being handled, or done", ttl=EVENT_FOR),
    Family("preferences:<user>", "string", "what somebody chose for themselves (JSON)",
           stays="a choice must not lapse; it goes when its person asks for that"),
    Family("thanks-question:<user>", "hash", "somebody was asked how they like to be thanked, or is about to be",
           stays="nobody is asked twice; it goes when its person asks for that"),
    Family("introduced:<user>", "set", "what somebody was told about on first use",
           stays="nobody is told twice; it goes when its person asks for that"),
    Family("round", "hash", "up to when shift changes were looked for, and when to look again", stays="one for all"),
    Family("bulletin:<id>", "hash", "what one person is told at a shift change", ttl=BULLETIN_FOR),
    Family("covers", "hash", "cover <id> -> one that has not ended (JSON); version -> changes with them",
           ttl=FURTHEST_COVER + LONGEST_COVER + COVER_KEPT),
    Family("cover:<id>", "hash", "one cover, or the search for one",
           ttl=FURTHEST_COVER + LONGEST_COVER + COVER_KEPT),
    Family("facts", "hash", "id -> revision, operation, due, facts somebody pinned (JSON)", ttl=LONGEST_PIN + FACTS_KEPT),
    Family("status:<user>", "string", "the Slack status of somebody who is away by it (JSON)", ttl=STATUS_FOR),
    Family("reminded:<user>", "string", "when somebody was last reminded of a value, ms of the bot's clock",
           ttl=REMINDED_FOR),
    Family("reminded-in:<digest>", "string", "a thread's situation came up; who claimed it", ttl=REMINDED_IN_FOR),
    Family("reminder-room:<digest>", "string", "the keepers know that a channel's reminders cannot come",
           ttl=REMINDED_IN_FOR),
    Family("kudos:<id>", "hash", "one kudos", ttl=KEEP_KUDOS),
    Family("kudos-of:<user>", "zset", "id -> when somebody gave it, ms", ttl=KEEP_KUDOS),
    Family("kudos-to:<user>", "zset", "id -> when somebody was given it, ms", ttl=KEEP_KUDOS),
    Family("kudos-reaction:<id>", "string", "<told, µs of Slack's clock> on|off: which way a reaction was turned last",
           ttl=EVENT_FOR),
    Family("kudos-day:<user>:<date>", "set", "ids of what somebody gave on a day, for the cap", ttl=DAY_FOR),
    Family("kudos-same:<digest>", "string", "<id> <given, ms> of the same kudos a moment ago", ttl=ALIKE_FOR),
    Family("kudos-joins:<id>", "hash", "user -> id of the +1 they added to a kudos", ttl=KEEP_KUDOS),
    Family("night-edits:<team>:<date>", "hash", "what changed since a night was posted, and what stands there now",
           ttl=KEEP_KUDOS),
    Family("night:<team>:<date>", "hash", "the run of a night, from its close on", ttl=KEEP_KUDOS),
    Family("night-kudos:<team>:<date>", "zset", "id -> when it was given, ms", ttl=KEEP_KUDOS),
    Family("night-notes:<team>:<date>", "set", "ids of the notes a night seals", ttl=KEEP_KUDOS),
    Family("night-room:<team>", "string", "what is known of the channel of a team's nights (JSON)", ttl=KEEP_KUDOS),
    Family("nights-pending:<team>", "zset", "date -> its number; holds something and is not done", stays=_EMPTIES),
    Family("note:<id>", "hash", "one note to a colleague, its words encrypted; as long as values.yaml says",
           ttl=LONGEST_RETENTION, stays="while it is sealed"),
    Family("notes-by:<user>", "zset", "id -> when a sealed note was written, ms", stays=_EMPTIES),
    Family("notes-to:<user>", "zset", "id -> when a note was brought, ms; as long as the last of them",
           ttl=LONGEST_RETENTION),
    Family("notes-sent:<user>", "zset", "id -> when a note of theirs was brought, ms; as long as the last of them",
           ttl=LONGEST_RETENTION),
    Family("note-blocks:<user>", "hash", "keyed digest -> an author whose notes somebody does not want, encrypted",
           stays="a choice must not lapse; it goes when its person takes it back"),
    Family("disagreement:<id>", "hash", "a disagreement on its way to one approver, its words encrypted",
           ttl=UNTOLD_FOR),
    Family("files-told", "hash", "both files as people know them, and what they are still to be told (packed JSON)",
           stays="what changed is told against it, also after a deployment"),
    Family("file-change:<id>", "hash", "some news about the files, and who has read them", ttl=NEWS_FOR),
    Family("file-news:<id>", "hash", "one message of some news", ttl=NEWS_FOR),
    Family("library", "hash", "practice <id> -> one that is proposed or accepted (JSON); version -> changes with them",
           stays="it is everybody's library; what is declined, retired or taken back leaves it"),
    Family("practice:<id>", "hash", "one shared phrase or case, and whom it is still to be told",
           ttl=KEEP_CLOSED, stays="while it is proposed or accepted"),
    Family("practices-closed:<user>", "zset", "id -> when one that somebody wrote or proposed was closed, ms",
           ttl=KEEP_CLOSED),
    Family("library-review:<user>", "hash", "what an approver was asked to read again", ttl=REVIEW_FOR),
    Family("line-up:<team>", "hash", "a team's course through the values, and its last line-up", ttl=LINE_UP_FOR),
    Family("team-review:<team>", "hash", "which reviews a team's lead has had, and since when its people are known, by key",
           ttl=TEAM_REVIEW_FOR),
    Family("meanings", "hash", "random id -> what a value means to somebody, encrypted, without who or when",
           ttl=MEANINGS_FOR),
    Family("meanings-by", "hash", "keyed digest of a person and a value -> the answer that another one replaces",
           ttl=MEANINGS_FOR),
    Family("meanings-round", "hash", "when answers are told next; while they are: to whom, and the encrypted batch",
           ttl=MEANINGS_FOR),
    Family("known-people", "set", "people of the file that Baton has seen, by key and Slack id, so that newcomers stand out",
           stays="without it everybody would be new; keys and ids alone, of people the files name anyway"),
    Family("welcome:<person>", "hash", "which of their first cards a newcomer has had", ttl=WELCOME_FOR),
    Family("learned:<month>", "hash", "<realm>:<deed>:<entry> -> how often in that month; no word, no name",
           ttl=COUNTS_FOR),
    Family("ballots:<date>", "hash", "digest of a person and a card -> what they pressed last, for a second press",
           ttl=BALLOTS_FOR),
    Family("typed:<digest>", "string", "somebody typed these words to Baton; both only as a digest", ttl=TYPED_FOR),
    Family("question:<digest>", "hash", "a question, masked and encrypted, and what people did next; without authors",
           ttl=LONGEST_KEEP_TEXT),
    Family("survey:<id>", "hash", "what a customer wrote of one agent, encrypted as a whole, mood and loop included",
           ttl=KEEP_FEEDBACK),
    Family("surveys-of:<user>", "zset", "id -> when an answer about somebody came in, ms", ttl=KEEP_FEEDBACK),
    Family("survey-loops:<team>", "zset", "id -> since when a customer waits to hear what changed, ms", ttl=KEEP_FEEDBACK),
    Family("survey-once:<digest>", "string", "<token> <what became of it>: an answer's id, as a keyed digest",
           ttl=KEEP_FEEDBACK),
    Family("survey-counts:<month>", "hash", "<team>:<mood> -> how many; small teams together as -",
           stays="figures stay; they hold no word, no name and no score"),
    Family("unclaimed:<day>", "hash", "how many answers named nobody we know, and which keepers were told",
           ttl=KEEP_FEEDBACK),
    Family("improvements:<team>", "hash", "id -> a process item, its words encrypted",
           stays="it is the team's list until the team has settled it; what is done leaves it 180 days later"),
    Family("improvement-once:<digest>", "string", "a form that was put on a list; not which line it became",
           ttl=EVENT_FOR),
    Family("erasure:<user>", "hash", "how far erasing somebody got; gone once nothing of theirs is open any more",
           ttl=ERASURE_FOR),
    Family("improvements-told:<team>", "hash", "what of the improvement list a team's lead was told; ids, no words",
           ttl=IMPROVEMENTS_TOLD_FOR),
)  # fmt: skip
