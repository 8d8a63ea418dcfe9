"""Two thousand ordinary channel messages of a support team: templates and fillings, the same ones each time.

None of them is a moment for a reminder: daily life with words of support in it, thanks and praise, what is solved,
stand-ups and figures, code, links, other teams' matters, training and writing, the values themselves, jokes, shifts.
"""

import random
import re
from collections.abc import Iterator
from string import Formatter

KO = {
    "name": ["지은", "민수", "하린", "도현", "수빈", "태오", "유나", "재호"],
    "shop": ["미용실", "헬스장", "동네 카페", "항공사", "보험사", "통신사", "가구점", "치킨집", "병원", "호텔"],
    "thing": ["운동화", "이어폰", "의자", "노트북", "코트", "냉장고", "자전거", "책상", "항공권", "안경"],
    "kin": ["엄마", "남편", "동생", "친구", "아이", "이모", "룸메이트", "조카"],
    "mood": ["화났어요", "속상해요", "실망했어요", "짜증 나네요", "답답해요", "걱정돼요", "서운하네요"],
    "meal": ["김치찌개", "쌀국수", "샐러드", "돈가스", "냉면", "비빔밥", "떡볶이", "파스타"],
    "time": ["세 시", "열 시 반", "오후 네 시", "내일 오전", "금요일", "다음 주 화요일", "점심 뒤", "퇴근 전"],
    "n": ["3", "12", "27", "41", "58", "120", "340", "1,204"],
    "team": ["개발팀", "마케팅팀", "영업팀", "법무팀", "인사팀", "재무팀", "디자인팀", "물류팀"],
    "doc": ["응대 매뉴얼", "환불 안내 문서", "사과 메일 템플릿", "FAQ", "콜백 가이드", "상담 스크립트", "도움말", "릴리스 노트"],
    "metric": ["첫 응답 시간", "고객 만족도", "재문의율", "대기 시간", "콜백 성공률", "불만 비율", "해결률"],
    "code": ["customer_id", "refund_queue", "wait_time", "ApologyMailer", "callback_job", "angry_score", "promise_due"],
    "value": ["끝까지 듣기", "있는 그대로 설명하기", "지금 움직이기", "작은 약속도 기억하기", "내 일로 받기"],
    "case": ["화난 고객", "환불 지연 고객", "콜백 약속", "대기 고객", "챗봇 불만", "거절 안내", "사과 전화"],
    "end": ["", "", ".", "!", " ㅎㅎ", " 🙂", "~", " 참고하세요"],
}  # fmt: skip
EN = {
    "name": ["Mina", "Bob", "Emily", "Tom", "Sara", "Diego", "Priya", "Lukas"],
    "shop": ["gym", "hairdresser", "airline", "bank", "insurance", "phone company", "furniture store", "dentist", "hotel"],
    "thing": ["shoes", "headphones", "chair", "laptop", "coat", "fridge", "bike", "desk", "ticket to Lisbon", "glasses"],
    "kin": ["mum", "husband", "sister", "friend", "kid", "aunt", "flatmate", "cousin"],
    "mood": ["furious", "upset", "so disappointed", "annoyed", "worried", "frustrated", "tired of it"],
    "meal": ["noodles", "salad", "curry", "pizza", "dumplings", "soup", "tacos", "burgers"],
    "time": ["three", "half past ten", "four", "tomorrow morning", "Friday", "next Tuesday", "after lunch", "noon"],
    "n": ["3", "12", "27", "41", "58", "120", "340", "1,204"],
    "team": ["Engineering", "Marketing", "Sales", "Legal", "HR", "Finance", "Design", "Logistics"],
    "doc": ["handbook", "refund page", "apology template", "FAQ", "callback guide", "call script", "help article",
            "release notes"],
    "metric": ["first response time", "customer satisfaction", "repeat contacts", "waiting time", "callback rate",
               "complaint ratio", "resolution rate"],
    "code": ["customer_id", "refund_queue", "wait_time", "ApologyMailer", "callback_job", "angry_score", "promise_due"],
    "value": ["Hear them out", "Explain openly", "Act now", "Remember every promise", "Take it as yours"],
    "case": ["angry customers", "late refunds", "missed callbacks", "long waits", "chatbot complaints", "saying no",
             "apology calls"],
    "end": ["", "", ".", "!", " haha", " :)", " ...", ", fyi"],
}  # fmt: skip

