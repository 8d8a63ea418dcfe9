"""What the command line does with Slack or the store, beside serving."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime

from pydantic import SecretStr

from bot.adapters.dry_run import DryRunMouth, DryRunWhisperer
from bot.adapters.families import LONGEST_RETENTION
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.resealing import Resealed, reseal
from bot.adapters.sealing import Sealer
from bot.adapters.slack_api import SlackApi
from bot.adapters.slack_client import introduce, make_client, open_session, quiet_loggers
from bot.adapters.slack_directory import SlackDirectory
from bot.adapters.slack_feedback import PrivateVoice
from bot.adapters.slack_gathering import gather
from bot.adapters.slack_look_closer import about, look_closer
from bot.adapters.slack_messenger import Speaker
from bot.adapters.slack_whisperer import SlackWhisperer
from bot.adapters.store_audit import StoredAudit
from bot.adapters.store_covers import StoredCovers
from bot.adapters.store_erasures import StoredErasures
from bot.adapters.store_learning import StoredLearning
from bot.adapters.store_library import StoredLibrary
from bot.adapters.store_notes import StoredNotes
from bot.config import Loaded, Problem
from bot.config.locating import located, place
from bot.config.problems import problem
from bot.config.starting import Gathered
from bot.domain.audit import Entry
from bot.domain.erasure import Erasure
from bot.domain.learning import Learned
from bot.domain.oncall import Cover
from bot.domain.practice import Practice
from bot.errors import OperatorError
from bot.services.my_data import who_is
from bot.services.run_night import ensure_nights, run_night
from bot.settings import Settings
from bot.views.night import lines as night_lines
from bot.wiring.core import core, short_id
from bot.wiring.feedback import feedback_tools
from bot.wiring.files import read_by_words
from bot.wiring.storage import opened

_USER = re.compile(r"[UW][A-Z0-9]{2,}")
_PATIENCE = 20.0
"""Seconds: somebody sits in front of the command; `serve` waits longer, for networks that come up after it."""


async def run_nightly(settings: Settings, team: str, date: date | None, dry_run: bool) -> list[str]:  # noqa: FBT001 - the command line's flag
    """Run a team's night by hand; None is the team's today. The lines tell what was done.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    async with core(settings, read=read_by_words, calendars=False) as c:
        speaker: Speaker = DryRunMouth() if dry_run else c.mouth
        voice: PrivateVoice = DryRunWhisperer() if dry_run else SlackWhisperer(c.posting)
        _, _, nights = feedback_tools(c, speaker, voice)
        outcome = await run_night(nights, team, date, dry_run=dry_run)
        if not dry_run:
            night = Entry(at=c.clock(), about="operator", what="nightly", detail=f"{team} {date or 'today'}")
            await StoredAudit(c.store, c.keys).note(night)
        if not dry_run and team in c.book.file.teams:
            await ensure_nights(nights)
        return night_lines(outcome, c.book, c.public())


async def erase(settings: Settings, who: str) -> list[str]:
    """Have the bot that serves erase somebody, by key of the file or Slack id. The lines tell what will be done.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    async with core(settings, read=read_by_words, calendars=False) as c:
        user = c.directory.user_of(who) or who
        if not _USER.fullmatch(user):
            raise OperatorError(
                f"{who!r} is neither a key of escalation.yaml that Slack knows nor a Slack id (U…): "
                "copy the member id from their profile in Slack."
            )
        erasure = Erasure(who=await who_is(c.live(), c.directory, user), asked=c.clock())
        await StoredErasures(c.store, c.keys).begin(erasure, due=c.clock())
        await StoredAudit(c.store, c.keys).note(Entry(at=c.clock(), about="operator", what="erase"))
        name = erasure.who.names[0] if erasure.who.names else user
        return [
            f"{name} ({user}) is being erased by the bot that serves. What is open goes on and loses the name as it ends."
        ]


async def check_slack(settings: Settings, loaded: Loaded) -> list[Problem]:
    """What Slack says of the people and channels the files name.

    Raises:
        OperatorError: Slack cannot be asked; the sentence says why.
    """
    file, tree = loaded.team_file, loaded.tree
    if file is None or tree is None:
        return []
    quiet_loggers()
    async with open_session() as session:
        token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
        api = SlackApi(make_client(token, session, base_url=settings.slack_api_url))
        directory = SlackDirectory(api, await introduce(api, patience=_PATIENCE), file)
        await directory.start()
        roll = [(about(sentence, file), sentence) for sentence in directory.problems()]
        closer = await look_closer(file, directory, datetime.now(UTC))
    name, root = tree.name, tree.root
    found = [problem(name, place(root, path), sentence, "warning") for path, sentence in roll]
    found += [located(tree, remark.path, remark.sentence) for remark in closer]
    return sorted(found, key=lambda one: (one.line, one.col))


async def gather_people(settings: Settings, group: str) -> Gathered:
    """The people of a user group (`S…`, `@handle`) or channel (`#name` or id) in Slack.

    Raises:
        OperatorError: Slack cannot be asked, or shows no such thing; the sentence says why.
    """
    quiet_loggers()
    async with open_session() as session:
        token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
        api = SlackApi(make_client(token, session, base_url=settings.slack_api_url))
        return await gather(api, await introduce(api, patience=_PATIENCE), group)


async def live_covers(settings: Settings) -> Sequence[Cover]:
    """The covers that hold now or later.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    if settings.slack_bot_token is None:
        raise OperatorError(
            "Covers belong to a workspace: set SLACK_BOT_TOKEN, so that --live knows which one, or ask without --live."
        )
    async with _workspace(settings) as (store, keys, _):
        return (await StoredCovers(store, keys).listed()).covers(datetime.now(UTC))


async def learned(settings: Settings) -> Learned:
    """What was counted of how people use the answers, and the questions that are kept.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    async with _workspace(settings) as (store, keys, secrets):
        book = StoredLearning(store, keys, Sealer(secrets))
        return Learned(months=tuple(await book.months()), questions=tuple(await book.questions()))


async def accepted_practices(settings: Settings) -> Sequence[Practice]:
    """The phrases and cases that people shared and approvers accepted; nobody else's words.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    async with _workspace(settings) as (store, keys, _):
        return (await StoredLibrary(store, keys, short_id).shelf()).accepted


async def audited(settings: Settings, first: date, last: date) -> Sequence[Entry]:
    """The audit trail of these dates (UTC), oldest first.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    async with _workspace(settings) as (store, keys, _):
        return [entry async for entry in StoredAudit(store, keys).between(first, last)]


async def reseal_store(settings: Settings) -> Resealed:
    """Everything that is stored encrypted, encrypted anew with the first of the secret keys.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    async with _workspace(settings) as (store, keys, secrets):
        sealer = Sealer(secrets)
        done = await reseal(store, keys, sealer)
        await StoredNotes(store, keys, short_id, sealer, lambda: LONGEST_RETENTION).renew_blocks()
        await StoredAudit(store, keys).note(Entry(at=datetime.now(UTC), about="operator", what="reseal"))
        return done


@asynccontextmanager
async def _workspace(settings: Settings) -> AsyncIterator[tuple[Store, Keys, Sequence[SecretStr]]]:
    """The store as it stands, joined beside a bot that runs; the keys of the token's workspace, and the secret ones.

    Raises:
        OperatorError: Slack or the store does not answer.
    """
    quiet_loggers()
    async with opened(settings) as (store, secrets), open_session() as session:
        token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
        api = SlackApi(make_client(token, session, base_url=settings.slack_api_url))
        yield store, Keys((await introduce(api, patience=_PATIENCE)).key), secrets
