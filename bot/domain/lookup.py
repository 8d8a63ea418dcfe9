"""Finding a thing by what a person typed for its name."""

import unicodedata


def fold(text: str) -> str:
    """Names compare without case, width, outer punctuation and the colons of an emoji's name.

    An emoji of pure signs, such as 👂, stays what it is.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return plain.strip(" :.,!?\"'“”‘’`*_~") or plain
