"""What people read after 👍, 👎 and "none of these", and the little that keepers see of it in App Home."""

from collections import Counter

from bot.domain.learning import Counts, Deed, Realm
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.views.blocks import actions, context, header, section
from bot.views.human import human_button, human_line, with_human
from bot.views.message import Block, Message
from bot.views.values import every_situation
from bot.views.words import say


def useful(book: Handbook, reader: Reader) -> Message:
    """👍"""
    said = say(
        reader,
        ko="알려 주셔서 고맙습니다. 힘이 되었다니 다행이에요.",
        en="Thank you for telling me. Glad it helped.",
    )
    return with_human(said, book, reader)


def not_useful(book: Handbook, reader: Reader, text: str = "") -> Message:
    """👎: what helps right now, and how the card gets better."""
    said = say(
        reader,
        ko=(
            "알려 주셔서 고맙습니다. 이름 없이 숫자로만 남습니다.\n"
            "더 나은 말을 아신다면 제안해 주세요: `/values share 더 나은 한마디`\n"
            "지금 도움이 필요하시면 사람에게 바로 물어보실 수 있습니다."
        ),
        en=(
            "Thank you for telling me. It is counted without your name.\n"
            "If you know better words, propose them: `/values share your better phrase`\n"
            "If you need help right now, a person is one click away."
        ),
    )
    return Message(
        text=said, blocks=(section(said), actions([human_button(reader, text)]), human_line(book, reader))
    )


def none_fits(book: Handbook, reader: Reader, text: str = "") -> Message:
    """None of the situations offered: all there are, and a person."""
    said = say(
        reader,
        ko="말씀하신 상황이 아니었군요. 아래에서 고르시거나, 조금 다르게 적어 보시거나, 사람에게 바로 물어보셔도 됩니다.",
        en="So it is something else. Pick it below, say it in other words, or ask a person straight away.",
    )
    blocks = [section(said), *every_situation(book, reader, text), actions([human_button(reader, text)])]
    return Message(text=said, blocks=(*blocks, human_line(book, reader)))


def home_section(counts: Counts, reader: Reader) -> list[Block]:
    """For the keepers of the files: what found no answer this month, in numbers; nothing where there is nothing."""
    unmatched = _sum(counts, Deed.UNMATCHED)
    none = _sum(counts, Deed.NONE_FITS)
    useless = _sum(counts, Deed.NOT_USEFUL)
    if not (unmatched + none + useless):
        return []
    topics, situations = unmatched[Realm.TOPIC], unmatched[Realm.SITUATION]
    said = say(
        reader,
        ko=(
            f"이번 달에 답을 찾지 못한 질문: 주제 {topics}건, 상황 {situations}건\n"
            f"‘여기에 없어요’ {none.total()}건, 👎 {useless.total()}건"
        ),
        en=(
            f"Questions without an answer this month: {topics} about topics, {situations} about situations\n"
            f"“None of these” {none.total()}, 👎 {useless.total()}"
        ),
    )
    hint = say(
        reader,
        ko="`python -m bot suggestions` 명령이 자세한 내용과 파일에 넣을 예문을 보여 드립니다.",
        en="`python -m bot suggestions` shows more, and examples to take into the files.",
    )
    title = say(reader, ko="Baton이 배울 것", en="What Baton could learn")
    return [header(title), section(said), context(hint)]


def _sum(counts: Counts, deed: Deed) -> Counter[Realm]:
    """How often in each realm."""
    found: Counter[Realm] = Counter()
    for mark, count in counts.items():
        if mark.deed is deed:
            found[mark.realm] += count
    return found
