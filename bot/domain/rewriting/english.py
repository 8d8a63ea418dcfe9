"""The English rules, kind by kind. Thanks, empathy and a customer's own trouble do not fire.

"I understand that you cannot log in", "please don't hesitate", "not only" and "we should have" are fine.
"""

from bot.domain.language import Language
from bot.domain.rewriting.rules import Kind, Row, Rule, rules

_BEGIN = r"(?:^|(?<=[.!?] )|(?<=\n))"
_HOW = r"(?:just |simply |really |currently |sadly |unfortunately |also )?"
_DATED = (
    r"[0-9]|\b(?:by|at|today|tonight|tomorrow|within|before|until|now|on (?:mon|tues|wednes|thurs|fri)day)\b"
)
"""A time one can plan with stands in the sentence."""
_CAN = "Here is what I can do: [what you can do]."
_OWN = "I find [the right team] and stay with you until it is solved."
_WHEN = "I do [what] by [time] and tell you at once."
_W = r"(?: \w{1,15})"


def _rules(kind: Kind, *rows: Row) -> tuple[Rule, ...]:
    return rules(Language.EN, kind, rows)


NEGATIVE = _rules(
    Kind.NEGATIVE,
    ("we_cannot",
     (r"(?<!if )(?<!when )\b(?:I|we|they|support|our team) " + _HOW
      + "(?:can't|cannot|can not)(?! (?:thank|wait to|promise|apologi[sz]e|say yet|yet say"
      "|say when|help but|stress|emphasi[sz]e|imagine|express))" + _W + "?"),
     None, _CAN),
    ("unable", r"\b(?:I am|I'm|we are|we're) " + _HOW + "(?:not able|unable) to" + _W + "?", None, _CAN),
    ("not_possible",
     (r"\b(?:(?:that|this|it)(?:'s| is) " + _HOW
      + ")?(?:not possible|impossible|no longer available|not available|unavailable|not allowed"
      r"|not permitted|not supported|out of the question)\b"),
     None, _CAN),
    ("is_not_possible",
     (r"\b(?:(?:that|this|it) )?(?:isn't|aren't) (?:currently |yet )?(?:possible|available"
      r"|allowed|permitted|supported|offered)\b"),
     None, _CAN),
    ("you_cannot",
     (r"(?<!if )(?<!when )(?<!that )(?<!why )(?<!where )(?<!because )(?<!and )\byou (?:can't"
      "|cannot|can not|may not|are not allowed to|aren't allowed to)" + _W + "?"),
     None, "What works is [the way that does]."),
    ("do_not",
     ("(?:" + _BEGIN
      + "|(?<=please )|(?<=, ))(?:do not|don't)(?! (?:hesitate|worry|be afraid|mind|forget|miss"
      "|mention|feel))" + _W + "{1,2}"),
     None, "[The way that works] does what you need."),
    ("sold_out",
     r"\b(?:out of stock|sold out)(?:, so no)?\b",
     None, "It is back on [day], and yours goes out first."),
    ("nothing_to_do",
     (r"\bthere(?:'s| is) (?:nothing|no way)(?! (?:you need|more you|for you|to worry|to pay"
      "|left for you|wrong))" + _W + "{0,3}"),
     None, _CAN),
    ("we_do_not",
     (r"(?<!if )\b(?:I|we) (?:do not|don't|won't|will not)(?! (?:want|mind|worry|need|think"
      "|have to|let|leave|stop|give up|forget|charge|hold|keep you|make you|rest|expect"
      "|require|blame|know))" + _W + "{0,2}"),
     None, _CAN),
    ("no_idea",
     (r"\b(?:I|we) (?:have no idea|do not know|don't know|wouldn't know)(?! yet)(?! the cause)"
      r"(?![^.!?\n]{0,30} yet\b)(?: when| why| how)?\b"),
     None, "Let me find out; you hear from me by [time]."),
    ("not_able",
     (r"\b(?:I'm not|I am not|we aren't|we're not|we are not|won't be) able to" + _W
      + r"?|\bwon't be possible\b"),
     None, _CAN),
    ("cannot_be",
     r"\b(?:it|this|that|orders?|(?:the|your) \w{1,15}) (?:can't|cannot|can not) be" + _W + "?",
     None, _CAN),
    ("no_refunds", r"\bno (?:refunds?|returns?|exchanges?|exceptions|discounts?)\b", None, _CAN),
    ("no_longer",
     r"\bno longer (?:support|offer|sell|ship|accept|provide)\b" + _W + r"?|\bdiscontinued\b",
     None, "In its place you can have [what is like it]."),
    ("not_eligible",
     r"\b(?:not|aren't|isn't) (?:eligible|entitled)(?: (?:for|to)" + _W + "{1,3})?",
     None, _CAN),
    ("not_like_that",
     r"\b(?:it|that) (?:doesn't|does not) work (?:like that|that way)\b",
     None, "What works is [the way that does]."),
)  # fmt: skip

