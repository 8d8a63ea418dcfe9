"""What the handlers of an escalation's buttons and forms share: which one is meant, who acts, and what they read."""

from bot.domain.allowed import Verb, leads, refusal
from bot.domain.escalation import Escalation, Party
from bot.domain.outcome import Outcome, Unchanged
from bot.domain.reader import Reader
from bot.requests.tickets import Held
from bot.services.change import held
from bot.views import failures, forms
from bot.views.carry_forms import Form
from bot.views.words import say
from handlers.desk import Desk
from handlers.routing import Close, Incoming, Mend, Nothing, Open, Redraw, Reply, Say


def ticket(incoming: Incoming) -> Held:
    """What the button or form carries."""
    return Held.read(incoming.metadata or incoming.value)


async def party(desk: Desk, incoming: Incoming) -> Party:
    """Who pressed or sent it."""
    return await desk.reading.party(desk.book, incoming.user)


async def before_a_form(desk: Desk, incoming: Incoming) -> tuple[Escalation, Party]:
    """As it stands and who pressed: nobody should write into a form that will be refused."""
    return await held(desk.tools, ticket(incoming).escalation), await party(desk, incoming)


async def opened(desk: Desk, verb: Verb, form: Form, incoming: Incoming) -> Reply:
    """The form of a verb; who may not, or came too late, learns it before they write anything."""
    e, by = await before_a_form(desk, incoming)
    if (why := refusal(verb, e, by, lead=leads(e, by, desk.book.file))) is not None:
        return await told(desk, incoming, Unchanged(e, why))
    return Open(form(e, desk.book, await desk.reader(incoming), desk.now))


async def told(desk: Desk, incoming: Incoming, outcome: Outcome) -> Reply:
    """A change shows on the cards; why nothing changed is told to whoever pressed."""
    if not isinstance(outcome, Unchanged):
        return Close() if incoming.from_form else Nothing()
    book, reader = desk.book, await desk.reader(incoming)
    if incoming.from_form:
        return Redraw(forms.told(failures.kept(outcome.why, outcome.escalation, reader), book, reader))
    return Say(failures.refusal(outcome.why, outcome.escalation, book, reader))


def written(incoming: Incoming, name: str) -> str:
    """What was typed into a field."""
    return str(incoming.inputs.get(name) or "").strip()


def one_line(name: str, reader: Reader) -> Mend:
    """The form stays open: a field that others will read was left empty."""
    return Mend({name: say(reader, ko="한 줄이라도 적어 주세요.", en="One line is enough.")})
