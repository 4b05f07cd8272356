"""The clock of a story: the year of a day or month that prints none, where the text tells of an earlier year.

"In March 2018 an envoy brought the invitation. … They met on April 27": the year told last goes on while the tense is past,
as in the narrative domain of HeidelTime (Strötgen and Gertz 2016). It goes on to the end of the paragraph, and past that only
where a heading set it ("2013", "April 2013: First agreement") or the paragraph takes it up ("A month later, …"). A page's own
day, and whatever is counted from it ("on Friday", "last week"), brings the text back to the present.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from communique.language.time_grammar import MONTHS
from communique.language.time_tense import BACK, Way, fell_through, promised, recalls, sentence, way

STORY = 330
"""Days before the writing from which a time is a story of its own; days told after it are at most as far on."""
OF_LATE = 100
"""Days before the writing within which a month is rather the last one than that of a story merely touched upon."""
HEADING = 80
"""Characters of a line at most that is a heading."""
HEADS = re.compile(r"[ \u00a0]?[:–—][ \u00a0\n]|[ \u00a0]-[ \u00a0]|[ \u00a0]*(?:\n|$)")
"""What follows the time that a timeline's entry or section begins with."""
BULLET = re.compile(r"[\s#*•·>–—-]*(?:\d{1,2}[.)][ \u00a0]+)?(?:(?i:in)[ \u00a0])?")
PLACED = re.compile(rf"(?:[#*]+ ?)?[A-Z][^\n.!?:;]{{1,{HEADING // 2}}}(?:[,(–—-] ?|[ \u00a0]-[ \u00a0])")
"""What stands in a heading before its time: "OSAKA, ", "Summit in Helsinki (".
"""
YEAR_HEADS = re.compile(
    rf"^(?:#+ |\*\*|[•*-] )?(?:(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.? )?(?:19|20)\d\d(?:\*\*)?"
    r"(?=[ \u00a0]?[:–—]|[ \u00a0]-|[ \u00a0]*$)",
    re.IGNORECASE | re.MULTILINE,
)
"""The years that head a timeline's entries: a page with several is one."""
HEADED = re.compile(rf"(?:[ \u00a0]?[:–—-][ \u00a0][^\n]{{1,{HEADING}}}(?<![.!?;,”\"’)]))?(?=\n|$)")
"""What follows the year of a section's heading: nothing, or what the year was about ("2024: The thaw")."""
NEW_HEADING = re.compile(rf"\n[ \t]*(?![\d•·*–—-])[^\n]{{1,{HEADING}}}(?<![.!?:;,”\"’)])[ \t]*\n")
"""A heading between a section's year and a day: the section is over."""
TAKEN_UP = re.compile(
    r"\s*(?:[\w-]+[ \u00a0](?:days?|weeks?|months?|years?)[ \u00a0](?:later|after|afterwards|earlier|before)\b|(?:then|later|afterwards|soon|instead|next|meanwhile"
    r"|the[ \u00a0](?:following|next|same)|that)\b)",
    re.IGNORECASE,
)
"""How a paragraph begins that takes up the one before."""
_NOUNS = rf"(?:[ \u00a0](?!(?:{BACK}))[\w-]+){{1,4}}"
_DONE = r"(?:\w+ed|held|made|struck|sworn|won|begun|broken|cut|drawn|led|built|set)"
LOOSE = re.compile(
    r"\b(?:since|until|till|by|from|to|of|than|through|for|before|after)[ \u00a0](?:the[ \u00a0])?$|[’']s[ \u00a0]$|\b(?:the|an?|its|their|his|her)[ \u00a0]$"
    rf"|\b(?:the|its|their|his|her){_NOUNS}[ \u00a0](?:in|during)[ \u00a0](?:the[ \u00a0])?$"
    rf"|\ban?(?:[ \u00a0][\w-]+){{1,3}}[ \u00a0]{_DONE}[ \u00a0](?:in|during|on)[ \u00a0]$"
    rf"|,[ \u00a0](?:first[ \u00a0])?{_DONE}[ \u00a0](?:in|during|on)[ \u00a0]$",
    re.IGNORECASE,
)
"""Before a month or year that only names something ("the 2015 accord", "the war in 2020", "since 2016") and tells no story."""
ASIDE = re.compile(
    r"(?:^|[,(–—;][ \u00a0]?|[ \u00a0])(?:which|who|whose|whom|where|when|while|as|if|that|because|although|since|after|before)[ \u00a0][^,;()]*$",
    re.IGNORECASE,
)
"""Before a time in a clause that is an aside."""


LATEST = re.compile(r"\b(?:last|latest|lately|recent(?:ly)?|newest)\b", re.IGNORECASE)
"""Words of what was not long before the writing: "Their presidents last met in December"."""


@dataclass(frozen=True, slots=True)
class Story:
    """The time told last: its first day, whether it names a whole year, where it ends, and whether it heads what follows.

    `day`: it is a full date or span of days, which opens a story by itself; `chained`: its own year was told by the story.
    """

    told: date
    whole_year: bool
    start: int
    end: int
    heads: bool
    day: bool
    chained: bool = False


