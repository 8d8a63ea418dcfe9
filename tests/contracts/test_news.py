"""What any store of news about the files does."""

from datetime import timedelta

import pytest

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_news import StoredNews
from bot.domain.philosophy import Philosophy
from bot.ports import NewId
from bot.ports.changes import FilesTold, Leaf, News, NewsBook, Pending, Version
from tests.contracts.conftest import Ports
from tests.contracts.sample import NOON
from tests.domain.small_files import layer, team_file
from tests.fakes.news import FakeNews
from tests.fakes.store import FakeDeadlines
from tests.services.feedback_scene import philosophy

MINUTE = timedelta(minutes=1)


@pytest.fixture
def book(kind: str, ports: Ports, request: pytest.FixtureRequest, new_id: NewId) -> NewsBook:
    """The port of that implementation, empty."""
    if kind == "memory":
        assert isinstance(ports.deadlines, FakeDeadlines)
        return FakeNews(ports.deadlines)
    store: Store = request.getfixturevalue("store")
    keys: Keys = request.getfixturevalue("keys")
    return StoredNews(store, keys, new_id)


def version(sha: str = "one") -> Version:
    """A file with some of everything that is written in a notation of its own."""
    desk = {"desk": {"layers": [layer("ann ~ bob", active={"mon-fri": ["09:00-18:00"]})]}}
    said: Philosophy = philosophy()
    return Version(sha=sha, file=team_file(schedules=desk), philosophy=said)


def some_news(news_id: str = "n1") -> tuple[News, tuple[Leaf, ...]]:
    """News for a keeper and somebody else."""
    news = News(id=news_id, at=NOON, problems=("escalation.yaml:1:1: …",), readers=("UANN", "UBOB"))
    leaves = tuple(
        Leaf(id=f"{news_id}-keeper-{user}", news=news_id, kind="keeper", to=user, due=NOON)
        for user in news.readers
    )
    return news, leaves


async def test_nothing_is_known_before_the_first_start(book: NewsBook) -> None:
    """None, not an error."""
    assert await book.files() is None
    assert await book.news("n1") is None
    assert await book.leaf("n1-keeper-UANN") is None


async def test_both_files_come_back_as_they_were(book: NewsBook) -> None:
    """Whole, with what is still to be told."""
    files = FilesTold(told=version(), pending=Pending(id="n1", version=version("two"), since=NOON), bad="b1")
    assert await book.save_files(files, due=None)
    assert await book.files() == files


async def test_of_two_who_save_one_does(book: NewsBook) -> None:
    """The other reads again."""
    assert await book.save_files(FilesTold(told=version()), due=None)
    assert not await book.save_files(FilesTold(told=version("two")), due=None)
    assert await book.save_files(FilesTold(told=version("two"), revision=2), due=None)


async def test_news_and_their_messages_are_due_with_them(book: NewsBook, ports: Ports) -> None:
    """One step: the files, the news, each message."""
    news, leaves = some_news()
    assert await book.save_files(FilesTold(told=version()), due=NOON + MINUTE, news=news, leaves=leaves)
    leased = await ports.deadlines.claim(NOON + 2 * MINUTE, 10)
    assert {lease.item for lease in leased} == {"files:all", *(f"news:{leaf.id}" for leaf in leaves)}
    told = await book.news("n1")
    assert told
    assert told.news == news
    assert await book.leaf(leaves[0].id) == leaves[0]


async def test_a_lost_lease_tells_nothing(book: NewsBook, ports: Ports) -> None:
    """Whoever overslept writes nothing."""
    await book.save_files(FilesTold(told=version()), due=NOON)
    lease = await ports.deadlines.lease("files:all")
    assert lease
    await ports.pass_time(timedelta(minutes=2))
    news, leaves = some_news()
    after = FilesTold(told=version("two"), revision=2)
    assert not await book.save_files(after, due=None, lease=lease, news=news, leaves=leaves)
    assert await book.news("n1") is None


async def test_a_message_moves_on_under_its_lease(book: NewsBook, ports: Ports) -> None:
    """From the revision it was read at."""
    news, (leaf, _) = some_news()
    await book.save_files(FilesTold(told=version()), due=None, news=news, leaves=(leaf,))
    lease = await ports.deadlines.lease(f"news:{leaf.id}")
    assert lease
    intent = leaf.model_copy(update={"posting_since": NOON, "revision": 2})
    assert await book.save_leaf(intent, due=NOON, lease=lease)
    assert not await book.save_leaf(intent, due=NOON, lease=lease)
    assert await book.leaf(leaf.id) == intent
    assert await book.save_leaf(
        intent.model_copy(update={"given_up": "x", "revision": 3}), due=None, lease=lease
    )
    await ports.deadlines.release(lease)
    assert not await ports.deadlines.claim(NOON + MINUTE, 10)


async def test_acknowledged_once_and_drawn_anew(book: NewsBook, ports: Ports) -> None:
    """A second time is none; the messages are due, and who was about to save one reads it again."""
    news, leaves = some_news()
    await book.save_files(FilesTold(told=version()), due=None, news=news, leaves=leaves)
    lease = await ports.deadlines.lease(f"news:{leaves[0].id}")
    assert lease
    redraw = (leaves[0].id, "n1-person-UANN")
    assert await book.acknowledge("n1", "UANN", NOON, redraw=redraw, due=NOON)
    assert not await book.acknowledge("n1", "UANN", NOON + MINUTE, redraw=redraw, due=NOON)
    told = await book.news("n1")
    assert told
    assert dict(told.seen) == {"UANN": NOON}
    late = leaves[0].model_copy(update={"revision": 2})
    assert not await book.save_leaf(late, due=None, lease=lease)
    newest = await book.leaf(leaves[0].id)
    assert newest
    assert newest.revision == 2
    assert await book.leaf("n1-person-UANN") is None
    assert not await book.acknowledge("gone", "UANN", NOON, redraw=(), due=NOON)
