"""The forms of an escalation."""

from bot.domain.language import Language
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.views.carry_forms import hand_on_form
from tests.domain.carried import MONDAY, waiting
from tests.domain.small_files import team_file
from tests.fakes.calendars import FakeCalendars
from tests.services.feedback_scene import philosophy

READER = Reader(language=Language.EN, zone="Asia/Seoul", user="UANN", key="ann")


def test_everybody_of_a_large_company_can_be_handed_on_to() -> None:
    """A menu holds a hundred choices a group; nobody is left out for it."""
    everybody = {f"p{number}": {"name": {"en": f"Person {number}"}} for number in range(230)}
    book = Handbook.of(team_file(people=everybody), philosophy(), FakeCalendars())
    form = hand_on_form(waiting(), book, READER, MONDAY)
    groups = form["blocks"][0]["element"]["option_groups"]
    values = [option["value"] for group in groups for option in group["options"]]
    assert {f"person:{key}" for key in everybody} <= set(values)
    assert max(len(group["options"]) for group in groups) <= 100
