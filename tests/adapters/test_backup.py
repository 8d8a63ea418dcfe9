"""A backup holds everything, comes back as it was, and a file that is not whole is not begun with."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.adapters.backup_file import Header, writing
from bot.adapters.families import FAMILIES, SCHEMA_VERSION, Family
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_checks import RESTORING, check_schema
from bot.adapters.store_copy import LEFT_OUT, Kept, kept, put_back
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_escalations import StoredEscalations
from bot.adapters.store_index import is_whole
from bot.errors import OperatorError
from bot.ports import NewId
from bot.settings import Need, Settings
from bot.wiring.backing_up import backup, restore
from tests.contracts.sample import NOON, escalation
from tests.counted import counted

KEYS = Fernet.generate_key().decode()
HOUR = timedelta(hours=1)


@pytest.fixture
def settings(store_url: str) -> Settings:
    """The session's store, as one that an operator runs."""
    return _settings(store_url, KEYS)


def _settings(url: str, secrets: str) -> Settings:
    return Settings.read({"REDIS_URL": url, "BATON_SECRET_KEYS": secrets}, Need.STORE)


def _sample(family: Family) -> Kept:
    """A key of a family, with what only careful copying keeps: Hangul, empty texts, quotes, more than one command takes."""
    name = family.shape.replace("<", "").replace(">", "")
    many = {f"필드 {number}": str(number) for number in range(1200)}
    value: Mapping[str, str | list[str] | dict[str, str]] = {
        "string": 'a "line"\n와 줄\x1f',
        "hash": {"record": '{"글": "\\u0000"}', "due": "1770000000000", "empty": "", **many},
        "zset": {"하나\x1e": "1770000000000.5", "둘": "-inf", "셋": "0"},
        "set": sorted(many),
    }
    return Kept(name, family.type, value[family.type], None)  # type: ignore[arg-type] # there are no lists


async def _all(store: Store, keys: Keys) -> dict[str, Kept]:
    return {one.name: one async for one in kept(store, keys)}


async def _filled(store: Store, keys: Keys) -> dict[str, Kept]:
    """A key of every family."""
    await put_back(store, keys, [_sample(family) for family in FAMILIES if family.shape != "schema"])
    await store.put(keys.schema, str(SCHEMA_VERSION), ttl=None)
    return await _all(store, keys)


async def _emptied(store: Store, keys: Keys) -> None:
    await store.remove(*[key async for key in store.scan(keys, keys.every)])


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines(keepends=True)


async def test_every_family_comes_back_as_it_was(
    store: Store, keys: Keys, settings: Settings, tmp_path: Path
) -> None:
    """But who was at work just then."""
    before = await _filled(store, keys)
    assert {family.shape.replace("<", "").replace(">", "") for family in FAMILIES} - LEFT_OUT == before.keys()
    await backup(settings, tmp_path / "out", keys.workspace)
    await _emptied(store, keys)
    told = await restore(settings, tmp_path / "out", replace=False)
    assert await _all(store, keys) == before
    assert f"{len(before)} keys of {keys.workspace} are back" in told[0]
    await _emptied(store, keys)


async def test_only_its_owner_can_read_it(
    store: Store, keys: Keys, settings: Settings, tmp_path: Path
) -> None:
    """It holds people's words."""
    await check_schema(store, keys)
    await backup(settings, tmp_path / "out", keys.workspace)
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["out"]  # noqa: ASYNC240 - a test's own folder


async def test_a_time_to_live_goes_on_while_a_key_lies_in_a_file(
    store: Store, keys: Keys, settings: Settings, tmp_path: Path
) -> None:
    """What was promised to end by a day ends by that day; what is over stays gone."""
    await check_schema(store, keys)
    await store.put(keys.event("Ev1"), "done", ttl=HOUR)
    await store.put(keys.event("Ev2"), "done", ttl=timedelta(milliseconds=80))
    await backup(settings, tmp_path / "out", keys.workspace)
    while await store.get(keys.event("Ev2")):
        pass
    told = await restore(settings, tmp_path / "out", replace=True)
    assert "1 had ended since" in told[0]
    _, left = await store.kind_and_ttl(keys.event("Ev1"))
    assert left is not None
    assert left < HOUR
    assert await store.get(keys.event("Ev2")) is None


async def test_what_is_due_is_due_again(
    store: Store, keys: Keys, new_id: NewId, settings: Settings, tmp_path: Path
) -> None:
    """Nobody holds it, and the indexes are gone through at the next start."""
    await check_schema(store, keys)
    await counted(store, keys)
    e, lease = await StoredEscalations(store, keys, new_id).open(escalation(), once="press", due=NOON)
    assert lease is not None
    await backup(settings, tmp_path / "out", keys.workspace)
    await restore(settings, tmp_path / "out", replace=True)
    assert not await is_whole(store, keys)
    [claimed] = await StoredDeadlines(store, keys, new_id).claim(NOON, 9)
    assert claimed.item == f"escalation:{e.id}"
    assert claimed.token != lease.token


