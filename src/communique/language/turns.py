"""Transcripts: whose turn each paragraph is, by the labels that open the turns ("MINISTER ANAND:", "Mao Ning:")."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from communique import knowledge
from communique.knowledge import fold
from communique.language.people import Person, offices_printed
from communique.language.pipeline import Block
from communique.language.titles import find_titles, office_and_rank
from communique.records import Span

LABEL = re.compile(r"\s*(?P<name>[A-ZÀ-Þ][^:\n“\"?!]{0,90}?)\s?:\s+(?=[\[(A-ZÀ-Þ“\"‘'0-9])")
ASKED = re.compile(
    r"(?:Q|Question(?:er)?|Reporter|Journalist|Journo|Moderator|Press|Media|Correspondent|Interviewer|Host|Compere|Anchor|Presenter|Operator|Staff|Participant"
    r"|Audience|Unidentified|Speaker)\b",
    re.I,
)
ANSWERS = re.compile(
    r"(?:A|Answer|Reply|Response|(?:the )?(?:official |foreign ministry |mfa |government )?spokes(?:person|man|woman))$",
    re.I,
)
FEWEST = 2
"""Labels that a transcript has at least; a single colon makes none."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until the next label. `speaker`: an actor's id; `content`: one span a paragraph."""

    speaker: str
    label: Span
    content: tuple[Span, ...]


def labels(blocks: Sequence[Block]) -> list[tuple[Block, re.Match[str]]]:
    """The blocks that open a turn, with their labels; none where the text is no transcript."""
    found = [
        (block, match)
        for block in blocks
        if block.kind not in ("title", "caption") and (match := LABEL.match(block.text))
    ]
    found = [(block, match) for block, match in found if len(match["name"].split()) <= 12]
    named = Counter(match["name"] for _, match in found)
    asked = any(ASKED.match(name) for name in named)
    return found if len(found) >= FEWEST and (asked or named.most_common(1)[0][1] > 1) else []


def name_labels(blocks: Sequence[Block], people: list[Person], text: str) -> list[Span]:
    """Give each label to the person it names; one that names nobody yet makes a person, as printed.

    Returned are the labels that name an office alone ("Spokesperson:") where no one person is known to hold it.
    """
    unnamed: list[Span] = []
    opened = labels(blocks)
    speakers = [p for p in people if any("spokes" in text[slice(*span)].casefold() for span, _ in p.titles)]
    if len(speakers) > 1:
        # whose briefing it is stands in its heading
        speakers = [p for p in speakers if opened and min(p.mentions)[0] < opened[0][0].offset]
    at_head = [person for person in people if opened and min(person.mentions)[0] < opened[0][0].offset]
    if not speakers and len(asked := [p for p in at_head if p.titles]) == 1:
        speakers = asked  # an interview's "Answer:" is the one whom its heading names
    for block, match in opened:
        if ASKED.match(match["name"]):
            continue
        start, end = block.offset + match.start("name"), block.offset + match.end("name")
        if any(start <= s and e <= end for person in people for s, e in person.mentions):
            continue
        if ANSWERS.match(match["name"].strip()):
            if len(speakers) == 1:
                speakers[0].mentions.append((start, end))
                speakers[0].mentions.sort()
            else:
                unnamed.append((start, end))
            continue
        titles = find_titles(match["name"])
        after = max((title.words[1] for title in titles), default=0)
        until = len(match["name"])
        if titles and not re.search(r"\w", match["name"][after:]) and titles[0].words[0] > 0:
            after, until = 0, titles[0].words[0]  # "PENNY WONG, FOREIGN MINISTER:"
        words = tuple(re.findall(r"[^\W\d_][\w.’'-]*", match["name"][after:until]))
        words = () if titles and [word.casefold() for word in words] == ["the"] else words  # "THE PRESIDENT:"
        if not words or INITIALS.fullmatch(match["name"]):
            meant = _of_office(match["name"], at_head, text) if not words else _of_initials(words[0], at_head)
            if meant is not None:
                meant.mentions.append((start, end))
                meant.mentions.sort()
            if not words or meant is not None:
                continue
        if len(words) > 5:
            continue
        known = [p for p in people if p.surname == fold(words[-1])] or [
            p for p in people if fold(words[-1]) in map(fold, p.words)
        ]
        at = match["name"].rfind(words[0], after)
        span = (start + at, start + at + len(match["name"][at:until].rstrip(" ,")))
        if known:
            known[0].mentions.append(span)
            known[0].mentions.sort()
        elif titles:
            office = titles[-1]
            person = Person(words, [span], [((start + office.words[0], start + office.words[1]), office.of)], {"title"})
            people.append(person)
    return unnamed


INITIALS = re.compile(r"[A-ZÀ-Þ]{2,3}")
"""A label that is nobody's surname: "CL:" in Christopher Luxon's press conference."""


def _of_office(label: str, people: Sequence[Person], text: str) -> Person | None:
    """Who "PM:" or "The President:" is: the one holder of that office whom the heading names before all turns."""
    named = office_and_rank(re.sub(r"^the\s", "", label.strip(), flags=re.I))
    if named is None:
        return None
    office = named[0]
    held = [p for p in people if office in {found for found, _ in offices_printed(p, text)}]
    if not held:
        # a bare "Minister:" is any minister; who is printed without an office may be known to hold it
        held = [
            p
            for p in people
            if (office == "minister" and any("minister" in found for found, _ in offices_printed(p, text)))
            or (not p.titles and office in {known.office for known in knowledge.offices_of(p.name)})
        ]
    return held[0] if len(held) == 1 else None


def _of_initials(label: str, people: Sequence[Person]) -> Person | None:
    """Who "CL:" is: the one person of these initials whom the heading names."""
    if label.casefold() in knowledge.outlet_by_name():
        return None
    fitting = [p for p in people if len(p.words) > 1 and "".join(word[0] for word in p.words).upper() == label]
    return fitting[0] if len(fitting) == 1 else None


def answering(blocks: Sequence[Block], people: Sequence[Person]) -> Person | None:
    """Who alone answers in a transcript of questions; None where several speak."""
    heads = [(block.offset + match.start("name"), block.offset + match.end("name")) for block, match in labels(blocks)]
    found = [p for p in people if any(s <= start and end <= e for start, end in p.mentions for s, e in heads)]
    return found[0] if len(found) == 1 else None


def find_turns(blocks: Sequence[Block], people: Sequence[tuple[Span, str]]) -> tuple[Turn, ...]:
    """The turns of a transcript. `people`: where people are named, and their ids."""
    opened = {block.offset: match for block, match in labels(blocks)}
    found: list[Turn] = []
    open_turn = False
    for block in blocks:
        match = opened.get(block.offset)
        end = block.offset + len(block.text.rstrip())
        if match is not None:
            head = (block.offset + match.start("name"), block.offset + match.end("name"))
            named = {actor for span, actor in people if head[0] <= span[0] and span[1] <= head[1]}
            open_turn = len(named) == 1 and not ASKED.match(match["name"])
            if open_turn:
                found.append(Turn(named.pop(), head, ((block.offset + match.end(), end),)))
        elif open_turn and found and block.kind in ("paragraph", "list", "quote"):
            last = found[-1]
            found[-1] = Turn(last.speaker, last.label, (*last.content, (block.offset, end)))
    return tuple(found)
