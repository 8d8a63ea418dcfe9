"""The card of every situation of our own file, and of any file there may be."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.around import Around
from bot.domain.decision import Choose, Direct, Scored
from bot.domain.escalation import Party
from bot.domain.facts import Facts
from bot.domain.language import Language, Text
from bot.domain.philosophy import Philosophy, Situation
from bot.domain.practice import Practice
from bot.domain.reader import Reader
from bot.requests.tickets import OnCard
from bot.services.answer import Question, answer
from bot.services.look_up_values import SituationsFound
from bot.views import ids, value_page, values
from bot.views.answers import answered, with_facts
from bot.views.limits import MESSAGE_CHARACTERS, weight
from bot.views.message import Block, Message
from bot.views.phone import LINES, lines, lines_before_buttons
from bot.views.sharing import share_form, shared_card
from bot.views.situation_card import card_blocks, on_hand, situation_shown
from bot.views.situation_more import more_window, window
from playground.blockkit import check_message_blocks, check_view
from tests.example import example_book, example_files

MONDAY = datetime(2035, 3, 12, 1, tzinfo=UTC)
SATURDAY_NIGHT = datetime(2035, 3, 17, 14, tzinfo=UTC)
FILE, PHILOSOPHY = example_files()
BOOK = example_book()
ROLES = ("agent", "lead")
LEAD = Party(user="U1", key="jimin", name=Text(ko="김지민", en="Jimin Kim"))
OUTAGE = Facts(
    id="F1", what="Card payments fail", charged="nothing", back="at noon", pinned=MONDAY, pinned_by=LEAD,
    ends=datetime(2035, 3, 13, tzinfo=UTC),
)  # fmt: skip
PHRASE = Practice(
    id="P1", situation="empathy", text="제가 곁에 있겠습니다.", language=Language.KO, author=LEAD,
    state="accepted", proposed=MONDAY,
)  # fmt: skip

EVERY_CARD = [
    (key, variant, topic)
    for key, one in PHILOSOPHY.situations.items()
    for variant in (one.variants or (None,))
    for topic in (None, *(name for name, known in FILE.topics.items() if key in known.situations))
]


def reads(language: Language, role: str = "agent") -> Reader:
    """Somebody of that role."""
    return Reader(language=language, zone="Asia/Seoul", user="U2", roles=(role,))


def words_of(blocks: tuple[Block, ...] | list[Block]) -> str:
    """All the text in sections and small print."""
    found = [block["text"]["text"] for block in blocks if block["type"] in {"section", "header"}]
    return "\n".join([*found, *(e["text"] for b in blocks if b["type"] == "context" for e in b["elements"])])


def card_of(about: OnCard, reader: Reader, around: Around | None = None) -> Message:
    """The whole message."""
    card = on_hand(about, BOOK, around or Around())
    assert card is not None
    return situation_shown(card, BOOK, reader)


@pytest.mark.parametrize(("language", "role"), list(product(Language, ROLES)))
def test_every_card_of_ours_is_read_without_scrolling(language: Language, role: str) -> None:
    """At most eight lines before More: every situation, side and topic, in both languages, for both roles."""
    reader = reads(language, role)
    for key, variant, topic in EVERY_CARD:
        shown = card_of(OnCard(situation=key, variant=variant, topic=topic), reader)
        assert 0 < lines_before_buttons(shown.blocks) <= LINES, (key, variant, topic)


@pytest.mark.parametrize("language", Language)
def test_nothing_that_belongs_on_a_card_of_ours_is_left_out_of_it(language: Language) -> None:
    """Action, three steps, a phrase, a pair and the closing question stand in those eight lines."""
    for key, variant, topic in EVERY_CARD:
        card = on_hand(OnCard(situation=key, variant=variant, topic=topic), BOOK)
        assert card is not None
        assert card.value is not None
        text = words_of(card_blocks(card, reads(language)))
        closing = card.situation.closing
        assert closing is not None
        wanted = [card.value.action.in_(language), "①", "②", "③", ":speech_balloon:", ":no_entry_sign:"]
        for part in [*wanted, closing.in_(language)]:
            assert part in text, (key, variant, part)


@pytest.mark.parametrize(("language", "role"), list(product(Language, ROLES)))
def test_a_topic_brings_what_may_be_decided_and_offered(language: Language, role: str) -> None:
    """On the card, or in the small print under its buttons; for the reader's own role."""
    for key, variant, topic in EVERY_CARD:
        if topic is None:
            continue
        shown = words_of(
            card_of(OnCard(situation=key, variant=variant, topic=topic), reads(language, role)).blocks
        )
        own = FILE.topics[topic].may_decide
        limit = (own.get(role) or own["agent"]).in_(language)
        assert limit.split(".")[0].split(";")[0].replace('"', "").replace("&", "&amp;")[:20] in shown.replace(
            '"', ""
        )
        assert any(offer in shown for offer in FILE.topics[topic].can_offer.in_(language)), (key, topic)


