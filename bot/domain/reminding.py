"""Whether a value may come up by itself beside a message: only where two signals of different kinds agree.

One signal is the situation: the matcher answers directly, and words alone tell of the same: a keyword of it, or,
where the matcher weighs meaning too, the phrases that are nearest. The other is the frame: somebody speaks of one
customer, now, and it is open what to do. Words of support in daily life ("got my gym refund") pass the first and
never the second; a customer in a report passes the second and rarely the first. Jokes, thanks, links, code, figures,
training and what is solved already are kept out by name.

The phrases were set on tests/understanding/reminders.jsonl; docs/behaviour.md has the figures of the unseen set.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.domain.decision import Direct, Entry
from bot.domain.later import compiled_later
from bot.domain.lexical import Lexicon, fold
from bot.domain.matching import Matcher

SHORTEST, LONGEST = 8, 1200
"""Characters: below there is nothing to understand, above it is a report or a paste."""

_CUSTOMER_KO = (
    r"고객님|손님|사장님|회원님|점주님|통화 ?중|문의 ?주신|문의하신|"
    r"(?<![가-힣])고객(?:(?:이|은|께|에게|한테|을|를|분|들이|들께|과|의|인데)(?![가-힣])|"
    r" (?:건|문의|매장|가게|메일|말씀|전화|채팅|티켓|한 ?분|두 ?분|데이터|예약|접수|청구서|의도|계정)(?![가-힣]{2}))|"
    r"(?:이|그|해당|한) (?:매장|가맹점|업체)|(?<![가-힣])(?:매장|가맹점)(?:에|에서|인데|이|은)(?![가-힣])"
)
_CUSTOMER_EN = (
    r"\b(?:customer|client|caller|shopper|merchant|shop owner)(?:'s\b|(?=\s*(?:[,.?!:;\"”)-]|$))|(?= (?:"
    r"is|was|has|had|keeps|wants|needs|says|said|asks|asked|complains|sounds|feels|thinks|wrote|opens|lost|got|gets|"
    r"paid|only|never|already|told|called|calls|emailed|mentioned|mentions|noticed|reports|reported|sent|begs|insists|"
    r"isn't|wasn't|doesn't|didn't|hasn't|just|still|now|can|can't|cannot|won't|will|would|who|whose|to|that|and|but|"
    r"in|on|at|with|about|for|from|of|because|when|while|how|why|what|if|right|again|back|without|instead|nicely|him|her|them|the|a|no|wrong|"
    r"twice|yesterday|today|here|i|we|this|been|actually|waits|there's|any|bad|asks\b)\b))"
    r"|\b(?:this|the|a|that) user(?:'s)?\b|\bon (?:line|chat) \d"
    r"|\bthis (?:shop|store|owner|branch|gentleman|lady)\b"
    r"|\b(?:shop|store|business|restaurant|salon|bar|caf[eé]|bakery) owner\b"
)
_IN_PUBLIC = (
    r"(?:리뷰|별점|별 ?(?:하나|한 ?개)|[12]점|후기|(?:불만|항의) ?(?:글|댓글))[^.?!]{0,14}"
    r"(?:달렸|다셨|올라왔|올리셨|남기셨|퍼지)|"
    r"\b(?:one|two|1|2)[- ]star (?:review|rating)\b|"
    r"\b(?:bad|angry|nasty|negative) (?:public )?(?:review|rating|comment)\b|"
    r"\btweet(?:ed|ing|s)? (?:at|about|that) (?:us|we)\b|\b(?:under|on) our (?:[a-z]+ )?(?:post|page|profile|listing)\b"
)
"""What a customer wrote where everybody reads it."""
_CUSTOMER = compiled_later(f"{_CUSTOMER_KO}|{_CUSTOMER_EN}|{_IN_PUBLIC}", re.IGNORECASE)

_ASKS = compiled_later(
    r"\?|까요|죠(?=[\s.~!]|$)|어떻게|뭐라고|뭐부터|어디까지|도와|알려 ?주|추천|필요해요|필요합니다|모르겠|막막|고민|"
    r"(?:하|드리|쓰|보)고 ?싶|말이 ?필요|방법|"
    r"(?:해|드려|써|전해|알려|달아|보내|말해|답해|거절해|사과해)야 ?(?:해|하|할|되|됩|돼|죠|지|겠)|"
    r"(?:쓰|적|준비하)(?:는 ?중|고 ?있)|차례|"
    r"\b(?:how|what|who|which|should|shall|can|could|may|might|any(?:body|one)?|help|need to|have to|must|about to|want to|"
    r"(?:writing|replying) (?:to|a|an|my|her|him|back)|(?:answering|emailing) (?:it|her|him|them)|i'd like|would like)\b",
    re.IGNORECASE,
)
_NOW = compiled_later(
    r"(?:세요|십니다|시네요|시는데|시고|으시|하시|계신|대요|래요|달라|달래|답니다)|(?:있어요|있습니다|없어요|없습니다|같아요)|급해|긴급|"
    r"지금|방금|아직|계속|재촉|항의|셨어요|셨는데|셨네요|셨대|셔요|나심|하심|달렸|올라왔|퍼지|"
    r"\b(?:is|are|'s|keeps?|wants?|needs?|says?|asks?|sounds?|feels?|complains?|can't|cannot|won't|insists?|demands?|"
    r"waiting|waits|right now|still|asking|yet|asked|wrote|landed|tweeted|complaining|has to wait|haven't|hasn't|nobody|"
    r"urgent|stuck|in tears|has been|have been|just)\b",
    re.IGNORECASE,
)
_OURS = compiled_later(
    r"(?:제가|저희|우리|내가|콜백|접수).{0,40}(?:잘못|실수|누락|깜빡|까먹|놓쳤|놓쳐|못 드|못드|때문)|"
    r"(?:잘못|실수)[^.]{0,12}(?:안내|보냈|보내|"
    r"나갔|결제|청구)|"
    r"\b(?:i|we|our)\b.{0,40}\b(?:wrong|mistake|error|fault|forgot|missed|messed|promised|told|charged|twice|"
    r"cancelled|late)\b",
    re.IGNORECASE,
)

_ELSEWHERE = compiled_later(
    r"https?://|`|\b(?:PR|API|DB|SQL|CSV|KPI|QA|CSAT|NPS|VOC|FAQ|SLA|UI|UX)\b|"
    r"배포|빌드|스테이징|테스트|함수|코드|로그(?!인)|쿼리|인덱스|스프린트|리팩|릴리스|"
    r"교육|역할극|워크숍|세미나|강사|강의|신입|포스터|원칙|가치|매뉴얼|가이드|스크립트|문서|도움말|시안|문항|대시보드|지표|통계|집계|비율|건수|"
    r"보고|분기|목표|회의|회고|스탠드업|미팅|인터뷰|페르소나|(?<!님 )행사|이벤트|근무표|당직|휴가 ?신청|"
    r"영화|드라마|책에서|기사|친구|엄마|아버지|남편|"
    r"번역|맞춤법|오늘 할 일|어제 한 일|"
    r"\b(?:deploy(?:ed)?|staging|build|sprint|refactor(?:ed)?|release notes|null|logs?|commit|training|trainer|"
    r"onboarding|playbook|neighbou?r|workshop|webinar|deck|slides|poster|principle|our values?|value of the day|guide(?:line)?|"
    r"handbook|script|article|proofread|survey results|dashboard|report:|stats|quarter|target|goal|standup|retro|interviews?|"
    r"meeting|workshop|rota|shift|movie|episode|book|friend|my (?:mum|mom|dad|bank|landlord|husband|wife|kid|"
    r"daughter|son|dog)|yesterday:|today:|blockers?)\b|\d ?%|\d+ ?건|\d[\d,]+ (?:tickets|chats|cases|customers)",
    re.IGNORECASE,
)
_LAUGHS = compiled_later(r"[ㅋㅎ]{2,}|\b(?:lol|haha+|lmao|rofl)\b|[:;]-?\)|😂|🤣", re.IGNORECASE)
_SOLVED = compiled_later(
    r"(?:해결|마무리|완료|종료|처리|정리|입금|복구|환불)(?:이|은|도|을|를)?\s?(?:잘\s)?(?:다\s)?(?:됐|됬|되었|했|하셨|됩니|확인)|"
    r"웃으면서|재계약|웃으시|칭찬|기분 좋|다 드렸|다시 드렸습니다|닫았|감사하다고|잘 된다고|덕분|고마워|"
    r"감사(?:합니다|해요|드려요|드립니다|했어요|편지| 편지)|"
    r"수고|고생|달래 ?드렸|풀리셨|만족하|좋아하(?:셨|세요)|축하|"
    r"\b(?:solved|resolved|all good|all set|is happy|happy now|left laughing|case is closed|closed (?:the|that|ticket)|"
    r"calmed (?:down|him|her|them)|thanks?(?! the| them| her| him| a)|thank you|kudos|well done|great (?:job|work)|"
    r"shout-?out|it works now|works again|fixed it|went through|confirmed|taken care|took care|congrats|cake|lovely|"
    r"sorted(?: out)?|compliment(?:ed)?|praised?|great review|are done|made my day)\b",
    re.IGNORECASE,
)


def about_a_customer(text: str) -> bool:
    """Whether somebody speaks of one customer, now, and it is open what to do: the frame."""
    return (
        SHORTEST <= len(text) <= LONGEST
        and _CUSTOMER().search(text) is not None
        and any(sign().search(text) for sign in (_ASKS, _NOW, _OURS))
        and not any(sign().search(text) for sign in (_ELSEWHERE, _LAUGHS, _SOLVED))
    )


@dataclass(frozen=True)
class Worth:
    """A situation worth a reminder, and the words, as typed, that brought it up."""

    situation: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class Reminding:
    """Decides for one file; made once and safe to share. `situations` may weigh meaning, the keywords never do."""

    situations: Matcher
    entries: Sequence[Entry]

    @cached_property
    def _keywords(self) -> Lexicon:
        named = [(*entry.titles, *entry.keywords) for entry in self.entries]
        return Lexicon(named, named)

    @cached_property
    def _by_words(self) -> Matcher:
        return Matcher(self.entries)

    def worth(self, text: str) -> Worth | None:
        """The situation a message is about, if all speaks for it; None is the usual answer, and the quick one."""
        if not about_a_customer(text):
            return None
        told = self._told(text)
        decision = self.situations.match(text) if told else None
        if not isinstance(decision, Direct) or decision.best.id not in told:
            return None
        return Worth(decision.best.id, decision.best.because)

    def _told(self, text: str) -> frozenset[str]:
        """What words alone tell of: keywords; and where meaning is weighed beside them, the nearest phrases."""
        named = {self.entries[keyword.owner].id for keyword in self._keywords.keywords_in(fold(text))}
        if self.situations.weighs_meaning and (alike := self._by_words.ranked(text)):
            named |= {alike[0].id} if alike[0].score >= WORDS_TELL else set()
        return frozenset(named)


WORDS_TELL = 0.25
"""So alike a message and the file's phrases are that the words are a signal beside the meaning."""
