"""A review as people see it: twelve lines of a phone, a window, a page that needs nothing else."""

import re
from functools import cache
from html.parser import HTMLParser

import pytest

from bot.domain.periods import Period
from bot.domain.reader import Reader
from bot.domain.review import Asked, Missing, Review, Thanks, ValueThanks
from bot.services.handbook import Handbook
from bot.views.limits import VIEW_BLOCKS
from bot.views.phone import lines_before_buttons
from bot.views.pictures.letters import width
from bot.views.pictures.review import WIDE, panels, sketch
from bot.views.review import LINES, read_ticket, ticket, told, window
from bot.views.review_page import page
from bot.views.review_parts import parts
from playground.blockkit import check_message_blocks, check_view
from tests.review_sample import ENGLISH, KOREAN, MADE, book, sample

BOOK = book()
READERS = [KOREAN, ENGLISH]
EMPTY = Review(team="support", period=Period.named("week", "2026-W47"))


def names_of(review: Review, reader: Reader) -> str:
    """Everything the message says."""
    return str(told(review, BOOK, reader).blocks)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.language)
@pytest.mark.parametrize("kind", ["week", "month"])
class TestMessage:
    """What a lead reads on their morning."""

    def test_it_is_read_in_one_go(self, kind: str, reader: Reader) -> None:
        """Twelve lines, then the button; whom to think of and how long customers waited are always among them."""
        message = told(sample(kind, BOOK), BOOK, reader)
        assert lines_before_buttons(message.blocks) <= LINES
        said = names_of(sample(kind, BOOK), reader)
        assert "Bob Brown" in said
        assert "53" in said or "42" in said

    def test_slack_takes_all_of_it(self, kind: str, reader: Reader) -> None:
        """Message and window, and those of a week without anything."""
        for review in (sample(kind, BOOK), EMPTY):
            view = window(review, BOOK, reader)
            assert len(view["blocks"]) <= VIEW_BLOCKS
            assert check_view(view, kind="modal") == []
            assert check_message_blocks(list(told(review, BOOK, reader).blocks)) == []

    def test_every_part_of_the_window_is_on_the_page(self, kind: str, reader: Reader) -> None:
        """Titles and lines; both are made of the same parts."""
        review = sample(kind, BOOK)
        text = Read.of(page(review, BOOK, reader, MADE)).text
        for part in parts(review, BOOK, reader):
            assert part.title in text
            for line in part.lines:
                assert line in text


def test_so_many_missing_that_no_name_fits_are_told_without_their_number() -> None:
    """A number of people would be the beginning of a figure."""
    everybody = tuple(Missing(person=key) for key in BOOK.file.people) * 3
    said = names_of(sample("week", BOOK).model_copy(update={"missing": everybody}), ENGLISH)
    assert "Some have had no thanks for 60 days" in said
    assert str(len(everybody)) not in said


def test_a_quiet_week_says_so() -> None:
    """And draws nothing."""
    assert "A quiet week" in names_of(EMPTY, ENGLISH)
    assert "조용한 한 주" in names_of(EMPTY, KOREAN)
    assert sketch(EMPTY, BOOK, ENGLISH) is None


def test_a_button_names_its_review_and_nothing_else() -> None:
    """Team and period; what is not one of ours is refused."""
    for kind in ("week", "month"):
        review = sample(kind, BOOK)
        assert read_ticket(ticket(review)) == ("support", kind, review.period.name)
    for wrong in ("", "support", "support:2026-W99", ":", "x:2026-13"):
        with pytest.raises(ValueError, match="is no"):
            read_ticket(wrong)


