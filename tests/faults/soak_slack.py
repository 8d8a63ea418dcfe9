"""The local Slack keeps everything, for tests to look at; over an hour it has to forget what is long past."""

from playground.driver import LocalSlack

_KEPT = 150
"""The latest messages of each conversation that stay."""


def forget_the_past(slack: LocalSlack) -> None:
    """Older messages, their files, and the record of every call, delivery and reading."""
    playground = slack.playground
    world = playground.world
    for channel in world.channels.values():
        for ts in list(channel.messages)[:-_KEPT]:
            del channel.messages[ts]
    standing = {
        file["id"]
        for channel in world.channels.values()
        for message in channel.messages.values()
        for file in message.files
    }
    world.files = {name: content for name, content in world.files.items() if name in standing}
    world.toasts.clear()
    world.readable._reads.clear()
    playground.faults.log.clear()
    playground.deliveries.record.clear()
    playground.tickets._triggers.clear()
    urls = playground.tickets._urls
    for name in list(urls)[:-500]:
        del urls[name]
