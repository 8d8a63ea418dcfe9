"""Deeds about notes: written, changed, withdrawn, opened, answered, shown, stopped."""

from datetime import timedelta

from bot.views import note_ids as ids
from bot.views import note_life_ids as life
from tests.privacy.hands import Hands
from tests.privacy.marks import Mark
from tests.privacy.story import Note, Story

FIELDS = (ids.NOTE_SITUATION, ids.NOTE_BEHAVIOUR, ids.NOTE_IMPACT, ids.NOTE_NEXT_TIME)
WRITERS = ("bob", "seoyeon", "minjun", "jimin", "dohyun", "sujin", "lukas")
READERS = ("bob", "seoyeon", "minjun", "sujin", "jimin", "emily", "gina", "noah", "eunseo")
SAID = (
    "this morning in the queue {}",
    "고객님 말씀을 끝까지 듣지 않았습니다 {}",
    "you always wait {}",
    "let them finish first {}",
)
ANSWERS = (life.NOTE_UNDERSTOOD, life.NOTE_REPLY, life.NOTE_DIFFER, life.NOTE_TALK)


async def write(story: Story, author: Hands) -> None:
    """`/correct @x`, its form, sent again where something was to be thought over."""
    to = story.cast[story.dice.choice(READERS)]
    await author.says("@bot", f"/correct @{to.key}")
    form = author.form(ids.NOTE_FORM)
    if form is None:
        story.tells(f"{author.key} may not write to {to.key}")
        return
    marks = [story.mark("note", author.id) for _ in FIELDS]
    words = dict(zip(FIELDS, marks, strict=True))
    typed: dict[str, object] = {
        name: story.dice.choice(SAID).format(mark.word) for name, mark in words.items()
    }
    deliver = story.dice.choice(["tonight", "tonight", "tonight", "next_morning", "now"])
    typed[ids.NOTE_DELIVER] = deliver
    if story.dice.random() < 0.3:
        typed[ids.NOTE_FOLLOW_UP] = (story.stage.slack.now() + timedelta(days=3)).date().isoformat()
    story.tells(f"{author.key} writes to {to.key}, {deliver}: {[mark.word for mark in marks]}")
    if await _sends(author, ids.NOTE_FORM, typed):
        story.notes.append(Note(author.id, to.id, marks, deliver))
        if deliver == "now":
            story.deliver_notes("now")
    await author.closes()


async def _sends(author: Hands, callback: str, typed: dict[str, object]) -> bool:
    """Whether the form took it, at the latest the second time; refused at its time, it goes tonight."""
    for _ in range(2):
        form = author.form(callback)
        if form is None or not await author.submits(form, typed):
            return False
        typed = {}
        if author.form(callback) is None:
            return True
    return False


async def unkept(story: Story, author: Hands) -> None:
    """Words typed after `/correct @x`, or a question: kept nowhere."""
    kind, said = story.dice.choice(
        [
            ("unkept", "/correct @minjun you did this {}"),
            ("question", "/values the customer shouts at me {}"),
            ("question", "/escalate refund {}"),
        ]
    )
    mark = story.mark("unkept" if kind == "unkept" else "question", author.id)
    typed = said.format(mark.word)
    story.tells(f"{author.key}: {typed}")
    await author.says("@bot", typed)
    await author.closes()


async def change(story: Story, author: Hands) -> None:
    """A sealed note is changed or withdrawn by its author."""
    await author.says("@bot", "/correct list")
    sealed = [
        one
        for one in story.notes
        if one.author == author.id and one.sealed and not one.gone and not one.doubtful
    ]
    buttons = author.pressables(ids.NOTE_CHANGE)
    if sealed and buttons and story.dice.random() < 0.6:
        await author.presses(story.dice.choice(buttons))
        note = _note_in(story, author.window())
        if note is not None and author.form(ids.NOTE_CHANGE_FORM):
            mark = story.mark("note", author.id, may=note.marks[2].may)
            story.tells(f"{author.key} changes {note.marks[2].word} into {mark.word}")
            typed: dict[str, object] = {ids.NOTE_IMPACT: f"they were worried {mark.word}"}
            if await _sends(author, ids.NOTE_CHANGE_FORM, typed):
                note.marks[2].may = {author.id}
                note.marks[2] = mark
    elif sealed and story.dice.random() < 0.5:
        story.tells(f"{author.key} withdraws a sealed note")
        before = {one.value for one in author.pressables(ids.NOTE_WITHDRAW)}
        if before:
            await _withdraws(story, author, sealed)
    await author.closes()


