"""The two files together: what is told, where, and that everything is told at once."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import load, load_text
from bot.errors import OperatorError
from tests.config.files import TEAM, VALUES, loaded, loaded_values, spoiled, told

ROOT = Path(__file__).parents[2]


def test_two_good_files_have_no_problems() -> None:
    """The small good files of these tests are good."""
    found = load_text(TEAM, VALUES)
    assert told(found) == []
    assert found.both() == (found.team_file, found.philosophy)


def test_the_example_files_have_no_errors() -> None:
    """What a new team edits is right; its one warning is the empty slot it shows on purpose."""
    found = load(ROOT / "escalation.yaml", ROOT / "values.yaml")
    assert found.errors == ()
    assert all("is empty (~)" in warning.message for warning in found.warnings)


def test_ten_mistakes_are_ten_located_sentences() -> None:
    """YAML with ten mistakes: all at once, each where it stands, each naming its item."""
    found = loaded(
        ("time_zone: Asia/Seoul", "time_zone: Asia/Soul"),
        ("keepers: [jimin]", "keepers: [jimmin]"),
        ("{slack: U02BOB, name: {en: Bob Brown}", "{slack: U02BOB, name: Bob Brown"),
        ('channel: "#support"\n    hours', "channel: support\n    hours"),
        ('["09:00-18:00"]', '["9-18"]'),
        ("starts: 2026-01-05T09:00", "starts: 2026-01-05"),
        ("team: support\n    keywords", "team: suport\n    keywords"),
        ("situations: [empathy]", "situations: [empathie]"),
        ('{ask: "schedule:billing", within: 15m}', '{ask: "schedule:biling", within: 15m, colour: red}'),
    )
    assert [str(error) for error in found.errors] == [
        (
            'escalation.yaml:3:14: workspace, time_zone: "Asia/Soul" is not a time zone;'
            ' did you mean "Asia/Seoul"?'
        ),
        'escalation.yaml:5:13: workspace, keepers: no person "jimmin"; did you mean "jimin"?',
        'escalation.yaml:9:30: person "bob", name: should be {ko: …, en: …}; one of the two is enough',
        (
            'escalation.yaml:15:14: team "support", channel: "support" is not a channel;'
            ' write "#name" in small letters or an id such as C012ABCDEF; did you mean "#support"?'
        ),
        (
            'escalation.yaml:16:23: team "support", hours: "9-18" are not hours;'
            ' write for example "09:00-18:00" or "22:00-06:00"'
        ),
        (
            'escalation.yaml:20:41: schedule "billing", layer 1, starts: "2026-01-05" is not a local'
            " date-time; write for example 2026-01-05T09:00"
        ),
        'escalation.yaml:24:11: topic "refund", team: no team "suport"; did you mean "support"?',
        'escalation.yaml:26:18: topic "refund", situations: no situation "empathie"; did you mean "empathy"?',
        'escalation.yaml:29:19: topic "refund", level 1, ask: no schedule "biling"; did you mean "billing"?',
        'escalation.yaml:29:51: topic "refund", level 1: unknown key "colour"; allowed: ask, within',
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("version: 1\nw", "version: 2\nw"), '1:10: version: "2" is not one of: 1'),
        (("language: ko\n", "language: kr\n"), '4:13: workspace, language: "kr" is not one of: ko, en, both'),
        (
            ("  lead: jimin", "  leed: jimin"),
            '13:5: team "support": unknown key "leed" (did you mean "lead"?); allowed: ',
        ),
        (("    team: support\n", ""), '23:5: topic "refund": missing key "team"'),
        (
            ('"#support"\n    hours', "#support\n    hours"),
            '15:13: team "support", channel: is empty; if a channel stands',
        ),
        (
            ("{en: Bob Brown}", "{en: 404}"),
            '9:35: person "bob", name, en: 404 is read as a number; put it in quotes: "404"',
        ),
        (("{en: Bob Brown}", "{}"), '9:24: person "bob", name: needs at least one of: ko, en'),
        (
            ("U02BOB", "bob"),
            '9:16: person "bob", slack: "bob" is not a Slack user id; it looks like U012ABCDEF',
        ),
        (("jimin@example.com", "jimin"), '8:18: person "jimin", email: "jimin" is not an e-mail address'),
        (
            ("slack: U02BOB", "email: Jimin@Example.com"),
            '9:16: person "bob", email: "jimin" has this e-mail address',
        ),
        (("slack: U02BOB, ", ""), '9:3: person "bob": has neither email nor slack'),
        (
            ("roles: [lead]", "roles: lead"),
            '8:76: person "jimin", roles: should be a list such as [ … ]; here stands "lead"',
        ),
        (("  bob: {", "  bob brown: {"), '9:3: people: "bob brown" cannot be a key'),
        (
            ("lead: jimin", "lead: jimn"),
            '13:11: team "support", lead: no person "jimn"; did you mean "jimin"?',
        ),
        (("members: [bob]", "members: [bob, zoe]"), '14:20: team "support", members: no person "zoe"'),
        (("mon-fri:", "mon-fry:"), '16:13: team "support", hours: "mon-fry" is not a day'),
        (
            ("mon-fri:", "sat,sun:"),
            '16:13: team "support", hours: the hours of "sat" are missing; several days in braces need quotes',
        ),
        (
            (
                "    hours: {mon-fri:",
                '    night: {time: 19:00, days: mon,tue, channel: "#kudos"}\n    hours: {mon-fri:',
            ),
            '16:36: team "support", night: unknown key "tue" (several days in braces need quotes: "mon,tue")',
        ),
        (
            ("[bob, jimin]", "[bob, jimin, zoe]"),
            '20:32: schedule "billing", layer 1, members: no person "zoe"',
        ),
        (("[bob, jimin]", "[]"), '20:19: schedule "billing", layer 1: the rotation is empty'),
        (
            ("every: 1w", "every: 36h"),
            '20:66: schedule "billing", layer 1, every: "36h" is not a whole number of days',
        ),
        (("within: 15m", "within: 15"), '29:47: topic "refund", level 1, within: "15" is not a duration'),
        (
            ('"schedule:billing"', '"shedule:billing"'),
            '29:19: topic "refund", level 1, ask: "shedule:billing" is not a target',
        ),
        (
            ('"schedule:billing"', '"person:bbo"'),
            '29:19: topic "refund", level 1, ask: no person "bbo"; did you mean "bob"?',
        ),
        (('"schedule:billing"', '"lead:trust"'), '29:19: topic "refund", level 1, ask: no team "trust"'),
        (
            ('"schedule:billing"', '"group:sec"'),
            '29:19: topic "refund", level 1, ask: "sec" is not a user group\'s id',
        ),
        (
            ('"channel:#support"', '"channel:Support"'),
            '30:36: topic "refund", level 2, ask: "Support" is not a channel',
        ),
        (
            ("situations: [empathy]", "see_also: [pricing]"),
            '26:16: topic "refund", see_also: no topic "pricing"',
        ),
        (
            ("situations: [empathy]", "critical: yes"),
            '26:15: topic "refund", critical: should be true or false',
        ),
    ],
)
def test_a_mistake_is_told_where_it_stands(change: tuple[str, str], sentence: str) -> None:
    """One wrong word in escalation.yaml, the sentence about it."""
    assert any(str(error).startswith(f"escalation.yaml:{sentence}") for error in loaded(change).errors), told(
        loaded(change)
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            ("approvers: [jimin]", "approvers: [jimn]"),
            '5:13: approvers: no person "jimn"; did you mean "jimin"?',
        ),
        (
            ("value: hear", "value: heer"),
            '9:20: situation "empathy", value: no value "heer"; did you mean "hear"?',
        ),
        (
            ("acronym: H\n", "corrections: {show_to: [jimn]}\n"),
            '4:25: corrections, show_to: no person "jimn"; did you mean "jimin"?',
        ),
        (("action:", "acton:"), '7:5: value "hear": missing key "action"'),
        (("{en: We help.}", "{en: We help., fr: Nous}"), '2:25: purpose: unknown key "fr"; allowed: ko, en'),
        (
            ("keywords: {en: [angry]}", "keywords: angry"),
            '9:58: situation "empathy", keywords: should be {ko: [ … ]',
        ),
        (("acronym: H\n", "kudos: {per_day: 0}\n"), "4:18: kudos, per_day: is at least 1"),
        (
            ("acronym: H\n", "kudos: {per_day: many}\n"),
            '4:18: kudos, per_day: should be a whole number; here stands "many"',
        ),
        (("acronym: H\n", "kudos: {text: [50, 20]}\n"), "4:1: kudos: text is [shortest, longest]"),
        (
            ("acronym: H\n", "kudos: {reaction: +1}\n"),
            '4:19: kudos, reaction: "1" is not the name of an emoji; write it as Slack names it, for example raised_hands',
        ),
        (
            ("acronym: H\n", "kudos: {reaction: 🙌}\n"),
            '4:19: kudos, reaction: "🙌" is not the name of an emoji',
        ),
        (
            ("acronym: H\n", "kudos: {value: always}\n"),
            '4:16: kudos, value: "always" is not one of: optional',
        ),
    ],
)
def test_a_mistake_in_the_values_is_told_where_it_stands(change: tuple[str, str], sentence: str) -> None:
    """One wrong word in values.yaml, the sentence about it."""
    errors = loaded_values(change).errors
    assert any(str(error).startswith(f"values.yaml:{sentence}") for error in errors), errors


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("raised_hands", "raised_hands"),
        ('":Raised_Hands:"', "raised_hands"),
        ('":thumbsup::skin-tone-2:"', "+1"),
        ('"+1"', "+1"),
        ("고마워", "고마워"),
        ("~", None),
    ],
)
def test_an_emoji_is_named_with_or_without_its_colons(written: str, name: str | None) -> None:
    """As Slack's events will tell it."""
    found = loaded_values(("acronym: H\n", f"kudos: {{reaction: {written}}}\n")).philosophy
    assert found
    assert found.kudos.reaction == name


