"""Finding what a message is about, by words alone and with a pretended sense of meaning."""

import time
from collections.abc import Mapping, Sequence

import pytest

from bot.domain.decision import Choose, Direct, Entry, NoMatch
from bot.domain.matching import NOT_FOR_US, Matcher

REFUND = Entry(
    id="refund",
    titles=("환불", "Refunds"),
    keywords=("환불", "이중결제", "refund", "charged twice"),
    examples=(
        "환불 승인은 누가 하나요?",
        "카드에서 두 번 빠져나갔대요",
        "Who can approve a refund?",
        "They took the money twice",
    ),
    see_also=("parcel",),
)
PARCEL = Entry(
    id="parcel",
    titles=("배송", "Delivery"),
    keywords=("배송", "택배", "parcel", "delivery", "tracking number"),
    examples=(
        "택배가 아직 안 왔어요",
        "송장 조회가 안 돼요",
        "The parcel has not arrived",
        "Where is my order?",
    ),
)
LOGIN = Entry(
    id="login",
    titles=("로그인", "Login"),
    keywords=("로그인", "비밀번호", "login", "password"),
    examples=(
        "로그인이 안 돼요",
        "비밀번호를 잊었대요",
        "I cannot log in",
        "The password reset mail never came",
    ),
)
OUTAGE = Entry(
    id="outage",
    titles=("장애", "Outage"),
    keywords=("장애", "먹통", "outage", "down"),
    examples=("서비스가 전부 멈췄어요", "아무도 접속이 안 돼요", "Everything is down", "Nobody can connect"),
    critical=True,
)
ENTRIES = (REFUND, PARCEL, LOGIN, OUTAGE)
DAILY = ("점심 뭐 먹을까요?", "Shall we have lunch?")


SHAPES = (
    *("kettle", "window", "lantern", "bucket", "ladder", "hammer", "mirror", "basket", "candle", "carpet"),
    *("pillow", "bottle", "saddle", "trumpet", "violin", "anchor", "needle", "rocket", "helmet", "puzzle"),
)


class Feeling:
    """Says what it was told to, and counts how often it was asked."""

    def __init__(self, scores: Mapping[str, float]) -> None:
        self.told = scores
        self.asked = 0

    def scores(self, text: str) -> Mapping[str, float]:
        """The same for every text."""
        assert text
        self.asked += 1
        return self.told

    def scores_of(self, texts: Sequence[str]) -> Sequence[Mapping[str, float]]:
        """The same, too."""
        return [self.told for _ in texts]


@pytest.fixture
def matcher() -> Matcher:
    """Four topics, words alone."""
    return Matcher(ENTRIES, not_for_us=DAILY)


@pytest.mark.parametrize("text", ["refund", "REFUND!!", " 환 불 ", "Refunds", "charged   twice", "이중 결제"])
def test_an_exact_name_is_direct(matcher: Matcher, text: str) -> None:
    """A title, a keyword or an id is found however it is spaced, cased or punctuated."""
    decision = matcher.match(text)
    assert isinstance(decision, Direct)
    assert decision.best.id == "refund"
    assert decision.best.because == (" ".join(text.split()),)


def test_an_exact_name_asks_nobody() -> None:
    """Exact names are decided without the encoder."""
    feeling = Feeling({"login": 1.5})
    assert Matcher(ENTRIES, semantic=feeling).match("parcel").name == "direct"
    assert feeling.asked == 0


def test_a_name_is_found_before_anything_is_indexed() -> None:
    """So a bot that has just begun answers it; the first question in one's own words has the index made."""
    matcher = Matcher(ENTRIES, not_for_us=DAILY)
    assert matcher.match("parcel").name == "direct"
    assert not matcher.is_indexed

    assert matcher.match("The parcel has not arrived yet") == Matcher(ENTRIES, not_for_us=DAILY).match(
        "The parcel has not arrived yet"
    )

    assert matcher.is_indexed


def test_an_index_is_shared_with_who_weighs_meaning_too() -> None:
    """It is large, and the encoder adds nothing to it."""
    matcher = Matcher(ENTRIES)

    assert matcher.with_meaning(None).is_indexed
    assert matcher.is_indexed


def test_clear_words_ask_nobody() -> None:
    """The encoder is asked only when the words do not decide."""
    feeling = Feeling({})
    decision = Matcher(ENTRIES, not_for_us=DAILY, semantic=feeling).match("The parcel has not arrived yet")
    assert decision.name == "direct"
    assert feeling.asked == 0


def test_meaning_decides_where_words_do_not() -> None:
    """A paraphrase without a common word is found by meaning."""
    feeling = Feeling({"login": 1.2, "refund": 0.2, "parcel": 0.2, "outage": 0.2, NOT_FOR_US: 0.1})
    decision = Matcher(ENTRIES, not_for_us=DAILY, semantic=feeling).match("shut out of his own page")
    assert isinstance(decision, Direct)
    assert decision.best.id == "login"
    assert decision.best.because