BLAME = _rules(
    Kind.BLAME,
    ("you_should_have",
     (r"\byou (?:really |simply )?(?:(?:should|could|ought to|must)(?: have|'ve))(?! been)" + _W
      + "?"),
     None, "We should have made that clearer."),
    ("you_failed",
     r"\byou (?:failed|forgot|neglected|refused|omitted)(?: to)?" + _W + "?",
     None, "We should have made that clearer. I put it right now."),
    ("you_did_not",
     (r"(?<!if )(?<!that )(?<!sorry )\byou (?:did not|didn't|haven't|never)(?! (?:receive"
      "|received|get|got|hear|heard|deserve|ask for|expect|have|need|find|see|feel))" + _W + "?"),
     None, "We should have asked for that earlier. I put it right now."),
    ("why_did_you_not",
     r"\bwhy (?:didn't|did not|haven't|don't) you" + _W + "?",
     None, "Thank you for telling us. From here on I look after it."),
    ("your_fault",
     (r"(?<!not )(?<!n't )\byour (?:own )?(?:fault|mistake|carelessness)\b|\b(?:user error"
      r"|your (?:own )?error)\b"),
     None, "Let me put it right with you."),
    ("if_you_had",
     (r"\bif (?:only )?you(?: had|'d)(?:n't| not)?" + _W
      + r"|\bhad you (?:called|read|told|checked|asked|sent|come|mentioned)\b"),
     None, "From here, the fastest way is [what works]."),
    ("you_did_wrong",
     (r"\byou (?:entered|typed|chose|selected|pressed|clicked|gave|sent|used|put|picked|wrote"
      "|ordered|filled)" + _W
      + r"{0,4} (?:wrong|incorrect|incorrectly|wrongly)\b|\byou (?:misread|mistyped|misspelt"
      r"|misspelled|misunderstood|made (?:a|the) (?:mistake|error))\b"),
     None, "Our form could be clearer. I put it right now."),
    ("you_ignored",
     (r"\byou (?:ignored|were supposed to|(?:clearly|obviously|simply|just) (?:misread"
      "|misunderstood|forgot|ignored))" + _W + "{0,2}"),
     None, "We should have made that clearer."),
    ("because_of_you",
     (r"\b(?:that's|that is|this is|it's|it is|only) because you\b(?! (?:asked|are|had to|told"
      "|waited))" + _W + r"{0,2}|\b(?:that's|it's) on you\b"),
     None, "Let me put it right with you."),
)  # fmt: skip

