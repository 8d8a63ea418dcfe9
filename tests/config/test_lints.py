"""What works in values.yaml and helps nobody is told with its line, and with how it could read instead."""

from datetime import date

import pytest

from bot.config import load_text
from bot.config.lints import honest
from tests.config.files import TEAM, spoiled
from tests.docs.test_readme import ROOT

TODAY = date(2026, 2, 9)

GOOD = """\
version: 1
purpose: {ko: 가게가 장사에만 마음을 쓰게 합니다., en: Shops can think of their customers.}
vision: {ko: 처음 받은 사람이 끝을 확인합니다., en: Whoever hears a customer first stays until it is solved.}
acronym: HE
metrics: [CES, CSAT]
values:
  - id: hear
    letter: H
    name: {ko: 끝까지 듣기, en: Hear them out}
    action: {ko: 나는 끝까지 듣고 되묻습니다., en: I let people finish.}
    why: {ko: 반쪽 답은 두 번째 문의로 돌아옵니다., en: Half an answer comes back.}
    metric: CES
    example: {en: The terminal was slow because the Wi-Fi had changed.}
    review_by: "2027-03-01"
    by_department: {sales: {en: We ask what it is for.}}
  - id: explain
    letter: E
    name: {ko: 있는 그대로 설명하기, en: Explain openly}
    action: {ko: 저는 모르는 것도 말합니다., en: I say what we do not know.}
    why: {en: Silence cannot be planned around.}
    metric: NPS, CSAT
    example: {en: We wrote every 30 minutes.}
    by_department: {sales: {en: We write down what we promised.}}
situations:
  empathy:
    value: hear
    title: {ko: 화가 나신 고객, en: An upset customer}
    keywords: {en: [angry]}
    say: {ko: [많이 놀라셨겠습니다.], en: ["That must have cost you time."]}
    avoid: [{wrong: {ko: 진정하세요, en: Calm down}, better: {ko: 얼마나 당황하셨을지, en: I see why you are upset}}]
    closing: {en: "Is there anything else today?"}
"""


def warned(*changes: tuple[str, str], team: str = TEAM, today: date = TODAY) -> list[str]:
    """The warnings after the changes, without the file's name."""
    loaded = load_text(team, spoiled(GOOD, *changes))
    assert loaded.values_tree
    found = honest(loaded.values_tree, loaded.team_file, today)
    assert all(one.severity == "warning" for one in found)
    return [f"{one.line}:{one.col}: {one.message}" for one in found]


def test_a_good_file_gets_none() -> None:
    """Neither does our own."""
    assert warned() == []
    ours = load_text((ROOT / "escalation.yaml").read_text("utf-8"), (ROOT / "values.yaml").read_text("utf-8"))
    assert ours.values_tree
    assert honest(ours.values_tree, ours.team_file, TODAY) == ()


def test_a_word_is_no_value() -> None:
    """In either language; one that is known gets an example of its own."""
    told = 'value "hear", name: {}: one word does not tell anybody what to do; better: {}'
    assert warned(("en: Hear them out", "en: Quality")) == [
        "9:28: "
        + told.format('"Quality"', '{ko: "작은 것도 다시 확인하기", en: "Check once more before we send"}')
    ]
    assert warned(("ko: 끝까지 듣기", "ko: 감동!")) == [
        "9:16: " + told.format('"감동!"', '{ko: "끝까지 듣기", en: "Hear them out"}')
    ]
    assert "모르면 모른다고 말하기" in warned(("ko: 끝까지 듣기", "ko: 정직"))[0]


@pytest.mark.parametrize(
    "written",
    [
        "I'll listen.",
        "I have time.",
        "I’m here until they finish.",
        "I'd rather ask twice.",
        "When it is mine, I finish.",
    ],
)
def test_an_action_begins_with_i(written: str) -> None:
    """As it is spoken."""
    assert warned(("en: I let people finish.", f'en: "{written}"')) == []


@pytest.mark.parametrize(
    ("old", "new", "begin"),
    [
        ("en: I let people finish.", "en: We listen.", '"I …"'),
        ("en: I let people finish.", "en: Listening.", '"I …"'),
        ("en: I let people finish.", "en: Important people listen.", '"I …"'),
        ("ko: 나는 끝까지 듣고 되묻습니다.", "ko: 끝까지 듣습니다.", '"나는 …"'),
        ("ko: 나는 끝까지 듣고 되묻습니다.", "ko: 우리는 듣습니다.", '"나는 …"'),
        ("ko: 나는 끝까지 듣고 되묻습니다.", "ko: 나는새처럼 빠르게.", '"나는 …"'),
    ],
)
def test_an_action_is_somebodys(old: str, new: str, begin: str) -> None:
    """Practice 4.8: "we" and "being" are nobody's."""
    [told] = warned((old, new))
    assert f"is nobody's action; begin with {begin}" in told
    assert told.startswith("10:")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "    why: {ko: 반쪽 답은 두 번째 문의로 돌아옵니다., en: Half an answer comes back.}\n",
            "no reason",
        ),
        ("    metric: CES\n", "no metric"),
        ("    example: {en: The terminal was slow because the Wi-Fi had changed.}\n", "no example"),
    ],
)
def test_a_value_shows_itself(line: str, told: str) -> None:
    """A reason, a figure, something that happened; at the value, with a better example."""
    changes = [(line, "")] if "metric" not in line else [(line, ""), ("[CES, CSAT]", "[CSAT]")]
    [found] = warned(*changes)
    assert found.startswith(f'7:5: value "hear": {told}')
    assert "; better: " in found


