"""Recurring dialogues with a name of their own: found by their head word, their capitals, and signs of recurrence."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TypeAlias

from communique import knowledge
from communique.knowledge import ORDINALS, ordinal
from communique.language import Analysis
from communique.language.people import states_in
from communique.readers.places import place_at
from communique.records import Mechanism, Span

CAP = r"(?:(?:[A-ZÀ-Þ]|\d\+)(?:[\w’'+/&–-]|\.(?=\w))*)"
SMALL = r"(?:of|on|and|for|the|between|in|to|with|at|&)"
HEAD = r"(?:Dialogues?|Mechanisms?|Consultations?|Forum|Commission|Committee|Council|Conference|Summit|Partnership|Framework|Group|Quad|Ministerial|Platform|Talks|Meeting)"
FIELDS = rf"[ \u00a0]on[ \u00a0]{CAP}(?:[ \u00a0]{CAP})*(?:,[ \u00a0]{CAP}(?:[ \u00a0]{CAP})*){{1,6}},?[ \u00a0]and[ \u00a0]{CAP}"
"""A list of fields within a name: "on Trade, Science, Technology and Culture"."""
NAME = re.compile(rf"(?<![\w-]){CAP}(?:{FIELDS}|[ \u00a0](?:{SMALL}[ \u00a0]){{0,2}}{CAP})*")
LEADING = re.compile(
    rf"(?:The|In|At|During|Both|\d{{1,3}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)}|(?:Meeting|Session|Round|Edition) of(?: the)?)[ \u00a0]",
    re.I,
)
"""What stands before a mechanism's name: "The 26th Session of the"."""
HEADED = re.compile(rf"(?<![\w-]){HEAD}(?![\w-])")
ORDINAL = rf"(?:{'|'.join(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))"
WHOLE_ORDINAL = re.compile(ORDINAL, re.I)
COUNTED = re.compile(
    rf"\b({ORDINAL})[ \u00a0](?:(?:annual|regular|ministerial|plenary|trilateral|bilateral|formal)[ \u00a0])*(?:(?:meeting|session|round|edition|sitting|plenary)s?[ \u00a0]of[ \u00a0](?:(?:the|their)[ \u00a0])?)?(?:(?:the|their)[ \u00a0])?$",
    re.I,
)
SESSION_OF = re.compile(
    r"\b(?:summit|session|round|plenary|edition)[ \u00a0]of[ \u00a0](?:(?:the|their)[ \u00a0])?$", re.I
)
WORD = re.compile(r"(?:[A-Z]\.){2,}|United States|[^\W_]+(?:\+\d)?")
CERTAIN = re.compile(r"(?:Joint .*Committee|Dialogue|Mechanism|Consultations?|Commission|Forum|Quad)(?![\w-])")


