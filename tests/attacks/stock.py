"""What attackers have to hand: every name Baton answers to, and every value that anything of the day could carry."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, cast

from handlers import Services, all_routes
from handlers.routing import Routes
from playground.wire import Json
from tests.attacks.day import Day
from tests.attacks.hands import Field, Hands, in_hours


class _Anything:
    """Stands for services that are only bound to a handler, never used."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return self


def every_route() -> Routes:
    """Whatever Baton answers, by name: nothing of it may be forgotten here."""
    return all_routes(cast("Services", _Anything()))


def carried(day: Day) -> Mapping[str, list[str]]:
    """By the beginning of an action's or a form's name: values of the day's own things, and broken ones."""
    made = day.made
    escalations = [json.dumps({"escalation": one}) for one in made["escalation"]]
    promises = [json.dumps({"promise": one}) for one in made["promise"]] + escalations
    teams = ["support", "billing"]
    jimin = day.who("jimin").id
    return {
        "escalation_more": [
            json.dumps({"escalation": one, "wish": wish})
            for one in made["escalation"]
            for wish in ("escalation_cancel", "escalation_reopen", "escalation_ask", "escalation_queue")
        ],
        "escalation_": [
            *escalations,
            *(json.dumps({"escalation": one, "customer": 1}) for one in made["escalation"]),
            *(json.dumps({"escalation": one, "satisfied": "no"}) for one in made["escalation"]),
        ],
        "_form": escalations,
        "hand_over": [json.dumps({"text": "refund", "topic": "billing_refund"})],
        "promise_": promises,
        "kudos_form": [*made["kudos"], *(json.dumps({"changes": one}) for one in made["kudos"])],
        "kudos_value": [f"{one}|hear" for one in made["kudos"]],
        "kudos_send": [json.dumps({"kudos": one, "to": [jimin], "text": "x" * 30}) for one in made["kudos"]],
        "kudos_": made["kudos"],
        "published_": made["kudos"],
        "plus_one": made["kudos"],
        "note_show_to": [f"{one} {{forger}}" for one in made["note"]],
        "note_hide_from": [f"{one} {jimin}" for one in made["note"]],
        "note_answer_form": [f"{kind} {one}" for kind in ("talk", "reply") for one in made["note"]],
        "note_unblock": [jimin],
        "note_change_form": [json.dumps({"note": one}) for one in made["note"]],
        "note_": made["note"],
        "survey_": made["survey"],
        "library_": [json.dumps({"practice": one}) for one in made["practice"]],
        "pin_form": [json.dumps({"id": "pinned1", "new": False}), json.dumps({"id": "pinned1"})],
        "pin_extend": [f"pinned1 {in_hours(day.stage, 20)}"],
        "pin_": ["pinned1"],
        "cover_": made["cover"],
        "improve_": made["improvements of"],
        "night_": [*teams, "support|2035-03-12", "support|2035-03-13"],
        "team_review": ["support:2035-W11", "support:2035-03"],
        "mine_person": [day.who("minjun").id],
    }


def values_for(name: str, stock: Mapping[str, list[str]], seen: Mapping[str, list[str]]) -> list[str | None]:
    """What a name could come with: what really was on a button of that name, what may be made up, and nothing."""
    plain = name.partition(":")[0]
    fits = next((held for start, held in stock.items() if plain.startswith(start)), [])
    if plain.endswith("_form") and not fits:
        fits = stock["_form"]
    return [*dict.fromkeys([*seen.get(plain, []), *fits]), None, "{", "9" * 40]


def seen_by_anybody(day: Day) -> Mapping[str, list[str]]:
    """Every value that stood on a button, in a menu or in a form in front of anybody, by name."""
    found: dict[str, list[str]] = defaultdict(list)
    readable = day.stage.slack.playground.world.readable
    for hands in list(day.people.values()):
        for raw in [*hands.read, *(read.raw for read in readable.of(hands.id))]:
            for name, value in _named(_json(raw)):
                if value not in found[name]:
                    found[name].append(value)
    return found


def _json(raw: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    try:
        return json.loads(raw)
    except ValueError:
        return None


def _named(node: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - whatever JSON holds
    if isinstance(node, dict):
        name = str(node.get("action_id") or node.get("callback_id") or "").partition(":")[0]
        if name and isinstance(node.get("private_metadata") or node.get("value"), str):
            yield name, str(node.get("private_metadata") or node.get("value"))
        for option in node.get("options") or ():
            yield name, str(option.get("value"))
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for one in inner:
        yield from _named(one)


def filled_in(day: Day, forger: Hands) -> dict[str, Field]:
    """Every field of every form, filled with something that would do."""
    word = "forged words that nobody asked for"
    names = (
        *("need", "impact", "tried", "told", "summary", "reason", "words", "kudos_text", "plus_one_words"),
        *("note_situation", "note_behaviour", "note_impact", "note_next_time", "note_answer", "pin_what"),
        *("pin_charged", "pin_pause", "pin_cancel", "pin_back", "library_text", "library_reason"),
        *("promise_text", "promise_reason", "survey_changed", "improve_line", "disagree_words"),
        *("disagree_about", "meaning_text"),
    )
    colleague = day.who("minjun").id
    return {
        **dict.fromkeys(names, word),
        "topic": "billing_refund",
        "severity": "critical",
        "to": "person:bob",
        "link": "https://forged.example/1",
        "promised_by": in_hours(day.stage, 9),
        "promise_by": in_hours(day.stage, 9),
        "promise_to": colleague,
        "kudos_to": [colleague],
        "kudos_form_value": "hear",
        "note_to": colleague,
        "note_deliver": "tonight",
        "note_day": "2035-03-20",
        "pin_topics": ["billing_refund"],
        "pin_kind": "outage",
        "pin_ends": in_hours(day.stage, 8),
        "library_situation": "empathy",
        "library_kind": "phrase",
        "survey_choice": "drop",
        "survey_state": "told",
        "survey_words": "thank you",
        "improve_state": "done",
        "cover_absent": day.who("sujin").id,
        "cover_by": forger.id,
        "cover_from": in_hours(day.stage, 40),
        "cover_to": in_hours(day.stage, 44),
        "share_card_channel": next(
            one.id for one in day.stage.slack.playground.world.channels.values() if one.name == "support"
        ),
        "disagree_name": "signed",
    }


async def contents(day: Day) -> dict[str, bytes]:
    """The whole store, key by key; without what the bot keeps for itself as time goes by."""
    store = day.stage.store
    assert store is not None
    keys = sorted([key async for key in store.scan_iter(count=1000)])
    pipe = store.pipeline(transaction=False)
    for key in keys:
        _ = pipe.dump(key)
    held = await pipe.execute()
    return {
        name: value
        for key, value in zip(keys, held, strict=True)
        if value is not None and not _is_housekeeping(name := key.decode().partition("}:")[2])
    }


def _is_housekeeping(name: str) -> bool:
    return name.partition(":")[0] in {"round", "leases", "lease-tokens", "lease", "event", "attempts"}


__all__ = ["Json", "carried", "contents", "every_route", "filled_in", "seen_by_anybody", "values_for"]
