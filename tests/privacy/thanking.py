"""Deeds about thanks: every way to give them, to change them, and what comes after the night."""

from bot.views import kudos_ids as ids
from bot.views import mine_ids, night_ids, published_ids
from bot.views.thanks_choice import PRIVATE, PUBLIC
from tests.privacy.hands import Hands, Pressable
from tests.privacy.marks import Mark
from tests.privacy.story import Story

CHANNEL = "#support"
ABOUT = (
    "for staying so calm with that customer {}",
    "환불 문의를 끝까지 챙겨 주셔서 정말 고맙습니다 {}",
    "for explaining the invoice twice, patiently {}",
)
THANKED = ("bob", "seoyeon", "minjun", "jimin", "sujin", "dohyun", "lukas", "emily", "eunseo")


def _words(story: Story, mark: Mark) -> str:
    return story.dice.choice(ABOUT).format(mark.word)


def _kept(hands: Hands, mark: Mark) -> Pressable | None:
    """The button of what was just kept, where its words stand."""
    found = [one for one in hands.pressables(ids.KUDOS_TAKE_BACK) if mark.word in one.around]
    return found[-1] if found else None


def _recipients(story: Story, giver: Hands) -> list[Hands]:
    several = story.dice.choice([1, 1, 2])
    people = story.dice.sample(THANKED, several + 1)
    return [story.cast[key] for key in people if key != giver.key][:several]


def _note_kept(story: Story, giver: Hands, to: list[Hands], mark: Mark) -> None:
    kept = _kept(giver, mark)
    if kept is not None:
        reached = {one.id for one in to if one.id in story.team_of}
        story.give(kept.value, giver.id, reached, mark)


async def by_command(story: Story, giver: Hands) -> None:
    """`/kudos @a @b …`, in the channel or in the DM."""
    mark, to = story.mark("kudos", giver.id), _recipients(story, giver)
    named = " ".join(f"@{one.key}" for one in to)
    where = story.dice.choice([CHANNEL, "@bot"])
    story.tells(f"{giver.key} in {where}: /kudos {named} {mark.word}")
    await giver.says(where, f"/kudos {named} {_words(story, mark)}")
    _note_kept(story, giver, to, mark)


async def by_form(story: Story, giver: Hands) -> None:
    """`/kudos`, and its form."""
    await giver.says("@bot", "/kudos")
    await _sends_form(story, giver, _recipients(story, giver))


async def _sends_form(story: Story, giver: Hands, to: list[Hands]) -> None:
    form = giver.form(ids.KUDOS_FORM)
    if form is None:
        return
    mark = story.mark("kudos", giver.id)
    story.tells(f"{giver.key} sends the form of thanks to {[one.key for one in to]}: {mark.word}")
    await giver.submits(form, {ids.KUDOS_TO: [one.id for one in to], ids.KUDOS_TEXT: _words(story, mark)})
    _note_kept(story, giver, to, mark)
    await giver.closes()


async def by_telling(story: Story, giver: Hands) -> None:
    """`@a 고맙습니다 …` to Baton, in its DM."""
    mark, to = story.mark("kudos", giver.id), _recipients(story, giver)[:1]
    story.tells(f"{giver.key} tells Baton: kudos @{to[0].key} {mark.word}")
    await giver.says("@bot", f"kudos @{to[0].key} {_words(story, mark)}")
    _note_kept(story, giver, to, mark)


async def by_group(story: Story, giver: Hands) -> None:
    """A user group, shown before it is sent; what waits in a button is their own."""
    mark = story.mark("kudos", giver.id)
    story.tells(f"{giver.key}: /kudos @billing-helpers {mark.word}")
    await giver.says("@bot", f"/kudos @billing-helpers {_words(story, mark)}")
    send = [one for one in giver.pressables(ids.KUDOS_SEND) if mark.word in one.around]
    if send and story.dice.random() < 0.7:
        await giver.presses(send[-1])
        _note_kept(story, giver, [story.cast[key] for key in ("dohyun", "sujin", "emily")], mark)


async def for_a_message(story: Story, giver: Hands) -> None:
    """The shortcut on a colleague's message, or the emoji; the message's words stay where they are."""
    author = story.some("seoyeon", "minjun", "bob")
    if author.id == giver.id or not author.person.user.is_full:
        return
    room = story.world.place(CHANNEL)
    assert room is not None
    aside = story.mark("aside", author.id)
    aside.anybody = True
    said = await author.says(CHANNEL, f"called them back, all good {aside.word}")
    if said is None:
        return
    where = {"channel": room.id, "ts": said["ts"]}
    if story.dice.random() < 0.5:
        story.tells(f"{giver.key} uses the shortcut on what {author.key} wrote ({aside.word})")
        await giver.acts("shortcut", callback_id=ids.GIVE_KUDOS_FOR_THIS, **where)
        await _sends_form(story, giver, [author])
        return
    story.tells(f"{giver.key} thanks {author.key} by emoji ({aside.word}), and off again perhaps")
    await giver.acts("react", **where, name="raised_hands", on=True)
    if story.dice.random() < 0.5:
        await giver.acts("react", **where, name="raised_hands", on=False)