@pytest.mark.parametrize(("language", "role"), list(product(Language, ROLES)))
def test_every_answer_of_ours_begins_with_what_a_phone_shows(language: Language, role: str) -> None:
    """Who, what to promise, what one may decide: at most eight lines above the buttons, open or closed."""
    for key, topic in FILE.topics.items():
        for at in (MONDAY, SATURDAY_NIGHT):
            found = answer(BOOK, Question(topic.title.in_(language)), at)
            shown = answered(found, BOOK, reads(language, role))
            assert lines_before_buttons(shown.blocks) <= LINES, (key, at, words_of(shown.blocks[:1]))
            assert topic.can_offer.in_(language)[0] in words_of(shown.blocks) or any(
                offer in words_of(shown.blocks) for offer in topic.can_offer.in_(language)
            )


def test_facts_stand_first_on_a_card_and_in_an_answer() -> None:
    """Before anything else, wherever the topic comes up."""
    reader, around = reads(Language.EN), Around(facts=(OUTAGE,))
    card = card_of(OnCard(situation="empathy", topic="outage"), reader, around)
    found = with_facts(answered(answer(BOOK, Question("outage"), MONDAY), BOOK, reader), around.facts, reader)
    for shown in (card, found):
        assert "Card payments fail" in shown.blocks[0]["text"]["text"]


def test_a_practice_stands_on_the_card_with_credit() -> None:
    """Where the eight lines have no room for it, in the small print."""
    shown = words_of(
        card_of(OnCard(situation="empathy"), reads(Language.KO), Around(practices=(PHRASE,))).blocks
    )
    assert "제가 곁에 있겠습니다." in shown
    assert "김지민님" in shown


def test_overlays_stand_beside_the_action_and_never_in_its_place() -> None:
    """A role adds a line; what the value asks of everybody is said all the same (practice 0.18)."""
    short = PHILOSOPHY.model_copy(update={"situations": {"x": Situation(value="hear", title=Text(en="X"))}})
    book = replace(BOOK, philosophy=short)
    card = on_hand(OnCard(situation="x"), book)
    assert card is not None
    agent, lead = (words_of(card_blocks(card, reads(Language.EN, role))) for role in ROLES)
    assert "I ask before I advise" in lead
    assert "I ask before I advise" not in agent
    assert "I let people finish" in agent
    assert "I let people finish" in lead


def test_a_shared_card_holds_no_roles_limit_and_no_question() -> None:
    """What the sharer may decide and what they asked is theirs."""
    about = OnCard(situation="empathy", topic="delivery", text="Kim Bokdong is crying")
    card = on_hand(about, BOOK)
    assert card is not None
    public = Reader(language=Language.EN, zone="Asia/Seoul")
    shown = shared_card(card, "U9", public)
    form = share_form(card, BOOK, reads(Language.EN, "lead"), public, "C1")
    for told in (str(shown), str(form)):
        assert "Kim Bokdong" not in told
        assert "Yours to decide" not in told
    assert "shared by <@U9>" in words_of(shown.blocks)


def test_the_card_is_the_same_in_every_place() -> None:
    """Slash answer, window and shared post show the same words to the same reader (practice 4.19)."""
    card = on_hand(OnCard(situation="empathy"), BOOK)
    assert card is not None
    reader = reads(Language.KO)
    alone = card_blocks(card, reader)
    message = situation_shown(card, BOOK, reader)
    opened = window(message, reader)
    assert list(message.blocks[: len(alone)]) == alone
    assert opened["blocks"][: len(alone)] == alone
    assert list(shared_card(card, "U9", reader).blocks[: len(alone)]) == alone


def test_more_holds_everything() -> None:
    """Every phrase, every pair, every offer, the figure in words, the reason."""
    card = on_hand(OnCard(situation="empathy", topic="delivery"), BOOK)
    assert card is not None
    shown = words_of(more_window(card, BOOK, reads(Language.KO))["blocks"])
    situation = PHILOSOPHY.situations["empathy"]
    parts = [*situation.say.ko, *(pair.better.in_(Language.KO) for pair in situation.avoid)]
    for part in [*parts, *FILE.topics["delivery"].can_offer.ko, "고객 노력 점수", "예순"]:
        assert part in shown