async def test_a_store_that_is_not_empty_is_left_alone(
    store: Store, keys: Keys, settings: Settings, tmp_path: Path
) -> None:
    """Unless somebody says that it may go; then nothing of it is left."""
    await check_schema(store, keys)
    await backup(settings, tmp_path / "out", keys.workspace)
    await store.put(keys.event("Ev1"), "done", ttl=HOUR)
    with pytest.raises(OperatorError, match="--replace"):
        await restore(settings, tmp_path / "out", replace=False)
    assert await store.get(keys.event("Ev1")) == "done"
    await restore(settings, tmp_path / "out", replace=True)
    assert await store.get(keys.event("Ev1")) is None


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda lines: lines[:-1], "cut off after 2 keys"),
        (lambda lines: [*lines[:1], *lines[2:]], "check sum"),
        (lambda lines: [*lines, lines[1]], "check sum"),
        (lambda lines: [lines[0].replace('"format": 1', '"format": 2'), *lines[1:]], "newer Baton"),
        (lambda lines: [lines[0].replace('"schema_version": ', '"schema_version": 9'), *lines[1:]], "sum is another"),
        (lambda lines: ["{}\n", *lines[1:]], "no backup of Baton"),
        (lambda lines: [lines[0], "[]\n", *lines[1:]], ":2 is no line of a backup"),
        (lambda lines: [lines[0], '{"key": 7}\n', *lines[1:]], ":2 is no line of a backup"),
        (lambda _: [], "has no whole line"),
        (lambda lines: [*lines[:-1], lines[-1][:20]], "cut off after 2 keys"),
    ],
)  # fmt: skip
async def test_a_file_that_is_not_whole_is_not_begun_with(
    store: Store, keys: Keys, settings: Settings, tmp_path: Path, spoil: object, why: str
) -> None:
    """Nothing is removed for it; the sentence says what is wrong."""
    await check_schema(store, keys)
    await store.put(keys.event("Ev1"), "done", ttl=HOUR)
    out = tmp_path / "out"
    await backup(settings, out, keys.workspace)
    assert callable(spoil)
    out.write_text("".join(spoil(_lines(out))))
    with pytest.raises(OperatorError, match=why):
        await restore(settings, out, replace=True)
    assert await store.get(keys.event("Ev1")) == "done"


async def test_no_bot_starts_on_half_a_backup(store: Store, keys: Keys) -> None:
    """It says what to do."""
    await store.put(keys.schema, RESTORING, ttl=None)
    with pytest.raises(OperatorError, match="restore again with --replace"):
        await check_schema(store, keys)


async def test_other_secret_keys_are_told(
    store: Store, keys: Keys, settings: Settings, store_url: str, tmp_path: Path
) -> None:
    """Nobody could open the notes; the file tells the keys apart and shows none."""
    await check_schema(store, keys)
    await backup(settings, tmp_path / "out", keys.workspace)
    assert KEYS not in (tmp_path / "out").read_text()
    other = _settings(store_url, f"{Fernet.generate_key().decode()},{Fernet.generate_key().decode()}")
    told = " ".join(await restore(other, tmp_path / "out", replace=True))
    assert "encrypted with another key than those of BATON_SECRET_KEYS" in told
    added = _settings(store_url, f"{Fernet.generate_key().decode()},{KEYS}")
    assert "another key" not in " ".join(await restore(added, tmp_path / "out", replace=True))


async def test_older_secret_keys_that_lack_are_told(
    store: Store, keys: Keys, store_url: str, tmp_path: Path
) -> None:
    """Some notes may still need them; which ones is told by what the file's head tells keys apart with."""
    await check_schema(store, keys)
    new = Fernet.generate_key().decode()
    await backup(_settings(store_url, f"{new},{KEYS}"), tmp_path / "out", keys.workspace)
    told = " ".join(await restore(_settings(store_url, new), tmp_path / "out", replace=True))
    assert "BATON_SECRET_KEYS lacks older keys" in told


async def test_a_key_that_was_read_twice_comes_back_as_it_was_last(
    store: Store, keys: Keys, settings: Settings, tmp_path: Path
) -> None:
    """SCAN gives a key twice while its table grows; a field that was gone the second time stays gone."""
    header = Header(schema_version=SCHEMA_VERSION, workspace=keys.workspace, made=NOON)
    name = keys.escalation("E1").removeprefix(keys.named(""))
    with writing(tmp_path / "out", header) as file:
        file.add(Kept("schema", "string", str(SCHEMA_VERSION), None))
        file.add(Kept(name, "hash", {"record": "one", "due": "1"}, None))
        file.add(Kept(name, "hash", {"record": "two"}, None))
    await restore(settings, tmp_path / "out", replace=True)
    assert await store.fields(keys.escalation("E1")) == {"record": "two"}


async def test_a_workspace_that_is_not_there(
    store: Store, keys: Keys, settings: Settings, tmp_path: Path
) -> None:
    """Those that are there are named."""
    await check_schema(store, keys)
    with pytest.raises(OperatorError, match=f"{keys.workspace}.*--workspace"):
        await backup(settings, tmp_path / "out", "TNOBODY")