EXCUSE = _rules(
    Kind.EXCUSE,
    ("how_it_works",
     (r"\b(?:that's|that is|it's|it is|this is) (?:just |simply )?(?:how|the way) (?:it"
      r"|the system|things|our system|we (?:do|work|operate))\b[^.!?\n]{0,30}"),
     None, "Our system got in your way. I will do it for you."),
    ("policy",
     (r"\b(?:as stated in|due to|because of|according to|as per|per|against|it's|it is|that's"
      r"|that is) (?:(?:our|company|the|store|shop) ){0,2}polic(?:y|ies)\b|\bour "
      r"(?:company )?policy (?:requires|says|does not|doesn't|is)\b"),
     None, "In your case, here is what I can do: [what you can do]."),
    ("a_colleague",
     (r"\b(?:a|another|my|some|the previous) colleague (?:must have|probably|may have"
      "|might have|forgot|made|messed)" + _W + "{0,2}"),
     None, "We missed it. From here on it is with me."),
    ("busy",
     (r"\b(?:we|I)(?:'re| are|'m| am|'ve been| have been) (?:(?:just|really|very|so|extremely"
      "|currently|a bit|quite|too) ){0,2}(?:busy|swamped|understaffed|short[- ]staffed"
      "|overloaded|overwhelmed|snowed under)(?: (?:at the moment|right now|this week|today))?"),
     None, "I am sorry for the wait. You have an answer by [time]."),
    ("volume",
     r"\b(?:unusually |very )?high (?:call |ticket |request )?volumes?\b",
     None, "I am sorry for the wait. You have an answer by [time]."),
    ("an_error",
     (r"\b(?:due to|because of|owing to) (?:a |an |the |some )?(?:system|technical|computer"
      "|internal|software|unforeseen|human)(?: (?:error|errors|issue|issues|problem|problems"
      "|reasons|glitch|circumstances|failure))?"),
     None, "This came from our side, and I am sorry. [What you do] by [time]."),
    ("system_down",
     r"\b(?:our|the) systems? (?:was|were|is|are|went) down\b(?:, so" + _W + "{1,4})?",
     None, "We kept you waiting, and I am sorry. [What you do] by [time]."),
    ("glitch",
     (r"\b(?:(?:it was |just )?a )?(?:temporary |small |minor )?glitch\b|\btemporary (?:issue"
      r"|problem|error)\b|\btechnical (?:issues|difficulties)\b"),
     None, "[What] failed for [minutes] from [time]. We are finding out why."),
    ("hands_tied", r"\bmy hands are tied\b|\b(?:beyond|out of) (?:our|my) (?:control|hands)\b", None, _CAN),
    ("internal",
     r"\bthat(?:'s| is) internal\b",
     None, "This is what I can share, and why not more: [what and why]."),
    ("the_system_will_not",
     r"\b(?:the|our|my) system (?:won't|will not|doesn't|does not) (?:let|allow)" + _W + "?",
     None, "Our system gets in the way here. I will do it for you: [what you do]."),
    ("their_fault",
     (r"\b(?:the|our) (?:courier|carrier|supplier|vendor|bank|warehouse|manufacturer)'s "
      r"(?:fault|mistake|error|problem)\b"),
     None, "I am sorry you had to wait. I speak with [them] and call you by [time]."),
    ("new_here",
     r"\bI(?:'m| am) (?:quite |still )?new here\b",
     None, "Let me ask a colleague; you hear from me by [time]."),
    ("many_calls",
     (r"\b(?:we've|we have) (?:had|got|received|been getting) (?:a lot of|many|so many"
      r"|too many) (?:calls|requests|e?-?mails|tickets|orders)\b"),
     None, "I am sorry for the wait. You have an answer by [time]."),
    ("technical",
     r"\ba technical (?:problem|issue|error)\b",
     None, "[What] failed for [minutes] from [time]. We are finding out why."),
)  # fmt: skip

