"""The situations of a first values.yaml: what happens in every team, and what the ways customers come by ask for."""

import re

from bot.domain.language import Language

_BY_CHANNEL: dict[str, re.Pattern[str]] = {
    "on_the_phone": re.compile(r"\b(tele)?phones?\b|\bcalls?\b|전화|유선|콜", re.IGNORECASE),
    "in_a_chat": re.compile(r"\bchats?\b|messenger|whatsapp|채팅|챗|톡|메신저", re.IGNORECASE),
    "by_mail": re.compile(r"\be?-?mails?\b|\btickets?\b|메일|문의 ?글|게시판|티켓", re.IGNORECASE),
    "in_public": re.compile(
        r"social|twitter|instagram|facebook|reviews?\b|소셜|인스타|트위터|페이스북|리뷰|후기|\bSNS\b",
        re.IGNORECASE,
    ),
    "face_to_face": re.compile(
        r"in person|visit|\bstores?\b|\bshops?\b|counter|방문|매장|창구|대면", re.IGNORECASE
    ),
}


def channels_in(answer: str) -> list[str]:
    """The situations of a first file: two that every team has, and one for each channel that is named."""
    return ["upset", "waiting", *(key for key, named in _BY_CHANNEL.items() if named.search(answer))]


_KO = {
    "upset": """\
  upset:
    value: VALUE
    title: {ko: 고객이 화가 나셨을 때}
    keywords: {ko: [화남, 불만, 컴플레인, 짜증, 항의]}
    examples: {ko: ["고객님이 많이 화나셨어요", "소리를 지르세요", "몇 번을 말해야 하냐고 하세요"]}
    steps:
      feeling: {ko: "무엇 때문에 속상하신지 먼저 말로 확인합니다."}
      solution: {ko: "지금 할 수 있는 한 가지를 합니다."}
      next: {ko: "언제 다시 연락드릴지 시간을 말씀드립니다."}
    say: {ko: ["여러 번 말씀하시게 해서 죄송합니다. 지금부터 제가 끝까지 보겠습니다."]}
    avoid: [{wrong: {ko: "진정하세요."}, better: {ko: "많이 당황하셨겠습니다."}}]
    closing: {ko: "더 마음에 걸리시는 것은 없으신가요?"}""",
    "waiting": """\
  waiting:
    value: VALUE
    title: {ko: 기다리시게 해야 할 때}
    keywords: {ko: [대기, 지연, 기다림, 늦어짐, 재촉]}
    examples: {ko: ["답이 늦어지고 있어요", "얼마나 더 기다려야 하냐고 하세요", "확인하는 데 시간이 걸려요"]}
    steps:
      feeling: {ko: "기다리시는 동안 불편하신 점을 먼저 여쭤봅니다."}
      solution: {ko: "무엇을 확인하고 있는지 있는 그대로 말씀드립니다."}
      next: {ko: "다음 소식을 드릴 시간을 정하고, 그보다 먼저 연락드립니다."}
    say: {ko: ["지금 확인하고 있습니다. 네 시까지, 답이 없더라도 다시 연락드리겠습니다."]}
    avoid: [{wrong: {ko: "조금만 기다려 주세요."}, better: {ko: "네 시까지 다시 연락드리겠습니다."}}]
    closing: {ko: "그때까지 먼저 도와드릴 것이 있을까요?"}""",
    "on_the_phone": """\
  on_the_phone:
    value: VALUE
    title: {ko: 통화를 마칠 때}
    keywords: {ko: [통화, 전화 상담, 전화 끊기, 마무리 멘트]}
    examples: {ko: ["전화를 어떻게 마무리하면 좋을까요?", "통화가 길어지고 있어요"]}
    steps:
      feeling: {ko: "끝까지 들은 것을 한 문장으로 되묻습니다."}
      next: {ko: "누가 언제 무엇을 할지 말하고 끊습니다."}
    say: {ko: ["제가 이해한 것이 맞는지 한 번만 확인하겠습니다."]}
    closing: {ko: "다른 도움이 필요하신가요?"}""",
    "in_a_chat": """\
  in_a_chat:
    value: VALUE
    title: {ko: 채팅 답이 늦어질 때}
    keywords: {ko: [채팅, 채팅 상담, 챗, 읽씹, 답장 지연]}
    examples: {ko: ["채팅창에서 답을 못 하고 있어요", "여러 채팅을 한꺼번에 하고 있어요"]}
    steps:
      feeling: {ko: "말없이 두지 않고 지금 무엇을 하는지 적습니다."}
      next: {ko: "다음 메시지를 드릴 시간을 적습니다."}
    say: {ko: ["주문 내역을 보고 있습니다. 3분 안에 다시 적겠습니다."]}
    closing: {ko: "더 궁금하신 것이 있으신가요?"}""",
    "by_mail": """\
  by_mail:
    value: VALUE
    title: {ko: 글로 답할 때}
    keywords: {ko: [이메일, 메일 답변, 문의글, 답변 작성]}
    examples: {ko: ["메일 답변을 어떻게 시작하면 좋을까요?", "같은 문의가 메일로 또 왔어요"]}
    steps:
      solution: {ko: "물어보신 것에 첫 문장에서 답하고, 다음에 물어보실 것까지 적습니다."}
      next: {ko: "누구에게 다시 쓰면 되는지 이름을 남깁니다."}
    say: {ko: ["먼저 답부터 말씀드리면, 네, 바꾸실 수 있습니다."]}
    closing: {ko: "이 답으로 해결되셨는지 알려 주시겠어요?"}""",
    "in_public": """\
  in_public:
    value: VALUE
    title: {ko: 모두가 보는 곳에 답할 때}
    keywords: {ko: [리뷰, 후기, 댓글, 별점, 소셜, 인스타]}
    examples: {ko: ["나쁜 리뷰가 올라왔어요", "댓글에 어떻게 답하면 좋을까요?"]}
    steps:
      feeling: {ko: "어떤 문제였는지 말하고, 알려 주셔서 고맙다고 적습니다."}
      solution: {ko: "사과하고, 이어서 이야기할 곳을 적습니다."}
    say: {ko: ["알려 주셔서 고맙습니다. 배송이 사흘 늦어진 것은 저희 잘못입니다."]}
    avoid: [{wrong: {ko: "DM 주세요."}, better: {ko: "죄송합니다. 주문번호를 메시지로 주시면 오늘 안에 찾아보겠습니다."}}]
    closing: {ko: "해결되면 이 글에도 남기겠습니다."}""",
    "face_to_face": """\
  face_to_face:
    value: VALUE
    title: {ko: 직접 찾아오셨을 때}
    keywords: {ko: [방문, 매장, 창구, 직접 오심, 대면]}
    examples: {ko: ["고객님이 직접 찾아오셨어요", "창구에 줄이 길어요"]}
    steps:
      feeling: {ko: "하던 일을 멈추고 눈을 맞춥니다."}
      solution: {ko: "한 번에 한 분만 봅니다."}
    say: {ko: ["오시느라 애쓰셨습니다. 제가 바로 보겠습니다."]}
    closing: {ko: "오늘 더 봐 드릴 것이 있을까요?"}""",
}

