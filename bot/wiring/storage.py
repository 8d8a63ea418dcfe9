"""Where the store is: the one that REDIS_URL names, or the one beside the bot."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from pydantic import SecretStr

from bot.adapters.embedded import embedded_server
from bot.adapters.redis_client import Store, connected
from bot.adapters.store_checks import away
from bot.errors import StoreUnavailable
from bot.settings import Settings


async def storage(stack: AsyncExitStack, settings: Settings) -> tuple[str, Sequence[SecretStr]]:
    """The store's address, and the keys for what is sealed in it; the embedded one lives as long as `stack`."""
    if settings.redis_url:
        return settings.redis_url.get_secret_value(), settings.secret_keys
    server = await stack.enter_async_context(embedded_server(settings.data_dir))
    return server.url, settings.secret_keys or server.secret_keys


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[tuple[Store, Sequence[SecretStr]]]:
    """The store as it stands, joined beside a bot that runs, and its secret keys: for a command of the command line.

    Raises:
        OperatorError: it does not answer, within this context too.
    """
    async with AsyncExitStack() as stack:
        url, secrets = await storage(stack, settings)
        store = await stack.enter_async_context(connected(url))
        try:
            yield store, secrets
        except StoreUnavailable as gone:
            raise away(gone) from None
