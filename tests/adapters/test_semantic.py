"""The sentence encoder behind the matcher."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.adapters import semantic
from bot.domain.decision import Direct, Entry
from bot.domain.matching import NOT_FOR_US, Matcher, Semantic

ENTRIES = (
    Entry(
        "refund",
        ("환불", "Refunds"),
        ("환불", "refund"),
        ("돈을 돌려 달라고 하세요", "They want their money back"),
    ),
    Entry(
        "parcel", ("배송", "Delivery"), ("배송", "parcel"), ("물건이 안 왔어요", "The shipment never arrived")
    ),
    Entry("login", ("로그인", "Login"), ("로그인", "password"), ("비밀번호를 잊었어요", "I cannot sign in")),
)
DAILY = ("점심 뭐 먹을까요?", "What shall we have for lunch?")


@pytest.fixture(scope="module")
def sense() -> Semantic:
    """The encoder's view of three topics."""
    loaded = semantic.load_semantic(ENTRIES, not_for_us=DAILY)
    if loaded is None:
        pytest.skip(semantic.unavailable() or "no encoder")
    return loaded


def test_a_paraphrase_is_nearest_to_its_topic(sense: Semantic) -> None:
    """No word in common is needed, in either language."""
    for text, topic in (("reimburse the lady please", "refund"), ("택배가 도착하지 않았대요", "parcel")):
        scores = sense.scores(text)
        assert max(scores, key=lambda id_: scores[id_]) == topic


def test_daily_life_has_a_score_of_its_own(sense: Semantic) -> None:
    """Small talk is nearer to small talk than to any topic."""
    scores = sense.scores("anyone hungry? let us get some food")
    assert max(scores, key=lambda id_: scores[id_]) == NOT_FOR_US


def test_threads_get_the_same_answers(sense: Semantic) -> None:
    """Asked from many threads at once, each text keeps its own scores."""
    texts = ["refund", "parcel lost", "비밀번호", "점심", "money", "배송 언제"] * 4
    alone = [sense.scores(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(sense.scores, texts)) == alone


def test_the_encoder_is_loaded_once() -> None:
    """Topics and situations share one encoder of 150 MB."""
    first, second = semantic.load_semantic(ENTRIES), semantic.load_semantic(ENTRIES[:1])
    if not (isinstance(first, semantic.Meaning) and isinstance(second, semantic.Meaning)):
        pytest.skip(semantic.unavailable() or "no encoder")
    assert first.encoder is second.encoder


def test_few_phrases_do_not_claim_everything(sense: Semantic) -> None:
    """A small file without phrases of daily life stays modest about strangers."""
    matcher = Matcher(ENTRIES[:1], semantic=semantic.load_semantic(ENTRIES[:1]))
    assert sense is not None
    assert not isinstance(matcher.match("the highest mountain in the world"), Direct)


def test_no_entries_need_no_encoder() -> None:
    """A file without situations loads nothing."""
    assert semantic.load_semantic(()) is None


@pytest.mark.parametrize("babble", ["zzz", "qwer zxcv", "hjkl", "ㅁㄴㅇㄹ", "뷁쉙"])
def test_babble_is_about_nothing(sense: Semantic, babble: str) -> None:
    """A word or two that resemble no word of the files match nothing, whatever the encoder reads into them."""
    assert Matcher(ENTRIES, semantic=sense).match(babble).name == "none"
