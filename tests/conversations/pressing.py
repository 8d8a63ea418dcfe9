"""A Slack that shows each message at once and answers the bot late, or never."""

from dataclasses import dataclass

from playground.driver import LocalSlack, Person

KINDS = ("late_after_doing", "timeout_after_doing")


@dataclass
class Unheard:
    """Slack, whose answers to some next messages are not heard before somebody pressed."""

    slack: LocalSlack
    kind: str = "late_after_doing"

    def next(self, times: int = 1) -> None:
        """So many next messages stand there, and the bot does not know."""
        self.slack.fault("chat.postMessage", self.kind, times=times)

    def hear(self) -> bool:
        """Let the answers come; False where they never do."""
        self.slack.playground.faults.forget()
        self.slack.answer_late()
        return self.kind == "late_after_doing"


async def times(who: Person, where: str, words: str) -> int:
    """How often somebody reads these words in a conversation."""
    return len([text for text in await who.reads(where) if words in text])
