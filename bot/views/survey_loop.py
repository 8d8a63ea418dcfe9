"""How a customer hears what came of what they answered: what stands in the windows of whom it concerns."""

from bot.domain.reader import Reader
from bot.domain.survey import Feedback, LoopState
from bot.services.answer_survey import (
    LONGEST_CHANGED,
)
from bot.services.handbook import Handbook
from bot.views import survey_ids as ids
from bot.views.blocks import View, actions, button, field, modal, option, section, text_input
from bot.views.human import human_line
from bot.views.message import Block
from bot.views.survey_frame import ticket, title, window
from bot.views.words import say


def loop_section(f: Feedback, reader: Reader) -> list[Block]:
    """How the loop stands, where there is one, with the way to close it."""
    if f.loop is None:
        return []
    label = say(reader, ko="진행 상황 적기", en="Close the loop")
    look = button(label, ids.SURVEY_LOOP, f.id)
    return [section(_loop_state(f.loop.state, reader)), actions([look])]


def _loop_state(state: LoopState, reader: Reader) -> str:
    match state:
        case "open":
            return say(
                reader,
                ko=":hourglass_flowing_sand: 고객님이 답을 기다리고 계세요. 알려 드릴 때까지 목록에 남겨 둡니다.",
                en=":hourglass_flowing_sand: The customer waits to hear what changed. It stays on the list until then.",
            )
        case "changed":
            return say(
                reader,
                ko=":wrench: 달라졌습니다. 이제 고객님께 알려 드릴 차례예요.",
                en=":wrench: Something changed. Now the customer should hear of it.",
            )
        case "told":
            return say(
                reader,
                ko=":white_check_mark: 고객님께 알려 드렸습니다. 고맙습니다.",
                en=":white_check_mark: The customer was told. Thank you.",
            )


def loop_form(f: Feedback, book: Handbook, reader: Reader) -> View:
    """What changed, and whether the customer was told."""
    states: tuple[tuple[LoopState, str, str], ...] = (
        ("open", "아직 살펴보는 중", "Still looking into it"),
        ("changed", "달라졌고, 고객님께는 아직", "Something changed, the customer does not know yet"),
        ("told", "고객님께 알려 드렸음", "The customer was told"),
    )
    options = [option(say(reader, ko=ko, en=en), state) for state, ko, en in states]
    now = f.loop.state if f.loop else "open"
    chosen = {
        "type": "radio_buttons",
        "action_id": ids.SURVEY_STATE,
        "options": options,
        "initial_option": next(entry for entry in options if entry["value"] == now),
    }
    changed = text_input(ids.SURVEY_CHANGED, initial=f.words.changed, lines=True, longest=LONGEST_CHANGED)
    said = say(
        reader,
        ko="무엇이 달라졌는지 들으시면 고객님도 마음이 놓이십니다. 여기 적는 내용도 나만 봅니다.",
        en="Feedback is closed when the customer hears what came of it. What you write here only you see, too.",
    )
    return modal(
        ids.SURVEY_LOOP_FORM,
        title(reader),
        [
            section(said),
            *ticket(f, reader),
            field(
                ids.SURVEY_CHANGED,
                say(reader, ko="무엇이 달라졌나요? 한 줄이면 됩니다", en="What changed? One line is enough"),
                changed,
                optional=True,
            ),
            field(ids.SURVEY_STATE, say(reader, ko="지금은", en="Now"), chosen),
            human_line(book, reader),
        ],
        submit=say(reader, ko="저장", en="Save"),
        close=say(reader, ko="닫기", en="Close"),
        metadata=f.id,
    )


def loop_saved(state: LoopState, reader: Reader) -> View:
    """How the loop stands now."""
    saved = say(reader, ko="적어 두었습니다.", en="Noted.")
    return window(f"{saved}\n{_loop_state(state, reader)}", reader)
