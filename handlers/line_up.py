"""The value of the day, what it means to people, and newcomers' cards: `/values today`, buttons, one form."""

from bot.domain.meanings import readers_of
from bot.requests.form_fields import text_in
from bot.services.line_up import value_of_today
from bot.services.meanings import keep_meaning
from bot.services.mornings import Mornings
from bot.services.welcome import stop_welcome
from bot.views import failures, forms
from bot.views import line_up as views
from bot.views import line_up_ids as ids
from bot.views import meanings as meaning_views
from bot.views import welcome as welcome_views
from bot.views.human import with_human
from handlers.desk import Desk
from handlers.routing import Incoming, Mend, Open, Redraw, Reply, Routes, Say, bind


def routes(desk: Desk, tools: Mornings) -> Routes:
    """What this module answers."""
    return Routes(
        actions={
            ids.MEANS_TO_ME: bind(asked_what_it_means, desk),
            ids.WELCOME_NO_MORE: bind(no_more_cards, desk, tools),
        },
        views={ids.MEANING_FORM: bind(told_what_it_means, desk, tools)},
    )


async def today(tools: Mornings, desk: Desk, incoming: Incoming, rest: str) -> Reply | None:
    """The value of the day of somebody's team; with more words behind it, it is a situation to be looked up."""
    if rest:
        return None
    book, reader = desk.book, await desk.reader(incoming)
    found = await value_of_today(tools.line_ups, desk.directory.key_of(incoming.user))
    readers = bool(readers_of(book.file, book.philosophy))
    return Say(views.today(found, book, reader, desk.now, readers=readers))


async def asked_what_it_means(desk: Desk, incoming: Incoming) -> Reply:
    """The form, for whoever pressed."""
    book, reader = desk.book, await desk.reader(incoming)
    if await desk.is_outsider(incoming.user):
        return Say(failures.guest(book, reader))
    value = book.philosophy.value(incoming.value or "")
    if value is None:
        return Say(failures.expired(book, reader))
    if not readers_of(book.file, book.philosophy):
        return Say(with_human(meaning_views.not_kept(reader), book, reader))
    return Open(meaning_views.form(value, book, reader))


async def told_what_it_means(desk: Desk, tools: Mornings, incoming: Incoming) -> Reply:
    """An answer was sent; the same form sent twice is one answer."""
    book, reader = desk.book, await desk.reader(incoming)
    if await desk.is_outsider(incoming.user):
        return Redraw(forms.told(failures.guest(book, reader).text, book, reader))
    text = text_in(incoming.inputs, ids.MEANING_TEXT)
    if text is None:
        return Mend({ids.MEANING_TEXT: meaning_views.empty(reader)})
    stored = await keep_meaning(tools.meanings, incoming.user, incoming.metadata, text)
    said = meaning_views.kept(book, reader) if stored else meaning_views.not_kept(reader)
    return Redraw(forms.told(said, book, reader))


async def no_more_cards(desk: Desk, tools: Mornings, incoming: Incoming) -> Reply:
    """A newcomer has had enough; only their own cards end."""
    book, reader = desk.book, await desk.reader(incoming)
    view = (
        welcome_views.stopped
        if await stop_welcome(tools.welcomes, incoming.user)
        else welcome_views.none_coming
    )
    return Say(view(book, reader))
