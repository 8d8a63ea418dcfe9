"""Where the store is, read from REDIS_URL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from bot.errors import OperatorError

FORMS = """\
  redis://[user:password@]host:6379/0      (rediss:// with TLS; ?ssl_ca_certs=FILE, ?ssl_cert_reqs=none)
  unix:///path/to/redis.sock
  redis+sentinel://[user:password@]host:26379,host:26379/mymaster/0
      (rediss+sentinel:// with TLS; ?sentinel_username=…&sentinel_password=… where the Sentinels ask for them too,
      ?sentinel_tls=no where they alone speak without TLS)
  redis+cluster://[user:password@]host:6379,host:6379      (rediss+cluster:// with TLS)"""

Kind = Literal["single", "unix", "sentinel", "cluster"]
_KINDS: dict[str, tuple[Kind, bool]] = {
    "redis": ("single", False),
    "rediss": ("single", True),
    "unix": ("unix", False),
    "redis+sentinel": ("sentinel", False),
    "rediss+sentinel": ("sentinel", True),
    "redis+cluster": ("cluster", False),
    "rediss+cluster": ("cluster", True),
}
_TLS_OPTIONS = {"ssl_ca_certs", "ssl_cert_reqs", "ssl_certfile", "ssl_keyfile"}
_SENTINEL_OPTIONS = {"sentinel_username", "sentinel_password", "sentinel_tls"}


@dataclass(frozen=True)
class Address:
    """One store. User and password are the data servers'; `service` is Sentinel's name for the master.

    The Sentinels' own user and password, and whether they speak TLS, are told apart.
    """

    kind: Kind
    tls: bool = False
    nodes: tuple[tuple[str, int], ...] = ()
    path: str = ""
    service: str = ""
    db: int = 0
    username: str | None = None
    password: str | None = None
    tls_options: Mapping[str, str] = field(default_factory=dict)
    sentinel_username: str | None = None
    sentinel_password: str | None = None
    sentinel_tls: bool = False

    def __repr__(self) -> str:
        return f"Address({self.kind}, {self.path or self.nodes})"

    @classmethod
    def parse(cls, url: str) -> "Address":
        """Read an address.

        Raises:
            OperatorError: what is wrong and which forms there are, without the password.
        """
        kind, tls, parts = _split(url)
        user, _, hosts = parts.netloc.rpartition("@")
        username, _, password = (unquote(part) for part in user.partition(":"))
        names = [] if kind == "unix" else [unquote(part) for part in parts.path.split("/") if part]
        service = names.pop(0) if kind == "sentinel" and names else ""
        query = dict(parse_qsl(parts.query))
        names += [query.pop("db")] if "db" in query else []
        asking = {name: query.pop(name) for name in _SENTINEL_OPTIONS & query.keys() if kind == "sentinel"}
        unknown = query.keys() - (_TLS_OPTIONS if tls else set())
        if unknown:
            raise _unreadable(f'it knows no option "{min(unknown)}"')
        if kind == "sentinel" and not service:
            raise _unreadable("the name of the master is missing after the Sentinels")
        return cls(
            kind=kind,
            tls=tls,
            nodes=() if kind == "unix" else _nodes(hosts, 26379 if kind == "sentinel" else 6379),
            path=unquote(parts.path) if kind == "unix" else "",
            service=service,
            db=_database(names, kind),
            username=username or None,
            password=password or None,
            tls_options=query,
            sentinel_username=asking.get("sentinel_username"),
            sentinel_password=asking.get("sentinel_password"),
            sentinel_tls=tls and kind == "sentinel" and asking.get("sentinel_tls") != "no",
        )


def _split(url: str) -> tuple[Kind, bool, SplitResult]:
    """Which kind of store, whether by TLS, and the parts of its address."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise _unreadable(str(error)) from None
    if parts.scheme not in _KINDS:
        raise _unreadable(f'it begins with "{parts.scheme}:"')
    return *_KINDS[parts.scheme], parts


def _database(names: Sequence[str], kind: Kind) -> int:
    if names and not names[0].isdigit():
        raise _unreadable(f'"{names[0]}" is not the number of a database')
    number = int(names[0]) if names else 0
    if kind == "cluster" and number:
        raise _unreadable("a cluster has no databases but 0")
    return number


def _nodes(hosts: str, usual: int) -> tuple[tuple[str, int], ...]:
    nodes = []
    for one in hosts.split(","):
        parts = urlsplit(f"//{one}")
        try:
            port = parts.port
        except ValueError:
            raise _unreadable(f'"{one}" has no usable port') from None
        if not parts.hostname:
            raise _unreadable("a host is missing")
        nodes.append((parts.hostname, port or usual))
    return tuple(nodes)


def _unreadable(why: str) -> OperatorError:
    return OperatorError(f"REDIS_URL cannot be read: {why}. It may be one of\n{FORMS}")
