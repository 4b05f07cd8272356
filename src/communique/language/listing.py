"""What the form of a list tells of its people's states: headings, brackets, labels, and two rows of names in one order."""

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache

from communique import knowledge
from communique.language.people import Person
from communique.language.state_words import is_demonym, state_code, state_pattern
from communique.records import Span

BRACKET = re.compile(r"[ \u00a0]\(([^()\n]{2,70})\)")
"""Behind a name: "(Australia)", "(Chief of the Defence Force, Australia)"."""
OPENED = re.compile(r"(?<![\w-])(?:[Tt]he[ \u00a0])?([A-ZÀ-Þ][\w.’'-]*(?:[ \u00a0][A-ZÀ-Þ][\w.’'-]*){0,3})[ \u00a0]\($")
"""Before a name that stands alone in brackets: "The White House (Karoline Leavitt)"."""
LABEL = re.compile(
    r"(?:^|(?<=\n)|(?<=[.;!?)”\"][ \u00a0]))(?:The[ \u00a0])?([A-ZÀ-Þ][\w.’'-]*(?:[ \u00a0](?:and|of|the|[A-ZÀ-Þ][\w.’'-]*)){0,3})(?::|[ \u00a0][–—-])[ \u00a0]"
)
"""What opens an item of a round-up: "China: …", "Russia - …"."""
ENDS = re.compile(r"\n|[.!?][”\"’)]*[ \u00a0]+[A-ZÀ-Þ]")
"""Where an item ends."""
HEAD_WORDS = re.compile(
    r"\b(?:the|delegation|delegates|side|members|member|of|from|for|on|behalf|government|participants|representatives|party|officials|list)\b",
    re.I,
)
ITEM = 200
"""Characters of a line in a list of names at most; longer ones are prose, and end it."""
SHORT = 80


def by_bracket(person: Person, text: str) -> str | None:
    """The state in brackets behind a name, or before the brackets that hold it."""
    for start, end in person.mentions:
        held = BRACKET.match(text, end)
        if held is not None and (code := _told(held[1])) is not None:
            return code
        if start and text[start - 1] == "(" and text[end : end + 1] in (")", ","):
            named = OPENED.search(text, max(0, start - 60), start)
            if named is not None and (code := _named(named[1])) is not None:
                return code
    return None


def _told(words: str) -> str | None:
    """The state that words in brackets name by themselves, or whose official they describe."""
    for part in words.split(","):
        if not is_demonym(part.strip()) and (code := state_code(part)) is not None:
            return code
    first = state_pattern().match(words)
    return (
        state_code(first[1])
        if first is not None and (is_demonym(first[1]) or words[first.end() : first.end() + 1] in "’'")
        else None
    )


def _named(words: str) -> str | None:
    """The state that a name, a capital or a seat stands for."""
    known = knowledge.state_by_name().get(words.casefold())
    return known[0] if known is not None and known[0] in knowledge.states() else None


BY = re.compile(
    r"(?:['’]s?)?(?:[ \u00a0](?:delegation|team|side))?(?:[ \u00a0](?:was|were|is|are|will[ \u00a0]be|has[ \u00a0]been)[ \u00a0](?:also[ \u00a0])?(?:represented|led|headed))?"
    r"[ \u00a0]by[ \u00a0](?:the[ \u00a0]|its[ \u00a0])?"
)
"""From a state to who stands for it: "Denmark was represented by A, Iceland by B"; "Iran's by C"."""
ITEM_OPENS = re.compile(r"[;:][ \u00a0](?:and[ \u00a0])?(?:the[ \u00a0])?$")


def by_gap(text: str, start: int) -> str | None:
    """The state that a name, with the office before it, is put to without a word of its own: "Samoa sent A; Tonga, B"."""
    base = max(text.rfind("\n", 0, start) + 1, start - 80)
    found = list(state_pattern().finditer(text, base, start))
    if not found or is_demonym(found[-1][1]):
        return None
    last = found[-1]
    comma = text[last.end() : start] in (", ", ",\u00a0") and ITEM_OPENS.search(text, base, last.start(1))
    return state_code(last[1]) if comma or BY.fullmatch(text, last.end(), start) else None


def by_label(person: Person, text: str) -> str | None:
    """The state that opens the item in which a person is named, in a text that has several such items."""
    labels = _labels(text)
    if len({code for _, code in labels if code}) < 2:
        return None
    start = person.mentions[0][0]
    before = [(at, code) for at, code in labels if at < start]
    if not before or ENDS.search(text, before[-1][0], start):
        return None
    return before[-1][1] or None


@lru_cache(maxsize=8)
def _labels(text: str) -> list[tuple[int, str]]:
    """Where items open, each with the state that does; "" for another word."""
    return [(match.start(1), _named(match[1]) or "") for match in LABEL.finditer(text)]


def by_heading(person: Person, text: str) -> str | None:
    """The state that heads the list of names in which a person stands: "SOUTH AFRICA" above its delegation."""
    headings = _headings(text)
    if len({code for _, code in headings}) < 2:
        return None
    start = person.mentions[0][0]
    before = [(end, code) for end, code in headings if end <= start]
    if not before:
        return None
    end, code = before[-1]
    line_end = text.find("\n", start)
    lines = text[end : line_end if line_end > 0 else len(text)].split("\n")
    return code if all(len(line) < ITEM for line in lines) and not _prose(lines[-1]) else None


