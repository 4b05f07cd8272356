"""Which way a date without a year points: back, or ahead.

News tells of the past unless words say otherwise ("met in January", but "will meet in January", "ahead of the
transition in January"). The cue nearest before the expression decides; an expression that opens its clause ("In
January, he will ...") is decided by the first cue after it. No parse is needed: measured on TimeBank and AQUAINT,
see docs/benchmarks.md.
"""

import re
from typing import Literal, TypeAlias

Way: TypeAlias = Literal["past", "future", "near"]
"""Back, ahead, or to the nearest one: what was called off may have been due a little before or after."""

_PARTICIPLE = r"(?:\w+ed|held|made|taken|sent|given|hosted|begun|put|set|paid|brought|sworn|shown|seen|built|told|led)"
_VERB = (
    r"(?:visit|meet|host|hold|attend|address|travel|arrive|begin|start|open|lead|chair|tour|pay|take place|make|go|"
    r"come|be|convene|discuss|sign|launch|return|leave|join|resume|expire|end|speak|welcome|receive|brief|vote|submit|decide|"
    r"report|complete|finish|finalise|finalize|implement|enter)"
)
_CLEAR = (
    # passives first, so that "will be held" is not read as "held"
    r"(?:will|won[’']t|shall|would|(?-i:may)|might|must|should|cannot|going to|(?:is|are) to|to)(?: \w+){0,2}? be(?: \w+)? "
    rf"{_PARTICIPLE}\b",
    r"(?:will|won[’']t|shall|would(?! like to\b)|might|must|should|(?-i:may))\b(?! have (?:been|had|met|held|taken|made|done|gone|come|\w+ed)\b)|[’']ll\b",
    r"(?:is|are|was|were|be|being) (?:now )?"
    r"(?:scheduled|slated|due|set|expected|planned|supposed|poised|likely|about|going)\b",
    r"(?:was|were) to have(?: been)? \w+",
    r"(?:[’']m|[’']re|am|is|are) (?:(?:now|also|then) )?(?:going|off|bound|head(?:ing|ed)|travell?ing|flying|leaving|departing|returning|arriving"
    r"|coming|setting (?:off|out)|meeting|seeing|hosting|giving|holding|attending|addressing|chairing|signing|opening|visiting|welcoming|receiving|sitting down|catching up|having (?:talks|lunch|dinner|a meeting))\b",
    r"(?-i:\b(?:I|[Ww]e) (?:then |also )?(?:leave|fly|head|travel|go|meet|visit|host|depart|return|arrive)\b)",
    r"(?:scheduled|slated|due|planned|expected|poised) (?:to|for|on|in)\b|set (?:to|for)\b",
    rf"(?:is|are) (?:also |then |again )?to(?= [a-z]{{2,}})|(?<!began )(?<!continued )\bto(?= {_VERB}\b)",
    r"(?:plans?|planning|intends?|aims?|hopes?|agreed|invited|pledged|vowed|promised|committed|wants?|proposed|expects?"
    r"|decided) (?:\w+ ){0,4}?to\b",
    r"(?:takes? place|begins?|opens?|starts?|kicks? off|convenes?|expires?|(?:goes|enters|comes) into (?:force|effect))"
    r"\b",
    # a plain present right before a day is a timetable's: "Officials meet Monday in Rome"
    r"(?<!did )(?<!not )(?-i:meets?|visits|travels?|arrives?|leaves|sets (?:off|out)|fl(?:y|ies)|hosts|holds?|heads|departs?|gathers?|returns|votes|signs|chairs|"
    r"goes|comes|lands|follows|addresses|reconvenes?|resumes?|is|are) (?:(?:again|here|there|(?:in|to|for) (?-i:[A-Z])[\w’'-]+|talks in (?-i:[A-Z])[\w’'-]+(?: again)?) )?"
    r"(?:on )?$",
)
"""Verbs that look ahead; they count before the expression and after it."""
_LEADING = (
    r"ahead of|in advance of|in the run-up to|as (?:soon|early|late) as",
    r"(?:planning|preparing|preparations?|plans?) for|upcoming|forthcoming|coming|effective|payable|next round of",
    r"until|deadline of|no later than|postponed|delayed",
    r"(?:proposed|proposes|suggested|offered)(?= (?:that|talks|a|an|to|holding|new|further)\b)",
    r"scheduled|planned|slated|look(?:s|ed|ing)? forward to",
)
"""Words that look ahead only to what follows them."""
_TELLING = (
    r"(?:said|says|told|noted|stressed|stated|announced|discussed|welcomed|confirmed|reiterated|mentioned|emphasi[sz]ed|"
    r"expressed|reported|underlined|underscored|highlighted|recalled)\b"
)
"""Verbs that tell of a telling; what is told some words further on has a time of its own."""
_NO_PAST = (
    r"need|indeed|speed|united|hundred|sacred|naked|wicked|shed|embed|bed|feed|seed|exceed|proceed|succeed|agreed to"
    r"|expected to"
)
_BEFORE_NOUN = "".join(
    rf"(?<!\b{word} )" for word in ("to", "of", "for", "with", "in", "the", "a", "an", "its", "their", "all")
)
"""A participle behind these words belongs to a noun: "would submit a draft to interested states by October"."""
BACK = (
    r"(?:met|held|was|were|had|did|took|made|began|came|went|gave|saw|left|spoke|wrote|won|became|fell|rose|lost|"
    r"sent|led|rang|rung|sat|told|broke|brought|hit|put|paid|flew|drew|grew|since|ago|been|following|shot|struck|fought|found|ran|sold|bought|shook|stood|chose|drove|swore|"
    r"withdrew|sought|heard|kept|dealt|spent|felt|threw|undertook|overcame|"
    rf"{_BEFORE_NOUN}(?!(?:{_NO_PAST})\b)[a-z]{{2,}}ed)\b"
)
"""Verbs that look back."""
_CUE = re.compile(
    rf"\b(?:(?P<clear>{'|'.join(_CLEAR)})|(?P<leading>{'|'.join(_LEADING)})|(?P<telling>{_TELLING})|{BACK})",
    re.IGNORECASE,
)
_SHORTENED = "".join(
    rf"(?<!\b{word})" for word in ("Mr", "Mrs", "Ms", "Dr", "Gen", "Sen", "St", "Gov", "Rep", "Lt", "[A-Z]")
)
_EDGE = re.compile(rf"(?<![A-Z]\.[A-Z]){_SHORTENED}[.!?]['\"”’)]{{0,2}}\s+(?=[\"“'‘(]?[A-Z0-9])|\n(?![a-z])|;\s")
"""Where a sentence ends. A line that goes on in small letters is a wrapped one."""
_REACH = 260
"""Characters on either side in which a cue is looked for."""
_CALLED_OFF = re.compile(
    r"\b(?:call(?:s|ed|ing) off|cancel(?:s|l?ed|l?ing)|scrap(?:s|ped)|shelved?|axed|put off|postponed?|(?:was|were) to have|"
    r"had been (?:due|scheduled|set|expected|planned)|abandoned)\b",
    re.I,
)
_MOVED = re.compile(r"\b(?:to|until|till|for)\s(?:\w+\s){0,2}$", re.I)
_OPENS = re.compile(r"[\s\"“'‘]*until\s", re.I)
_CAME_OF = re.compile(
    r"\b(?:outcomes?|results?|fruits?|agreements?|decisions?|understandings?|consensus) (?:of|from|reached at|made at|taken at) "
    r"(?:his|her|their|its|our|my)\b[^,.;:]*$",
    re.I,
)
"""What came of something before a date: "the outcome of his meeting in April would help" looks ahead with its verb alone."""
_MET = r"(?:met|broke out|signed|visited|received|hosted|spoke|flew|travelled|traveled|arrived|landed|shook|welcomed|agreed|announced)"
_DAY_OF = re.compile(
    rf"\b(?<!was )(?<!were )(?<!be )(?<!been )(?<!are )(?<!is ){_MET}(?: (?:in|at|to) (?-i:[A-Z])[\w’'-]+)? on (?:\w+day, )?$"
)
"""Before a date: whoever met on it had met when it was written."""
_OPENED_BY = re.compile(r"\s*(?:[Oo]n (?:\w+day, )?)?")
_THEN_MET = re.compile(rf",?(?: (?-i:[A-Z])[\w.’'-]*| of| and| the| al| bin| von| der| de){{1,12}} {_MET}\b")
"""After a date that opens its sentence: "On 27 February Sunak met"."""
_MEETS = r"(?:meets?|visits|travels|hosts|receives|flies|arrives|holds|heads|leaves|welcomes|attends|addresses|chairs)"
_NAMES = r"(?: (?-i:[A-Z])[\w.’'-]*| of| and| the| with| in| to| for| talks| at| al| bin| von| der| de)"
_TIMETABLED = re.compile(rf"\b(?<!\bto ){_MEETS}{_NAMES}{{1,12}} on $")
_OPENED_TIMETABLE = re.compile(rf",?(?:{_NAMES}{{1,8}}| s?he| they)(?: then| also)? {_MEETS}\b")
_DAY_NAMED = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|tomorrow)\b", re.I)
"""A plain present and a weekday is a timetable's: "On Wednesday Ruto meets Premier Li", "Ruto meets Premier Li on Wednesday"."""
_SET_FOR = re.compile(r"\s(?:as|for)\b")
_GATHERED = re.compile(
    r",[ \u00a0](?:meeting|gathering|convening|assembling|speaking|sitting down)[ \u00a0](?:[\w'’.-]+[ \u00a0]){0,4}?(?:on[ \u00a0])?$"
)
_GATHERED_AND = re.compile(rf"[^,.;]{{0,60}},[ \u00a0](?:also[ \u00a0]|jointly[ \u00a0])?(?:agreed\b|{BACK})", re.I)
"""Around a date: "the two ministers, meeting on Tuesday for the sixth time, agreed"."""
_WENT_TO = re.compile(
    r"\b(?:crossed|flew|travell?ed|went|came|drove|returned|walked|sailed|hurried)\b[^,.;]{0,60}?[ \u00a0]to[ \u00a0](?:meet|see|visit|attend|join|brief)\b[^,.;]*$"
)
"""Before a date: who went somewhere to meet somebody on it had met when it was written."""
_LED_IN = re.compile(r"[\"“'‘]?(?:After|Following|At|During|In|On|Meeting|Speaking|Over)\b")
"""What a sentence begins with whose first part tells when its verb was."""
_SUBJECT = re.compile(r"[^;:]*")
WORDS_TOLD = 3
"""Words after a verb of telling within which a time is the telling's own ("said in Lagos in January")."""


