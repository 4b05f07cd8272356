"""Which way a date without a year points: back, or ahead.

News tells of the past unless words say otherwise ("met in January", but "will meet in January", "ahead of the
transition in January"). The cue nearest before the expression decides; an expression that opens its clause ("In
January, he will ...") is decided by the first cue after it. No parse is needed: measured on TimeBank and AQUAINT,
see docs/benchmarks.md.
"""

import re
from typing import Literal, TypeAlias

Way: TypeAlias = Literal["past", "future"]

_PARTICIPLE = r"(?:\w+ed|held|made|taken|sent|given|hosted|begun|put|set|paid|brought|sworn|shown|seen|built|told|led)"
_VERB = (
    r"(?:visit|meet|host|hold|attend|address|travel|arrive|begin|start|open|lead|chair|tour|pay|take place|make|go|come|be|"
    r"convene|discuss|sign|launch|return|leave|join|resume|expire|end|speak|welcome|receive|brief|vote|submit|decide|report|"
    r"complete|finish|finalise|finalize|implement|enter)"
)
_AHEAD = (
    ("modal", rf"(?:will|won[’']t|shall|would|may|might|must|should|cannot|going to|to)(?: \w+){{0,2}}? be(?: \w+)? {_PARTICIPLE}\b"),
    ("modal", rf"(?:will|won[’']t|shall|would|might|must|should|may)\b(?! have\b)|[’']ll\b"),
    ("modal", rf"(?:is|are|was|were|be|being) (?:now )?(?:scheduled|slated|due|set|expected|planned|supposed|poised|likely|about|going)\b"),
    ("modal", rf"(?:scheduled|slated|due|set|planned|expected|poised) (?:to|for|on|in)\b"),
    ("modal", rf"(?:is|are) to(?= {_VERB}\b)|(?<!began )(?<!continued )\bto(?= {_VERB}\b)"),
    ("modal", r"(?:plans?|planning|intends?|aims?|hopes?|agreed|invited|pledged|vowed|promised|committed|wants?|proposed|expects?|decided) (?:\w+ ){0,4}?to\b"),
    ("verb", r"(?:takes? place|begins?|opens?|starts?|kicks? off|convenes?|expires?|goes into effect|enters into force|comes into force)\b"),
    ("lead", r"ahead of|in advance of|in the run-up to|as (?:soon|early|late) as|(?:planning|preparing|preparations?|plans?) for|upcoming|forthcoming|effective|payable|coming|next round of|until|deadline of|no later than|postponed|delayed|scheduled|planned|slated|look(?:s|ing)? forward to"),
)  # fmt: skip
_BACK = (
    r"(?:(?:said|told|met|held|was|were|had|did|took|made|began|came|went|gave|saw|left|spoke|wrote|won|became|fell|rose|lost|"
    r"sent|led|broke|brought|hit|put|paid|flew|drew|grew|since|ago|been|following|shot|struck|fought|found|ran|sold|bought|"
    r"(?!(?:need|indeed|speed|united|hundred|sacred|naked|wicked|shed|embed|bed|feed|seed|exceed|proceed|succeed|agreed to|expected to)\b)[a-z]{2,}ed))\b"
)
_CUE = re.compile(
    r"\b(?:" + "|".join(f"(?P<{kind}{n}>{pattern})" for n, (kind, pattern) in enumerate(_AHEAD)) + f"|(?P<back>{_BACK}))", re.IGNORECASE
)
_EDGE = re.compile(r"(?<![A-Z]\.[A-Z])(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bGen)(?<!\bSen)(?<!\bSt)(?<!\bGov)(?<!\bRep)(?<!\bLt)[.!?]['\"”’)]{0,2}\s+(?=[\"“'‘(]?[A-Z0-9])|\n(?![a-z])|;\s")
_REACH = 260


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence around `start`..`end`, found by its punctuation and never further than a paragraph."""
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    for edge in _EDGE.finditer(text, low, start):
        low = edge.end()
    after = _EDGE.search(text, end, high)
    return low, after.start() + 1 if after else high


def way(text: str, start: int, end: int) -> Way | None:
    """Where the words around the expression at `start`..`end` point; None when no word tells."""
    low, high = sentence(text, start, end)
    before: tuple[int, Way] | None = None
    for cue in _CUE.finditer(text, low, start):
        before = (cue.end(), "past" if cue["back"] else "future")
    first = None
    for cue in _CUE.finditer(text, end, high):
        if not (cue.lastgroup or "").startswith("lead"):
            first = cue
            break
    if first is not None:
        after: Way = "past" if first["back"] else "future"
        between = text[end : first.start()]
        if before is None or (between.count(" ") <= 1 and "," not in between):
            return after
    if re.search(r"\b(?:by|until|till|before|from) $", text[max(0, start - 8) : start]) and before is not None and before[1] == "future":
        return "future"
    return before[1] if before else None