class Read(HTMLParser):
    """A page as a strict reader takes it: what is open is closed, every attribute is quoted, no id comes twice."""

    VOID = frozenset({"meta", "rect", "line", "circle", "path"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    @classmethod
    def of(cls, text: str) -> "Read":
        """All of it."""
        made = cls()
        made.feed(text)
        made.close()
        assert made.open == []
        return made

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One begins."""
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One without content."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """The last one that is open ends."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Its text."""
        self.text += data


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.language)
class TestPage:
    """The page for the lead."""

    def test_it_is_well_formed_and_needs_nothing_else(self, reader: Reader) -> None:
        """No script, no address, nothing that loads; a browser is told so, too."""
        text = page(sample("month", BOOK), BOOK, reader, MADE)
        read = Read.of(text)
        used = {tag for tag, _ in read.tags}
        assert not used & {"script", "link", "img", "iframe", "object", "use", "image", "a", "base", "form"}
        assert not {name for _, attrs in read.tags for name in attrs} & {
            "src",
            "href",
            "xlink:href",
            "onload",
        }
        assert "url(" not in text
        assert "@import" not in text
        assert set(re.findall(r"https?://[^\s\"']+", text)) == {"http://www.w3.org/2000/svg"}
        assert "default-src 'none'" in text

    def test_it_can_be_read_aloud(self, reader: Reader) -> None:
        """Language, headings in order, a description of each plot, heads of each table."""
        read = Read.of(page(sample("month", BOOK), BOOK, reader, MADE))
        assert dict(read.tags)["html"] == {"lang": reader.language}
        headings = [tag for tag, _ in read.tags if re.fullmatch("h[1-6]", tag)]
        assert headings == ["h1"] + ["h2"] * (len(headings) - 1)
        ids = [attrs["id"] for _, attrs in read.tags if "id" in attrs]
        assert len(ids) == len(set(ids))
        assert {attrs["aria-labelledby"] for tag, attrs in read.tags if tag == "section"} == set(ids)
        plots = [attrs for tag, attrs in read.tags if tag == "svg"]
        assert len(plots) == 3
        assert all(attrs["role"] == "img" for attrs in plots)
        assert sum(tag == "desc" for tag, _ in read.tags) == 3
        assert all(attrs.get("scope") in {"col", "row"} for tag, attrs in read.tags if tag == "th")
        assert sum(tag == "caption" for tag, _ in read.tags) == sum(tag == "table" for tag, _ in read.tags)

    def test_every_plot_has_its_figures_in_a_table(self, reader: Reader) -> None:
        """Whoever sees no picture misses nothing."""
        review = sample("month", BOOK)
        tables = {part.key for part in parts(review, BOOK, reader) if part.table}
        assert {panel.key for panel in panels(review, BOOK, reader)} <= tables

    def test_a_period_under_way_says_so(self, reader: Reader) -> None:
        """Half a month must not be read as a bad one."""
        later = sample("month", BOOK).model_copy(update={"period": Period.named("month", "2026-12")})
        said = Read.of(page(later, BOOK, reader, MADE)).text
        assert "Not over yet" in said or "아직 끝나지 않은" in said


def test_whatever_the_files_hold_is_escaped() -> None:
    """Names of teams, topics, values and people, and questions people asked."""
    evil = '<script>alert("x")</script>&amp;\'"'
    hostile = hostile_book(evil)
    review = sample("month", hostile).model_copy(update={"asked": (Asked(text=evil, times=4),)})
    for reader in READERS:
        text = page(review, hostile, reader, MADE)
        assert "<script" not in text
        assert evil in Read.of(text).text
        shown = str(window(review, hostile, reader)) + str(told(review, hostile, reader))
        assert "<script" not in shown
        assert "&lt;script&gt;" in shown


@cache
def hostile_book(evil: str) -> Handbook:
    """The example files, with that in every name."""
    made = BOOK.file.model_dump(mode="json", by_alias=True)
    for part in ("people", "teams"):
        for entry in made[part].values():
            entry["name"] = {"en": evil}
    for topic in made["topics"].values():
        topic["title"] = {"en": evil}
    values = BOOK.philosophy.model_dump(mode="json", by_alias=True)
    for value in values["values"]:
        value["name"] = {"en": evil}
    file = type(BOOK.file).model_validate(made)
    return Handbook.of(file, type(BOOK.philosophy).model_validate(values), BOOK.calendars)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.language)
def test_no_letter_of_a_plot_leaves_it(reader: Reader) -> None:
    """Long titles are cut; nothing stands outside the picture."""
    long_named = hostile_book("아주 긴 이름 " * 20)
    made = sketch(sample("week", long_named), long_named, reader)
    assert made is not None
    for x, size, bold, anchor, words in re.findall(
        r'<text x="([\d.-]+)" y="[\d.-]+" font-size="([\d.]+)"( font-weight="700")?(?: text-anchor="(\w+)")?[^>]*>([^<]*)<',
        made.svg,
    ):
        long = width(words, float(size), bold=bool(bold))
        begins = float(x) - {"end": long, "middle": long / 2, "": 0}[anchor]
        assert begins >= 0
        assert begins + long <= WIDE


def test_a_review_names_people_and_gives_nobody_a_figure() -> None:
    """Of the whole record, the only names stand in one list, and each is a name and whether they are away."""
    assert set(Missing.model_fields) == {"person", "away"}
    review = sample("month", BOOK)
    people = set(BOOK.file.people)
    dumped = review.model_dump(mode="json")
    holding = {name for name, part in dumped.items() if any(f"'{one}'" in str(part) for one in people)}
    assert holding == {"missing"}


@pytest.mark.parametrize("count", [0, 1, 7])
def test_thanks_without_a_value_are_told_as_such(count: int) -> None:
    """They are thanks all the same."""
    thanks = Thanks(values=(ValueThanks(value="hear", n=count), ValueThanks(value=None, n=2)))
    review = EMPTY.model_copy(update={"thanks": thanks})
    assert "Without a value 2" in names_of(review, ENGLISH)
