"""What people type after /kudos and /correct."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.requests.correct import CorrectForm, CorrectHelp, CorrectList, OneReaderOnly, parse_correct
from bot.requests.kudos import KudosForm, KudosHelp, KudosTo, KudosTonight, NobodyNamed, parse_kudos
from bot.requests.mentions import plain


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", KudosForm()),
        ("  tonight ", KudosTonight()),
        ("오늘 밤", KudosTonight()),
        ("HELP", KudosHelp()),
        ("도움말", KudosHelp()),
        ("tonight we dine", NobodyNamed(text="tonight we dine")),
        ("@jimin thanks", NobodyNamed(text="@jimin thanks", names=("jimin",))),
        ("@지민님 고맙습니다", NobodyNamed(text="@지민님 고맙습니다", names=("지민님",))),
        ("mail a@b.com", NobodyNamed(text="mail a@b.com")),
    ],
)
def test_a_sub_command_counts_only_as_the_whole_text(typed: str, read: object) -> None:
    """Everything else is thanks, or asks for somebody to thank."""
    assert parse_kudos(typed) == read


@pytest.mark.parametrize(
    ("typed", "users", "text"),
    [
        ("<@U1A|ann> <@U2B|bob> for the notes", ("U1A", "U2B"), "for the notes"),
        ("<@U1A>, <@U2B> and <@U3C> for the notes", ("U1A", "U2B", "U3C"), "for the notes"),
        ("<@U1A>님께 고맙습니다", ("U1A",), "고맙습니다"),
        ("<@U1A> &amp; <@U2B> for it", ("U1A", "U2B"), "for it"),
        ("<@U1A>님, <@U2B>님 덕분에 잘 끝났습니다", ("U1A", "U2B"), "덕분에 잘 끝났습니다"),
        ("<@U1A>와 <@U2B>에게 고마워요", ("U1A", "U2B"), "고마워요"),
        ("thanks <@U1A|ann> for <@U2B> too", ("U1A", "U2B"), "thanks <@U1A> for <@U2B> too"),
        ("<@U1A> for helping <@U2B|bob>", ("U1A",), "for helping <@U2B>"),
        ("<@U1A> <@U1A> twice", ("U1A",), "twice"),
        ("<@W1A|w> x", ("W1A",), "x"),
        ("<@U1A>", ("U1A",), ""),
    ],
)
def test_people_named_first_are_thanked(typed: str, users: tuple[str, ...], text: str) -> None:
    """With nobody named first, everybody mentioned is."""
    assert parse_kudos(typed) == KudosTo(users=users, text=text)


def test_a_sign_that_begins_the_thanks_stays_whole() -> None:
    """Slack writes `<` as `&lt;`; its `&` is not taken for the one between two names."""
    assert parse_kudos("<@U1A> &lt;3 for the refund") == KudosTo(users=("U1A",), text="<3 for the refund")
    assert parse_kudos("<@U1A> &amp; <@U2B> thanks") == KudosTo(users=("U1A", "U2B"), text="thanks")


def test_a_user_group_is_a_recipient() -> None:
    """It is unfolded later, when Slack can be asked."""
    assert parse_kudos("<!subteam^S12|@leads> and <@U1A> thanks") == KudosTo(
        users=("U1A",), groups=("S12",), text="thanks"
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("look &lt;here&gt; &amp; there", "look <here> & there"),
        ("<!channel> and <!here|@here>", "@channel and @here"),
        ("in <#C1|kudos> and <#C2|>", "in #kudos and #C2"),
        ("<http://x.y|x.y> <https://a.b|read this> <https://c.d>", "x.y read this (https://a.b) https://c.d"),
        ("<!subteam^S1> <!date^1^x|then>", "@subteam then"),
    ],
)
def test_markup_becomes_plain_words(typed: str, said: str) -> None:
    """Nothing that is left can ping anybody."""
    assert plain(typed) == said


@given(st.text(alphabet=st.sampled_from("<>@!#|^&;USC12ab 님,\n")))
def test_any_text_is_read(typed: str) -> None:
    """No text breaks the parser, and no special mention survives it."""
    parse_kudos(typed)
    parse_correct(typed)


@given(st.text(max_size=20_000))
def test_long_and_odd_texts_are_read_in_no_time(typed: str) -> None:
    """Ten thousand characters are as good as ten."""
    parse_kudos(typed)
    parse_kudos("<@U1A> " * 500 + typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", CorrectForm()),
        ("<@U1A|ann>", CorrectForm(to="U1A")),
        ("<@U1A> you did this", CorrectForm(to="U1A", ignored=True)),
        ("you did this", CorrectForm(ignored=True)),
        ("<@U1A> <@U2B>", OneReaderOnly()),
        ("<!subteam^S1|@leads>", OneReaderOnly()),
        ("list", CorrectList()),
        ("목록", CorrectList()),
        ("help", CorrectHelp()),
    ],
)
def test_a_note_has_one_reader_and_no_words_in_a_command(typed: str, read: object) -> None:
    """What was typed beside the name is not kept anywhere."""
    assert parse_correct(typed) == read