KO_SAID = """
{shop}에서 {thing} 환불을 안 해 줘서 {mood}{end}
{shop} 상담원이 계속 다른 데로 돌려서 {mood}{end}
{shop}에 전화했는데 {n}분째 대기 중이에요{end}
{shop} 챗봇이랑 싸우는 중이에요 사람 연결이 안 돼요{end}
{shop}에서 {time}까지 연락 준다더니 소식이 없네요{end}
{kin} {thing} 새로 샀는데 고장 나서 {mood}{end}
{kin}한테 한 약속을 깜빡해서 혼났어요{end}
{kin} 때문에 {mood} 오늘은 일찍 들어갈게요{end}
제 {thing} 배송이 또 늦어진대요 {mood}{end}
{thing} 교환하러 가야 해서 {time} 나갑니다{end}
{name}님 {case} 건 대신 받아 주셔서 감사합니다{end}
{name}님 덕분에 {case} 잘 넘겼어요{end}
아까 그 고객님 {name}님이 잘 해결해 주셨어요{end}
{case} 건은 해결됐습니다{end}
화나셨던 고객님 웃으면서 끊으셨어요{end}
고객님이 {name}님 칭찬하셨어요{end}
고객님께 감사 편지 받았어요{end}
티켓 {n}번 종료했습니다{end}
{n}번 고객님 건 처리 완료했습니다{end}
약속드린 콜백 {n}건 모두 드렸습니다{end}
어제 상담 {n}건, 오늘은 {doc} 정리할게요{end}
오늘 할 일: {doc} 수정, {team} 회의{end}
이번 주 {metric} {n}입니다{end}
{metric} 지난주보다 {n}% 좋아졌어요{end}
{metric} 대시보드 링크 어디 있죠?
{case} 통계 {n}건 정리했습니다{end}
스탠드업 {time}으로 옮길게요{end}
`{code}` 컬럼 이름을 바꿔도 될까요?
{code}가 비어서 들어와요 확인 부탁드려요{end}
{code} 테스트가 또 깨졌어요 제 실수예요{end}
{code} 배포했습니다 문제 있으면 바로 롤백할게요{end}
PR 올렸어요 {code} 수정입니다 리뷰 부탁드려요
로그에 {code} 에러가 계속 찍혀요{end}
https://docs.example.com/{code} {end}
{doc} 새 버전이에요 https://docs.example.com/{n}
{case} 관련 글 좋네요 https://blog.example.com/{n}
{team}에서 {time}까지 의견 달래요{end}
{team} 회의가 {time}로 바뀌었어요{end}
{team} 일정이 늦어진대요{end}
{team} 공지: {time}까지 제출해 주세요
{doc}에 {case} 항목을 넣을까요?
{doc} 제목을 뭐라고 지을까요?
{doc} 문장 좀 봐 주세요: "기다려 주셔서 감사합니다"
{doc} 말투를 통일하면 어떨까요?
{case} 예시를 교육 자료에 몇 개 넣을까요?
신입분들께 {case} 응대를 어떻게 가르칠까요?
{case} 교육은 {time}에 있습니다{end}
{case} 역할극 하실 분 계세요?
오늘의 가치는 '{value}'네요{end}
'{value}' 저는 이 문장이 제일 좋아요{end}
'{value}' 포스터 붙였습니다{end}
"{value}"를 영어로 뭐라고 하죠?
{value} 카드 디자인 어때요?
ㅋㅋㅋ {case}보다 배고픈 게 더 무서워요
{case} 꿈을 꿨어요 ㅋㅋ
월요일이라 제가 {case}입니다 ㅎㅎ
오늘 점심 {meal} 어때요?
{meal} 시켰는데 {n}분째 안 와요 {mood}
{meal} 드실 분 {time}에 모여요{end}
{time} 당직 바꿔 주실 분 계실까요?
저 {time}부터 자리 비워요{end}
다음 주 근무표 올렸어요{end}
{thing} 신청은 어디서 하나요?
{time} 회의 시간을 잘못 적었네요 죄송해요{end}
{name}님께 자료 {time}까지 드리기로 했는데 조금 늦어요 죄송해요
{name}님 결재를 기다리고 있어요{end}
이거 담당자가 {team} 맞나요?
그건 제 담당이 아니라 {team}에 물어보셔야 해요
고객사 미팅이 {time}로 잡혔어요{end}
고객 인터뷰 {n}명 모집됐습니다{end}
신규 고객 쿠폰은 {time}부터예요{end}
고객 등급 화면 시안 공유드려요{end}
고객센터 번호가 {time}에 바뀝니다{end}
장애 복구됐고 고객 공지도 나갔습니다{end}
{case} 회고는 {time}입니다{end}
생일 축하해요 {name}님{end}
{name}님 환영합니다{end}
다들 수고하셨습니다{end}
{thing} 잃어버리신 분?
넵 {time}에 확인할게요{end}
고객 데이터 {n}건 이관 끝났습니다{end}
지난주 {name}님이 맡은 고객님은 재계약하셨대요{end}
손님 많은 날이라 {meal} 배달시켜요{end}
우리 동네 {shop} 사장님이 {thing} 깎아 주셨어요{end}
고객님 목소리가 {kin} 목소리하고 똑같아서 놀랐어요{end}
"""