_EN = {
    "upset": """\
  upset:
    value: VALUE
    title: {en: The customer is upset}
    keywords: {en: [angry, upset, furious, complaint, shouting]}
    examples: {en: ["The customer is really angry", "She is shouting at me", "They asked how often they have to say it"]}
    steps:
      feeling: {en: "Say back what made them angry."}
      solution: {en: "Do the one thing you can do now."}
      next: {en: "Name the time at which they hear from you."}
    say: {en: ["I am sorry that you had to tell this more than once. I stay with it from here."]}
    avoid: [{wrong: {en: "Please calm down."}, better: {en: "That must have been a shock."}}]
    closing: {en: "Is there anything about this that still worries you?"}""",
    "waiting": """\
  waiting:
    value: VALUE
    title: {en: The customer has to wait}
    keywords: {en: [wait, waiting, delay, delayed, taking long]}
    examples: {en: ["The answer is taking longer than we said", "How long does he have to wait?", "I need time to look into it"]}
    steps:
      feeling: {en: "Ask what the waiting makes difficult for them."}
      solution: {en: "Say what is being looked at, as it is."}
      next: {en: "Name a time, and write before it."}
    say: {en: ["I am looking into it now. You hear from me by four, with an answer or without one."]}
    avoid: [{wrong: {en: "Just a moment."}, better: {en: "I write again by four."}}]
    closing: {en: "Is there something I can do for you until then?"}""",
    "on_the_phone": """\
  on_the_phone:
    value: VALUE
    title: {en: Ending a call}
    keywords: {en: [end the call, hang up, phone, on the line]}
    examples: {en: ["How do I end the call well?", "The call is getting long"]}
    steps:
      feeling: {en: "Say back in one sentence what you heard."}
      next: {en: "Say who does what by when, then hang up."}
    say: {en: ["Let me check that I understood you."]}
    closing: {en: "Is there anything else I can help with?"}""",
    "in_a_chat": """\
  in_a_chat:
    value: VALUE
    title: {en: Going quiet in a chat}
    keywords: {en: [chat, live chat, no reply in chat, typing]}
    examples: {en: ["I cannot answer in the chat yet", "I have several chats at once"]}
    steps:
      feeling: {en: "Write what you are doing instead of nothing."}
      next: {en: "Say when the next message comes."}
    say: {en: ["I am looking at your order and write again within three minutes."]}
    closing: {en: "Is there anything else on your mind?"}""",
    "by_mail": """\
  by_mail:
    value: VALUE
    title: {en: Answering in writing}
    keywords: {en: [email, e-mail, written answer, ticket reply]}
    examples: {en: ["How do I begin the email?", "The same question came by mail again"]}
    steps:
      solution: {en: "Answer in the first sentence, then what they would ask next."}
      next: {en: "Leave a name to write to."}
    say: {en: ["The short answer first: yes, you can change it."]}
    closing: {en: "Would you tell me whether that solved it?"}""",
    "in_public": """\
  in_public:
    value: VALUE
    title: {en: Answering where everybody reads}
    keywords: {en: [review, public comment, social media, one star]}
    examples: {en: ["Somebody left a bad review", "How do I answer a comment in public?"]}
    steps:
      feeling: {en: "Name the problem and thank them for telling you."}
      solution: {en: "Apologise, and say where to go on talking."}
    say: {en: ["Thank you for telling us. That the parcel came three days late is our mistake."]}
    avoid: [{wrong: {en: "Please DM us."}, better: {en: "I am sorry. Send me the order number and I look for it today."}}]
    closing: {en: "Once it is solved I say so here as well."}""",
    "face_to_face": """\
  face_to_face:
    value: VALUE
    title: {en: The customer stands before you}
    keywords: {en: [in person, at the counter, walked in, in the store]}
    examples: {en: ["The customer came in person", "There is a long line at the counter"]}
    steps:
      feeling: {en: "Stop what you are doing and look at them."}
      solution: {en: "Serve one person at a time."}
    say: {en: ["Thank you for coming all this way. I look at it right now."]}
    closing: {en: "Is there anything else while you are here?"}""",
}

SITUATIONS = {Language.KO: _KO, Language.EN: _EN}
"""By language and key, as they stand in the file; VALUE stands for the id of a value."""
