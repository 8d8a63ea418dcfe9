"""The library of good phrases and cases: shared from a message or by command, decided on, looked at."""

from bot.domain.language import language_of
from bot.domain.personal_data import masked
from bot.domain.practice import LONGEST
from bot.domain.practice_acts import Became, Outcome, Stays, Verb
from bot.domain.practice_file import in_file
from bot.domain.reader import Reader
from bot.requests.practices import fingerprint, parse_reason, parse_words
from bot.requests.tickets import OnPractice
from bot.services import practices as verbs
from bot.services.look_up_values import SituationsFound, look_up_values
from bot.services.practice_tools import LibraryTools
from bot.services.practices import Known, NobodyDecides, TooMany
from bot.views import failures, forms, practice_forms, practice_list
from bot.views import practice_ids as ids
from bot.views.human import with_human
from bot.views.practice_words import stays
from bot.views.words import party, person
from handlers.desk import Desk
from handlers.routing import Incoming, Mend, Open, Redraw, Reply, Routes, Say, bind


def routes(desk: Desk, t: LibraryTools) -> Routes:
    """What this module answers."""
    return Routes(
        actions={
            ids.LIBRARY_NEW: bind(opened_new, desk, t),
            ids.LIBRARY_LOOK: bind(looked, desk, t),
            f"{ids.LIBRARY_ACCEPT}:*": bind(accepted, desk, t),
            f"{ids.LIBRARY_EDIT}:*": bind(opened_edit, desk, t),
            f"{ids.LIBRARY_DECLINE}:*": bind(opened_decline, desk, t),
            f"{ids.LIBRARY_TAKE_BACK}:*": bind(taken_back, desk, t),
            f"{ids.LIBRARY_KEEP}:*": bind(kept, desk, t),
            f"{ids.LIBRARY_RETIRE}:*": bind(retired, desk, t),
        },
        views={
            ids.SHARE_FORM: bind(shared, desk, t),
            ids.EDIT_FORM: bind(edited, desk, t),
            ids.DECLINE_FORM: bind(declined, desk, t),
        },
        shortcuts={ids.SAVE_AS_GOOD_PRACTICE: bind(save_this, desk, t)},
    )


async def typed_share(t: LibraryTools, desk: Desk, incoming: Incoming, rest: str) -> Reply | None:
    """`/values share …`: the form, with what was typed in it."""
    reader = await desk.reader(incoming)
    return await _form(desk, t, incoming, reader, await desk.reading.as_read(desk.book, rest, reader))


async def typed_library(t: LibraryTools, desk: Desk, incoming: Incoming, rest: str) -> Reply | None:
    """`/values library`, all of it or for a situation; None where the words mean no situation."""
    book, reader = desk.book, await desk.reader(incoming)
    if rest.strip():
        found = look_up_values(book, rest)
        key = found.best if isinstance(found, SituationsFound) else None
        return await _situation(desk, t, key, reader) if key else None
    by = await desk.reading.party(book, incoming.user)
    return Say(practice_list.listed(await verbs.practices_of(t, by), book, reader))


async def looked(desk: Desk, t: LibraryTools, incoming: Incoming) -> Reply:
    """One situation, chosen from the menu."""
    book, reader = desk.book, await desk.reader(incoming)
    if await desk.is_outsider(incoming.user):
        return Say(failures.guest(book, reader))
    if incoming.value not in book.philosophy.situations:
        return Say(failures.expired(book, reader))
    return await _situation(desk, t, incoming.value, reader)


async def save_this(desk: Desk, t: LibraryTools, incoming: Incoming) -> Reply:
    """The form from a message: its words are only prefilled, whoever wrote it is credited."""
    book, reader = desk.book, await desk.reader(incoming)
    if await desk.is_outsider(incoming.user):
        return Open(forms.told(failures.guest(book, reader).text, book, reader))
    text = await desk.reading.as_read(book, incoming.text, reader)
    writer = str((incoming.message or {}).get("user") or "")
    return await _form(desk, t, incoming, reader, text, writer)


async def opened_new(desk: Desk, t: LibraryTools, incoming: Incoming) -> Reply:
    """The empty form."""
    book, reader = desk.book, await desk.reader(incoming)
    if await desk.is_outsider(incoming.user):
        return Say(failures.guest(book, reader))
    return await _form(desk, t, incoming, reader, "")


async def shared(desk: Desk, t: LibraryTools, incoming: Incoming) -> Reply:
    """The form was sent: it goes to the approvers, and nobody else sees it yet."""
    book, reader = desk.book, await desk.reader(incoming)
    if await desk.is_outsider(incoming.user):
        return Redraw(forms.told(failures.guest(book, reader).text, book, reader))
    words = parse_words(incoming.inputs, book.philosophy.situations)
    if isinstance(words, dict):
        return Mend(practice_forms.mistakes(words, reader))
    saver = await desk.reading.party(book, incoming.user)
    about = OnPractice.read(incoming.metadata)
    author = await verbs.credited(t, about.writer, saver)
    edited = bool(about.words) and fingerprint(words.text) != about.words
    match await verbs.propose(t, words, author, saver, once=incoming.once, edited=edited):
        case Known(practice, waits):
            said = practice_list.known(practice, reader, waits=waits)
        case TooMany(waiting):
            said = practice_list.too_many(waiting, reader)
        case NobodyDecides():
            said = practice_list.nobody_decides(reader)
        case made:
            approvers = [person(book.file, key, reader) for key in t.approvers]
            said = practice_list.proposed(made, approvers, book, reader)
    return Redraw(forms.told(said, book, reader))


