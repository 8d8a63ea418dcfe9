"""Which version of the files and of Baton was live: a line of the audit trail at every start and every change."""

from importlib.metadata import version

from bot.adapters.store_audit import StoredAudit
from bot.adapters.watched_files import digest_of
from bot.domain.audit import Entry
from bot.wiring.core import Core

_SHOWN = 12
"""Characters of a SHA-256, as `sha256sum escalation.yaml` prints it, that tell one version from another."""


async def note_files(c: Core) -> None:
    """These hold from now on, on this replica.

    Raises:
        StoreUnavailable: it could not be noted.
    """
    paths = (c.settings.escalation_file, c.settings.values_file)
    told = [f"{path.name} {digest_of(path)[:_SHOWN]}" for path in paths]
    detail = ", ".join([*told, f"Baton {version('baton')}"])
    trail = StoredAudit(c.store, c.keys)
    await trail.note(Entry(at=c.clock(), about="files", what="live", detail=detail))
