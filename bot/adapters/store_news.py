"""The files as people know them, and the news about them, in Redis."""

import base64
import logging
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import ValidationError

from bot.adapters.families import NEWS_FOR
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.times import at_ms, ms_due, ms_reached
from bot.ports import Lease, NewId
from bot.ports.changes import FilesTold, Leaf, News, Told

log = logging.getLogger(__name__)

_SAVE_FILES = Script.load("deadlines", "files_save")
_SAVE_LEAF = Script.load("deadlines", "news_save")
_SEEN = Script.load("deadlines", "news_seen")
_FILES, _LEAF, _SEEN_BY = "files:all", "news:", "seen:"
_MS = timedelta(milliseconds=1)


@dataclass(frozen=True)
class StoredNews:
    """The port `NewsBook`, in Redis. `new_id` makes the tokens."""

    store: Store
    keys: Keys
    new_id: NewId

    async def files(self) -> FilesTold | None:
        """How far people know the files. What an older Baton wrote and this one cannot read is begun anew."""
        record = await self.store.field(self.keys.files_told, "record")
        if record is None:
            return None
        try:
            return FilesTold.model_validate_json(_unpacked(record), extra="ignore")
        except ValidationError:
            log.warning(
                "what people were told of the files cannot be read any more; changes count from now on"
            )
            await self.store.remove(self.keys.files_told)
            return None

    async def save_files(
        self,
        files: FilesTold,
        *,
        due: datetime | None,
        lease: Lease | None = None,
        news: News | None = None,
        leaves: tuple[Leaf, ...] = (),
    ) -> bool:
        """Replace what stands at `files.revision - 1`, in one step with the news that come of it."""
        more = [self.keys.news(news.id), *(self.keys.news_leaf(leaf.id) for leaf in leaves)] if news else []
        answer = await self.store.run(
            _SAVE_FILES,
            keys=[*self.keys.deadlines, self.keys.files_told, *more],
            args=[
                _FILES, lease.token if lease else "", _packed(_json(files)), files.revision, self.new_id(),
                ms_due(due), NEWS_FOR // _MS, _packed(news.model_dump_json()) if news else "",
                *(part for leaf in leaves for part in (_item(leaf), leaf.model_dump_json(), ms_due(leaf.due))),
            ],
        )  # fmt: skip
        return answer == ["saved"]

    async def news(self, news_id: str) -> Told | None:
        """Some news, with who has read them; None once they are forgotten."""
        fields = await self.store.fields(self.keys.news(news_id))
        if "record" not in fields:
            return None
        seen = {
            name.removeprefix(_SEEN_BY): at_ms(value.split()[0])
            for name, value in fields.items()
            if name.startswith(_SEEN_BY)
        }
        return Told(News.model_validate_json(_unpacked(fields["record"]), extra="ignore"), seen)

    async def leaf(self, leaf_id: str) -> Leaf | None:
        """One of its messages."""
        [[record, revision]] = await self.store.fields_of_each(
            [self.keys.news_leaf(leaf_id)], "record", "revision"
        )
        if record is None or revision is None:
            return None
        leaf = Leaf.model_validate_json(record, extra="ignore")
        return leaf.model_copy(update={"revision": int(revision)})

    async def save_leaf(self, leaf: Leaf, *, due: datetime | None, lease: Lease) -> bool:
        """Replace the one that stands at `leaf.revision - 1`; False if it moved on or the lease is lost."""
        answer = await self.store.run(
            _SAVE_LEAF,
            keys=[*self.keys.deadlines, self.keys.news_leaf(leaf.id)],
            args=[
                _item(leaf), lease.token, leaf.model_dump_json(), leaf.revision, self.new_id(), ms_due(due),
            ],
        )  # fmt: skip
        return answer == ["saved"]

    async def acknowledge(
        self, news_id: str, user: str, at: datetime, *, redraw: tuple[str, ...], due: datetime
    ) -> bool:
        """Note that somebody has read it; False if they had, or it is gone."""
        answer = await self.store.run(
            _SEEN,
            keys=[
                *self.keys.deadlines, self.keys.news(news_id), *(self.keys.news_leaf(one) for one in redraw),
            ],
            args=[user, ms_reached(at), self.new_id(), ms_due(due), *(_LEAF + one for one in redraw)],
        )  # fmt: skip
        return answer == ["seen"]


def _item(leaf: Leaf) -> str:
    return _LEAF + leaf.id


def _json(record: FilesTold) -> str:
    """Whole files may be read again by an older Baton: what stands at its default is left out."""
    return record.model_dump_json(by_alias=True, exclude_defaults=True)


def _packed(text: str) -> str:
    return base64.b85encode(zlib.compress(text.encode())).decode()


def _unpacked(packed: str) -> str:
    return zlib.decompress(base64.b85decode(packed)).decode()
