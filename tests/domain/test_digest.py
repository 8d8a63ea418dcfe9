"""What a night's post chooses, in which order, and whom it does not name."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.domain.digest import NightPage, PrivateThanks, pages_of, quiet_thanks
from bot.domain.escalation import Party
from bot.domain.kudos import Kudos, Thanked
from bot.domain.language import Text
from bot.domain.laying_out import PAGE_ENTRIES, Laid, Layout
from bot.domain.night_run import NightKey, NightRun

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
FRIDAY = date(2026, 11, 20)
VALUES = ["hear", "act"]
HERE, THERE = NightKey(team="support", date=FRIDAY), NightKey(team="berlin", date=FRIDAY)


def who(user: str) -> Party:
    """Somebody."""
    return Party(user=user, name=Text(en=user.title()))


def kudos(number: int, *to: str, value: str | None = "hear", text: str = "thanks", **more: object) -> Kudos:
    """The n-th thanks of the day. A name before `@berlin` is thanked by that team's night."""
    recipients = tuple(
        Thanked(
            who=who(name.partition("@")[0]),
            night=THERE if name.endswith("@berlin") else HERE,
            in_post=not name.endswith("@dm"),
        )
        for name in to
    )
    made = Kudos(
        id=f"K{number}", giver=who("GIVER"), recipients=recipients, text=text, value=value,
        given=NOON + timedelta(minutes=number), day=FRIDAY,
    )  # fmt: skip
    return made.model_copy(update=more)


@dataclass(frozen=True)
class Brought:
    """What a night brings, and the run it was fixed in."""

    run: NightRun
    pages: tuple[NightPage, ...]
    private: tuple[PrivateThanks, ...]


def of(
    *thanks: Kudos, private: tuple[str, ...] = (), public: tuple[str, ...] = (), **fixed: object
) -> Brought:
    """The support team's night."""
    run = NightRun(night=HERE, closed=NOON, private=private).model_copy(update=fixed)
    laid = laid_out(run, *thanks, public=public)
    run = run.model_copy(update={"layout": laid.layout, "story": laid.story, "thanked": laid.thanked})
    known = {entry.id: entry for entry in thanks}
    alone = [
        quiet_thanks(run, one.user, one.number, [known[kudos] for kudos in one.kudos]) for one in laid.alone
    ]
    return Brought(run, pages_of(run, thanks, values=VALUES), tuple(one for one in alone if one))


def laid_out(run: NightRun, *thanks: Kudos, public: tuple[str, ...] = ()) -> Laid:
    """Where everything stands."""
    layout = Layout(run, VALUES, public)
    layout.add(thanks)
    return layout.laid()


def named(made: Brought) -> list[list[str]]:
    """The names of each entry, group after group."""
    return [
        [party.user for party in entry.named]
        for page in made.pages
        for group in page.groups
        for entry in group.thanks
    ]


def test_groups_follow_the_files_order_and_the_rest_comes_last() -> None:
    """Values as values.yaml lists them; one it lost since counts as none."""
    made = of(
        kudos(1, "A", value=None), kudos(2, "B", value="act"), kudos(3, "C"), kudos(4, "D", value="gone")
    )
    assert [group.value for group in made.pages[0].groups] == ["hear", "act", None]
    assert named(made) == [["C"], ["B"], ["A"], ["D"]]


def test_breadth_comes_before_volume() -> None:
    """Somebody not named yet stands before somebody named again."""
    made = of(kudos(1, "A"), kudos(2, "A"), kudos(3, "A"), kudos(4, "B"))
    assert named(made) == [["A"], ["B"], ["A"], ["A"]]


def test_what_was_taken_back_is_nowhere() -> None:
    """Neither in public nor in private."""
    made = of(kudos(1, "A", taken_back=NOON), kudos(2, "B", taken_back=NOON), private=("B",))
    assert (made.pages, made.private) == ((), ())


def test_of_several_recipients_it_names_those_who_like_it() -> None:
    """The others are told alone, and hidden in the words."""
    made = of(kudos(1, "A", "B"), private=("B",))
    [entry] = made.pages[0].groups[0].thanks
    assert [party.user for party in entry.named] == ["A"]
    assert [party.user for party in entry.hidden] == ["B"]
    [quiet] = made.private
    assert (quiet.user, [party.user for party in quiet.thanks[0].named]) == ("B", ["B"])