def test_an_id_of_values_counts_once() -> None:
    """Two values of one id: told at the second."""
    again = "  - {id: hear, letter: E, name: {en: Hear}, action: {en: I listen.}}\nsituations:"
    assert 'values.yaml:8:10: value "hear", id: "hear" is here a second time; the first is on line 7' in told(
        loaded_values(("situations:", again))
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("members: [bob]\n", "members: []\n"), '9:3: person "bob": is in no team'),
        (("[bob, jimin]", "[bob, ~]"), '20:25: schedule "billing", layer 1: slot 2 is empty (~)'),
        (('"schedule:billing"', '"person:bob"'), '18:3: schedule "billing": no policy asks this schedule'),
        (("    lead: jimin\n", ""), '29:20: topic "refund", level 2, ask: the team "support" has no lead'),
        (
            ("    keywords: {ko: [환불], en: [refund]}\n", ""),
            '22:3: topic "refund": has neither keywords nor examples',
        ),
        (
            ("situations: [empathy]", "may_decide: {leed: {en: All}}"),
            '26:18: topic "refund", may_decide: nobody has the role',
        ),
    ],
)
def test_what_works_and_is_not_meant_is_a_warning(change: tuple[str, str], sentence: str) -> None:
    """Warnings do not keep a file from being used."""
    found = loaded(change)
    assert any(line.startswith(f"warning escalation.yaml:{sentence}") for line in told(found)), told(found)
    assert found.team_file is not None


