// What the page itself says, in the acting person's language. The bot's own words never pass through here.

const WORDS = {
  en: {
    brand: "Baton playground", tagline: "a local Slack",
    acting_as: "Acting as", switch_person: "Switch person", local_time: "local time", away: "away",
    my_status: "My status", on_vacation: "On vacation", out_sick: "Out sick", no_status: "Clear status",
    guest: "guest", stranger: "other company", bot: "bot", member: "member",
    channels: "Channels", direct: "Direct messages", apps: "Apps", new_dm: "New direct message",
    home: "Home", messages: "Messages", you: "you", unread: "unread", shared: "shared with another company",
    not_connected: "not connected", connected: "connected", open_menu: "Open the sidebar", close_menu: "Close the sidebar",
    workspace_time: "Workspace time", ahead: "{span} ahead of the real clock", real_clock: "real time",
    plus_15: "+15 min", plus_60: "+1 h", tonight: "To tonight", days: " d", hours: " h", minutes: " min",
    only_you: "Only visible to you", edited: "edited", app: "APP",
    replies_1: "1 reply", replies_n: "{n} replies", thread: "Thread", close_thread: "Close the thread",
    reply_in_thread: "Reply in thread", add_reaction: "Add a reaction", more_actions: "More actions",
    reacted: "{people} reacted with {name}", no_replies: "No replies yet",
    write_to: "Message {name}", reply: "Reply…", send: "Send", shortcuts: "Shortcuts", global_shortcuts: "Shortcuts",
    message_shortcuts: "Message shortcuts", commands: "Commands", people: "People", emoji: "Emoji",
    thread_commands: "Slash commands cannot be used in threads. Use the message's shortcut menu instead.",
    join: "Join {name}", not_member: "You are not in this channel.",
    empty_channel: "This is the very beginning of {name}.", empty_home: "Nothing here yet. The app fills this page when it is opened.",
    loading: "One moment…", unreachable: "The playground does not answer. Trying again…",
    submit: "Submit", cancel: "Cancel", close: "Close", optional: "(optional)", required: "Please fill this in.",
    too_short: "At least {n} characters, please.", too_long: "{n} characters at most, please.",
    not_a_number: "Please enter a number.", whole_number: "Please enter a whole number.", out_of_range: "Please enter a number between {min} and {max}.",
    not_an_email: "Please enter an e-mail address.", not_a_url: "Please enter a web address.",
    choose: "Choose an option", choose_many: "Choose options", nothing_found: "Nothing found", remove: "Remove {name}", clear: "Clear the choice",
    unsupported: "This page cannot show a “{type}” block.", image: "Image", dismiss: "Dismiss", new_messages: "New",
    yes: "Yes", no: "Cancel", view_link: "Open link", failed: "That did not work: {error}",
    operation_timeout: "The app did not answer within 3 seconds.", dispatch_failed: "The app could not be reached.", not_valid_command: "“{command}” is not a command here.",
    hints_title: "Three things to try", hints_intro: "This is a Slack of your own: nothing leaves this computer. Act as anybody, move the clock, break things.",
    hint_escalate: "Who should take this customer?", hint_values: "What do we say to somebody who is upset?", hint_kudos: "Thank a colleague. It appears tonight.",
    try_escalate: "/escalate Who can approve a second refund?", try_values: "/values angry customer", try_kudos: "/kudos @{name} thank you for staying with that customer",
    hints_close: "Hide the suggestions", skip: "Skip to the message box",
  },
  ko: {
    brand: "Baton playground", tagline: "내 컴퓨터 속 Slack",
    acting_as: "지금 이 사람으로", switch_person: "사람 바꾸기", local_time: "현지 시각", away: "자리 비움",
    my_status: "내 상태", on_vacation: "휴가 중", out_sick: "병가", no_status: "상태 지우기",
    guest: "게스트", stranger: "다른 회사", bot: "봇", member: "멤버",
    channels: "채널", direct: "다이렉트 메시지", apps: "앱", new_dm: "새 다이렉트 메시지",
    home: "홈", messages: "메시지", you: "나", unread: "안 읽음", shared: "다른 회사와 공유",
    not_connected: "연결 안 됨", connected: "연결됨", open_menu: "사이드바 열기", close_menu: "사이드바 닫기",
    workspace_time: "워크스페이스 시각", ahead: "실제 시각보다 {span} 앞", real_clock: "실제 시각",
    plus_15: "+15분", plus_60: "+1시간", tonight: "오늘 밤으로", days: "일", hours: "시간", minutes: "분",
    only_you: "나에게만 표시", edited: "편집됨", app: "앱",
    replies_1: "댓글 1개", replies_n: "댓글 {n}개", thread: "스레드", close_thread: "스레드 닫기",
    reply_in_thread: "스레드에 답글 달기", add_reaction: "반응 추가", more_actions: "추가 작업",
    reacted: "{people} 님이 {name} 반응을 남겼어요", no_replies: "아직 답글이 없어요",
    write_to: "{name}에 메시지 보내기", reply: "답글…", send: "보내기", shortcuts: "바로가기", global_shortcuts: "바로가기",
    message_shortcuts: "메시지 바로가기", commands: "명령어", people: "사람", emoji: "이모지",
    thread_commands: "스레드에서는 슬래시 명령어를 쓸 수 없어요. 메시지의 바로가기 메뉴를 써 주세요.",
    join: "{name} 참여하기", not_member: "이 채널에 참여하고 있지 않아요.",
    empty_channel: "{name}의 첫 부분이에요.", empty_home: "아직 비어 있어요. 앱이 열리면 이 화면을 채웁니다.",
    loading: "잠시만요…", unreachable: "플레이그라운드가 응답하지 않아요. 다시 연결하고 있어요…",
    submit: "제출", cancel: "취소", close: "닫기", optional: "(선택 사항)", required: "이 항목을 입력해 주세요.",
    too_short: "{n}자 이상 입력해 주세요.", too_long: "{n}자까지 입력할 수 있어요.",
    not_a_number: "숫자를 입력해 주세요.", whole_number: "정수를 입력해 주세요.", out_of_range: "{min}에서 {max} 사이의 숫자를 입력해 주세요.",
    not_an_email: "이메일 주소를 입력해 주세요.", not_a_url: "웹 주소를 입력해 주세요.",
    choose: "선택하세요", choose_many: "여러 개 선택할 수 있어요", nothing_found: "결과가 없어요", remove: "{name} 빼기", clear: "선택 지우기",
    unsupported: "이 화면에서는 “{type}” 블록을 표시할 수 없어요.", image: "이미지", dismiss: "닫기", new_messages: "새 메시지",
    yes: "확인", no: "취소", view_link: "링크 열기", failed: "처리하지 못했어요: {error}",
    operation_timeout: "앱이 3초 안에 응답하지 않았어요.", dispatch_failed: "앱에 연결할 수 없었어요.", not_valid_command: "“{command}” 명령어는 여기에 없어요.",
    hints_title: "먼저 해 볼 세 가지", hints_intro: "내 컴퓨터 안에만 있는 Slack이에요. 누구든 되어 보고, 시계를 돌리고, 마음껏 눌러 보세요.",
    hint_escalate: "이 고객, 누구에게 넘기면 될까요?", hint_values: "화가 난 고객에게는 뭐라고 말할까요?", hint_kudos: "동료에게 고마움을 전해 보세요. 오늘 밤에 올라갑니다.",
    try_escalate: "/escalate 환불 승인은 누가 하나요?", try_values: "/values 화가 많이 난 고객", try_kudos: "/kudos @{name} 어려운 고객을 끝까지 도와주셔서 고마워요",
    hints_close: "제안 숨기기", skip: "메시지 입력창으로 건너뛰기",
  },
};

let words = WORDS.en;

/** The language follows the person one acts as, as Slack's own page follows its account's setting. */
export function speak(locale) {
  words = locale?.startsWith("ko") ? WORDS.ko : WORDS.en;
  document.documentElement.lang = words === WORDS.ko ? "ko" : "en";
}

export function t(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export const has = (key) => key in words;
