"""The judge itself: fed with a leak of each kind it says so, and it misses nobody who should have read."""

import json
from random import Random

import pytest

from playground.faults import Logged
from playground.readable import Read
from tests.privacy.judge import Judge
from tests.privacy.marks import Kind, Mark, Marks

AUTHOR, READER, OTHER = "U1", "U2", "U3"


@pytest.fixture
def marks() -> Marks:
    """Nothing is written yet."""
    return Marks(Random(1))  # noqa: S311 - the same words in every run


@pytest.fixture
def judge(marks: Marks) -> Judge:
    """A judge who has seen nothing."""
    return Judge(marks)


def note(marks: Marks, kind: Kind = "note") -> Mark:
    """Words of one to another."""
    return marks.new(kind, AUTHOR, may={READER})


def window(text: str, **more: object) -> Read:
    """A modal as its person's client has it."""
    raw = {"type": "modal", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": text}}], **more}
    return Read("modal", "V1", "", text, json.dumps(raw))


def message(text: str, kind: str = "message", metadata: object = None) -> Read:
    """A message as the record holds it."""
    return Read(kind, "C1", "1.1", text, json.dumps([text, [], [], metadata, []]))


def call(method: str, **args: object) -> Logged:
    """A call of the bot's."""
    return Logged(method, dict(args), 200, {}, 0.0)


def test_what_stands_where_it_may_is_no_leak(marks: Marks, judge: Judge) -> None:
    """A note in its reader's window, opened by a call, and thanks in a channel that lie in the store."""
    mark, thanks = note(marks), marks.new("kudos", AUTHOR)
    thanks.anybody = True
    judge.read(READER, window(mark.word))
    judge.call(call("views.open", view={"blocks": [mark.word]}))
    judge.read(OTHER, message(thanks.word))
    judge.elsewhere("value at rest", "kudos:1", thanks.word)
    assert judge.leaks == []
    assert judge.found == {mark.word: {READER}, thanks.word: {OTHER}}


def test_somebody_elses_eyes(marks: Marks, judge: Judge) -> None:
    """The same window in front of a third person."""
    judge.read(OTHER, window(f"said {note(marks).word} here"))
    [leak] = judge.leaks
    assert f"was read by {OTHER} in a modal" in str(leak)


@pytest.mark.parametrize("kind", ["message", "ephemeral", "notification", "home", "toast"])
def test_outside_a_window(marks: Marks, judge: Judge, kind: str) -> None:
    """Even in front of its own reader a note's word stands in a window only."""
    judge.read(READER, message(note(marks).word, kind))
    assert any(f"stands in a {kind}" in str(leak) for leak in judge.leaks)


def test_carried_unseen(marks: Marks, judge: Judge) -> None:
    """In a form's metadata, a button's value, a block's id, a message's metadata."""
    word = note(marks).word
    button = {"type": "actions", "elements": [{"type": "button", "action_id": "a", "value": word}]}
    judge.read(READER, window("nothing", private_metadata=f"k {word}"))
    judge.read(READER, window("nothing", blocks=[button]))
    judge.read(READER, window("nothing", blocks=[{"type": "divider", "block_id": f"b-{word}"}]))
    judge.read(READER, message("nothing", metadata={"event_payload": {"words": word}}))
    assert len([leak for leak in judge.leaks if "carried where nobody looks" in str(leak)]) == 4


def test_beside_a_name_that_nobody_may_know(marks: Marks, judge: Judge) -> None:
    """An item of the improvement list with its author's name in the same text."""
    mark = note(marks, "process")
    mark.unnamed = {"Bob Brown"}
    judge.read(READER, window(f"{mark.word} says Bob Brown"))
    assert "stands beside ['Bob Brown']" in str(judge.leaks[0])


def test_in_a_file_of_somebody_else(marks: Marks, judge: Judge) -> None:
    """The export of a third person."""
    judge.export(OTHER, "my-data.json", note(marks).word.encode())
    assert "file of U3" in str(judge.leaks[0])


@pytest.mark.parametrize("method", ["chat.postMessage", "views.publish", "files.completeUploadExternal"])
def test_sent_with_another_call(marks: Marks, judge: Judge, method: str) -> None:
    """Only the calls that open and redraw windows carry a note."""
    judge.call(call(method, text=f"<{note(marks).word}>"))
    assert f"was sent with {method}" in str(judge.leaks[0])


@pytest.mark.parametrize("place", ["log line", "key", "value at rest", "file at rest", "page", "report"])
def test_anywhere_else(marks: Marks, judge: Judge, place: str) -> None:
    """Logs, keys, values, files, pages, reports."""
    judge.elsewhere(place, "some name", f"x{note(marks).word}")  # type: ignore[arg-type]  # each of them in turn
    assert f"stands in a {place}: some name" in str(judge.leaks[0])


def test_thanks_are_in_no_log_and_no_key(marks: Marks, judge: Judge) -> None:
    """Though they lie in the store as they are."""
    word = marks.new("kudos", AUTHOR).word
    judge.elsewhere("log line", "bot", word)
    judge.elsewhere("key", word, word)
    assert len(judge.leaks) == 2


def test_what_nobody_found_is_missing(marks: Marks, judge: Judge) -> None:
    """So that silence is no proof: whoever should have read it, and a spread that did not happen."""
    mark, thanks = note(marks), marks.new("kudos", AUTHOR)
    mark.must, thanks.near, thanks.must_spread = {READER}, {READER}, True
    judge.read(READER, window(thanks.word))
    assert len(judge.missing()) == 2
    thanks.anybody = True
    judge.read(OTHER, message(thanks.word))
    judge.read(READER, window(mark.word))
    assert judge.missing() == []
