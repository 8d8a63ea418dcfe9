"""A small team's ladders, for the tests of pictures."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.config import PackageCalendars
from bot.domain.language import Language, Text
from bot.domain.oncall import Cover
from bot.domain.reader import Reader
from bot.domain.team_file import TeamFile
from bot.services.handbook import Handbook
from tests.config.files import loaded

MONDAY = datetime(2026, 2, 9, 1, 0, tzinfo=UTC)
"""Ten in the morning in Seoul; jimin's week of the rotation has begun an hour ago."""

KO = Reader(language=Language.KO, zone="Asia/Seoul", user="U1")
EN = Reader(language=Language.EN, zone="Europe/Berlin", user="U2")


def book_of(*changes: tuple[str, str], covers: Sequence[Cover] = ()) -> Handbook:
    """The small file after the changes."""
    file, philosophy = loaded(*changes).both()
    return Handbook.of(file, philosophy, PackageCalendars(), covers=covers)


def everybody_called(book: Handbook, name: str) -> Handbook:
    """The same file with one name for everybody and everything."""
    said = Text(en=name)
    file: TeamFile = book.file.model_copy(
        update={
            "people": {key: one.model_copy(update={"name": said}) for key, one in book.file.people.items()},
            "teams": {key: one.model_copy(update={"name": said}) for key, one in book.file.teams.items()},
            "topics": {key: one.model_copy(update={"title": said}) for key, one in book.file.topics.items()},
        }
    )
    return Handbook.of(file, book.philosophy, book.calendars)
