"""Which messages about an escalation stand and are redrawn, and which of its faces each should show."""

from dataclasses import dataclass

from bot.domain.escalation import Escalation, NoticeKind

REQUESTER = "requester"


@dataclass(frozen=True)
class LiveCard:
    """The card of one person who waits, or has waited, with a customer; `face` is what it should show."""

    key: str
    user: str
    face: int


def live_cards(e: Escalation) -> tuple[LiveCard, ...]:
    """One for everybody who follows it, and for those who left, who see how it was as they went.

    Once the team's card stands, or stands in another channel, they link to it: one more face than before.
    """
    card = e.post(e.card_key)
    linked = e.cards - (0 if card and card.posted else 1)
    following = [LiveCard(_key(e, user), user, e.followed_face + linked) for user in e.followers]
    gone = [LiveCard(_key(e, one.party.user), one.party.user, one.face + linked) for one in e.left]
    return (*following, *(card for card in gone if card.user not in e.followers))


def _key(e: Escalation, user: str) -> str:
    """The opener keeps their card, whoever is the requester by now."""
    return REQUESTER if user == e.opener else f"joined-{user}"


def face_of(e: Escalation, key: str) -> int:
    """The face a message should show: of a live card its person's, of everything else the newest."""
    return next((card.face for card in live_cards(e) if card.key == key), e.face)


def is_lagging(e: Escalation) -> bool:
    """Whether what one person reads of it does not show what it should; the team's card is not looked at."""
    keys = [*(card.key for card in live_cards(e)), *(key for key, _ in answered(e))]
    return any(
        (post := e.post(key)) is None or (post.given_up is None and post.face < face_of(e, key))
        for key in keys
    )


def answered(e: Escalation) -> tuple[tuple[str, str], ...]:
    """The questions to one person that have their answer: the post's key and the person. Their buttons go."""
    if e.satisfied is None:
        return ()
    asked = [notice for notice in e.notices if notice.kind is NoticeKind.SATISFIED]
    return tuple((n.key, n.user) for n in asked if n.user and (post := e.post(n.key)) and post.posted)