def heads(text: str, start: int, end: int, day: bool = False) -> bool:
    """Whether a time begins a timeline's entry ("April 2013: First agreement"), or is or ends a heading ("OSAKA, JUNE 2019").

    A `day` that ends a heading is the page's own.
    """
    low = text.rfind("\n", 0, start) + 1
    if HEADS.match(text, end) is None:
        return False
    ends = not day and text[end : end + 2] in ("\n", "\n\n") and PLACED.fullmatch(text, low, start) is not None
    return ends or BULLET.fullmatch(text, low, start) is not None


def heads_timeline(text: str, start: int, end: int) -> bool:
    """Whether a time heads an entry of a page with several such."""
    return heads(text, start, end) and len(YEAR_HEADS.findall(text)) > 1


def goes_on(text: str, story: Story, start: int) -> bool:
    """Whether what stands at `start` is still told by the story's clock."""
    if "\n" not in text[story.end : start]:
        return True
    low = text.rfind("\n", 0, start) + 1
    if story.heads and (line := HEADED.match(text, story.end)) is not None:
        return NEW_HEADING.search(text, line.end(), low) is None
    return bool(TAKEN_UP.match(text, low)) and "\n" not in text[story.end : low].strip("\n")


def is_old(story: Story, reference: date) -> bool:
    """Whether the time told is long enough before the writing to be a story of its own."""
    return (reference - story.told).days >= STORY


def ahead_of(story: Story, told: date, span: tuple[int, int], text: str) -> bool:
    """Whether a time after the story's is one that was still to come then: the story does not go on from it."""
    return told >= story.told and goes_on(text, story, span[0]) and way(text, *span) in ("future", "near")


def tells(text: str, story: Story) -> bool:
    """Whether the time opens a story, and does not only name something or stand in an aside."""
    if story.day or story.heads:
        return True
    low, _ = sentence(text, story.start, story.end)
    if LATEST.search(text, low, story.start) or recalls(text, story.start, story.end):
        return False
    if LOOSE.search(text, low, story.start) or ASIDE.search(text, low, story.start):
        return False
    return way(text, story.start, story.end) == "past"


def is_firm(told: "Told", ahead: bool) -> bool:
    """Whether a heading or the same sentence tells the year: then even a day close to the writing is the story's.

    Where that day is still `ahead`, any story goes before it.
    """
    low, _ = sentence(told.text, told.start, told.end)
    if told.story is not None and is_old(told.story, told.reference) and (ahead or told.story.start >= low):
        return True
    return told.heading is not None and is_old(told.heading, told.reference)


def opens(text: str, story: Story) -> bool:
    """Whether the time opens its sentence ("In 2018, …"), or ends a short one that is there to name it ("It began in 2013.")."""
    low, high = sentence(text, story.start, story.end)
    before, after = text[low : story.start], text[story.end : high]
    if before.strip().casefold() in ("", "in", "on"):
        return True
    return not after.strip(" .") and before.count(" ") < SHORT


SHORT = 8
"""Words of a short sentence."""


def story_year(told: "Told", month: int, day: int | None, points: Way | None) -> int | None:
    """The year of a day, or of a month where `day` is None, by the story told there; None where none is, or it points elsewhere."""
    for story in (told.story, told.heading):
        if story is not None and (year := _year_in(story, told, month, day, points)) is not None:
            return year
    return None


def _year_in(story: Story, at: "Told", month: int, day: int | None, points: Way | None) -> int | None:
    entry = heads(at.text, at.start, at.end, day=day is not None)
    if entry and story.heads and story.whole_year and goes_on(at.text, story, at.start):
        return story.told.year  # an entry of a timeline, in whatever tense
    low, _ = sentence(at.text, at.start, at.end)
    same = story.start >= low or story.heads
    ahead = points in ("future", "near")
    if not (is_old(story, at.reference) or (story.heads and not story.day) or (ahead and story.start >= low)):
        return None
    if not goes_on(at.text, story, at.start) or not tells(at.text, story) or LATEST.search(at.text, low, at.start):
        return None
    dropped = ahead and fell_through(at.text, at.start, at.end)
    if (ahead and not (dropped or (same and promised(at.text, at.start, at.end)))) or (
        points is None and not (same or opens(at.text, story))
    ):
        return None
    whole = (month, day or 31)
    year = story.told.year
    if not story.whole_year:
        first = (story.told.month, story.told.day)
        back = not ahead and recalls(at.text, at.start, at.end)
        of_heading = story.heads and month == story.told.month
        year += 0 if of_heading else -(whole > first) if back else whole < first
    one = _first(year, month, day)
    if one is None or one > at.reference or (not story.whole_year and abs((one - story.told).days) > STORY):
        return None
    sure = same or (story.day and day) or story.chained or opens(at.text, story)
    if story.whole_year and not sure:
        return None
    if (
        not sure
        and month != story.told.month
        and (latest := _latest(at.reference, month, day))
        and (at.reference - latest).days < OF_LATE
    ):
        return None
    return year


def _first(year: int, month: int, day: int | None) -> date | None:
    if not 1 <= year <= 9999:
        return None
    return date(year, month, min(day or 1, calendar.monthrange(year, month)[1]))


def _latest(reference: date, month: int, day: int | None) -> date | None:
    """The last such day, or month's end, before the writing."""
    year = reference.year - ((month, day or 1) > (reference.month, reference.day))
    return _first(year, month, day or calendar.monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class Told:
    """What the clock of a story needs: the text, the day of writing, the place, the time told last and the heading's."""

    text: str
    reference: date
    start: int
    end: int
    story: Story | None
    heading: Story | None