async def accepted(desk: Desk, t: LibraryTools, incoming: Incoming) -> Reply:
    """It stands in the library."""
    by = await desk.reading.party(desk.book, incoming.user)
    return await _became(desk, incoming, await verbs.accept(t, _about(incoming).practice, by))


async def kept(desk: Desk, t: LibraryTools, incoming: Incoming) -> Reply:
    """It was read again and is good."""
    about, by = _about(incoming), await desk.reading.party(desk.book, incoming.user)
    return await _became(desk, incoming, await verbs.keep(t, about.practice, by, due=about.due))


async def retired(desk: Desk, t: LibraryTools, incoming: Incoming) -> Reply:
    """It is shown no more."""
    about, by = _about(incoming), await desk.reading.party(desk.book, incoming.user)
    return await _became(desk, incoming, await verbs.retire(t, about.practice, by, due=about.due))


async def taken_back(desk: Desk, t: LibraryTools, incoming: Incoming) -> Reply:
    """Whoever it is from would rather not."""
    by = await desk.reading.party(desk.book, incoming.user)
    return await _became(desk, incoming, await verbs.take_back(t, _about(incoming).practice, by))


async def opened_edit(desk: Desk, t: LibraryTools, incoming: Incoming) -> Reply:
    """The words as they stand, for an approver; who may not, or came too late, learns it before they write."""
    about = _about(incoming)
    p, by = await verbs.held(t, about.practice), await desk.reading.party(desk.book, incoming.user)
    if (why := verbs.why_not(t, Verb.EDIT, p, by, due=about.due)) is not None:
        return await _became(desk, incoming, Stays(p, why))
    return Open(practice_forms.edit_form(p, desk.book, await desk.reader(incoming), due=about.due))


async def edited(desk: Desk, t: LibraryTools, incoming: Incoming) -> Reply:
    """A proposal is accepted with other words, or what stands is kept with them."""
    book, about = desk.book, _about(incoming)
    words = parse_words(incoming.inputs, book.philosophy.situations)
    if isinstance(words, dict):
        return Mend(practice_forms.mistakes(words, await desk.reader(incoming)))
    by = await desk.reading.party(book, incoming.user)
    return await _became(desk, incoming, await verbs.edit(t, about.practice, words, by, due=about.due))


async def opened_decline(desk: Desk, t: LibraryTools, incoming: Incoming) -> Reply:
    """A reason may be given; asked before it is declined."""
    p, by = await verbs.held(t, _about(incoming).practice), await desk.reading.party(desk.book, incoming.user)
    if (why := verbs.why_not(t, Verb.DECLINE, p, by)) is not None:
        return await _became(desk, incoming, Stays(p, why))
    return Open(practice_forms.decline_form(p, desk.book, await desk.reader(incoming)))


async def declined(desk: Desk, t: LibraryTools, incoming: Incoming) -> Reply:
    """It is not taken; the reason goes to those it is from."""
    by, reason = await desk.reading.party(desk.book, incoming.user), parse_reason(incoming.inputs)
    return await _became(desk, incoming, await verbs.decline(t, _about(incoming).practice, by, reason))


def _about(incoming: Incoming) -> OnPractice:
    return OnPractice.read(incoming.metadata if incoming.from_form else incoming.value)


async def _form(
    desk: Desk, t: LibraryTools, incoming: Incoming, reader: Reader, text: str, writer: str = ""
) -> Reply:
    """The form of a new one: the situation its words speak of, and no obvious data of a customer."""
    book = desk.book
    if not book.philosophy.situations:
        message = practice_list.no_situations(book, reader)
        return Open(forms.told(message.text, book, reader))
    saver = await desk.reading.party(book, incoming.user)
    author = await verbs.credited(t, writer, saver)
    shown = masked(text, practice_forms.data_names(reader)).strip()[: LONGEST["case"]]
    found = look_up_values(book, text) if text.strip() else None
    form = practice_forms.share_form(
        book,
        reader,
        text=shown,
        situation=found.best if isinstance(found, SituationsFound) else None,
        language=language_of(text) or reader.language,
        writer=writer,
        credited=party(author, reader) if author.user != saver.user else "",
        masked=shown != text.strip()[: LONGEST["case"]],
    )
    return Open(form)


async def _situation(desk: Desk, t: LibraryTools, key: str, reader: Reader) -> Reply:
    standing = verbs.standing_in(desk.book, (await t.book.shelf()).accepted)
    return Say(practice_list.one_situation(key, standing.get(key, ()), desk.book, reader))


async def _became(desk: Desk, incoming: Incoming, outcome: Outcome) -> Reply:
    """What it is now, or why it stays, where they pressed."""
    book, reader = desk.book, await desk.reader(incoming)
    if isinstance(outcome, Became):
        p = outcome.practice
        held = in_file(book.philosophy.situations.get(p.situation), p.text)
        said = practice_list.done(p, reader, in_file=held)
    else:
        said = stays(outcome, reader)
    if incoming.from_form:
        return Redraw(forms.told(said, book, reader))
    return Say(with_human(said, book, reader))
