"""`/correct process …`: about how we work, not about a person."""

from bot.requests.correct import AboutProcess
from bot.views import note_forms as forms
from handlers.desk import Desk
from handlers.routing import Incoming, Open, Reply


async def asked(desk: Desk, incoming: Incoming, about: AboutProcess) -> Reply:  # noqa: ARG001 - one shape
    """The form, in which one chooses *the process, not the person*."""
    return Open(forms.form(desk.book, await desk.reader(incoming), desk.now))
