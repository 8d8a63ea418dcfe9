"""Deeds about customers' words, the improvement list, one's own data, and people who come and go."""

from datetime import timedelta

from bot.views import improve_ids, mine_ids, note_ids, review_ids, survey_ids
from bot.views.note_forms import PROCESS
from bot.views.survey_windows import DROP, KEEP, SHARE
from tests.privacy.hands import Hands
from tests.privacy.marks import Mark
from tests.privacy.noting import FIELDS
from tests.privacy.story import Story, Thanks

AGENTS = ("seoyeon", "minjun", "bob", "sujin", "jimin")
UNDECIDED = timedelta(days=13)
"""A draft that its agent never decides on is erased a day later."""
HARD = "세 번이나 같은 말을 다시 해야 했고 아무도 전화하지 않았어요 {}"
KIND = "끝까지 들어 주셔서 정말 고맙습니다 {}"


async def customer_writes(story: Story, who: Hands) -> None:  # noqa: ARG001 - no colleague does it
    """A survey tool sends kind words, hard ones, or some about nobody we know."""
    agent = story.cast[story.dice.choice(AGENTS)]
    known = story.dice.random() < 0.85
    may = {agent.id} if known else set()
    mark, ticket, name = (story.mark("survey", may=may) for _ in range(3))
    name.may.clear()
    good = story.dice.random() < 0.5
    story.tells(f"a customer writes of {agent.key if known else 'nobody'}: {mark.word}, {ticket.word}")
    result = await story.stage.survey(
        id=mark.word,
        agent=agent.id if known else f"{name.word}@example.com",
        scale="csat",
        score=5 if good else 1,
        comment=(KIND if good else HARD).format(mark.word),
        ticket=ticket.word,
        customer=name.word,
    )
    await story.stage.idle()
    if result in ("draft", "note") and story.here(agent.id):
        story.owed.append((agent.id, mark, story.stage.slack.now()))


async def reads_customer(story: Story, agent: Hands) -> None:
    """The window behind the knock or in App Home; shared, kept, dropped, or the loop moved on."""
    await agent.acts("open_home")
    buttons = agent.pressables(survey_ids.SURVEY_OPEN)
    if not buttons:
        return
    await agent.presses(story.dice.choice(buttons))
    await story.stage.look()
    form = agent.form(survey_ids.SURVEY_DRAFT_FORM)
    if form is not None:
        await _decides(story, agent)
    elif await agent.presses_first(survey_ids.SURVEY_LOOP):
        await _moves_loop(story, agent)
    await agent.closes()


async def _decides(story: Story, agent: Hands) -> None:
    form, window = agent.form(survey_ids.SURVEY_DRAFT_FORM), agent.window()
    found = [mark for mark in story.stage.marks.within(window) if mark.kind == "survey"]
    mark = next((one for one in found if any(one is owed for _, owed, _ in story.owed)), None)
    choice = story.dice.choice([SHARE, KEEP, DROP])
    if form is None or mark is None:
        return
    story.tells(f"{agent.key} chooses {choice} for {mark.word}")
    if choice == SHARE:
        mark.plain_at_rest = True
    if await agent.submits(form, {survey_ids.SURVEY_CHOICE: choice}) and choice == SHARE:
        _shared(story, agent, mark)
    elif choice == SHARE:
        mark.plain_at_rest = False
    else:
        story.owed = [one for one in story.owed if choice == KEEP or one[1] is not mark]


def _shared(story: Story, agent: Hands, mark: Mark) -> None:
    """From now on it is thanks of the agent's next night."""
    back = agent.pressables(survey_ids.SURVEY_TAKE_BACK)
    if back:
        mark.kind, mark.near = "kudos", {agent.id}
        story.owed = [one for one in story.owed if one[1] is not mark]
        story.thanks.append(Thanks(back[-1].value, "", {agent.id}, mark, waiting={agent.id}))


async def _moves_loop(story: Story, agent: Hands) -> None:
    form = agent.form(survey_ids.SURVEY_LOOP_FORM)
    if form is None:
        return
    mark = story.mark("survey", agent.id)
    state = story.dice.choice(["open", "changed", "told"])
    story.tells(f"{agent.key} says what changed: {mark.word}, {state}")
    typed = {survey_ids.SURVEY_CHANGED: f"we call back at once {mark.word}", survey_ids.SURVEY_STATE: state}
    await agent.submits(form, typed)