async def _withdraws(story: Story, author: Hands, sealed: list[Note]) -> None:
    """Which one it is, its form tells."""
    top = author.top()
    buttons = [one for one in author.pressables(ids.NOTE_CHANGE) if top and one.where == {"view": top.id}]
    if not buttons:
        return
    chosen = story.dice.choice(buttons)
    withdrawing = [one for one in author.pressables(ids.NOTE_WITHDRAW) if one.value == chosen.value]
    await author.presses(chosen)
    note = _note_in(story, author.window())
    await author.closes()
    if note in sealed and withdrawing:
        await author.says("@bot", "/correct list")
        again = [one for one in author.pressables(ids.NOTE_WITHDRAW) if one.value == chosen.value]
        if again and await author.presses(again[-1]):
            note.gone = True
            for mark in note.marks:
                mark.may = {author.id}


def _note_in(story: Story, window: str) -> Note | None:
    return next((one for one in story.notes if any(mark.word in window for mark in one.marks)), None)


async def opens(story: Story, person: Hands) -> None:
    """Somebody opens what they find to open, and does something with it."""
    await person.acts("open_home")
    buttons = person.pressables(ids.NOTE_OPEN)
    if not buttons:
        return
    await person.presses(story.dice.choice(buttons))
    note = _note_in(story, person.window())
    story.tells(f"{person.key} opens {note.marks[0].word if note else 'nothing'}")
    await story.stage.look()
    if note is not None:
        ways = [answers, shows, stops, closes]
        await story.dice.choices(ways, weights=[5, 3, 1, 1])[0](story, person, note)
    await person.closes()


async def answers(story: Story, person: Hands, note: Note) -> None:
    """One of the four answers, if it was not given yet."""
    buttons = person.pressables(*ANSWERS)
    if not buttons:
        return
    await person.presses(story.dice.choice(buttons))
    form = person.form(life.NOTE_ANSWER_FORM)
    if form is None:
        return
    mark = story.mark("note", person.id, may={note.to, note.author, *note.shown})
    story.tells(f"{person.key} answers {note.marks[0].word}: {mark.word}")
    await person.submits(form, {life.NOTE_ANSWER: f"I heard it differently {mark.word}"})
    if mark.word in person.window():
        note.answers.append(mark)
    else:
        mark.may = {person.id}


async def shows(story: Story, person: Hands, note: Note) -> None:
    """To a lead, or back again."""
    if not await person.presses_first(life.NOTE_SHOW):
        return
    ways = person.pressables(life.NOTE_SHOW_TO, life.NOTE_HIDE_FROM)
    if not ways:
        return
    way = story.dice.choice(ways)
    other = way.value.partition(" ")[2]
    showing = way.name == life.NOTE_SHOW_TO
    story.tells(f"{person.key} {'shows' if showing else 'hides'} {note.marks[0].word}: {other}")
    if showing:
        _lets(note, other)
        await person.presses(way)
        return
    await person.presses(way)
    note.shown.discard(other)
    for mark in note.all_marks:
        mark.may.discard(other)


def _lets(note: Note, other: str) -> None:
    note.shown.add(other)
    for mark in note.all_marks:
        mark.may.add(other)


async def stops(story: Story, person: Hands, note: Note) -> None:
    """No more notes of its author's; or, from the list of all, again."""
    story.tells(f"{person.key} wants no more notes of {story.hands(note.author).key}")
    if await person.presses_first(life.NOTE_BLOCK):
        story.blocks.add((person.id, note.author))


async def wants_again(story: Story, person: Hands) -> None:
    """Notes of somebody they had stopped."""
    await person.acts("open_home")
    if not await person.presses_first(life.NOTES_ALL):
        return
    buttons = person.pressables(life.NOTE_UNBLOCK)
    if buttons:
        button = story.dice.choice(buttons)
        story.tells(f"{person.key} takes notes of {button.value} again")
        await person.presses(button)
        story.blocks.discard((person.id, button.value))
    await person.closes()


async def closes(story: Story, person: Hands, note: Note) -> None:
    """It went well."""
    story.tells(f"{person.key} closes {note.marks[0].word}")
    await person.presses_first(life.NOTE_CLOSE)


async def reads_everything(person: Hands, marks: list[Mark]) -> None:
    """In the end: every note they find, opened."""
    if not marks:
        return
    await person.acts("open_home")
    if not await person.presses_first(life.NOTES_ALL):
        return
    for value in dict.fromkeys(one.value for one in person.pressables(ids.NOTE_OPEN)):
        here = [one for one in person.pressables(ids.NOTE_OPEN) if one.value == value]
        if here:
            await person.presses(here[-1])
            stack = person.top()
            if stack is not None and stack.previous_id:
                await person.acts("close", view=stack.id)