def test_a_name_of_two_entries_is_a_choice() -> None:
    """A keyword that two entries claim is offered as both."""
    decision = Matcher([REFUND, Entry("other", ("Other",), ("refund",), ())]).match("refund")
    assert isinstance(decision, Choose)
    assert [option.id for option in decision.options] == ["refund", "other"]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("환불좀해주세요", "refund"),
        ("카드에서 두번 빠저나갔대요", "refund"),
        ("택배가아직안왔어요ㅠㅠㅠ", "parcel"),
        ("I canot log inn", "login"),
        ("customer was charged twice 😡", "refund"),
        ("refund 언제 돼요?", "refund"),
    ],
)
def test_typos_and_missing_spaces_are_forgiven(matcher: Matcher, text: str, topic: str) -> None:
    """Typed together, misspelt, with emoji or in two languages, it still comes first."""
    assert matcher.ranked(text)[0].id == topic


def test_because_names_the_words_as_typed(matcher: Matcher) -> None:
    """A person reads which of their own words decided."""
    decision = matcher.match("고객님이 Parcel 때문에 전화하셨어요")
    assert isinstance(decision, Direct)
    assert decision.best.because == ("Parcel",)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("not a refund, the parcel is late", "parcel"),
        ("환불 말고 배송 문의예요", "parcel"),
        ("환불이 아니라 로그인 문제예요", "login"),
        ("This is not about delivery but a refund", "refund"),
    ],
)
def test_what_is_denied_does_not_count(matcher: Matcher, text: str, topic: str) -> None:
    """What the files name and the message denies is left out of the comparison."""
    decision = matcher.match(text)
    assert isinstance(decision, Direct)
    assert decision.best.id == topic


def test_a_complaint_in_the_negative_still_counts(matcher: Matcher) -> None:
    """Only what the files name can be denied: "not arrived" stays a delivery."""
    assert matcher.ranked("parcel not arrived")[0].id == "parcel"


def test_two_questions_offer_both(matcher: Matcher) -> None:
    """Several intents in one message are all shown, none is chosen."""
    decision = matcher.match("환불해 주세요. 그리고 로그인이 안 돼요")
    assert isinstance(decision, Choose)
    assert {option.id for option in decision.options[:2]} == {"refund", "login"}


def test_the_own_question_outweighs_a_quoted_customer(matcher: Matcher) -> None:
    """What the agent asks counts beside what the customer wrote."""
    text = '"I want a refund, I was charged twice and nobody helps" - she cannot find the password reset'
    alone = matcher.ranked(
        "I want a refund, I was charged twice and nobody helps she cannot find the password reset"
    )
    quoted = matcher.ranked(text)
    gap = {scored.id: scored.score for scored in quoted}, {scored.id: scored.score for scored in alone}
    assert gap[0]["login"] / gap[0]["refund"] > gap[1]["login"] / gap[1]["refund"]


@pytest.mark.parametrize(
    "text", ["", "   ", "🙂", "👍👍👍", "ㅋㅋㅋㅋㅋ", "!!!", "<!channel>", "점심 뭐 먹을까요"]
)
def test_nothing_said_matches_nothing(matcher: Matcher, text: str) -> None:
    """Emptiness, emoji, laughter, mentions and daily life are nobody's topic."""
    assert isinstance(matcher.match(text), NoMatch)


@pytest.mark.parametrize(
    "text", ["a" * 10_000, "가" * 10_000, "refund " * 1_500, '"' * 10_000, "환불 말고 " * 2_000]
)
def test_very_long_messages_take_bounded_time(matcher: Matcher, text: str) -> None:
    """Ten thousand characters are read in part; far below a second even on a busy machine."""
    begun = time.process_time()
    matcher.match(text)
    assert time.process_time() - begun < 0.5


def test_the_end_of_a_long_message_is_read(matcher: Matcher) -> None:
    """The question often stands last."""
    assert matcher.ranked("lorem ipsum dolor " * 300 + "who approves a refund?")[0].id == "refund"


def test_a_boost_raises_an_entry(matcher: Matcher) -> None:
    """A topic raises its situations."""
    plain = {scored.id: scored.score for scored in matcher.ranked("help me here")}
    boosted = {
        scored.id: scored.score for scored in matcher.ranked("help me here", boosts={"login": 0.1, "?": 9.0})
    }
    assert boosted["login"] == pytest.approx(plain["login"] + 0.1)


