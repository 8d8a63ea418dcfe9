"""What no client of Slack's would send: buttons and forms of other people, with their values, from the wrong hands."""

import json
from collections.abc import Iterator

from bot.views import (
    improve_ids,
    kudos_ids,
    mine_ids,
    night_ids,
    note_ids,
    note_life_ids,
    published_ids,
    review_ids,
    survey_ids,
)
from playground.people import BOT_USER_ID
from playground.state import new_message
from playground.wire import Json
from tests.privacy.hands import Hands
from tests.privacy.story import Story

OWNED = frozenset(
    {
        *(kudos_ids.KUDOS_EDIT, kudos_ids.KUDOS_TAKE_BACK, published_ids.PUBLISHED_WITHDRAW),
        *(note_ids.NOTE_OPEN, note_ids.NOTE_CHANGE, note_ids.NOTE_WITHDRAW),
        *(note_life_ids.NOTE_UNDERSTOOD, note_life_ids.NOTE_REPLY, note_life_ids.NOTE_DIFFER),
        *(
            note_life_ids.NOTE_TALK,
            note_life_ids.NOTE_BACK,
            note_life_ids.NOTE_CLOSE,
            note_life_ids.NOTE_AGAIN,
        ),
        *(note_life_ids.NOTE_SHOW, note_life_ids.NOTE_SHOW_TO, note_life_ids.NOTE_HIDE_FROM),
        *(note_life_ids.NOTE_BLOCK, survey_ids.SURVEY_OPEN, survey_ids.SURVEY_LOOP),
        *(survey_ids.SURVEY_TAKE_BACK, improve_ids.IMPROVE_ANSWER, review_ids.REVIEW_MORE),
        *(night_ids.NIGHT_POST, mine_ids.MINE_PERSON),
    }
)
"""Buttons about somebody's own thing: whoever was never shown one may do nothing with it."""
FORMS = frozenset(
    {
        *(note_ids.NOTE_CHANGE_FORM, note_life_ids.NOTE_ANSWER_FORM, note_life_ids.NOTE_AGAIN_FORM),
        *(survey_ids.SURVEY_DRAFT_FORM, survey_ids.SURVEY_LOOP_FORM, improve_ids.IMPROVE_FORM),
        kudos_ids.KUDOS_FORM,
    }
)
"""Forms that carry which thing they are about."""


async def presses(story: Story, forger: Hands, name: str = "") -> None:
    """A button that was never in front of them, on a message of their own or in a window of their own."""
    theirs = {_known(one) for one in _shown_to(story, forger.id)}
    others: dict[str, list[Json]] = {}
    for one in _everywhere(story):
        wanted = _name(one) == name if name else _name(one) in OWNED
        if wanted and _known(one) not in theirs:
            others.setdefault(_name(one), []).append(one)
    if not others:
        return
    chosen = story.dice.choice(others[story.dice.choice(sorted(others))])
    if story.stage.marks.within(json.dumps(chosen, ensure_ascii=False)):
        return
    element = {key: value for key, value in chosen.items() if key != "confirm"}
    story.tells(f"{forger.key} forges a press of {element['action_id']} {element.get('value')}")
    blocks = [{"type": "actions", "block_id": "forged", "elements": [element]}]
    if story.dice.random() < 0.5:
        view = story.stage.slack.playground.surfaces.open(forger.id, _modal(blocks))
        where: Json = {"view": view.id}
    else:
        room = story.world.dm(forger.id, BOT_USER_ID)
        message = new_message(story.world, room.id, BOT_USER_ID, "forged", blocks=blocks, only_for=forger.id)
        story.world.post(message)
        where = {"channel": room.id, "ts": message.ts}
    value = element["options"][0]["value"] if element.get("options") else element.get("initial_user")
    await forger.acts(
        "press",
        where=where,
        block_id="forged",
        action_id=element["action_id"],
        value=value,
        confirmed=True,
    )
    await forger.closes()


