"""The English rules. Thanks, facts about a customer and what somebody was told do not fire."""

import re

from bot.domain.kind_words.rules import Care, Part, Row, Rule, rules
from bot.domain.language import Language

_TOLD: tuple[Part, ...] = ("situation", "behaviour", "impact")
"""What tells of the past. "Always ask first" is a fine wish for next time."""
_BEGIN = r"(?:^|(?<=[.!?;:] ))"
_YOU = (
    r"\byou(?:'re|'ve|'d|'ll)?(?: (?:are|have|had|were|will|do|just|simply|really|seem to|keep|only"
    "|also|still"
    r"|can|could|would|did|don't|won't|can't)){0,2}"
)
_KIND = (
    "(?! (?:been )?(?:welcome|kind|friendly|helpful|patient|there for|so kind|so helpful|so patient"
    "|calm|polite"
    r"|raise|raised|lost|lose))"
)
"""What praises may be as absolute as it likes."""


def _rules(care: Care, *rows: Row, parts: tuple[Part, ...] = _TOLD) -> tuple[Rule, ...]:
    return rules(Language.EN, care, rows, parts)


ABSOLUTE = _rules(
    Care.ABSOLUTE,
    (
        "you_always",
        _YOU + (r" (?:always|constantly|continually|invariably|forever)\b") + _KIND,
        r"\balmost always\b|\bthank",
    ),
    (
        "you_never",
        _YOU + r" (?:never|ever once)\b" + _KIND,
        (r"\byou never (?:got|received|saw|heard|met)\b|\bif you never\b"),
    ),
    (
        "your_always",
        (
            r"\byour (?:[\w-]{1,15} ){1,2}(?:is|are|was|were) (?:always|never|constantly)\b(?! (?:welcome|kind"
            "|clear|helpful))"
        ),
    ),
    (
        "always_late",
        _BEGIN
        + (r"(?:always|never|constantly|forever) (?:\w{1,15}(?:s|ing|ed)|late|rude|on (?:your|the) phone)\b"),
        r"\bthank",
    ),
    (
        "all_the_time",
        (
            r"\byou\b[^.!?\n]{1,60} (?:all the time|every (?:single )?time|every (?:single )?day"
            r"|again and again|over and over)\b"
        ),
    ),
    ("every_time_you", r"\b(?:every (?:single )?time|whenever) you\b"),
    ("not_once", r"\bnot (?:even )?once\b|\bnot a single time\b"),
    (
        "as_usual",
        r"\b(?:as usual|like always|as always|as ever|yet again|typical of you|once again)\b",
        r"\bthank|\bthe customer\b[^.!?\n]{0,30} (?:yet|once) again|\bpolite|\bkind|\bpatient|\bhelpful",
    ),
    (
        "everybody_says",
        (
            r"\b(?:everybody|everyone|nobody|no one|no-one|the whole team|the entire team"
            "|all of us)(?: else)?(?: here| on the team)? "
            "(?:knows|thinks|says|agrees|feels|complains|is (?:tired|sick|annoyed|fed up)|has noticed"
            r"|wants to work|can (?:rely|work)|likes)\b"
        ),
    ),
)

