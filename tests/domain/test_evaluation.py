"""What a matcher makes of labelled messages: pairs, bins, thresholds and the cases that would hurt most."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calibration import calibrate
from bot.domain.decision import Entry
from bot.domain.judged import Case, Seen, see
from bot.domain.language import Language
from bot.domain.matching import Matcher
from bot.domain.mistakes import Confusion, confusions, worst_cases

MATCHER = Matcher(
    [
        Entry("refund", ("Refunds",), ("refund", "환불"), ()),
        Entry("delivery", ("Delivery",), ("delivery", "배송"), ()),
    ]
)


def seen(
    right: str | None, *shown: str, score: float = 0.5, decision: str = "direct", text: str = "a"
) -> Seen:
    """A message about `right` that was answered with `shown`."""
    return Seen.model_validate(
        {
            "text": text, "language": Language.EN, "right": right, "decision": decision,
            "ranked": shown, "shown": () if decision == "none" else shown, "score": score, "lead": score,
        }
    )  # fmt: skip


def test_a_direct_answer_is_where_the_person_is_led() -> None:
    """With its score, and how far the next one is behind."""
    found = see(Case(text="refund"), "refund", MATCHER)
    assert (found.decision, found.got, found.is_right) == ("direct", "refund", True)
    assert found.score == 1.0
    assert found.lead > 0


def test_silence_leads_nowhere() -> None:
    """What nothing fits has no score."""
    found = see(Case(text="zebra crossing"), "delivery", MATCHER)
    assert (found.decision, found.got, found.is_right) == ("none", None, False)


def test_pairs_are_counted_most_frequent_first() -> None:
    """A wrong answer, silence on something in scope, and an answer out of scope; a choice there only asks."""
    told = [
        seen("a", "b"), seen("a", "b"), seen("a", "a"), seen("b", decision="none"), seen(None, "a"),
        seen(None, "a", decision="choose"), seen(None, decision="none"),
    ]  # fmt: skip
    assert confusions(told) == (
        Confusion(right="a", taken="b", n=2),
        Confusion(right="b", taken=None, n=1),
        Confusion(right=None, taken="a", n=1),
    )


def test_the_worst_are_sure_and_wrong() -> None:
    """Then choices that leave the right one out, then silence; what is right is never among them."""
    told = [
        seen("a", "b", score=0.6, text="unsure"),
        seen("a", "b", score=0.9, text="sure"),
        seen("a", "a", score=0.99, text="right"),
        seen("a", "b", "c", score=0.95, decision="choose", text="left out"),
        seen("a", "b", "a", score=0.95, decision="choose", text="offered second"),
        seen("a", decision="none", text="silent"),
    ]
    assert [one.text for one in worst_cases(told)] == ["sure", "unsure", "left out", "silent"]


def test_bins_hold_how_often_the_best_is_right() -> None:
    """By the score; what is far above lies in the last one."""
    told = [seen("a", "a", score=0.55), seen("a", "b", score=0.5), seen("a", "a", score=7.0)]
    first, last = calibrate(told).by_score
    assert (first.start, first.end, first.n, first.right, first.direct) == (0.5, 0.6, 2, 0.5, 1.0)
    assert (last.start, last.end, last.n, last.right) == (1.5, None, 1, 1.0)


def test_what_each_threshold_would_give() -> None:
    """Fewer answers, more of them right; a message out of scope counts as wrong."""
    told = [seen("a", "a", score=0.9), seen("a", "b", score=0.4), seen(None, "a", score=0.6)]
    found = calibrate(told)
    by_threshold = {step.at: (step.coverage, step.right) for step in found.trade_off}
    assert by_threshold[0.3] == (1.0, 0.3333)
    assert by_threshold[0.5] == (0.5, 0.5)
    assert by_threshold[0.8] == (0.5, 1.0)
    assert found.present is not None
    assert (found.present.at, found.present.coverage, found.present.right) == (0.4, 1.0, 0.3333)
    assert found.score_tells == 1.0


def test_nothing_was_measured() -> None:
    """No message, no figure."""
    found = calibrate([])
    assert (found.by_score, found.trade_off, found.present, found.score_tells) == ((), (), None, None)


@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b", None]), st.sampled_from(["a", "b"]), st.floats(0, 3, width=16))
    )
)
def test_every_message_lies_in_one_bin(drawn: list[tuple[str | None, str, float]]) -> None:
    """None is lost, none counted twice, whatever the scores."""
    told = [seen(right, got, score=score) for right, got, score in drawn]
    found = calibrate(told)
    assert sum(span.n for span in found.by_score) == sum(span.n for span in found.by_lead) == len(told)
    assert all(0 <= step.coverage <= 1 and 0 <= step.right <= 1 for step in found.trade_off)