async def presses_each(story: Story) -> None:
    """One press of every kind of them, from some wrong hands."""
    for name in sorted(OWNED):
        forger = story.dice.choice([hands for hands in story.cast.values() if _can_press(hands)])
        await presses(story, forger, name)
        await story.stage.look()


def _can_press(hands: Hands) -> bool:
    return not hands.gone and hands.person.user.kind in {"member", "guest"}


async def submits(story: Story, forger: Hands) -> None:
    """A form about somebody else's thing, with that thing's metadata and words of the forger's own."""
    forms = [
        view
        for view in _views(story)
        if view.get("callback_id") in FORMS
        and view.get("private_metadata")
        and not _is_new(str(view["private_metadata"]))
        and not any(
            view["private_metadata"] == own.get("private_metadata") for own in _views_of(story, forger.id)
        )
    ]
    if not forms:
        return
    chosen = story.dice.choice(forms)
    mark = story.mark("unkept", forger.id)
    story.tells(f"{forger.key} forges {chosen['callback_id']} {chosen['private_metadata']}: {mark.word}")
    view = story.stage.slack.playground.surfaces.open(forger.id, _stripped(chosen))
    values: dict[str, object] = {}
    for block in view.blocks:
        element = block["element"]
        if element["type"] == "plain_text_input":
            values[element["action_id"]] = f"forged words of my own {mark.word}"
        elif element["type"] == "radio_buttons":
            values[element["action_id"]] = story.dice.choice(element["options"])["value"]
        elif element["type"] == "multi_users_select":
            values[element["action_id"]] = [story.cast["minjun"].id]
        elif element["type"] == "datepicker":
            values[element["action_id"]] = story.stage.slack.now().date().isoformat()
    await forger.submits(view, values)
    await forger.closes()


def _is_new(metadata: str) -> bool:
    """A ticket of thanks that are not kept yet: sent by somebody else they are simply theirs."""
    try:
        return not json.loads(metadata).get("changes")
    except (ValueError, AttributeError):
        return False


def _stripped(view: Json) -> Json:
    """The form without a word of whoever it was opened for."""
    kept = [block for block in view["blocks"] if block["type"] == "input"]
    bare = [
        {
            **block,
            "element": {key: held for key, held in block["element"].items() if not key.startswith("initial")},
            "optional": True,
        }
        for block in kept
        if block["element"]["type"]
        in {"plain_text_input", "radio_buttons", "multi_users_select", "datepicker"}
    ]
    named = {
        key: view[key] for key in ("type", "callback_id", "private_metadata", "title", "submit", "close")
    }
    return {**named, "blocks": bare}


def _modal(blocks: list[Json]) -> Json:
    return {"type": "modal", "title": {"type": "plain_text", "text": "forged"}, "blocks": blocks}


def _views(story: Story) -> Iterator[Json]:
    for user in list(story.world.users):
        yield from _views_of(story, user)


def _views_of(story: Story, user: str) -> Iterator[Json]:
    for read in story.world.readable.of(user):
        if read.kind == "modal":
            yield json.loads(read.raw)


def _everywhere(story: Story) -> Iterator[Json]:
    for user in list(story.world.users):
        yield from _shown_to(story, user)


def _shown_to(story: Story, user: str) -> Iterator[Json]:
    for read in story.world.readable.of(user):
        if read.kind in {"modal", "home", "message", "ephemeral"} and "action_id" in read.raw:
            yield from _elements(json.loads(read.raw))


def _elements(node: object) -> Iterator[Json]:
    if isinstance(node, dict):
        if "action_id" in node and node.get("type") in {"button", "static_select", "users_select"}:
            yield node
        for inner in node.values():
            yield from _elements(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _elements(inner)


def _name(element: Json) -> str:
    return str(element["action_id"]).partition(":")[0]


def _known(element: Json) -> tuple[str, str]:
    return _name(element), str(element.get("value") or "")
