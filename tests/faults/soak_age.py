"""What is stored grows older by leaps, as the clock does that people move: TTLs are the server's own time."""

from datetime import timedelta

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store

_AGED = Script(
    "aged",
    """
    for i, key in ipairs(KEYS) do
      local left = redis.call('PTTL', key)
      if left > tonumber(ARGV[2]) then
        redis.call('PEXPIRE', key, math.max(1, left - tonumber(ARGV[1])))
      end
    end
    return {}
    """,
)
_SHORT = timedelta(hours=1)
"""What lives no longer is about real time (leases, retries) and stays as it is."""
_PAGE = 500


async def aged(store: Store, keys: Keys, by: timedelta) -> None:
    """Every key of the workspace comes so much nearer to its end."""
    found = sorted({key async for key in store.scan(keys, keys.every)})
    for first in range(0, len(found), _PAGE):
        await store.run(
            _AGED,
            keys=found[first : first + _PAGE],
            args=[str(int(one / timedelta(milliseconds=1))) for one in (by, _SHORT)],
        )