BELITTLING = _rules(
    Kind.BELITTLING,
    ("just_small",
     (r"(?:\b(?:it's|it is|that's|that is|this is|it was) )?\b(?:just|only|merely) an? "
      "(?:very )?(?:small|minor|little|tiny|simple)" + _W + "?"),
     None, "I can see this matters to you."),
    ("calm_down",
     r"(?:\bplease )?\b(?:calm down|relax)\b",
     None, "You have every reason to be upset. Tell me what happened."),
    ("no_big_deal",
     (r"(?:\b(?:it's|it is|that's) )?\b(?:no big deal|not a big deal|not (?:that|so) bad"
      r"|not the end of the world)\b|\boverreact(?:ing)?\b"),
     None, "I can see this matters to you."),
    ("others_are_fine",
     (r"\b(?:nobody|no one|no-one|none of our customers)(?: else)?(?: has| have)?(?: ever)? "
      r"(?:complained|complains|reported|minds|noticed|mentioned)\b|\b(?:other|most|all our"
      "|our other) (?:customers|people|users) (?:don't|do not|never|are fine|love|like"
      "|manage)" + _W + "?"),
     None, "Let us look at what happened to you."),
    ("told_you",
     (r"\b(?:as|like) I (?:(?:already|have|just) ){0,2}(?:said|told|explained|mentioned|wrote"
      "|stated)" + _W + r"?|\bI(?:'ve| have)? already (?:told|explained|said|answered)" + _W
      + r"{0,2}|\bper my (?:last|previous)" + _W + "?"),
     None, "I did not put that well. Let me try again."),
    ("obviously", r"\bobviously,? ?|" + _BEGIN + "clearly,? ", "", None),
    ("your_point",
     r"\b(?:so )?what(?:'s| is) your (?:point|problem)\b",
     None, "Which part should we solve first?"),
    ("it_happens",
     (r"\b(?:it|these things|that) happens? (?:to everyone|to everybody|to all of us"
      r"|all the time)\b"),
     None, "I can see this matters to you."),
    ("no_need_to_be",
     r"\bno (?:need|reason) to (?:get|be) (?:so )?(?:upset|angry|rude|emotional|worried)\b",
     None, "You have every reason to be upset. Tell me what happened."),
    ("only_days",
     (r"\b(?:it's|it is|that's|it was) (?:only|just)(?: \w{1,10}){0,2} (?:days?|hours?"
      r"|minutes?|weeks?|euros?|dollars?|cents?|won)\b(?: late)?"),
     None, "You planned with it, and we were late. I am sorry."),
    ("you_are_mistaken",
     r"\byou(?: must be|'re| are) (?:mistaken|confused|wrong|overreacting)\b",
     None, "Let us look at it together."),
)  # fmt: skip

EMPTY_PROMISE = _rules(
    Kind.EMPTY_PROMISE,
    ("our_best", r"\b(?:I|we)(?:'ll| will)? (?:try|do)(?: my| our) best(?: to" + _W + ")?", None, _WHEN),
    ("try", r"\b(?:I|we)(?:'ll| will) (?:try|attempt)(?! (?:my|our) best)" + _W + "{0,2}", None, _WHEN),
    ("see_what",
     (r"\bsee what (?:I|we) can do\b|\bdo (?:everything|all|whatever)(?: that)? (?:we|I) can\b"
      r"|\beverything in our power\b"),
     None, _WHEN),
    ("matters_to_us",
     (r"\b(?:we value your \w{1,12}|your (?:feedback|opinion|call|business|satisfaction|time) "
      "(?:is (?:very |so )?(?:important|valuable)|matters)(?: to us)?)"),
     None, "I passed [your point] to [the team] today."),
    ("pass_it_on",
     r"\bpass (?:it|this|that|your (?:feedback|comments?|message|point)) (?:on|along)\b",
     None, "It goes to [the team] today, and you hear from me by [day]."),
    ("never_again",
     r"\b(?:won't|will not|will never) happen again(?:, I promise)?\b",
     None, "So that it does not happen again, we change [what] from [day] on."),
    ("look_into",
     (r"\b(?:I|we)(?:'ll| will) look into (?:it|this|that)\b(?![^.!?\n]{0,40}\b(?:by|at|today"
      r"|within|before|until|now)\b)"),
     None, _WHEN),
    ("rest_assured", r"\brest assured\b,? ?(?:that )?", "", None),
    ("what_i_can", r"\bdo what (?:I|we) can\b|\bsee to it\b(?! that)", None, _WHEN),
    ("seriously",
     r"\btake (?:this|that|it|your \w{1,12}) (?:very |extremely )?seriously\b",
     None, "I passed [your point] to [the team] today."),
    ("working_on_it",
     r"\b(?:we're|we are|I'm|I am) working on it\b",
     None, "We are at [what], and you have an update by [time].", _DATED),
)  # fmt: skip