def test_a_better_example_is_in_the_languages_of_the_value() -> None:
    """Whoever writes in one language is shown none that they may not read."""
    why = "    why: {ko: 반쪽 답은 두 번째 문의로 돌아옵니다., en: Half an answer comes back.}\n"
    [both] = warned((why, ""))
    assert "ko:" in both
    [english] = warned((why, ""), ("name: {ko: 끝까지 듣기, en: Hear them out}", "name: {en: Hear them out}"))
    assert english.endswith('better: why: {en: "Bad news can be planned around; silence cannot."}')


def test_a_missing_action_is_an_error_with_an_example() -> None:
    """A value nobody acts on keeps the file from being used."""
    loaded = load_text(
        TEAM,
        spoiled(GOOD, ("    action: {ko: 저는 모르는 것도 말합니다., en: I say what we do not know.}\n", "")),
    )
    [error] = loaded.errors
    assert str(error).startswith(
        'values.yaml:16:5: value "explain": missing key "action"; for example action: {ko: "나는 '
    )


def test_letters_spell_the_acronym() -> None:
    """Told when the file is read, with what can be mended."""
    unlettered = spoiled(GOOD, ("    letter: E\n", ""))
    [lacking] = load_text(TEAM, unlettered).warnings
    assert lacking.message.endswith("or better: a letter for every value")
    [told] = load_text(TEAM, spoiled(GOOD, ("acronym: HE", "acronym: HER"))).warnings
    assert (told.line, told.message.partition(";")[2]) == (
        4, " mend the letter of a value or the order of the values, or better: acronym: HE",
    )  # fmt: skip


def more_values(count: int) -> str:
    """The good file with so many values."""
    value = (
        "  - {{id: v{0}, name: {{en: Value {0}}}, action: {{en: I do {0}.}}, "
        "why: {{en: x}}, metric: X, example: {{en: y}}}}\n"
    )
    added = "".join(value.format(number) for number in range(count - 2))
    return spoiled(GOOD, ("situations:\n", added + "situations:\n"), ("acronym: HE\n", ""))


@pytest.mark.parametrize(("count", "warnings", "errors"), [(7, 0, 0), (8, 1, 0), (12, 1, 0), (13, 1, 1)])
def test_seven_are_remembered_twelve_are_the_end(count: int, warnings: int, errors: int) -> None:
    """More than seven are told of, more than twelve refused (practice 4.16)."""
    loaded = load_text(TEAM, more_values(count))
    assert loaded.values_tree
    found = honest(loaded.values_tree, loaded.team_file, TODAY)
    assert [len(found), len(loaded.errors)] == [warnings, errors]
    assert all(one.message.startswith(f"values: {count} values: more than 7") for one in found)


def test_a_vision_is_one_sentence_of_25_words() -> None:
    """Counted between spaces, in each language."""
    long, short = " ".join(["word"] * 26), " ".join(["word"] * 25)
    old = "en: Whoever hears a customer first stays until it is solved."
    assert warned((old, f"en: {short}")) == []
    [told] = warned((old, f"en: {long}"))
    assert "vision: 26 words: more than 25 are not remembered; better: " in told
    [told] = warned(("ko: 처음 받은 사람이 끝을 확인합니다.", "ko: " + " ".join(["말"] * 26)))
    assert told.startswith("3:14: vision: 26 words")
    [told] = warned((old, "en: We listen. We act."))
    assert "more than one sentence" in told


def test_a_figure_without_a_value_is_told() -> None:
    """Nobody knows which behaviour moves it; capitals do not matter."""
    [told] = warned(("[CES, CSAT]", "[ces, FRT]"))
    assert told.startswith(
        '5:16: metrics: no value carries "FRT", so nobody knows which behaviour moves it; '
    )
    assert "for example metric: FRT" in told


@pytest.mark.parametrize("alone", ["AHT", "average handling time", "통화 시간", "상담 건수"])
def test_handling_time_never_stands_alone(alone: str) -> None:
    """Beside how it went it is welcome (practice 2.14)."""
    [told] = warned(("metric: CES", f"metric: {alone}"), ("[CES, CSAT]", "[CSAT]"))
    assert "alone teaches people to hurry customers off" in told
    assert warned(("metric: CES", f"metric: CES, {alone}")) == []


