"""What every check of the located tree starts from: a file, what was found in it, how a finding is said."""

from collections.abc import Iterable, Iterator

from bot.config.naming import item_name
from bot.config.problems import Problem, Severity, did_you_mean, problem, quoted
from bot.config.tree import Leaf, Node, Path, find, keys, texts


class Checked:
    """A file under check. It may be broken elsewhere: a look-up finds what is there and no more."""

    def __init__(self, name: str, root: Node) -> None:
        self.name = name
        self.root = root
        self.problems: list[Problem] = []

    def find(self, pattern: str) -> Iterator[tuple[Path, Node]]:
        """Every node a dotted path leads to; `*` stands for any key or item."""
        return find(self.root, pattern)

    def texts(self, *patterns: str) -> Iterator[tuple[Path, Leaf, str]]:
        """Every text the paths lead to, or that stands in a list there."""
        for pattern in patterns:
            yield from texts(self.root, pattern)

    def keys(self, pattern: str) -> dict[str, Leaf] | None:
        """The keys of the mapping at a path; None where there is none."""
        return keys(self.root, pattern)

    def say(self, path: Path, at: Node, sentence: str, severity: Severity = "error") -> None:
        """Note a problem at a node, named by the path of the item it belongs to."""
        name = item_name(self.root, path)
        self.problems.append(problem(self.name, at.at, f"{name}: {sentence}" if name else sentence, severity))

    def warn(self, path: Path, at: Node, sentence: str) -> None:
        """Note what works and is probably not meant."""
        self.say(path, at, sentence, "warning")

    def known(self, path: Path, leaf: Leaf, key: str, names: Iterable[str] | None, what: str) -> bool:
        """Whether a key names something there is; if not, say so. Nothing to look in proves nothing."""
        if names is None or key in names:
            return names is not None
        near = did_you_mean(key, names)
        self.say(path, leaf, f"no {what} {quoted(key)}" + (f'; did you mean "{near}"?' if near else ""))
        return False