def test_a_team_names_its_own_people_only() -> None:
    """Berlin's are Berlin's night's; they are no secret in the words."""
    made = of(kudos(1, "A", "D@berlin"))
    [entry] = made.pages[0].groups[0].thanks
    assert [party.user for party in entry.named] == ["A"]
    assert entry.hidden == ()
    assert made.private == ()


def test_who_has_no_night_of_their_own_is_told_alone() -> None:
    """No channel is theirs."""
    made = of(kudos(1, "E@dm"))
    assert made.pages == ()
    assert [quiet.user for quiet in made.private] == ["E"]


def test_a_long_night_is_cut_into_pages_that_lose_nothing() -> None:
    """Each page says of how many it is one; a value that runs over is on both."""
    made = of(*(kudos(number, f"P{number}", text="x" * 10) for number in range(PAGE_ENTRIES + 1)))
    assert [(page.number, page.pages) for page in made.pages] == [(1, 2), (2, 2)]
    assert len(named(made)) == PAGE_ENTRIES + 1
    assert [page.groups[0].value for page in made.pages] == ["hear", "hear"]


def test_long_words_are_cut_by_their_length() -> None:
    """The plain text of a page has room for what stands on it."""
    made = of(*(kudos(number, f"P{number}", text="x" * 500) for number in range(12)))
    assert len(made.pages) == 3
    assert all(
        sum(len(words.text) for card in page.cards for words in card.words) <= 3000 for page in made.pages
    )


def test_many_private_thanks_come_in_several_messages() -> None:
    """None of them is left out."""
    made = of(*(kudos(number, "B", text="x" * 500) for number in range(12)), private=("B",))
    assert [message.number for message in made.private] == [1, 2, 3]
    assert sum(len(message.thanks) for message in made.private) == 12


def words(made: Brought) -> list[list[str]]:
    """The kudos on each card."""
    return [[said.kudos for said in card.words] for page in made.pages for card in page.cards]


def test_several_thanks_for_one_message_are_one_card() -> None:
    """Where it is thanked for first; whom it names stands there once."""
    made = of(kudos(1, "A", about="C:1"), kudos(2, "B"), kudos(3, "A", "C", about="C:1", giver=who("ZOE")))
    assert words(made) == [["K1", "K3"], ["K2"]]
    assert named(made) == [["A", "C"], ["B"]]


def test_thanks_for_one_message_to_different_people_are_cards_of_their_own() -> None:
    """A message can be two people's work."""
    made = of(kudos(1, "A", about="C:1"), kudos(2, "B", about="C:1"))
    assert words(made) == [["K1"], ["K2"]]


def test_a_story_comes_first_if_everybody_named_in_it_chose_to_be_read_of() -> None:
    """A bad day turned good before anything, then the longest words (practice 1.16)."""
    long, longer = "x" * 130, "x" * 200
    thanks = [kudos(1, "A", value="act", text=long), kudos(2, "B", text=longer), kudos(3, "C")]
    assert of(*thanks).pages[0].story is None
    told = of(*thanks, public=("A", "B", "C"))
    assert told.run.story == "K2"
    assert words(told)[0] == ["K2"]
    assert [card.kudos for group in told.pages[0].groups for card in group.thanks] == ["K3", "K1"]
    turned = kudos(4, "A", tags=("turnaround",))
    assert of(*thanks, turned, public=("A", "B")).run.story == "K4"


def test_whoever_is_only_mentioned_must_have_chosen_too() -> None:
    """The story names them as well."""
    one = kudos(1, "A", text="x" * 130, mentioned=(who("M"),))
    assert of(one, kudos(2, "B"), public=("A",)).run.story is None
    assert of(one, kudos(2, "B"), public=("A", "M")).run.story == "K1"


def test_one_thanks_alone_is_no_story() -> None:
    """There is nothing it would come before; short words are none either."""
    assert of(kudos(1, "A", text="x" * 200), public=("A",)).run.story is None
    assert of(kudos(1, "A"), kudos(2, "B"), public=("A", "B")).run.story is None