EN_SAID = """
My {shop} won't refund the {thing}, I'm {mood}{end}
The {shop} keeps transferring me, {mood}{end}
On hold with my {shop} for {n} minutes now{end}
Arguing with the chatbot of my {shop}, I want a human{end}
The {shop} said they'd call by {time}, nothing so far{end}
My {kin}'s {thing} broke and now everybody is {mood}{end}
I forgot a promise to my {kin}, oops{end}
My {kin} is {mood}, leaving early today{end}
My {thing} is delayed again, {mood}{end}
Off at {time} to exchange my {thing}{end}
Thanks {name} for handling {case} today{end}
{name} saved me with {case}, thank you{end}
The customer from before is happy now, {name} solved it{end}
{case}: all resolved{end}
The upset customer left laughing{end}
A customer praised {name}{end}
Got a thank-you card from a customer today{end}
Closed ticket {n}{end}
Customer {n} is done, closed the chat{end}
All {n} promised callbacks are done{end}
Yesterday {n} chats, today the {doc}{end}
Today: update the {doc}, sync with {team}{end}
{metric} this week: {n}{end}
{metric} is up {n}% on last week{end}
Where is the {metric} dashboard?
Wrote up {n} cases of {case}{end}
Standup moves to {time}{end}
Can we rename `{code}`?
{code} comes in empty, could you look?
The {code} test broke again, my mistake{end}
Deployed {code}, will roll back if anything breaks{end}
PR for {code} is up, please review
Logs are full of {code} errors{end}
https://docs.example.com/{code} {end}
New {doc}: https://docs.example.com/{n}
Good read on {case}: https://blog.example.com/{n}
{team} wants comments by {time}{end}
The {team} meeting moved to {time}{end}
{team} is running late{end}
{team}: please hand in by {time}
Shall we add {case} to the {doc}?
What should the {doc} be called?
Please proofread the {doc}: "Thank you for waiting"
Should the tone of the {doc} be friendlier?
How many examples of {case} go into the training deck?
How do we teach {case} to new joiners?
Training on {case} is at {time}{end}
Who wants to role-play {case}?
Value of the day: {value}{end}
"{value}" is my favourite{end}
Put up the {value} poster{end}
How would you translate "{value}"?
How do you like the {value} card?
lol {case} scare me less than hunger
Dreamt of {case} haha
It's Monday and I'm one of the {case} lol
{meal} for lunch?
Ordered {meal} {n} minutes ago and still nothing, {mood}
{meal} at {time}, who joins?
Can somebody swap my shift {time}?
Away from {time}{end}
Next week's rota is up{end}
Where do I order a {thing}?
I put down the wrong time, the meeting is at {time}, sorry{end}
I promised {name} the slides by {time}, running late, sorry
Waiting for {name} to approve{end}
Is {team} in charge of this?
Not my area, ask {team}
Client meeting is at {time}{end}
{n} customers signed up for the interviews{end}
New customer coupons start {time}{end}
Draft of the customer tiers page{end}
The support hotline changes {time}{end}
Outage is over and the customer announcement went out{end}
Retro on {case} is {time}{end}
Happy birthday {name}{end}
Welcome {name}{end}
Great job everybody{end}
Who lost a {thing}?
Got it, will check at {time}{end}
Migrated {n} customer records{end}
The client {name} took over last week has renewed{end}
So many customers today, ordering {meal}{end}
The owner of our {shop} gave me a discount on a {thing}{end}
A customer sounded exactly like my {kin}{end}
"""


def messages(count: int = 2000, *, seed: int = 2035) -> list[tuple[str, str]]:
    """So many different messages with their language, half of each."""
    source = random.Random(seed)  # noqa: S311 - the same messages each time, no secret
    made: set[str] = set()
    found = [
        *_of(KO_SAID, KO, "ko", count - count // 2, source, made),
        *_of(EN_SAID, EN, "en", count, source, made),
    ]
    source.shuffle(found)
    return found


def _of(
    said: str, fillings: dict[str, list[str]], lang: str, upto: int, source: random.Random, made: set[str]
) -> Iterator[tuple[str, str]]:
    templates = said.strip().splitlines()
    tries = 0
    while len(made) < upto:
        template = templates[tries % len(templates)]
        tries += 1
        slots = {name for _, name, _, _ in Formatter().parse(template) if name}
        text = template.format(**{name: source.choice(fillings[name]) for name in sorted(slots)})
        text = re.sub(r"\s+", " ", text).strip()
        if text not in made:
            made.add(text)
            yield text, lang