LONG = st.text(min_size=1, max_size=400).filter(str.strip)
TEXTS = st.builds(lambda ko, en: {"ko": ko, "en": en}, LONG, LONG)
KEYS = st.text(alphabet="abcdefghij_", min_size=1, max_size=60)


@st.composite
def philosophies(draw: st.DrawFn) -> Philosophy:
    """Any file within the schema, with words of any length and any signs."""
    texts = st.builds(lambda ko, en: {"ko": ko, "en": en}, *(st.lists(LONG, max_size=4) for _ in range(2)))
    steps = st.fixed_dictionaries({}, optional={"feeling": TEXTS, "solution": TEXTS, "next": TEXTS})
    pairs = st.lists(st.fixed_dictionaries({"wrong": TEXTS, "better": TEXTS}), max_size=3)
    words = {"steps": steps, "say": texts, "avoid": pairs, "closing": TEXTS}
    variant = st.fixed_dictionaries({"title": TEXTS}, optional=words)
    sides = st.dictionaries(KEYS, variant, max_size=3)
    optional = {"why": TEXTS, "metric": LONG, "example": TEXTS, "by_role": st.dictionaries(KEYS, TEXTS, max_size=3),
                "by_department": st.dictionaries(KEYS, TEXTS, max_size=30)}  # fmt: skip
    value = st.fixed_dictionaries({"name": TEXTS, "action": TEXTS}, optional=optional)
    situation = st.fixed_dictionaries(
        {"value": st.sampled_from(["v0", "v1"]), "title": TEXTS},
        optional={**words, "why": TEXTS, "variants": sides},
    )
    return Philosophy.model_validate(
        {
            "version": 1,
            "purpose": draw(TEXTS),
            "vision": draw(TEXTS),
            "values": [{"id": f"v{n}", **draw(value)} for n in range(draw(st.integers(1, 3)))],
            "situations": draw(st.dictionaries(KEYS, situation, min_size=1, max_size=4)),
        }
    )


@settings(max_examples=20, deadline=None)
@given(philosophies(), st.sampled_from(list(Language)), st.text(max_size=700))
def test_any_file_is_shown_within_slacks_limits(
    philosophy: Philosophy, language: Language, asked: str
) -> None:
    """Glance, cards, windows, shared posts, departments: Slack takes every one of them."""
    book, reader = replace(BOOK, philosophy=philosophy), reads(language)
    messages = [values.glance(book, reader), values.nothing_found(book, reader, asked)]
    options = tuple(Scored(key, 0.5, (asked[:80],)) for key in philosophy.situations)
    for decision in (Direct(options[0], options[1:3]), Choose(options[:3])):
        found = SituationsFound(asked, decision)
        messages.append(values.looked_up(found, book, reader, topic="delivery"))
    messages += [value_page.value_shown(value, book, reader) for value in philosophy.values]
    departments = [key for value in philosophy.values for key in value.by_department]
    messages += [value_page.for_department(key, book, reader) for key in departments[:2]]
    messages.append(value_page.no_such_department(asked, None, book, reader))
    views = []
    for key, situation in philosophy.situations.items():
        for variant in (None, *situation.variants):
            about = OnCard(situation=key, topic="delivery", variant=variant, text=asked)
            card = on_hand(about, book, Around(facts=(OUTAGE,), practices=(PHRASE,)))
            assert card is not None
            messages += [situation_shown(card, book, reader), shared_card(card, "U9", reader)]
            views += [more_window(card, book, reader), share_form(card, book, reader, reader, "C123456789")]
    for message in messages:
        assert check_message_blocks(list(message.blocks)) == []
        assert sum(weight(block) for block in message.blocks) <= MESSAGE_CHARACTERS
    for view in views:
        assert check_view(view, kind="modal") == []


@settings(max_examples=20, deadline=None)
@given(philosophies(), st.sampled_from(list(Language)))
def test_no_file_makes_a_card_long(philosophy: Philosophy, language: Language) -> None:
    """What does not fit goes behind More: only a value's name and a title longer than eight lines are longer."""
    book = replace(BOOK, philosophy=philosophy)
    for key in philosophy.situations:
        card = on_hand(OnCard(situation=key), book)
        assert card is not None
        blocks = card_blocks(card, reads(language))
        count = sum(lines(block["text"]["text"]) for block in blocks)
        head = lines(blocks[0]["text"]["text"].split("\n")[0])
        assert count <= LINES or head > LINES or "\n" in card.title.in_(language)


def test_a_button_never_carries_more_than_slack_takes() -> None:
    """A question of signs that are written long is cut further."""
    ticket = OnCard(situation="empathy", text="\x00" * 600).write()
    assert len(ticket) < 2000
    assert OnCard.of(ticket).situation == "empathy"
    assert ids.SITUATION_MORE