async def change(story: Story, giver: Hands) -> None:
    """Edit, or take back, what waits for the night."""
    await giver.says("@bot", "/kudos tonight")
    mine = [one for one in story.thanks if one.giver == giver.id and not one.gone and one.waiting == one.to]
    if not mine:
        return
    one = story.dice.choice(mine)
    edits, backs = (
        [found for found in giver.pressables(name) if found.value == one.id]
        for name in (ids.KUDOS_EDIT, ids.KUDOS_TAKE_BACK)
    )
    if edits and story.dice.random() < 0.6:
        await giver.presses(edits[-1])
        form = giver.form(ids.KUDOS_FORM)
        if form is None:
            return
        mark = story.mark("kudos", giver.id)
        mark.near |= one.to
        story.tells(f"{giver.key} changes {one.mark.word} into {mark.word}")
        await giver.submits(form, {ids.KUDOS_TEXT: _words(story, mark)})
        if _kept(giver, mark) is not None:
            one.mark = mark
        await giver.closes()
    elif backs:
        story.tells(f"{giver.key} takes {one.mark.word} back")
        await giver.presses(backs[-1])
        story.retract(one)


async def withdraw(story: Story, giver: Hands) -> None:
    """What went out is withdrawn; the post follows within seconds."""
    await giver.presses_first(published_ids.PUBLISHED_LIST, else_says="/kudos tonight")
    out = {one.id: one for one in story.thanks if one.giver == giver.id and not one.gone and one.mark.anybody}
    buttons = [one for one in giver.pressables(published_ids.PUBLISHED_WITHDRAW) if one.value in out]
    if buttons:
        button = story.dice.choice(buttons)
        one = out[button.value]
        story.tells(f"{giver.key} withdraws {one.mark.word}")
        await giver.presses(button)
        await story.stage.slack.forward(seconds=5)
        await story.stage.idle()
        await story.stage.look()
        story.retract(one)
    await giver.closes()


async def joins(story: Story, giver: Hands) -> None:
    """A +1 under published thanks, with its because; anybody may read it at once."""
    posts = giver.pressables(published_ids.PLUS_ONE)
    if not posts:
        return
    await giver.presses(story.dice.choice(posts[-8:]))
    form = giver.form(published_ids.PLUS_ONE_FORM)
    if form is None:
        return
    mark = story.mark("kudos", giver.id)
    mark.anybody = True
    story.tells(f"{giver.key} adds a +1: {mark.word}")
    await giver.submits(form, {published_ids.PLUS_ONE_WORDS: f"so true {mark.word}"})
    await giver.closes()
    await story.stage.slack.forward(seconds=5)
    await story.stage.idle()


async def chooses(story: Story, person: Hands) -> None:
    """In public or quietly, in App Home."""
    await person.acts("open_home")
    menus = person.pressables(ids.CHOOSE_THANKS)
    if menus and person.id in story.team_of and story.team_of[person.id] != "trust":
        way = story.dice.choice([PUBLIC, PRIVATE])
        story.tells(f"{person.key} likes to be thanked {way}")
        if await person.presses(menus[0], way):
            (story.quiet.add if way == PRIVATE else story.quiet.discard)(person.id)


async def mine(story: Story, person: Hands) -> None:
    """`/kudos mine`, as text, and what is said of somebody of one's team."""
    await person.says("@bot", "/kudos mine")
    ways = person.pressables(mine_ids.MINE_SHOW, mine_ids.MINE_AS_TEXT)
    story.tells(f"{person.key} looks at their own thanks")
    if ways:
        await person.presses(story.dice.choice(ways))
    await person.closes()


async def posts_now(story: Story, person: Hands) -> None:
    """`/kudos post now`: a lead sees the night before it is posted; everybody else a kind no."""
    led = next((team for team, lead in story.leads.items() if lead == person.id), None)
    if led:  # the preview shows the lead what would be posted in public
        for one in story.thanks:
            public = one.waiting & story.teams[led] - story.quiet
            if public and not one.gone:
                one.mark.may.add(person.id)
    story.tells(f"{person.key}: /kudos post now")
    await person.says("@bot", "/kudos post now")
    await story.stage.look()
    buttons = person.pressables(night_ids.NIGHT_POST)
    if led and buttons and story.dice.random() < 0.5:
        story.tells(f"{person.key} has the night of {led} posted")
        if led not in story.closed_early:
            story.close_nights([led])
            story.deliver_notes("evening", [led])
            story.closed_early.add(led)
        await person.presses(buttons[-1])
    await person.closes()