_DECIDED = re.compile(r"(?:agreed|pledged|vowed|promised|proposed|decided|invited|committed)\b", re.I)


_AHEAD = re.compile(
    r"\b(?:(?P<then>(?<!has )(?<!have )(?<!is )(?<!are )(?<!been )(?:agreed|pledged|vowed|promised|planned|intended|hoped|wanted|proposed|"
    r"invited|decided|committed|expected|undertook)\b|would\b|(?:was|were) (?:\w+ )?(?:to|due|set|scheduled|expected|planned)\b)"
    r"|will\b|(?:is|are) (?:\w+ )?(?:to|due|set|scheduled|expected|planned)\b|plans?\b|hopes?\b|wants?\b|expects?\b)",
    re.I,
)
"""Words that look ahead, from a past (`then`) or from the writing."""
_PLANNED = re.compile(
    r",[ \u00a0](?:planned|set|due|scheduled|pencilled in|slated|meant|foreseen)[ \u00a0](?:in [\w ]{2,30} )?(?:for|in|on)[ \u00a0]$"
)
_DROPPED = re.compile(
    r",[ \u00a0](?:was|were|never|did not|didn’t|fell|came to|has not|took place|went ahead|ended)\b", re.I
)
_HAD = re.compile(
    r"\bhad (?:not |never |also |already |first |earlier |just )?(?!to\b|a\b|an\b|the\b|no\b)\w+(?:ed|en|t|n|ne|d|e|k|m|g)\b",
    re.I,
)
_HAD_THEN = re.compile(r"[^.;]{0,80}?\bhad (?:not |never |also |already |first )?(?!to\b|a\b|an\b|the\b|no\b)\w+", re.I)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence around `start`..`end`, found by its punctuation and never further than a paragraph."""
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    for edge in _EDGE.finditer(text, low, start):
        low = edge.end()
    after = _EDGE.search(text, end, high)
    return low, after.start() + 1 if after else high


def parted(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends between `start` and `end`."""
    return _EDGE.search(text, start, end) is not None