def test_an_acronym_is_what_the_letters_spell() -> None:
    """HEART above one value with the letter H is a warning."""
    [warning] = told(loaded_values(("acronym: H", "acronym: HEART")))
    assert warning == (
        'warning values.yaml:4:10: acronym: "HEART" is not what the values\' letters spell: "H"; '
        "mend the letter of a value or the order of the values, or better: acronym: H"
    )


def test_a_role_that_nobody_has() -> None:
    """Words for a role nobody has are never shown."""
    change = ("action: {en: I listen.}", "action: {en: I listen.}, by_role: {captain: {en: I sail.}}")
    (line,) = told(loaded_values(change))
    assert line.startswith('warning values.yaml:7:80: value "hear", by_role: nobody has the role "captain"')


POLICIES = "    policies:\n      - levels:"


def test_the_last_policy_is_for_the_rest() -> None:
    """A last policy with a `when` leaves people without an answer."""
    found = loaded((POLICIES, "    policies:\n      - when: {hours: inside}\n        levels:"))
    assert told(found) == [
        'escalation.yaml:28:9: topic "refund": is the last one, so it must have no `when`: it is for the rest'
    ]


def test_a_policy_behind_one_that_always_fits_is_never_reached() -> None:
    """First match wins, so what stands behind a policy without `when` is dead."""
    first = '    policies:\n      - levels: [{ask: "person:bob", within: 5m}]\n      - levels:'
    assert told(loaded((POLICIES, first))) == [
        (
            'escalation.yaml:29:9: topic "refund", policy 2: is never reached: a policy above it has'
            " no `when` and so fits always"
        )
    ]


def test_an_empty_condition_is_no_condition() -> None:
    """`when: {}` says nothing."""
    found = loaded(
        (
            POLICIES,
            '    policies:\n      - {when: {}, levels: [{ask: "person:bob", within: 5m}]}\n      - levels:',
        )
    )
    assert told(found) == [
        (
            'escalation.yaml:28:16: topic "refund", policy 1: `when` is empty;'
            " name severity, tier, region or hours, or leave it out"
        )
    ]


@pytest.mark.parametrize("end", ["2026-02-10T09:00", "2026-02-09"])
def test_time_off_ends_after_it_begins(end: str) -> None:
    """`from` before `to`, days and moments alike."""
    found = loaded(("time_zone: Europe/Berlin}", f"time_off: [{{from: 2026-02-10T09:00, to: {end}}}]}}"))
    (line,) = told(found)
    assert 'person "bob", time off 1: ends before it begins, or is empty' in line


