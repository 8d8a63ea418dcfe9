"""`backup` and `restore`: everything of a workspace into a file and back, without Slack."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from pydantic import SecretStr

from bot.adapters.backup_file import Header, Whole, examined, fingerprints, read, writing
from bot.adapters.families import SCHEMA_VERSION
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_checks import RESTORING, workspaces
from bot.adapters.store_copy import LEFT_OUT, Kept, clear, differing, is_empty, kept, put_back, real_ms
from bot.adapters.store_index import uncounted
from bot.errors import OperatorError
from bot.settings import Settings
from bot.wiring.storage import opened

_PAGE = 500


async def backup(settings: Settings, out: Path, workspace: str | None) -> list[str]:
    """Write what a workspace holds into a file; None is the only workspace there is. The lines tell what was done.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    async with opened(settings) as (store, secrets):
        keys = Keys(await _one_of(store, workspace))
        header = Header(
            schema_version=await _schema(store, keys),
            workspace=keys.workspace,
            made=datetime.now(UTC),
            sealed_with=fingerprints(secrets),
        )
        with writing(out, header) as file:
            async for one in kept(store, keys):
                file.add(one)
    elsewhere = f"keep the secret keys ({_place_of_keys(settings)}) as well, and elsewhere"
    return [
        f"{file.keys} keys of {keys.workspace} are in {out}.",
        f"Words of notes are in it as they are stored, encrypted: {elsewhere}.",
    ]


async def restore(settings: Settings, path: Path, replace: bool) -> list[str]:  # noqa: FBT001 - the command line's flag
    """Put a backup into a store that has nothing of its workspace, or in place of what it has.

    The file is read to its end before the store is touched, and what was written is compared with it. Until then
    no bot starts on it. What has ended since the backup stays gone.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    whole = examined(path)
    if whole.header.schema_version > SCHEMA_VERSION:
        raise OperatorError(
            f"{path} was written by a newer Baton (schema {whole.header.schema_version}; this one knows {SCHEMA_VERSION})."
        )
    async with opened(settings) as (store, secrets):
        keys = Keys(whole.header.workspace)
        if not replace and not await is_empty(store, keys):
            raise OperatorError(
                f"The store holds data of {keys.workspace} already. With --replace it goes, and the backup comes in its place."
            )
        await store.put(keys.schema, RESTORING, ttl=None)
        await clear(store, keys)
        written = await _put_all(store, keys, path)
        await _compare(store, keys, path)
        await store.put(keys.schema, str(whole.header.schema_version), ttl=None)
    return list(_told(settings, path, whole, written, secrets))


async def _put_all(store: Store, keys: Keys, path: Path) -> int:
    written = 0
    for page in _pages(path):
        living = [one for one in page if not one.is_over(real_ms())]
        await put_back(store, keys, living)
        written += len(living)
    return written


async def _compare(store: Store, keys: Keys, path: Path) -> None:
    """A name that is in the file twice has to be as it is there last."""
    wrong: set[str] = set()
    for page in _pages(path):
        wrong -= {one.name for one in page}
        wrong |= set(await differing(store, keys, list({one.name: one for one in page}.values())))
    if wrong:
        raise OperatorError(
            f"{keys.named(min(wrong))} is not in the store as it is in {path}. Does a bot run on it? "
            "Stop every one and restore again, with --replace."
        )


def _pages(path: Path) -> Iterator[list[Kept]]:
    """What is put back: not who was at work, nor the version, which goes last; the due index is counted anew."""
    those = (uncounted(one) for one in read(path) if one.name not in {"schema", *LEFT_OUT})
    while page := list(islice(those, _PAGE)):
        yield page


def _told(
    settings: Settings, path: Path, whole: Whole, written: int, secrets: Sequence[SecretStr]
) -> Iterator[str]:
    put = written + 1  # the version, which goes last
    over = whole.keys - put
    yield (
        f"{put} keys of {whole.header.workspace} are back as of {whole.header.made:%Y-%m-%d %H:%M} UTC"
        + (f"; {over} had ended since." if over else ".")
    )
    sealed = whole.header.sealed_with
    missing = [one for one in sealed if secrets and one not in fingerprints(secrets)]
    if missing and missing[0] == sealed[0]:
        yield (
            f"Its notes were encrypted with another key than those of {_place_of_keys(settings)}: "
            f"without the keys of then ({', '.join(sealed)}) nobody can open them."
        )
    elif missing:
        yield (
            f"{_place_of_keys(settings)} lacks older keys of then ({', '.join(missing)}): what was not encrypted "
            "anew before the backup was made cannot be opened. `python -m bot doctor` tells whether that is so."
        )
    yield f"Deadlines that passed meanwhile are done when a bot starts. {path} holds people's words: keep it safe."


def _place_of_keys(settings: Settings) -> str:
    if settings.redis_url or settings.secret_keys:
        return "BATON_SECRET_KEYS"
    return str(settings.data_dir / "store" / "secret.keys")


async def _one_of(store: Store, workspace: str | None) -> str:
    found = await workspaces(store)
    if workspace in found:
        return str(workspace)
    if workspace is None and len(found) == 1:
        return found[0]
    if not found:
        raise OperatorError(
            "The store holds nothing of Baton's: is REDIS_URL, or BATON_DATA_DIR, the right one?"
        )
    wanted = "which one" if workspace is None else f"no {workspace}"
    raise OperatorError(f"The store holds {', '.join(found)}, {wanted}: choose with --workspace.")


async def _schema(store: Store, keys: Keys) -> int:
    """The version that wrote what is there; a newer one's keys we may not know."""
    found = await store.get(keys.schema) or ""
    if not found.isdigit() or int(found) > SCHEMA_VERSION:
        raise OperatorError(
            f"{keys.workspace} was written by a newer Baton, or is being restored (schema {found or '?'}; "
            f"this one knows {SCHEMA_VERSION}): use that version."
        )
    return int(found)
