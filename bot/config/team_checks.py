"""What pydantic cannot see in escalation.yaml: names that lead nowhere, and ladders that reach nobody.

These checks read the located tree, not the finished value, so that a mistake in one item hides no other.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from bot.config.calendars import known_countries, known_parts
from bot.config.checking import Checked
from bot.config.problems import did_you_mean, quoted
from bot.config.tree import Keyed, Leaf, Listed, Node, child, text_of, to_data
from bot.domain.weekdays import Days, WeeklyHours

_ASKS = ("workspace.last_resort.levels.*.ask", "topics.*.policies.*.levels.*.ask")
_PEOPLE = (
    "workspace.keepers",
    "teams.*.lead",
    "teams.*.members",
    "schedules.*.layers.*.members",
    "schedules.*.overrides.*.person",
    "schedules.*.overrides.*.instead_of",
)
_CHANNELS = (
    "teams.*.channel",
    "teams.*.night.channel",
    "teams.*.line_up.channel",
    "teams.*.reminders.channels",
)
_HOLIDAYS = ("workspace.holidays", "teams.*.holidays", "schedules.*.holidays")
_SECTION = {"person": "people", "lead": "teams", "team": "teams", "schedule": "schedules"}
_CHANNEL = re.compile(r"#[^\sA-Z#.,:;!?'\"()\[\]{}<>@&*]{1,80}|[CG][A-Z0-9]{2,20}")
"""Slack lets a channel's name have no capitals, blanks or points; an id begins with C or G."""
_GROUP = re.compile(r"S[A-Z0-9]{2,20}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?")
KEY_PATTERN = r"""[^\s:,;|/"'<>&#{}\[\]]{1,60}"""
"""Keys are typed in commands and stand in links, ids and sentences."""


def check_team_file(file: Checked) -> None:
    """Note everything wrong in escalation.yaml that its shape alone does not tell."""
    check_keys(file, "people", "teams", "schedules", "topics")
    for check in _CHECKS:
        check(file)


def _filled(file: Checked) -> None:
    for section in ("people", "teams", "topics"):
        for path, node in file.find(section):
            if isinstance(node, Keyed) and not node.entries:
                file.say(path, node, "is empty; needs at least one entry")


def check_keys(file: Checked, *sections: str) -> None:
    """Note keys that could not be typed in a command or carried in an id."""
    for section in sections:
        for key, leaf in (file.keys(section) or {}).items():
            if not re.fullmatch(KEY_PATTERN, key):
                told = f"{quoted(key)} cannot be a key; use letters, digits, _ and -, 60 at most"
                file.say((section,), leaf, told)


def _names(file: Checked) -> None:
    people, teams, topics = file.keys("people"), file.keys("teams"), file.keys("topics")
    for path, leaf, key in file.texts(*_PEOPLE):
        file.known(path, leaf, key, people, "person")
    for path, leaf, key in file.texts("topics.*.team"):
        file.known(path, leaf, key, teams, "team")
    for path, leaf, key in file.texts("topics.*.see_also"):
        if key == path[1]:
            file.warn(path, leaf, "a topic need not point to itself")
        else:
            file.known(path, leaf, key, topics, "topic")


def _asks(file: Checked) -> None:
    for path, leaf, text in file.texts(*_ASKS):
        kind, _, ref = (part.strip() for part in text.partition(":"))
        if section := _SECTION.get(kind):
            what = "person" if section == "people" else section.removesuffix("s")
            names = file.keys(section)
            if file.known(path, leaf, ref, names, what):
                _reaches_somebody(file, path, leaf, kind, ref)
        elif kind == "group" and not _GROUP.fullmatch(ref):
            file.say(path, leaf, f"{quoted(ref)} is not a user group's id; it looks like S012ABCDEF")
        elif kind == "channel":
            _channel(file, path, leaf, ref)


def _reaches_somebody(file: Checked, path: tuple[str | int, ...], leaf: Leaf, kind: str, ref: str) -> None:
    team = child(child(file.root, "teams"), ref)
    if kind == "lead" and isinstance(team, Keyed) and child(team, "lead") is None:
        file.warn(path, leaf, f"the team {quoted(ref)} has no lead, so this asks nobody")
    if (
        kind == "team"
        and isinstance(team, Keyed)
        and not _listed(team, "members")
        and not child(team, "lead")
    ):
        file.warn(path, leaf, f"the team {quoted(ref)} has no members, so this asks nobody")