def test_a_day_that_does_not_exist() -> None:
    """The thirtieth of February, in either notation."""
    for end in ("2026-02-30", "2026-02-30T09:00"):
        off = f"time_zone: Europe/Berlin, time_off: [{{from: 2026-02-10, to: {end}}}]}}"
        (line,) = told(loaded(("time_zone: Europe/Berlin}", off)))
        assert f'person "bob", time off 1, to: "{end}" does not exist in the calendar' in line


def test_an_override_ends_after_it_begins() -> None:
    """`from` before `to`, and both people exist."""
    override = "{person: zoe, from: 2026-02-11T09:00, to: 2026-02-10T09:00, instead_of: bbo}"
    lines = told(loaded(("topics:", f"    overrides: [{override}]\ntopics:")))
    assert [line.split(": ", 2)[2] for line in lines] == [
        'no person "zoe"',
        "ends before it begins, or is empty; `to` itself is not included",
        'no person "bbo"; did you mean "bob"?',
    ]


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("{country: XX}", 'no holidays are known of "XX"'),
        ("{country: korea}", 'no holidays are known of "korea"'),
        ("{country: DE, subdivision: XY}", '"XY" is no part of DE'),
        ("{subdivision: BE}", "needs a country beside it"),
    ],
)
def test_holidays_are_of_a_country_there_is(rule: str, sentence: str) -> None:
    """Unknown countries and parts of them are told."""
    found = loaded(("language: ko\n", f"language: ko\n  holidays: {rule}\n"))
    assert any(sentence in error.message for error in found.errors), told(found)


def test_the_country_of_norway_is_a_text() -> None:
    """`NO` is Norway, not false."""
    found = loaded(("language: ko\n", "language: ko\n  holidays: {country: NO}\n"))
    assert found.team_file is not None
    assert found.team_file.workspace.holidays is not None
    assert found.team_file.workspace.holidays.country == "NO"


def test_a_mistake_of_one_kind_hides_none_of_another() -> None:
    """A broken person does not keep dangling names elsewhere, or in the other file, from being told."""
    found = load_text(
        spoiled(TEAM, ("{en: Bob Brown}", "Bob"), ('"schedule:billing"', '"person:zoe"')),
        spoiled(VALUES, ("value: hear", "value: heer"), ("approvers: [jimin]", "approvers: [zoe]")),
    )
    assert len(found.errors) == 4
    assert found.team_file is None
    assert found.philosophy is None


def test_broken_yaml_in_one_file_leaves_the_other_readable() -> None:
    """What can still be known is still told; what cannot is not guessed."""
    found = load_text("a: [", VALUES)
    assert [problem.path for problem in found.problems] == ["escalation.yaml"]
    assert found.philosophy is not None


def test_whoever_needs_both_files_reads_every_error() -> None:
    """`both` refuses with all errors, one a line."""
    with pytest.raises(OperatorError) as refused:
        load_text("a: [", "").both()
    assert str(refused.value).splitlines() == [
        "escalation.yaml:1:5: the file ends here, but a bracket above is still open",
        "values.yaml:1:1: is empty",
    ]


def test_a_mapping_instead_of_a_list_and_the_other_way_round() -> None:
    """A list where people should be named by keys."""
    found = load_text("- a\n- b\n", VALUES)
    assert told(found) == [
        (
            "escalation.yaml:1:1: should be a mapping with keys: version, workspace, people, teams,"
            " schedules, topics; here stands a list"
        )
    ]


def test_a_sentence_is_one_printable_line() -> None:
    """Whatever text stands in the file, a problem is one line of moderate length."""
    found = loaded(("within: 15m", 'within: "1\\n\\e[31m' + "x" * 5000 + '"'))
    (line,) = told(found)
    assert line.isprintable()
    assert len(line) < 500


yaml_text = st.text(alphabet=st.sampled_from(list("ab:-?[]{},&*!|>'\"%@`#~ \n\t0~.éx환\\")), max_size=60)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=60), yaml_text.map(lambda text: text.encode())))
def test_no_text_makes_loading_raise(text: bytes) -> None:
    """Anything at all is a value or a list of problems."""
    found = load_text(text, text)
    assert found.problems


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(TEAM.splitlines()) - 1), st.integers(0, 60), yaml_text)
def test_no_slip_of_the_hand_makes_loading_raise(line: int, column: int, slip: str) -> None:
    """A good file with anything typed somewhere into it is read, or told about with a place in it."""
    lines = TEAM.splitlines()
    lines[line] = lines[line][:column] + slip + lines[line][column:]
    found = load_text("\n".join(lines), VALUES)
    assert found.team_file or found.errors
    assert all(problem.line <= len("\n".join(lines).splitlines()) + 1 for problem in found.problems)