PASS_ON = _rules(
    Kind.PASS_ON,
    ("not_ours",
     (r"(?:\b(?:that's|that is|it's|it is|this is) )?\bnot (?:my|our) (?:department|job|team"
      r"|problem|area|responsibility|business|fault)\b|\bisn't (?:my|our) (?:department|job"
      r"|team|problem|area|responsibility|business|fault)\b"),
     None, _OWN),
    ("ask_them",
     (r"\b(?:you(?:'ll| will)? (?:need to|have to|should|must)|you'd better|please) (?:call"
      "|contact|ask|speak (?:to|with)|talk to|reach out to|e-?mail|go to|check with) (?:them"
      r"|the|another|your|someone|somebody|a|an|billing|sales)\b" + _W + "{0,2}"),
     None, "I speak with [them] and call you back by [time]."),
    ("another_team",
     (r"\b(?:is|are|was|gets) (?:handled|dealt with|managed|done|owned) by (?:another"
      "|a different|someone|somebody|the other)" + _W + "?"),
     None, _OWN),
    ("only_here",
     (r"\bI only (?:work|answer|take|handle)" + _W
      + r"{0,2}|\bI(?:'m| am) (?:only|just) (?:the|an?) \w{1,15}\b"),
     None, _OWN),
    ("thought_another",
     r"\bI thought (?:somebody|someone|you|they|another|a colleague)(?: else)?" + _W + "{0,2}",
     None, "I have it now, and you hear from me at [time]."),
    ("somebody_else",
     (r"\b(?:someone|somebody) else(?:'s (?:job|problem)| is responsible| handles| deals)\b"
      r"|\bthe wrong (?:department|number|team|person)\b"),
     None, _OWN),
    ("no_authority",
     r"\b(?:not authori[sz]ed to|no authority|above my pay)" + _W + "?",
     None, "I ask [who may decide] now and tell you by [time]."),
    ("do_not_handle",
     r"\b(?:I|we) (?:don't|do not) (?:handle|deal with|look after|cover)" + _W + "{1,3}",
     None, _OWN),
    ("question_for", r"\b(?:a|one) (?:question|matter|topic|case) for (?!you|me|us)\w{1,15}\b", None, _OWN),
    ("you_would_have_to",
     (r"\byou(?:'d| would) (?:have|need) to (?:call|contact|ask|speak (?:to|with)|talk to"
      "|e-?mail|check with)" + _W + "{1,3}"),
     None, "I speak with [them] and call you back by [time]."),
)  # fmt: skip

COMMAND = _rules(
    Kind.COMMAND,
    ("wait",
     r"\byou(?:'ll| will)? (?:just )?(?:need to|have to|must)(?: just)? wait\b",
     None, "It takes [how long]; meanwhile, [what works]."),
    ("you_must",
     ("(?<!if )(?<!when )(?<!all )(?<!nothing )(?<!that )(?<!what )(?<!anything )"
      r"(?<!everything )(?<!do )(?<!so )(?<!because )\byou(?:'ll| will)? (?:need to|have to"
      r"|must|are required to)(?= (?!wait|have|be |feel)\w)"),
     "the next step is to", None),
    ("you_must_too",
     ("(?<=so )(?:now )?you(?:'ll| will)? (?:now )?(?:need to|have to|must)(?= (?!wait|have"
      r"|be |feel)\w)"),
     "the next step is to", None),
    ("order",
     (_BEGIN
      + "((?:call|fill|send|restart|check|submit|log|click|contact|email|e-mail|provide|reset"
      r"|turn|pay|sign|complete|download|install|wait) (?!me\b|you\b)\w{1,15})"),
     r"please \1", None),
    ("required", r"\byou(?:'re| are) required to(?= \w)", "the next step is to", None),
    ("make_sure", _BEGIN + r"make sure (?:that )?(?:you|to)(?= \w)", "please", None),
)  # fmt: skip

JARGON = _rules(
    Kind.JARGON,
    ("escalate",
     (r"\bescalate (this|your|the) (?:ticket|request|issue|case)(?: to (?:L|tier "
      r"|level )[1-3])?\b"),
     r"hand \1 request to a specialist", None),
    ("escalated",
     (r"\bescalated (this|your|the) (?:ticket|request|issue|case)(?: to (?:L|tier "
      r"|level )[1-3])?\b"),
     r"handed \1 request to a specialist", None),
    ("ticket", r"\bticket(s?)\b(?! (?:office|price|machine|counter))", r"request\1", None),
    ("line", r"\b(?:L[123]|(?:tier|level)[- ]?[123])\b", "a specialist", None),
    ("sla", r"\bSLA\b", "response time", None),
    ("rma", r"\ban RMA\b|\bRMA\b", "a return", None),
    ("eta", r"\bETA\b", "expected time", None),
    ("eod", r"\b(?:EOD|COB)\b", "the end of the day", None),
    ("tbd", r"\bTBD\b", "not decided yet", None),
    ("fyi", r"\bFYI\b", "for your information", None),
    ("rca", r"\bRCA\b", "search for the cause", None),
    ("priority", r"\b(?:P[1-4]|SEV-?[1-4])\b", "requests like yours", None),
    ("backend", r"\bback-?end\b", "system", None),
    ("kb", r"\bKB\b", "help pages", None),
)  # fmt: skip