MOTIVE = _rules(
    Care.MOTIVE,
    (
        "not_care",
        (
            r"\b(?:you|you just|you clearly|you obviously|you really|you simply) (?:don't|didn't|do not"
            r"|did not|never)(?: seem to| even| really| appear to)? care(?:d)?\b"
        ),
    ),
    (
        "not_caring",
        (
            r"\byou(?:'re| are| were)? (?:not caring|uncaring|indifferent|uninterested|not (?:even "
            r"|really )?(?:interested|bothered))\b"
        ),
    ),
    (
        "bothered",
        (
            r"\b(?:couldn't|can't|could not|cannot) (?:even )?be (?:bothered|arsed)\b|\byou (?:didn't|don't"
            r"|did not) (?:even )?bother\b"
        ),
    ),
    (
        "on_purpose",
        r"\b(?:on purpose|deliberately|intentionally|out of spite|wilfully|willfully)\b",
        (
            r"\b(?:not|n't|never|nobody|surely not) [^.!?\n]{0,40}\b(?:on purpose|deliberate|intention|spite)"
            r"|\b(?:spoke|slow|pause|paused|chose)\b"
        ),
    ),
    (
        "you_wanted",
        (
            r"\byou (?:just|only|simply|obviously|clearly) (?:want|wanted|try|tried|like|liked|think|thought"
            r"|hoped|did (?:it|this|that) (?:to|because))\b"
        ),
        r"\byou (?:just|only) (?:wanted|tried) to help\b",
    ),
    (
        "did_not_want",
        (
            r"\byou (?:don't|didn't|did not|do not) (?:really |even )?(?:want to|feel like|like (?:this|your"
            r"|the) \w{1,12}|respect|take \w{1,12} seriously)\b"
        ),
    ),
    (
        "trying_to",
        (
            r"\byou(?:'re| are| were) (?:just |only |clearly |obviously )?(?:trying|out) to (?:avoid|get out"
            "|get rid|get away|shift|show off|embarrass|undermine|make (?:me|us|him|her|them)|look|dump|hide"
            r"|annoy)\b"
        ),
    ),
    (
        "just_to",
        (
            r"\bjust to (?:annoy|spite|look good|avoid|get rid|get out|embarrass|show off|make a point"
            r"|be difficult)\b"
        ),
    ),
    (
        "too_proud",
        (
            r"\byou(?:'re| are| were) (?:just |simply )?too (?:lazy|proud|arrogant|selfish|comfortable"
            r"|important) (?:to|for)\b"
        ),
    ),
    (
        "because_you",
        (
            r"\bbecause you (?:don't|didn't|do not|did not|couldn't) (?:care|want|like|respect|bother|feel"
            r"|mind)\b|\bbecause you(?:'re| are| were) (?:lazy|bored|jealous|in a (?:bad )?mood)\b"
        ),
    ),
    ("you_think", r"\byou think (?:you're|you are|that you|it's beneath|the rules)\b"),
    (
        "your_attitude",
        (
            r"\byour (?:bad |poor |negative |whole )?attitude\b|\bhave an attitude\b|\b(?:lack|lacked"
            r"|lacking) (?:of )?(?:interest|commitment|motivation|respect)\b"
        ),
    ),
    ("must_have", r"\byou must (?:have been (?:bored|lazy|in a)|have wanted|not (?:care|like)|hate|think)\b"),
)

INSULT = rules(
    Language.EN,
    Care.INSULT,
    (
        (
            "name",
            (
                r"\b(?:idiots?|morons?|imbeciles?|dumbass|dimwit|assholes?|arseholes?|bastards?|bitch(?:es|y)?|wankers?"
                r"|dickheads?|scumbags?|crybaby|retard(?:ed)?|nitwit|half-?wit)\b"
                r"|\b(?:a|you|such a|what a)(?: \w{1,12})? (?:loser|jerk)\b"
            ),
        ),
        ("idiotic", r"\b(?:idiotic|moronic|brainless|braindead|brain-dead)\b"),
        (
            "you_are_stupid",
            (
                r"\byou(?:'re| are| were| look| sound| seem| must be)(?: (?:so|such|really|just|simply|completely|totally"
                r"|absolutely|utterly|too|very|quite|pretty|being|always|all)){0,2} (?:stupid|dumb|dense|useless|worthless"
                r"|pathetic|incompetent|clueless|hopeless|lazy|disgusting|crazy|insane|a (?:liar|joke|disgrace|disaster"
                r"|waste|failure|coward|clown|fool|fraud|burden))\b|\byou (?:stupid|dumb|lazy|useless|pathetic)\b"
            ),
            r"\b(?:if|whether|when) you(?:'re| are) (?:crazy|stupid|dumb) (?:enough|to)\b|\bthinks? you(?:'re| are)\b",
        ),
        (
            "your_stupid",
            (
                r"\byour (?:\w{1,12} ){0,1}(?:stupid|dumb|pathetic|idiotic|lazy|useless|incompetent"
                r"|worthless)\b"
            ),
        ),
        (
            "how_stupid",
            (
                r"\bhow (?:stupid|dumb|dense|lazy|incompetent) (?:are|can|could|were) you\b|\b(?:stupid|lazy"
                r"|useless|incompetent) (?:of you|person|colleague|agent|woman|man|girl|boy|cow)\b|\bwhat(?:'s"
                r"| is) wrong with you\b|\bare you (?:blind|deaf|stupid|dumb|crazy)\b"
            ),
        ),
        ("stupidity", r"\byour (?:stupidity|laziness|incompetence|idiocy|ignorance)\b"),
        ("shut_up", r"\bshut up\b|\bpiss off\b|\bscrew you\b|\bgo to hell\b|\bjust get lost\b"),
        ("swearing", r"\b(?:fuck(?:ing|ed|er|up)?|bullshit|shitty|wtf)\b"),
        (
            "cannot_think",
            (
                r"\byou have no brain\b|\buse your (?:damn |bloody )?brain\b|\b(?:a|any) (?:child|monkey"
                r"|five-year-old) could\b"
            ),
        ),
        ("fragment", _BEGIN + r"(?:stupid|dumb|lazy|useless|incompetent|pathetic|worthless)[.!]?$"),
    ),
)