def happened(text: str, start: int, end: int) -> bool:
    """Whether the expression at `start`..`end` is the day of a deed told as done: "met on 27 February"."""
    low, _ = sentence(text, start, end)
    if _DAY_OF.search(text, low, start):
        return not _SET_FOR.match(text, end)  # "agreed on 10 March as the day"
    return _OPENED_BY.fullmatch(text, low, start) is not None and _THEN_MET.match(text, end) is not None


def promised(text: str, start: int, end: int) -> bool:
    """Whether the words before the expression look ahead from a past of their own: "agreed to begin by", "was to visit in"."""
    low, _ = sentence(text, start, end)
    last = None
    for found in _AHEAD.finditer(text, low, start):
        last = found
    return last is not None and last["then"] is not None


def fell_through(text: str, start: int, end: int) -> bool:
    """Whether the expression dates a plan of which the sentence tells the end: "A second round, planned for 1 July, never took place"."""
    low, high = sentence(text, start, end)
    return _PLANNED.search(text, low, start) is not None and _DROPPED.match(text, end, high) is not None


def recalls(text: str, start: int, end: int) -> bool:
    """Whether the expression dates what had been before: "had met in March", "In March they had met"."""
    low, high = sentence(text, start, end)
    last = max((cue.start() for cue in _CUE.finditer(text, low, start)), default=None)
    had = max((found.end() for found in _HAD.finditer(text, low, start)), default=None)
    if last is None:
        return _HAD_THEN.match(text, end, high) is not None
    return had is not None and last < had