MONTH = re.compile(r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")
JOINT_BODY = re.compile(
    r"\b(?:Joint|Mixed|Border|Bilateral|Trilateral|Tripartite|Inter-?[Gg]overnmental|High-Level|Strategic|Cooperation|Consultative|Steering|Liaison|Permanent)\b"
)
CONVENED = re.compile(
    r"(?:[ \u00a0]\([A-Z]{2,6}\))?(?:,[ \u00a0](?:which|headed|led|chaired|co-chaired)\b[^.;,\n]{3,80},|,[ \u00a0]which)?[ \u00a0]"
    r"(?:has |had |will |(?:is|was) (?:due |scheduled |expected |set )?to (?:have )?|also |last )*(?:met|meets?|convened?|convenes|reconvened?|resumed?|(?:held|holds?|concluded|opened) (?:its|their|the) [\w-]+ (?:meeting|session|round|sitting))\b"
)
"""After a joint body's name: it has sessions."""


def session_before(text: str, at: int) -> int | None:
    """The number of the session, when one is printed right before a mechanism's name at `at`."""
    match = COUNTED.search(text[max(0, at - 80) : at])
    return ordinal(match[1]) if match else None


def read_mechanisms(analysis: Analysis) -> tuple[Mechanism, ...]:
    """The mechanisms named in an article, each once, under the longest name printed."""
    text = analysis.cast.text
    found: dict[str, list[Span]] = {}
    known: dict[str, knowledge.KnownMechanism] = {}
    between = _between(analysis)
    for block in analysis.blocks:
        start, end = block.span
        words = _keyed(text, start, end)
        listed = list(_listed(text, words))
        listed += [one for one in _described(text, words, between) if not _overlaps(one[0], listed)]
        for span, mechanism in listed:
            # one name for all its names on a page: the first that is written out
            printed = text[slice(*span)]
            printed = mechanism.name if printed.islower() else printed
            name = next((name for name, other in known.items() if other is mechanism), printed)
            known[name] = mechanism
            found.setdefault(name, []).append(span)
        for match in NAME.finditer(text, start, end):
            if _overlaps(match.span(), listed):
                continue
            named = _trimmed(text, match.span())
            if named is not None and _recurs(text, named):
                found.setdefault(text[slice(*named)], []).append(named)
    return tuple(
        Mechanism(f"k{number}", name, known[name].parties, "mechanisms.listed/1", 0.95, tuple(spans))
        if name in known
        else Mechanism(f"k{number}", name, _parties(analysis, name, spans), "mechanisms.name/1", 0.85, tuple(spans))
        for number, (name, spans) in enumerate(_longest(found).items(), 1)
    )


Words: TypeAlias = tuple[list[re.Match[str]], list[str]]
"""The words of a stretch, and each as it is compared."""


def _keyed(text: str, start: int, end: int) -> Words:
    words = [match for match in WORD.finditer(text, start, end) if match[0] != "s"]
    return words, ["".join(knowledge.mechanism_words(match[0])) for match in words]


def _listed(text: str, keyed: Words) -> Iterator[tuple[Span, knowledge.KnownMechanism]]:
    """The mechanisms of the table named among some words, the longest name where several begin."""
    words, keys = keyed
    at = 0
    while at < len(words):
        lengths = _lengths().get(keys[at], ()) if text[words[at].start()].isupper() or keys[at][0].isdigit() else ()
        for length in (length for length in lengths if at + length <= len(words)):
            mechanism = knowledge.mechanism_by_words().get(tuple(keys[at : at + length]))
            if mechanism is None or (length == 1 and not words[at][0].isupper()):
                continue
            last = words[at + length - 1]
            if "\n" not in text[words[at].start() : last.end()] and not last[0].islower():
                yield (words[at].start(), last.end()), mechanism
                at += length - 1
                break
        at += 1


Described: TypeAlias = tuple[tuple[str, ...], knowledge.KnownMechanism]


def _between(analysis: Analysis) -> tuple[Described, ...]:
    """The listed dialogues of the two states that a text is about, by the words of their names without the states'."""
    if not analysis.cast.bilateral():
        return ()
    pair = tuple(sorted(analysis.cast.parties(analysis.cast.pair)))
    found = {}
    for mechanism in knowledge.mechanisms():
        if tuple(sorted(mechanism.parties)) == pair:
            for name in mechanism.names:
                words = tuple(word for word in knowledge.mechanism_words(name) if not _of_states(word))
                if len(words) > 2:
                    found[words] = mechanism
    return tuple(found.items())


@cache
def _of_states(word: str) -> bool:
    return word in knowledge.state_by_name() or word in ("us", "uk", "eu", "prc", "rok")


def _described(
    text: str, keyed: Words, between: Sequence[Described]
) -> Iterator[tuple[Span, knowledge.KnownMechanism]]:
    """Listed dialogues named in small letters and without the states: "the high-level economic dialogue"."""
    words, keys = keyed
    for wanted, mechanism in between:
        for at in range(len(keys) - len(wanted) + 1):
            if tuple(keys[at : at + len(wanted)]) == wanted:
                span = (words[at].start(), words[at + len(wanted) - 1].end())
                if "\n" not in text[slice(*span)]:
                    yield span, mechanism


def _overlaps(span: Span, listed: Sequence[tuple[Span, knowledge.KnownMechanism]]) -> bool:
    return any(one[0] < span[1] and span[0] < one[1] for one, _ in listed)


@cache
def _lengths() -> Mapping[str, tuple[int, ...]]:
    """First word of a mechanism's name → how many words such names have, the longest first."""
    found: dict[str, set[int]] = {}
    for words in knowledge.mechanism_by_words():
        found.setdefault(words[0], set()).add(len(words))
    return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}


def _trimmed(text: str, span: Span) -> Span | None:
    start, end = span
    name = text[start:end]
    headed = HEADED.search(name)
    cut = re.match(r".*\b(?:for|in|at|to|with)[ \u00a0](?:the[ \u00a0])?", name[: headed.start()]) if headed else None
    if cut:
        start += cut.end()
        name = text[start:end]
    head = HEADED.search(name)
    if head is None:
        return None
    while lead := LEADING.match(name):
        start += lead.end()
        name = text[start:end]
    tail = (
        re.search(
            r"(?:[ \u00a0](?:in|at|on|to|with|and|held)(?:[ \u00a0].*)?)$", name[(HEADED.search(name) or head).end() :]
        )
        if HEADED.search(name)
        else None
    )
    if tail and not re.match(
        r"[ \u00a0](?:on|and)[ \u00a0](?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d|Jan|Feb|Mar|Apr|May |Jun|Jul|Aug|Sep|Oct|Nov|Dec)",
        tail[0],
    ):
        kept = (HEADED.search(name) or head).end() + tail.start()
        end = start + kept
        name = name[:kept]
    past = (HEADED.search(name) or head).end()
    for where in re.finditer(r"[ \u00a0](?:in|at)[ \u00a0]", name[past:]):
        if place_at(text, start + past + where.end(), end) is not None or MONTH.match(name, past + where.end()):
            name = name[: past + where.start()]
            break
    name = name.rstrip(".,")
    return (start, start + len(name)) if len(name.split()) >= 2 and HEADED.search(name) else None


