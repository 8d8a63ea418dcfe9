"""The forms of the library: sharing, editing before it is accepted, declining with a reason."""

from collections.abc import Mapping
from typing import TypeVar

from bot.domain.language import Language
from bot.domain.personal_data import DataKind
from bot.domain.practice import LONGEST, Kind, Practice
from bot.domain.practice_acts import Words
from bot.domain.reader import Reader
from bot.requests import practices as fields
from bot.requests.practices import LONGEST_REASON, Mistake, Slip, fingerprint
from bot.requests.tickets import OnPractice
from bot.services.handbook import Handbook
from bot.views import practice_ids as ids
from bot.views.blocks import View, context, field, grouped_select, modal, option, section, select, text_input
from bot.views.human import human_line
from bot.views.limits import OPTIONS
from bot.views.message import Block
from bot.views.practice_words import credit, quoted
from bot.views.words import party, say, text_of

T = TypeVar("T", bound=str)


def share_form(
    book: Handbook,
    reader: Reader,
    *,
    text: str,
    situation: str | None,
    language: Language,
    writer: str = "",
    credited: str = "",
    masked: bool = False,
) -> View:
    """A new one: the words, only prefilled; whose name it will carry is said before it is sent."""
    kind: Kind = "case" if len(text) > LONGEST["phrase"] else "phrase"
    words = Words(text=text, situation=situation or "", kind=kind, language=language)
    above = _said_first(credited, reader, masked=masked)
    blocks = [*above, *_words_fields(words, book, reader), human_line(book, reader)]
    return modal(
        ids.SHARE_FORM,
        say(reader, ko="좋은 말 나누기", en="Share good words"),
        blocks,
        submit=say(reader, ko="제안하기", en="Propose"),
        close=say(reader, ko="닫기", en="Close"),
        metadata=OnPractice(writer=writer, words=fingerprint(text) if writer else "").write(),
    )


def _said_first(credited: str, reader: Reader, *, masked: bool) -> list[Block]:
    """Whose name it will carry, and what was taken out of it."""
    blocks: list[Block] = []
    if credited:
        credit_to = say(
            reader,
            ko=f"쓰신 분으로 {credited}의 이름이 남고, 먼저 알려 드립니다.",
            en=f"{credited} wrote it: the credit is theirs, and they are told.",
        )
        blocks.append(context(credit_to))
    if masked:
        look_again = say(
            reader,
            ko=":lock: 고객 정보로 보이는 부분을 가렸습니다. 이름도 남아 있지 않은지 한 번 더 봐 주세요.",
            en=":lock: What looked like the customer's data is masked. Please check for names too.",
        )
        blocks.append(section(look_again))
    return blocks


def edit_form(p: Practice, book: Handbook, reader: Reader, *, due: str) -> View:
    """An approver's: the words as they stand; the author keeps the credit."""
    words = Words(text=p.text, situation=p.situation, kind=p.kind, language=p.language)
    note = say(
        reader,
        ko=f"쓰신 분: {party(p.author, reader)}. 이름은 그대로 남고, 다듬은 분으로 함께 적힙니다.",
        en=f"Written by {party(p.author, reader)}, who keeps the credit; you are named as the editor.",
    )
    proposed = p.state == "proposed"
    submit = (
        say(reader, ko="이렇게 싣기", en="Accept like this")
        if proposed
        else say(reader, ko="저장", en="Save")
    )
    return modal(
        ids.EDIT_FORM,
        say(reader, ko="다듬기", en="Edit"),
        [context(note), *_words_fields(words, book, reader), human_line(book, reader)],
        submit=submit,
        close=say(reader, ko="닫기", en="Close"),
        metadata=OnPractice(practice=p.id, due=due).write(),
    )


def decline_form(p: Practice, book: Handbook, reader: Reader) -> View:
    """A reason helps, and is optional; who reads it is said."""
    reason = field(
        fields.REASON,
        say(reader, ko="이유 (선택)", en="Reason (optional)"),
        text_input(fields.REASON, lines=True, longest=LONGEST_REASON),
        optional=True,
        hint=say(
            reader,
            ko="제안하신 분과 쓰신 분께만, 이름과 함께 전해집니다. 무엇이 달랐으면 좋았을지 적어 주시면 좋아요.",
            en="Read only by who proposed and who wrote it, with your name. What would have made it fit helps most.",
        ),
    )
    return modal(
        ids.DECLINE_FORM,
        say(reader, ko="이번에는 싣지 않기", en="Decline"),
        [section(f"{quoted(p.text)}\n_{credit(p, reader)}_"), reason, human_line(book, reader)],
        submit=say(reader, ko="이렇게 전하기", en="Decline"),
        close=say(reader, ko="닫기", en="Close"),
        metadata=OnPractice(practice=p.id).write(),
    )