VAGUE_TIME = _rules(
    Kind.VAGUE_TIME,
    ("as_soon_as", r"\b(?:as soon as (?:possible|I can|we can)|ASAP)\b", "by [time]", "By [time]."),
    ("soon",
     (r"(?<!as )(?<!how )(?<!too )(?<!see you )(?<!well )(?<!speak )\b(?:very |really )?soon\b"
      r"(?! as)|\bshortly\b(?! (?:after|before))"),
     "by [time]", None),
    ("in_a_while",
     (r"\b(?:in due course|in the near future|in a (?:moment|minute|second|bit|while)|in "
      "(?:the next|the coming|a) few (?:days|minutes|hours|weeks)|at some point|before long"
      r"|eventually|sometime|at (?:our|the) earliest convenience)\b"),
     "by [time]", None),
    ("later", r"(?<!no )(?<!see you )(?<!sooner or )\blater\b(?! (?:than|today))", "at [time]", None),
    ("moment",
     (r"\b(?:just )?(?:one|a) (?:moment|second|sec)\b(?: please)?|\b(?:hold on|bear with me"
      r"|hang on)\b"),
     None, "It takes about [minutes]; is that all right?"),
    ("takes_a_while", r"\btakes? (?:a while|some time|a bit)\b", "takes [how long]", None),
    ("in_touch", r"\bbe in touch\b", "be in touch by [time]", None, _DATED),
    ("coming_days",
     (r"\bin the (?:coming|next) (?:days|weeks|months)\b|\bany (?:day|time|minute) now\b"
      r"|\bsooner or later\b"),
     "by [time]", None),
)  # fmt: skip

ABSOLUTE = _rules(
    Kind.ABSOLUTE,
    ("never",
     (r"\b(?:it|this|that|they|(?:our|the) \w{1,15}|we) never (?!want|leave|let|mean|meant"
      r"|intend|forget|heard|expected|thought|stop|share|sell)\w{1,15}"),
     None, "So far [what is true]; should it happen, [what you do]."),
    ("always",
     (r"(?<!for )(?<!can )(?<!as )(?<!you are )\balways (?!welcome|happy|glad|free|letting"
      r"|been|there|reach|call|ask|write|here|open|able|at your)\w{1,15}"),
     None, "On [days and hours] it does; otherwise [what you do]."),
    ("guarantee",
     r"\b(?:I|we) (?:can |fully |absolutely |personally )?guarantee\b",
     None, "[What you checked] is checked, and I look again at [time]."),
    ("hundred",
     (r"\b100 ?(?:%|percent) (?:secure|safe|sure|certain|reliable|guaranteed|accurate"
      r"|satisfied)\b"),
     None, "[What protects it], and should something happen, [what you do]."),
    ("everybody",
     r"\b(?:everyone|everybody|every customer) (?:loves|likes|uses|knows)" + _W + "?",
     None, "Many customers tell us [what they say]; how is it for you?"),
    ("nobody",
     r"\b(?:nobody|no one|no-one)(?: else)? has ever had" + _W + "?",
     None, "I have not seen this before; let us look at what happened to you."),
    ("definitely",
     (r"\b(?:will definitely|without fail|no matter what|in all cases|at all times|foolproof"
      r"|completely (?:safe|secure))\b"),
     None, "[Under which condition] it does; otherwise [what you do]."),
    ("all_customers",
     r"\ball (?:of )?our customers are" + _W + r"|\bwithout exception\b",
     None, "Many customers tell us [what they say]; how is it for you?"),
)  # fmt: skip

RULES = (
    *BLAME,
    *EXCUSE,
    *BELITTLING,
    *EMPTY_PROMISE,
    *PASS_ON,
    *NEGATIVE,
    *COMMAND,
    *JARGON,
    *VAGUE_TIME,
    *ABSOLUTE,
)