SENTENCE = re.compile(r"\b(?:Would|Could|Should|Must|Will|Be|Is|Are|Was|Were|Has|Have|Had)\b")
"""Words of a headline in title case: "Why a Fourth Meeting Would Be the Hardest" names no mechanism."""


def _recurs(text: str, span: Span) -> bool:
    name = text[slice(*span)]
    if re.match(r"Council of", name) or SENTENCE.search(name):
        return False
    if name in knowledge.organisation_by_name() or name.removeprefix("the ") in knowledge.organisation_by_name():
        return False
    if re.search(
        r"\b(?:Security Council|Central Committee|Human Rights|European|National|Chamber|Institute|University|Standing Committee|State Council|Military)\b",
        name,
    ):
        return False
    if (
        JOINT_BODY.search(name)
        and len(_states(name)) >= 2
        and re.search(r"\b(?:Meeting|Committee|Council|Group)\b", name)
    ):
        return True
    if JOINT_BODY.search(name) and CONVENED.match(text, span[1]):
        return True
    if session_before(text, span[0]) is not None or SESSION_OF.search(text, max(0, span[0] - 40), span[0]):
        return True
    return bool(CERTAIN.search(name)) and (
        len(states_in(name)) >= 2
        or (
            len(name.split()) >= 3
            and bool(
                re.search(r"(?:Dialogue|Mechanism|Consultations?|Joint .*(?:Commission|Committee)|Quad)(?![\w-])", name)
            )
        )
    )


def _states(name: str) -> list[str]:
    """The states in a name, joined by hyphens too: "Saudi-Chinese-Iranian"."""
    return list(states_in(re.sub(r"[-–]", " ", name)))


def _stem(name: str) -> str | None:
    """A long name up to its "on": the same dialogue is printed with its field in full and in short."""
    stem = re.match(r"(.{20,}?)[ \u00a0]on[ \u00a0]", name)
    return stem[1] if stem else name


def _longest(found: dict[str, list[Span]]) -> dict[str, list[Span]]:
    kept: dict[str, list[Span]] = {}
    for name in sorted(found, key=len, reverse=True):
        longer = next((other for other in kept if name in other or _stem(name) == _stem(other)), None)
        kept.setdefault(longer or name, []).extend(found[name])
    return {name: sorted(spans) for name, spans in sorted(kept.items(), key=lambda item: min(item[1]))}


def open_to_many(name: str) -> bool:
    """Whether a mechanism's name says that it is no matter of the two a text is about: "International Meeting on Syria"."""
    return bool(re.match(r"(?:the[ \u00a0])?(?:International|World|Global|Multilateral|Regional|Pan-?)\b", name))


def likely_pair(analysis: Analysis, at: int) -> tuple[str, ...]:
    """The two whose mechanism stands at `at`: who was last named together, where the text is about them or its paragraph names them."""
    cast = analysis.cast
    pair = cast.last_pair(at)
    parties = set(cast.parties(pair))
    block = next((block for block in analysis.blocks if block.span[0] <= at <= block.span[1]), None)
    here = set(cast.parties(a.id for a in cast.within((block.span[0], at)))) if block is not None else set()
    return pair if cast.bilateral() or parties == set(cast.parties(cast.pair)) or parties <= here else ()


def _parties(analysis: Analysis, name: str, spans: list[Span]) -> tuple[str, ...]:
    codes = _states(name)
    bodies = {body.name for word in re.split(r"[-–—/ ]", name) if (body := knowledge.organisation_by_name().get(word))}
    if bodies and len(codes) + len(bodies) > 1:
        return tuple(sorted((*codes, *bodies)))
    if len(codes) < 2 and not open_to_many(name):
        named = [analysis.cast.by_id(ref).country for ref in likely_pair(analysis, spans[0][1])]
        codes = [code for code in dict.fromkeys(named) if code] if len(set(named)) == 2 else codes
    return tuple(sorted(codes))