def way(text: str, start: int, end: int) -> Way | None:
    """Where the words around the expression at `start`..`end` point; None when no word tells."""
    low, high = sentence(text, start, end)
    last = None
    for cue in _CUE.finditer(text, low, start):
        last = cue
    if _CAME_OF.search(text, low, start):
        return "near"
    if _WENT_TO.search(text, low, start) or (_GATHERED.search(text, low, start) and _GATHERED_AND.match(text, end)):
        return "past"
    if _DAY_NAMED.match(text, start) and (
        _TIMETABLED.search(text, low, start)
        or (_OPENED_BY.fullmatch(text, low, start) and _OPENED_TIMETABLE.match(text, end))
    ):
        return "future"
    first = next((cue for cue in _CUE.finditer(text, end, high) if not cue["leading"]), None)
    if first is not None:
        between = text[end : first.start()]
        opens = not text[low:start].strip('"“ ').count(" ") or _LED_IN.match(text, low, start)
        if last is None and _DECIDED.match(first[0]) and opens and _SUBJECT.fullmatch(between):
            return "past"  # "In October the three pledged to", "After talks on 11 December, both agreed to": they did it then
        purpose = last is not None and not (last["clear"] or last["leading"]) and re.match(r"to\b", first[0])
        if last is None or (between.count(" ") <= 1 and "," not in between and not purpose):
            return "future" if first["clear"] else "past"
    if last is None:
        return None
    if first is not None and re.match(r"(?:had|was|were|did)\b", first[0], re.I) and _OPENS.fullmatch(text, low, start):
        return "past"  # "Until Thursday, they had not": over by now
    if last["telling"] and text.count(" ", last.end(), start) > WORDS_TOLD:
        return None
    if not (last["clear"] or last["leading"]):
        return "past"
    off = _CALLED_OFF.search(text, low, high)
    if off and re.search(r"\b(?:has|have|[’']s|[’']ve)(?: \w+)?\s$", text[low : off.start()]):
        return "future"  # "have postponed talks due on Monday": news of what was still to come
    moved = off and off.end() <= last.start() + 12 and re.match(r"postpone|put off", off[0], re.I)
    return "near" if off and not (moved and _MOVED.search(text, low, start)) else "future"
