"""`values`: one value, the value of a situation, or all at a glance."""

from tests.cli.running import Terminal


def test_a_situation_in_words(terminal: Terminal) -> None:
    """Decision, situations, and the id of the value."""
    found = terminal.ask("values", "angry")
    assert found == {
        "decision": "direct",
        "situations": [{"id": "empathy", "score": 1.0, "because": ["angry"]}],
        "value": "hear",
    }


def test_a_value_by_its_letter(terminal: Terminal) -> None:
    """A name, a letter or an emoji is that value."""
    assert terminal.ask("values", "H") == {"decision": "direct", "situations": [], "value": "hear"}


def test_nothing_found_has_no_value(terminal: Terminal) -> None:
    """Out of scope is an answer too."""
    assert terminal.ask("values", "zebra crossing") == {"decision": "none", "situations": [], "value": None}


def test_all_at_a_glance(terminal: Terminal) -> None:
    """Without a text: the philosophy."""
    assert "I listen." in terminal.run("values").stdout
    assert [value["id"] for value in terminal.ask("values")["values"]] == ["hear"]