SEVERAL = _rules(
    Care.SEVERAL,
    (
        "also",
        _BEGIN
        + (
            "(?:and )?(?:also|besides|plus|furthermore|moreover|additionally|in addition|secondly|second"
            "|thirdly)(?:,|(?<=also) (?:you|your|the|there|on|last|yesterday))"
        ),
    ),
    (
        "on_top",
        _BEGIN
        + (
            "(?:and )?(?:on top of (?:that|this|it)|another thing|one more thing|apart from that"
            "|other than that|besides that|aside from that|while (?:I'm|I am|we're|we are) at it"
            r"|and another)\b"
        ),
    ),
    (
        "you_also",
        (
            r"(?:,|;| and| but) (?:you|you've|you have|you were) also\b(?! (?:kind|right|helped|thanked))"
            r"|\band (?:also|then also|besides) (?:you|your|didn't|did not|never)\b"
        ),
    ),
    ("not_only", r"\bnot only\b[^.!?\n]{1,100}\bbut (?:you )?(?:also|even)\b"),
    parts=("behaviour",),
)

RULES: tuple[Rule, ...] = (*INSULT, *MOTIVE, *ABSOLUTE, *SEVERAL)

_TO_BE = r"(?:was|were|is|are|'re|being|been|so|too|very|really|quite|rather|just)"
JUDGEMENT = re.compile(
    r"\b(?:rude(?:ly|ness)?|unprofessional(?:ly)?|unfriendly|impolite(?:ly)?|careless(?:ly)?|sloppy|sloppily"
    r"|arrogant(?:ly)?|selfish(?:ly)?|childish(?:ly)?|disrespectful(?:ly)?|irresponsible|unreliable|inappropriate(?:ly)?"
    r"|unacceptable|not good enough|not a team player|not helpful|unhelpful|aggressive(?:ly)?|lazy|lazily|bossy|toxic"
    r"|(?:bad|poor|terrible|awful|horrible|negative|wrong) (?:tone|behaviou?r|service|manners?|communication|work|job|vibe)"
    rf"|{_TO_BE} (?:bad|poor|terrible|awful|horrible|negative|wrong|cold|difficult|messy|passive|disappointing))\b",
    re.IGNORECASE | re.ASCII,
)
"""Words that judge and show nothing."""
VAGUE = re.compile(
    r"\b(?:lately|recently|generally|in general|often|sometimes|usually|these days|nowadays"
    "|for a while|for some time"
    r"|all the time|on many occasions|overall|everywhere|whenever|frequently|most of the time|at work)\b",
    re.IGNORECASE | re.ASCII,
)
MOMENT = re.compile(
    r"\b(?:today|yesterday|tonight|morning|noon|afternoon|evening|(?:mon|tues|wednes|thurs|fri|satur"
    "|sun)days?"
    "|last (?:week|night|month)|this week|hour|call|chat|ticket|meeting|stand-?up|hand-?over|shift"
    "|mail|e-?mail|queue"
    r"|customer|incident|outage|lunch|thread|channel|training|review)s?\b",
    re.IGNORECASE | re.ASCII,
)
"""A day, an hour or an occasion that both can picture."""