def _channels(file: Checked) -> None:
    for path, leaf, text in file.texts(*_CHANNELS):
        _channel(file, path, leaf, text)


def _channel(file: Checked, path: tuple[str | int, ...], leaf: Leaf, text: str) -> None:
    if not _CHANNEL.fullmatch(text):
        hint = f'; did you mean "#{text}"?' if _CHANNEL.fullmatch(f"#{text}") else ""
        told = f'{quoted(text)} is not a channel; write "#name" in small letters or an id such as C012ABCDEF'
        file.say(path, leaf, told + hint)


def _people(file: Checked) -> None:
    for field, what in (("email", "e-mail address"), ("slack", "Slack id")):
        seen: dict[str, tuple[str, int]] = {}
        for path, leaf, text in file.texts(f"people.*.{field}"):
            if field == "email" and not re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", text):
                file.say(path, leaf, f"{quoted(text)} is not an e-mail address")
            first, line = seen.setdefault(text.casefold(), (str(path[1]), leaf.at.line))
            if first != path[1]:
                file.say(path, leaf, f"{quoted(first)} has this {what} already, on line {line}")
    for path, person in file.find("people.*"):
        if isinstance(person, Keyed) and not (child(person, "email") or child(person, "slack")):
            key = (file.keys("people") or {})[str(path[-1])]
            file.say(path, key, "has neither email nor slack; one of them finds the person in Slack")


def _teams(file: Checked) -> None:
    people, teams = file.keys("people"), file.keys("teams")
    if people is None or teams is None:
        return
    placed = {name for _, _, name in file.texts("teams.*.lead", "teams.*.members")}
    for key, leaf in people.items():
        if key not in placed:
            file.warn(
                ("people", key), leaf, "is in no team, so no night thanks them and no channel is theirs"
            )
    for path, members in file.find("teams.*.members"):
        for name, count in Counter(_texts(members)).items():
            if count > 1:
                file.warn(path, members, f"{quoted(name)} is listed {count} times")


def _schedules(file: Checked) -> None:
    used = {
        text.partition(":")[2].strip() for _, _, text in file.texts(*_ASKS) if text.startswith("schedule:")
    }
    for key, leaf in (file.keys("schedules") or {}).items():
        if key not in used:
            file.warn(("schedules", key), leaf, "no policy asks this schedule")
        schedule = child(child(file.root, "schedules"), key)
        if not _listed(schedule, "layers") and not child(schedule, "ical"):
            file.say(("schedules", key), leaf, "has no layers, so nobody is ever on call; write at least one")
    for path, layer in file.find("schedules.*.layers.*"):
        members = child(layer, "members")
        slots = members.items if isinstance(members, Listed) else ()
        if not slots and (members is None or isinstance(members, Listed)):
            file.say(path, members or layer, "the rotation is empty; name at least one member")
        for index, slot in enumerate(slots):
            if isinstance(slot, Leaf) and slot.value is None:
                told = (
                    f"slot {index + 1} is empty (~): its turns have nobody, unless another layer fills them"
                )
                file.warn(path, slot, told)


def _times(file: Checked) -> None:
    for pattern in ("schedules.*.overrides.*", "people.*.time_off.*"):
        for path, span in file.find(pattern):
            start, end = _moment(text_of(span, "from")), _moment(text_of(span, "to"))
            if start and end and end <= start:
                told = "ends before it begins, or is empty; `to` itself is not included"
                file.say(path, child(span, "to") or span, told)


def _hours(file: Checked) -> None:
    """Every wrong entry of the hours; their shape alone tells the first."""
    for pattern in ("teams.*.hours", "schedules.*.layers.*.active"):
        for path, hours in file.find(pattern):
            for days, entry in hours.entries.items() if isinstance(hours, Keyed) else ():
                if told := _wrong(Days.parse, days):
                    file.say(path, entry.key, told)
                if to_data(entry.value) is None and (told := _wrong(WeeklyHours.parse, {days: None})):
                    file.say(path, entry.key, told)
                    continue
                for span in entry.value.items if isinstance(entry.value, Listed) else (entry.value,):
                    if told := _wrong(WeeklyHours.parse, {"mon": [to_data(span)]}):
                        file.say(path, span, told)