def mistakes(found: Mapping[str, Mistake], reader: Reader) -> dict[str, str]:
    """What to mend, each under its field."""
    return {name: _sentence(mistake, reader) for name, mistake in found.items()}


def data_names(reader: Reader) -> dict[DataKind, str]:
    """What the customer's data is called."""
    return {
        DataKind.CARD: say(reader, ko="카드번호", en="card number"),
        DataKind.RESIDENT: say(reader, ko="주민등록번호", en="resident number"),
        DataKind.PHONE: say(reader, ko="전화번호", en="phone number"),
        DataKind.EMAIL: say(reader, ko="이메일", en="e-mail address"),
    }


def _sentence(mistake: Mistake, reader: Reader) -> str:
    match mistake.slip:
        case Slip.PERSONAL:
            names = ", ".join(data_names(reader)[kind] for kind in mistake.data)
            return say(
                reader,
                ko=f"고객 정보는 빼 주세요: {names}",
                en=f"Please leave the customer's data out: {names}",
            )
        case Slip.TOO_SHORT:
            return say(reader, ko="조금만 더 적어 주세요.", en="A few more words, please.")
        case Slip.TOO_LONG:
            return say(
                reader,
                ko=f"문구는 {LONGEST['phrase']}자까지, 사례는 {LONGEST['case']}자까지 적을 수 있어요.",
                en=f"A phrase has up to {LONGEST['phrase']} characters, a case up to {LONGEST['case']}.",
            )
        case Slip.NO_SITUATION:
            return say(
                reader,
                ko="지금 파일에 있는 상황 가운데 골라 주세요.",
                en="Please choose a situation that the file has now.",
            )


def _words_fields(words: Words, book: Handbook, reader: Reader) -> list[Block]:
    kinds: dict[Kind, str] = {
        "phrase": say(reader, ko="바로 할 수 있는 말 (문구)", en="Words one can say (a phrase)"),
        "case": say(reader, ko="있었던 일에서 배울 점 (사례)", en="Something to learn from (a case)"),
    }
    languages = {Language.KO: "한국어", Language.EN: "English"}
    choose = say(reader, ko="고르세요", en="Choose")
    return [
        field(
            fields.TEXT,
            say(reader, ko="나누고 싶은 말", en="The words"),
            text_input(fields.TEXT, initial=words.text or None, lines=True, longest=LONGEST["case"]),
            hint=say(
                reader,
                ko="고객의 이름, 전화번호, 주문번호 같은 정보는 빼 주세요. 승인되면 모두가 봅니다.",
                en="Leave the customer's data out: names, numbers, addresses. Once accepted, everybody reads it.",
            ),
        ),
        field(
            fields.SITUATION,
            say(reader, ko="어떤 상황에 쓰나요?", en="For which situation?"),
            _situations(words.situation, book, reader, choose),
        ),
        _menu(fields.KIND, say(reader, ko="종류", en="Kind"), kinds, words.kind, choose),
        _menu(
            fields.LANGUAGE,
            say(reader, ko="이 글의 언어", en="Its language"),
            languages,
            words.language,
            choose,
        ),
    ]


def _menu(name: str, label: str, labels: Mapping[T, str], chosen: T, placeholder: str) -> Block:
    options = [option(shown, key) for key, shown in labels.items()]
    return field(name, label, select(name, options, placeholder=placeholder, initial=chosen))


def _situations(chosen: str, book: Handbook, reader: Reader, placeholder: str) -> Block:
    known = book.philosophy.situations
    options = [option(text_of(situation.title, reader), key) for key, situation in known.items()]
    if len(options) <= OPTIONS:
        return select(fields.SITUATION, options, placeholder=placeholder, initial=chosen)
    title = say(reader, ko="상황", en="Situations")
    return grouped_select(fields.SITUATION, [(title, options)], placeholder=placeholder)