@lru_cache(maxsize=8)
def _headings(text: str) -> list[tuple[int, str]]:
    """Where lines end that name one state and nothing else but its delegation."""
    found = []
    at = 0
    for line in text.split("\n"):
        at += len(line) + 1
        if 2 < len(line) < SHORT:
            bare = HEAD_WORDS.sub(" ", re.sub(r"[:()*\d.]", " ", line))
            bare = " ".join(bare.split())
            code = _whole(bare)
            if code is not None:
                found.append((at, code))
    return found


def _whole(words: str) -> str | None:
    """The state that the words are the name or the demonym of, in capitals too."""
    code = state_code(words)
    return code if code in knowledge.states() else None


VERB = re.compile(r"\b(?:said|met|was|were|opened|closed|told|signed|will|has|have|had|thanked|noted|agreed)\b")


def _prose(line: str) -> bool:
    """Whether a line tells something: no entry of a list."""
    return bool(VERB.search(line)) and line.rstrip().endswith(".")


NAMES_JOINED = re.compile(r"(?:,|,?[ \u00a0]and)[ \u00a0](?:(?:Mr|Ms|Mrs|Dr|Prof|Gen|H\.E)\.?[ \u00a0])*")
BEFORE_NAMES = re.compile(r"(?:['’]s?)?(?:[ \u00a0](?!and\b|or\b)[A-Za-z][\w-]*){0,5}[,:]?[ \u00a0]")
FOR_STATES = re.compile(
    r"[ \u00a0](?:(?:will|would|then|later|jointly|both|each)[ \u00a0])?(?:sign|signed|signs|spoke|speak|speaks|act|acted|stood in|chaired|appeared|attended)[ \u00a0](?:on behalf of|for)[ \u00a0]"
    r"|,?[ \u00a0](?:respectively[ \u00a0])?of[ \u00a0](?=[^.;:\n]{3,60}respectively)"
)


def in_one_order(person: Person, people: Sequence[Person], text: str) -> str | None:
    """The state that has a person's place in a row of states beside a row of names.

    "The foreign ministers of Kyrgyzstan and Tajikistan, A and B"; "A and B will sign for Australia and Fiji".
    """
    row = _row(person, people, text)
    if len(row) < 2:
        return None
    place = next(number for number, span in enumerate(row) if span in person.mentions)
    before = _states_up_to(text, row[0][0])
    if len(before) == len(row):
        return before[place]
    behind = FOR_STATES.match(text, row[-1][1])
    states = _states_from(text, behind.end()) if behind else []
    return states[place] if len(states) == len(row) else None


def _row(person: Person, people: Sequence[Person], text: str) -> list[Span]:
    """The names that stand in one row with a person's first: joined by commas and "and", offices before them aside."""
    spans = sorted(span for other in people for span in other.mentions)
    titles = {
        span: name
        for other in people
        for name in other.mentions
        for span, _ in other.titles
        if 0 < name[0] - span[1] < 40
    }
    mine = person.mentions[0]
    at = spans.index(mine)
    row = [mine]

    def joined(left: Span, right: Span) -> bool:
        start = min([right[0], *(span[0] for span, name in titles.items() if name == right and left[1] <= span[0])])
        return NAMES_JOINED.fullmatch(text, left[1], start) is not None

    for other in reversed(spans[:at]):
        if not joined(other, row[0]):
            break
        row.insert(0, other)
    for other in spans[at + 1 :]:
        if not joined(row[-1], other):
            break
        row.append(other)
    return row


def _states_up_to(text: str, at: int) -> list[str]:
    """The states that end right before the names, in their order."""
    base = max(text.rfind(". ", 0, at) + 1, text.rfind("\n", 0, at) + 1, at - 140)
    found = list(state_pattern().finditer(text, base, at))
    if not found or BEFORE_NAMES.fullmatch(text, found[-1].end(), at) is None:
        return []
    return _run(text, found[::-1], forward=False)[::-1]


def _states_from(text: str, at: int) -> list[str]:
    found = list(state_pattern().finditer(text, at, at + 120))
    return _run(text, found, forward=True) if found and found[0].start() == at else []


STATES_JOINED = re.compile(r"(?:['’]s?)?(?:,|,?[ \u00a0]and)[ \u00a0](?:of[ \u00a0])?(?:the[ \u00a0])?")


def _run(text: str, found: Sequence[re.Match[str]], forward: bool) -> list[str]:
    """The states of the first stretch in which nothing but commas and "and" stands between."""
    codes = [str(state_code(found[0][1]))]
    for one, other in itertools.pairwise(found):
        left, right = (one, other) if forward else (other, one)
        if (
            STATES_JOINED.fullmatch(text, left.end(), right.start()) is None
            and STATES_JOINED.fullmatch(text, left.end(), right.start(1)) is None
        ):
            break
        codes.append(str(state_code(other[1])))
    return codes if len(set(codes)) == len(codes) > 1 else []