def test_a_review_that_has_gone_by_is_told() -> None:
    """On its day it is not late; with the date it could be read again."""
    assert warned(today=date(2027, 3, 1)) == []
    [told] = warned(today=date(2027, 3, 2))
    assert told.startswith(
        '14:16: value "hear", review_by: was to be read again on 2027-03-01, which has gone by'
    )
    assert 'review_by: "2028-03-02"' in told
    assert len(warned(today=date(2028, 2, 29))) == 1


@pytest.mark.parametrize(
    ("old", "new", "cliche"),
    [
        (
            "en: I let people finish.",
            "en: I believe the customer is always right.",
            "the customer is always right",
        ),
        ("ko: 나는 끝까지 듣고 되묻습니다.", "ko: 나는 고객은 언제나 옳다고 믿습니다.", "고객은 언제나 옳다"),
        ("en: Shops can think of their customers.", "en: World-class service., ", "world-class"),
        ("ko: 가게가 장사에만 마음을 쓰게 합니다.", "ko: 고객 감동을 실천합니다.", "고객 감동"),
        ("en: Half an answer comes back.", "en: It creates synergy.", "synergy"),
        ("en: We ask what it is for.", "en: We go the extra mile.", "go the extra mile"),
        (
            "That must have cost you time.",
            "Customer satisfaction is our top priority.",
            "customer satisfaction is our",
        ),
    ],
)
def test_cliches_are_told_in_both_languages(old: str, new: str, cliche: str) -> None:
    """Wherever the file says what it stands for or what to say, with what one could say instead."""
    found = warned(
        (old, new.removesuffix(", ")), team=spoiled(TEAM, ('    hours: {mon-fri: ["09:00-18:00"]}\n', ""))
    )
    [told] = [one for one in found if "is a cliché" in one]
    assert f'"{cliche}' in told
    assert "; say what you do, better: " in told


@pytest.mark.parametrize("said", ["The bell curve", "synergistic", "worldclassy", "고객님 감동이에요"])
def test_what_only_looks_like_one_is_left_alone(said: str) -> None:
    """A word within a word is another word."""
    assert warned(("en: Half an answer comes back.", f'en: "{said}"')) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("en: I let people finish.", "en: I answer 24/7."),
        ("ko: 나는 끝까지 듣고 되묻습니다.", "ko: 나는 항상 답합니다."),
        ("ko: 처음 받은 사람이 끝을 확인합니다.", "ko: 24시간 곁에 있습니다."),
        ('en: "Is there anything else today?"', "en: You can reach us any time."),
    ],
)
def test_no_promise_beyond_the_hours(old: str, new: str) -> None:
    """Practice 4.17; a team that is always there may say so, and so may a file without its team's."""
    [told] = warned((old, new))
    assert "promises more than the hours allow (support: mon,tue,wed,thu,fri 09:00-18:00); better: " in told
    assert warned((old, new), team=spoiled(TEAM, ('    hours: {mon-fri: ["09:00-18:00"]}\n', ""))) == []
    loaded = load_text("not: [a file", spoiled(GOOD, (old, new)))
    assert loaded.values_tree
    assert honest(loaded.values_tree, loaded.team_file, TODAY) == ()


def test_what_is_said_is_not_what_is_avoided() -> None:
    """A phrase that the file says to avoid stands in none that it says to use; the line of it is named."""
    [told] = warned(('"That must have cost you time."', '"Please calm down, I am here."'))
    assert 'situation "empathy", say: holds "calm down", which line 30 says to avoid' in told
    [itself] = warned(('"That must have cost you time."', '"Calm down!"'))
    assert 'holds "calm down"' in itself
    [same] = warned(("en: I see why you are upset", "en: calm down."))
    assert "the better wording is the wrong one" in same


def test_overlays_add_something() -> None:
    """The action said again adds nothing; a department that is nearly another is asked about."""
    [told] = warned(("{sales: {en: We ask what it is for.}}", "{sales: {en: I let people finish.}}"))
    assert 'value "hear", by_department, sales: says the action again' in told
    [told] = warned(("by_department: {sales: {en: We ask", "by_department: {slaes: {en: We ask"))
    assert told.startswith(
        '15:21: value "hear", by_department: no other value speaks to "slaes"; did you mean "sales"?'
    )
    assert warned(("by_department: {sales: {en: We ask", "by_department: {kitchen: {en: We ask")) == []


@pytest.mark.parametrize(
    "text",
    ["", "[]", "values: 3", "values: [3, {}]", "vision: [x]", "values: [{name: x, by_role: 3, review_by: never}]",
     "metrics: {a: b}", "situations: {a: {say: 3, avoid: [3]}}"],
)  # fmt: skip
def test_a_broken_file_is_read_as_far_as_it_goes(text: str) -> None:
    """Never a crash."""
    loaded = load_text(TEAM, text)
    if loaded.values_tree:
        honest(loaded.values_tree, loaded.team_file, TODAY)
