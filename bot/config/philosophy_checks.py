"""What pydantic cannot see in values.yaml, and what the two files say of each other."""

from bot.config.checking import Checked
from bot.config.problems import quoted
from bot.config.team_checks import check_keys, check_roles
from bot.config.tree import Keyed, Leaf, Listed, child, text_of

MOST_VALUES = 12
"""More than these are a list, not values (practice 4.16); the lints warn from the eighth on."""


def check_philosophy(file: Checked) -> None:
    """Note everything wrong in values.yaml that its shape alone does not tell."""
    check_keys(file, "situations")
    _values(file)
    _letters(file)
    ids = {value for _, _, value in file.texts("values.*.id")}
    for path, leaf, key in file.texts("situations.*.value"):
        file.known(path, leaf, key, ids or None, "value")
    for path, situation in file.find("situations.*"):
        if isinstance(situation, Keyed) and not (
            child(situation, "keywords") or child(situation, "examples")
        ):
            told = "has neither keywords nor examples, so only its key and its title find it"
            file.warn(path, (file.keys("situations") or {})[str(path[-1])], told)


def check_both(team_file: Checked, philosophy: Checked) -> None:
    """Note where one file names what the other does not have."""
    people = team_file.keys("people")
    for path, leaf, key in philosophy.texts("approvers", "corrections.show_to"):
        philosophy.known(path, leaf, key, people, "person")
    situations = philosophy.keys("situations") or {}
    for path, leaf, key in team_file.texts("topics.*.situations"):
        team_file.known(path, leaf, key, situations, "situation")
    if people is not None:
        roles = {"agent", "lead"} | {role for _, _, role in team_file.texts("people.*.roles")}
        for path, by_role in philosophy.find("values.*.by_role"):
            check_roles(philosophy, path, by_role, roles)


def _values(file: Checked) -> None:
    listed = child(file.root, "values")
    if isinstance(listed, Listed) and len(listed.items) > MOST_VALUES:
        told = f"{len(listed.items)} are too many, {MOST_VALUES} at most; keep about five"
        file.say(("values",), listed.items[MOST_VALUES], told)
    for field in ("id", "letter", "emoji"):
        seen: dict[str, Leaf] = {}
        for path, leaf, text in file.texts(f"values.*.{field}"):
            if (first := seen.setdefault(text.casefold(), leaf)) is not leaf:
                told = f"{quoted(text)} is here a second time; the first is on line {first.at.line}"
                file.say(path, leaf, told, "error" if field == "id" else "warning")


def _letters(file: Checked) -> None:
    acronym = child(file.root, "acronym")
    if not (isinstance(acronym, Leaf) and isinstance(acronym.value, str)):
        return
    letters = "".join(text_of(value, "letter") or "?" for _, value in file.find("values.*"))
    if letters.casefold() != acronym.value.casefold():
        better = f"acronym: {letters.upper()}" if "?" not in letters else "a letter for every value"
        told = (
            f"{quoted(acronym.value)} is not what the values' letters spell: {quoted(letters)}; mend the letter of a "
            f"value or the order of the values, or better: {better}"
        )
        file.warn(("acronym",), acronym, told)