async def improves(story: Story, author: Hands) -> None:
    """`/correct process …`, or the form with the process chosen; perhaps taken off again."""
    team = story.team_of.get(author.id)
    readers = story.teams[team] if team else set()
    mark = story.mark("process", author.id, may=readers)
    mark.unnamed = story.names[author.id]
    story.tells(f"{author.key} has something about the process: {mark.word}")
    if story.dice.random() < 0.6:
        await author.says("@bot", f"/correct process the refund form asks twice {mark.word}")
        undo = [one for one in author.pressables(improve_ids.IMPROVE_UNDO) if mark.word in one.around]
        if undo and story.dice.random() < 0.3:
            await author.presses(undo[-1])
            return
        if undo:
            story.listed.append((team or "", mark))
        return
    await author.says("@bot", "/correct")
    form = author.form(note_ids.NOTE_FORM)
    if form is not None:
        typed: dict[str, object] = dict.fromkeys(FIELDS, f"the form asks twice {mark.word}")
        await author.submits(form, {**typed, note_ids.NOTE_ABOUT: PROCESS})
        if (again := author.form(note_ids.NOTE_FORM)) is not None:
            await author.submits(again, {})
    await author.closes()


async def settles(story: Story, person: Hands) -> None:
    """The list; its lead answers an item, and the whole team reads that."""
    await person.says("@bot", "/correct process")
    buttons = person.pressables(improve_ids.IMPROVE_ANSWER)
    story.tells(f"{person.key} looks at the improvement list")
    if buttons:
        button = story.dice.choice(buttons)
        await person.presses(button)
        form = person.form(improve_ids.IMPROVE_FORM)
        team = button.value.partition("|")[0]
        if form is not None and story.leads.get(team) == person.id:
            mark = story.mark("process", person.id, may=story.teams[team])
            state = story.dice.choice(["looking", "done", "not_now"])
            story.tells(f"{person.key} answers an item: {mark.word}, {state}")
            typed = {improve_ids.IMPROVE_STATE: state, improve_ids.IMPROVE_LINE: f"it asks once {mark.word}"}
            await person.submits(form, typed)
    await person.closes()


async def looks_at_data(story: Story, person: Hands) -> None:
    """*My data*: the window, and the export."""
    await person.acts("open_home")
    story.tells(f"{person.key} exports their data")
    if await person.presses_first(mine_ids.MY_DATA):
        await person.presses_first(mine_ids.MY_DATA_EXPORT)
    await person.closes()


async def is_erased(story: Story, person: Hands) -> None:
    """Everything that Baton holds about them."""
    await person.acts("open_home")
    if not await person.presses_first(mine_ids.MY_DATA):
        return
    await person.presses_first(mine_ids.MY_DATA_ERASE)
    form = person.form(mine_ids.MY_DATA_ERASE_FORM)
    if form is not None:
        story.tells(f"{person.key} has themselves erased")
        story.erase(person.id)
        await person.submits(form, {})
        await story.stage.slack.forward(seconds=10)
        await story.stage.idle()
    await person.closes()


async def leaves(story: Story, person: Hands) -> None:
    """Somebody leaves the company; what they had to find nobody has to any more."""
    story.tells(f"{person.key} leaves")
    await person.acts("profile", changes={"deleted": True})
    for mark in story.stage.marks:
        mark.must.discard(person.id)
    for one in story.thanks:
        if person.id in (one.giver, *one.to):
            one.mark.must_spread = False


async def lead_looks(story: Story, person: Hands) -> None:
    """A lead's review, all of it."""
    story.tells(f"{person.key} opens a review, if there is one")
    await person.presses_first(review_ids.REVIEW_MORE)
    ways = person.pressables(mine_ids.MINE_PERSON)
    if ways:
        await person.presses(ways[-1], story.dice.choice([*story.team_of]))
    await person.closes()


async def reads_what_is_left(story: Story, person: Hands) -> None:
    """In the end: their customers' words and their team's list, opened."""
    owed = [(mark, since) for user, mark, since in story.owed if user == person.id]
    for mark, since in owed:
        if person.id not in story.erased and story.stage.slack.now() < since + UNDECIDED:
            mark.must.add(person.id)
    if owed:
        await person.acts("open_home")
        await person.presses_first(survey_ids.SURVEY_ALL)
        for value in dict.fromkeys(one.value for one in person.pressables(survey_ids.SURVEY_OPEN)):
            here = [one for one in person.pressables(survey_ids.SURVEY_OPEN) if one.value == value]
            await person.presses(here[-1])
            top = person.top()
            if top is not None and top.previous_id:
                await person.acts("close", view=top.id)
        await person.closes()
    team = story.team_of.get(person.id)
    listed = [mark for one, mark in story.listed if one == team]
    if listed:
        for mark in listed[-5:]:
            mark.must.add(person.id)
        await person.says("@bot", "/correct process")
        await person.closes()