def test_what_was_withdrawn_leaves_its_place_and_moves_nothing() -> None:
    """A post is edited where it stands: every other card keeps its message."""
    thanks = [kudos(number, f"P{number}") for number in range(PAGE_ENTRIES + 10)]
    made = of(*thanks)
    gone = [one.model_copy(update={"withdrawn": NOON}) if one.id == "K3" else one for one in thanks]
    now = pages_of(made.run, gone, values=VALUES)
    before = [[card.kudos for card in page.cards] for page in made.pages]
    after = [[card.kudos for card in page.cards] for page in now]
    assert after == [[one for one in page if one != "K3"] for page in before]
    assert [page.dates for page in now] == [page.dates for page in made.pages]


def test_of_one_card_only_what_was_withdrawn_goes() -> None:
    """The other givers' words stay, with those whom they thank."""
    thanks = [kudos(1, "A", "B", about="C:1"), kudos(2, "A", about="C:1")]
    made = of(*thanks)
    now = pages_of(made.run, [thanks[0].model_copy(update={"withdrawn": NOON}), thanks[1]], values=VALUES)
    [card] = now[0].cards
    assert ([said.kudos for said in card.words], [party.user for party in card.named]) == (["K2"], ["A"])


def test_a_plus_one_stands_under_what_it_joins_and_is_laid_out_nowhere() -> None:
    """Also where it belongs to a later night by its time."""
    thanks = [kudos(1, "A"), kudos(2, "B")]
    made = of(*thanks)
    joined = kudos(3, "A", joins="K1", giver=who("ZOE"))
    now = pages_of(made.run, [*thanks, joined], values=VALUES)
    assert [[(said.kudos, said.joins) for said in card.words] for card in now[0].cards] == [
        [("K1", False), ("K3", True)],
        [("K2", False)],
    ]
    assert of(joined).pages == ()
    taken = joined.model_copy(update={"withdrawn": NOON})
    assert pages_of(made.run, [*thanks, taken], values=VALUES) == made.pages


def test_a_plus_one_stays_with_the_card_when_what_it_joined_goes() -> None:
    """Under whoever thanks the same people for the same message; with the last of them it goes, too."""
    first, second, other = (
        kudos(1, "A", "B", about="C:1"),
        kudos(2, "A", about="C:1", giver=who("YOU")),
        kudos(3, "C", about="C:1"),
    )
    plus, for_b = kudos(4, "A", joins="K1", giver=who("ZOE")), kudos(5, "B", joins="K1", giver=who("MAX"))
    made = of(first, second, other)
    gone = first.model_copy(update={"withdrawn": NOON})
    now = pages_of(made.run, [gone, second, other, plus, for_b], values=VALUES)
    cards = [
        ([party.user for party in card.named], [said.kudos for said in card.words]) for card in now[0].cards
    ]
    assert cards == [(["A"], ["K2", "K4"]), (["C"], ["K3"])]
    assert now[0].cards[0].kudos == "K2"
    none = [gone, second.model_copy(update={"withdrawn": NOON}), other, plus, for_b]
    assert [card.kudos for card in pages_of(made.run, none, values=VALUES)[0].cards] == ["K3"]


def test_who_is_no_colleague_any_more_is_named_nowhere() -> None:
    """Neither thanked, nor as giver, nor in the words (rule 20)."""
    made = of(
        kudos(1, "GONE", "A"), kudos(2, "GONE"), kudos(3, "B", giver=who("GONE"), text="with GONE"),
        absent=("GONE",),
    )  # fmt: skip
    assert named(made) == [["A"], ["B"]]
    [_, signed] = made.pages[0].cards
    assert signed.words[0].giver is None
    assert [party.user for party in signed.hidden] == ["GONE"]
    assert made.private == ()


def test_the_layout_of_a_night_does_not_depend_on_the_order_it_is_read_in() -> None:
    """Batches come as the store has them."""
    thanks = [
        kudos(number, f"P{number % 7}", value=VALUES[number % 2], about=f"C:{number % 5}")
        for number in range(80)
    ]
    assert of(*thanks).run.layout == of(*reversed(thanks)).run.layout