def test_a_critical_entry_is_kept_among_the_choices() -> None:
    """In doubt the dangerous one is offered too, even if three others are a little nearer."""
    feeling = Feeling({"refund": 0.6, "parcel": 0.59, "login": 0.58, "outage": 0.5})
    decision = Matcher(ENTRIES, not_for_us=DAILY, semantic=feeling).match("zzz qqq xxx yyy")
    assert isinstance(decision, Choose)
    assert [option.id for option in decision.options] == ["refund", "parcel", "outage"]


def test_a_neighbour_is_shown_first() -> None:
    """An entry the best one names in `see_also` comes before a slightly nearer stranger."""
    feeling = Feeling({"refund": 0.6, "login": 0.57, "outage": 0.56, "parcel": 0.55})
    decision = Matcher(ENTRIES, not_for_us=DAILY, semantic=feeling).match("zzz qqq xxx yyy")
    assert isinstance(decision, Choose)
    assert [option.id for option in decision.options][:2] == ["refund", "parcel"]


def test_ties_keep_the_order_of_the_file() -> None:
    """Equal scores never depend on chance."""
    feeling = Feeling(dict.fromkeys(("refund", "parcel", "login", "outage"), 0.5))
    ranked = Matcher(ENTRIES, semantic=feeling).ranked("zzz qqq")
    assert [scored.id for scored in ranked] == ["refund", "parcel", "login", "outage"]


def test_one_entry_is_enough() -> None:
    """A file with a single topic works, and does not swallow everything."""
    alone = Matcher([REFUND])
    assert alone.match("I would like a refund for this").name == "direct"
    assert alone.match("the weather is lovely").name == "none"


def test_no_entries_match_nothing() -> None:
    """Without any situation in the file nothing breaks."""
    assert Matcher([]).match("refund").name == "none"
    assert Matcher([]).ranked("refund") == ()


def test_an_entry_with_a_title_alone_can_be_found() -> None:
    """Keywords and examples are optional."""
    bare = [Entry("billing", ("Billing",), (), ()), Entry("garden", ("Garden",), (), ())]
    assert Matcher(bare).match("question about billing").name != "none"


@pytest.mark.parametrize("count", [3, 100])
def test_files_of_any_size_stay_sensible(count: int) -> None:
    """Three topics or a hundred: a message in a topic's own words finds it directly, nonsense finds nothing."""
    goods = [f"{first}{second}" for first in ("blue", "iron", "glass", "paper", "stone") for second in SHAPES]
    entries = [
        Entry(name, (name,), (f"{name} order", f"late {name}"), (f"Who repairs the {name}?",))
        for name in goods
    ]
    matcher = Matcher(entries[:count])
    decision = matcher.match(f"my {goods[1]} order came with a scratch")
    assert isinstance(decision, Direct)
    assert decision.best.id == goods[1]
    assert matcher.match("umbrella weather tomorrow").name != "direct"


def test_words_the_files_use_raise_none() -> None:
    """A gym's support team is asked about gyms."""
    gym = Entry("gym", ("Gym",), ("gym", "gym refund"), ("Who approves a gym refund?",))
    assert Matcher([gym, PARCEL], not_for_us=DAILY).match("gym refund please, who approves?").name == "direct"


@pytest.mark.parametrize(
    "text", ["She doesn't want a refund, the parcel is late", "환불은 필요 없고 택배가 안 왔대요"]
)
def test_what_is_not_wanted_does_not_count(matcher: Matcher, text: str) -> None:
    """Not wanting something denies it, too."""
    assert matcher.ranked(text)[0].id == "parcel"


class Reluctant(Feeling):
    """Means a login less without the word "shut"."""

    def scores_of(self, texts: Sequence[str]) -> Sequence[Mapping[str, float]]:
        """Half as much without it."""
        self.asked += 1
        return [{"login": 1.2 if "shut" in text else 0.6} for text in texts]


def test_because_names_the_word_without_which_it_would_mean_less() -> None:
    """Found by meaning, the word that drove it is shown, and no filler; it is looked for when somebody reads it."""
    feeling = Reluctant({"login": 1.2, "refund": 0.2, NOT_FOR_US: 0.1})
    decision = Matcher(ENTRIES, not_for_us=DAILY, semantic=feeling).match(
        "completely shut out of his workspace"
    )
    assert isinstance(decision, Direct)
    assert feeling.asked == 1
    assert decision.best.because == ("shut",)
    assert decision.best.because == ("shut",)
    assert feeling.asked == 2


@pytest.mark.parametrize(
    "text", ["the key of the drawer", "my key does not open the drawer", "key or drawer"]
)
def test_what_names_two_about_as_near_is_a_choice(text: str) -> None:
    """Also in a lean file without any phrase of daily life, where everything seems sure."""
    drawer = Entry("drawer", ("Cash drawer",), ("drawer",), ())
    keys = Entry("drawer_key", ("Drawer keys",), ("key",), ())
    assert isinstance(Matcher([drawer, keys]).match(text), Choose)