def _wrong(parse: Callable[[Any], object], value: object) -> str | None:
    try:
        parse(value)
    except ValueError as wrong:
        return str(wrong)
    return None


def _holidays(file: Checked) -> None:
    for pattern in _HOLIDAYS:
        for path, rule in file.find(pattern):
            country, part = text_of(rule, "country"), text_of(rule, "subdivision")
            if country and country not in known_countries():
                told = f"no holidays are known of {quoted(country)}; write a two-letter code such as KR or DE"
                file.say((*path, "country"), child(rule, "country") or rule, told)
            elif part and not country:
                file.say(
                    (*path, "subdivision"), child(rule, "subdivision") or rule, "needs a country beside it"
                )
            elif country and part and part not in known_parts(country):
                near = did_you_mean(part, known_parts(country))
                listed = ", ".join(known_parts(country)[:20]) or "none"
                told = f"{quoted(part)} is no part of {country}" + (
                    f'; did you mean "{near}"?' if near else ""
                )
                file.say(
                    (*path, "subdivision"), child(rule, "subdivision") or rule, f"{told} (known: {listed})"
                )


def _topics(file: Checked) -> None:
    roles = {"agent"} | {role for _, _, role in file.texts("people.*.roles")}
    if any(file.texts("teams.*.lead")):
        roles.add("lead")
    for path, decisions in file.find("topics.*.may_decide"):
        check_roles(file, path, decisions, roles)
    for path, policies in file.find("topics.*.policies"):
        if isinstance(policies, Listed):
            _ladder(file, path, policies.items)
    for path, topic in file.find("topics.*"):
        if isinstance(topic, Keyed) and not (child(topic, "keywords") or child(topic, "examples")):
            told = "has neither keywords nor examples, so only its key and its title find it"
            file.warn(path, (file.keys("topics") or {})[str(path[-1])], told)
    hours = {path[1] for path, _ in file.find("teams.*.hours")}
    for path, leaf, text in file.texts("topics.*.policies.*.when.hours"):
        team = text_of(child(child(file.root, "topics"), str(path[1])), "team")
        if text == "outside" and team in (file.keys("teams") or {}) and team not in hours:
            file.warn(path, leaf, f"the team {quoted(team or '')} has no hours and so is never outside them")


def check_roles(
    file: Checked, path: tuple[str | int, ...], by_role: Node, roles: Iterable[str] | None
) -> None:
    """Warn of words for a role that nobody in `people` has."""
    for role, entry in by_role.entries.items() if isinstance(by_role, Keyed) else ():
        if roles is not None and role not in roles:
            near = did_you_mean(role, roles)
            hint = f'; did you mean "{near}"?' if near else ""
            file.warn(path, entry.key, f"nobody has the role {quoted(role)}{hint}")


def _ladder(file: Checked, path: tuple[str | int, ...], policies: tuple[Node, ...]) -> None:
    """First match wins: the last policy is for everything else, and nothing may stand behind such a one."""
    always = [isinstance(one, Keyed) and "when" not in one.entries for one in policies]
    for index, policy in enumerate(policies):
        where = (*path, index)
        when = child(policy, "when")
        if isinstance(when, Keyed) and not when.entries:
            file.say(where, when, "`when` is empty; name severity, tier, region or hours, or leave it out")
        if any(always[:index]):
            file.say(where, policy, "is never reached: a policy above it has no `when` and so fits always")
    if policies and isinstance(policies[-1], Keyed) and "when" in policies[-1].entries and not any(always):
        key = policies[-1].entries["when"].key
        file.say(
            (*path, len(policies) - 1), key, "is the last one, so it must have no `when`: it is for the rest"
        )


def _listed(node: Node | None, key: str) -> bool:
    found = child(node, key)
    return found is not None and not (isinstance(found, Listed) and not found.items)


def _texts(node: Node) -> list[str]:
    items = node.items if isinstance(node, Listed) else ()
    return [item.value for item in items if isinstance(item, Leaf) and isinstance(item.value, str)]


def _moment(text: str | None) -> str | None:
    """A date or local date-time in a form that sorts; None for what is neither."""
    if text is None or not _MOMENT.fullmatch(text.strip()):
        return None
    return f"{text.strip()}T00:00:00"[:19] if "T" not in text else f"{text.strip()}:00"[:19]


_CHECKS = (_filled, _names, _asks, _channels, _people, _teams, _schedules, _times, _hours, _holidays, _topics)
