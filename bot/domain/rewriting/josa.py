"""Korean particles agree with the sound before them: 을 after a final consonant, 를 after a vowel."""

_PAIRS = (
    ("을", "를"),
    ("이", "가"),
    ("은", "는"),
    ("과", "와"),
    ("으로", "로"),
    ("이라", "라"),
    ("이에요", "예요"),
)
_RIEUL = 8
_FINALS = 28


def agreeing(particle: str, before: str) -> str:
    """The particle in the shape it takes after a word; any other text as it is."""
    pair = next((pair for pair in _PAIRS if particle in pair), None)
    last = before[-1:]
    if pair is None or not ("가" <= last <= "힣"):
        return particle
    final = (ord(last) - ord("가")) % _FINALS
    if pair[0] == "으로" and final == _RIEUL:
        return "로"
    return pair[0] if final else pair[1]
