"""Thanks said to Baton in a conversation: only what is unmistakable; all else is a question."""

import pytest

from bot.requests.kudos import (
    KudosForm,
    KudosHelp,
    KudosTo,
    KudosTonight,
    NobodyNamed,
    parse_spoken,
)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("kudos <@UBOB> for staying late with it", "for staying late with it"),
        ("Kudos to <@UBOB> for staying late", "for staying late"),
        ("thanks <@UBOB> for the refund", "for the refund"),
        ("thank you so much <@UBOB>, you saved my day", "you saved my day"),
        ("<@UBOB> thank you for showing me how to do it", "thank you for showing me how to do it"),
        ("<@UBOB> you untangled that invoice, thanks!", "you untangled that invoice, thanks!"),
        ("<@UBOB> 고마워요 어제 늦게까지 함께해 주셔서", "고마워요 어제 늦게까지 함께해 주셔서"),
        ("<@UBOB>님 어제 늦게까지 도와주셔서 고맙습니다", "어제 늦게까지 도와주셔서 고맙습니다"),
        ("고마워요 <@UBOB> 님 환불 도와주셔서", "환불 도와주셔서"),
        ("감사 인사 <@UBOB> 늦게까지 도와주셨어요", "늦게까지 도와주셨어요"),
    ],
)
def test_thanks_are_thanks(said: str, text: str) -> None:
    """The one named first is thanked, with the words that follow."""
    assert parse_spoken(said) == KudosTo(users=("UBOB",), text=text)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "who can approve a refund? thanks",
        "who can approve a refund, thanks",
        "<@UBOB> can you take this? thanks",
        "<@UBOB> is out, who covers? thanks",
        "<@UBOB> thanks! can you also look at this?",
        "환불 누가 승인하나요 감사합니다",
        "<@UBOB> 님께 환불을 넘겨도 되나요? 감사합니다",
        "<@UBOB> 님 환불 승인 부탁드려요 감사합니다",
        "고마워하는 고객이 선물을 보냈어요",
        "감사합니다 고객이 화가 났어요",
        "kudos points are missing from a customer's account",
        "kudos 어떻게 남겨요?",
        "칭찬 스티커를 고객이 요청해요",
    ],
)
def test_a_question_stays_a_question(said: str) -> None:
    """Polite people end theirs with thanks."""
    assert parse_spoken(said) is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("kudos", KudosForm()),
        ("kudos help", KudosHelp()),
        ("kudos tonight", KudosTonight()),
        ("kudos @minjun stayed late", NobodyNamed(text="@minjun stayed late", names=("minjun",))),
        ("<!subteam^S1|@team> 모두 고맙습니다", KudosTo(users=(), groups=("S1",), text="모두 고맙습니다")),
    ],
)
def test_the_rest_of_the_command_works_too(said: str, meant: object) -> None:
    """After the word kudos it reads like /kudos."""
    assert parse_spoken(said) == meant
