"""Marked words sent through everything people can do are found with those who may read them, and nowhere else."""

import logging
from pathlib import Path
from random import Random

import pytest

from playground.driver import LocalSlack
from tests.conversations.conftest import slack
from tests.privacy.judge import Judge
from tests.privacy.marks import Marks
from tests.privacy.script import plays
from tests.privacy.stage import Stage, free_port
from tests.privacy.story import Story
from tests.proof import PROOF

__all__ = ["slack"]

SEEDS = range(60) if PROOF else range(3)
DEEDS = 120 if PROOF else 45


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", SEEDS)
async def test_marked_words_are_found_only_where_their_reader_is(
    slack: LocalSlack, tmp_path: Path, caplog: pytest.LogCaptureFixture, seed: int
) -> None:
    """Every word a person ever read, every call, log line, key, value, page, report and file is searched."""
    caplog.set_level(logging.DEBUG)
    dice = Random(seed)  # noqa: S311 - the same script in every run
    marks = Marks(dice)
    judge = Judge(marks)
    stage = Stage(slack, marks, judge, tmp_path / "data", free_port(), caplog.records)
    async with stage.serving():
        story = Story(stage, dice)
        try:
            await plays(story, deeds=DEEDS)
        finally:
            print("\n".join([f"seed {seed}", *story.lines]))  # noqa: T201 - shown where it fails
        await stage.look()
        await stage.look_behind()
    stage.look_at_files()
    told = "\n".join(map(str, judge.leaks))
    assert not judge.leaks, f"seed {seed}:\n{told}"
    assert not judge.missing(), f"seed {seed}: {judge.missing()}"
