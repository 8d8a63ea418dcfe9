"""From an item of the finished value back to where it stands in the file."""

from bot.config.checking import Checked
from bot.config.naming import item_name
from bot.config.problems import Place, Problem, Severity, problem
from bot.config.tree import Keyed, Listed, Node, Path


def located(file: Checked, path: Path, sentence: str, severity: Severity = "warning") -> Problem:
    """A problem at the item a path leads to, named as it stands in the file; at its nearest part that is there."""
    name = item_name(file.root, path)
    return problem(file.name, place(file.root, path), f"{name}: {sentence}" if name else sentence, severity)


def place(root: Node, path: Path) -> Place:
    """Where an item stands: its key, or its first character in a list."""
    at, node = root.at, root
    for part in path:
        if isinstance(node, Keyed) and (entry := node.entries.get(str(part))):
            at, node = entry.key.at, entry.value
        elif isinstance(node, Listed) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
            at = node.at
        else:
            break
    return at
