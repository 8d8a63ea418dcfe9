"""A schedule that follows a calendar, in the bot at work: the answer and the card are by it."""

from pathlib import Path

from playground.driver import LocalSlack
from tests.conversations.conftest import ROOT, StartBot

REFUND_KO = "/escalate 환불 승인은 누가 하나요?"
REFUND_EN = "/escalate who can approve a refund?"


def followed(folder: Path, *titles: str) -> Path:
    """The example file with a calendar for billing: each has a day from Monday 2035-03-12 on, in Seoul."""
    text = (ROOT / "escalation.yaml").read_text(encoding="utf-8")
    head, schedules, rest = text.partition("\nschedules:")
    assert "\n  billing:\n" in rest
    (folder / "escalation.yaml").write_text(
        head + schedules + rest.replace("\n  billing:\n", "\n  billing:\n    ical: duty.ics\n", 1),
        encoding="utf-8",
    )
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{day}\r\nDTSTART;VALUE=DATE:203503{day}\r\nSUMMARY:{title}\r\nEND:VEVENT\r\n"
        for day, title in enumerate(titles, 12)
    )
    (folder / "duty.ics").write_bytes(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n".encode())
    return folder / "escalation.yaml"


async def test_the_answer_names_whoever_the_calendar_does(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path
) -> None:
    """Grace's day, in both languages, until midnight in Seoul; by the rotation it would be somebody else's."""
    file = followed(tmp_path, "당직: grace", "Bob Brown")

    async with start_bot(BATON_ESCALATION_FILE=str(file)):
        korean = await slack.person("seoyeon").types("#support", REFUND_KO)
        english = await slack.person("bob").types("#support", REFUND_EN)

    assert "지금 담당자: *한그레이스님*" in korean
    assert "Grace" in english
    assert "until 16:00 CET" in english


async def test_an_event_of_nobody_leaves_it_to_the_layers(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path
) -> None:
    """Dohyun has it by the rotation, as without the calendar."""
    file = followed(tmp_path, "Somebody from the agency")

    async with start_bot(BATON_ESCALATION_FILE=str(file)):
        answer = await slack.person("seoyeon").types("#support", REFUND_KO)

    assert "최도현님" in answer


async def test_a_restart_without_the_calendar_has_its_last_copy(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path
) -> None:
    """The file was moved meanwhile: people are still on call by it."""
    file = followed(tmp_path, "당직: grace")
    async with start_bot(BATON_ESCALATION_FILE=str(file)):
        pass
    (tmp_path / "duty.ics").unlink()

    async with start_bot(BATON_ESCALATION_FILE=str(file)):
        answer = await slack.person("bob").types("#support", REFUND_EN)

    assert "Grace" in answer
