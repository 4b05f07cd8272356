"""What those around somebody tell of whom they act for: rosters, pairs joined by "and", aides, signatories."""

import re
from collections.abc import Sequence

from communique.language import localities
from communique.language.people import Person
from communique.language.state_words import state_code, state_pattern, states_in_order
from communique.language.titles import EQUALS
from communique.records import Span

JOINED = re.compile(r",?[ \u00a0](?:and|as well as)[ \u00a0](?:the[ \u00a0])?")
OWN = re.compile(
    r"(?:\b(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)|['’]s)[ \u00a0](?:(?!counterpart|colleague|peer|homologue|host|guest|rival|opponent|foe)"
    r"[a-z][\w-]*,?[ \u00a0]){0,3}$"
)
"""Before somebody's own man: "his adviser X", "the minister's deputy, Y"."""
EQUAL = re.compile("|".join(sorted(EQUALS)), re.I)
PLACE_OWNS = re.compile(r"[ \u00a0][A-ZÀ-Þ][\w-]+['’]s?[ \u00a0](?:[a-z][\w-]*,?[ \u00a0]){0,3}$")
OWN_BEHIND = re.compile(
    r",[ \u00a0](?:his|her|its|their)[ \u00a0](?!counterpart|colleague|peer|homologue|host|guest|rival)[a-z]"
)
ITS = re.compile(r",[ \u00a0]its[ \u00a0](?!counterpart|host|guest|rival)[a-z]")
OPENING = re.compile(
    r"(?:^|[.!?]”?[ \u00a0]|\n)(?:(?:In|From)[ \u00a0]([A-ZÀ-Þ][\w’'. -]{2,24})(?:,|[ \u00a0]came)|In[ \u00a0]([A-ZÀ-Þ][\w’'-]+))"
    r"[ \u00a0](?:the[ \u00a0])?[^.\n]{0,60}$"
)
NEAR = 200
"""Characters from somebody's name to that of a relative or an aide."""
ROSTER = re.compile(
    r"(?:['’]s?)?[ \u00a0](?:side|delegation|team)\b"
    r"(?:[ \u00a0]*[,:(]|[ \u00a0](?:also[ \u00a0])?(?:were|was|is|are|included|includes|comprised|comprises|consisted[ \u00a0]of|was[ \u00a0]represented[ \u00a0]by|"
    r"were[ \u00a0]represented[ \u00a0]by|was[ \u00a0]led[ \u00a0]by|was[ \u00a0]headed[ \u00a0]by|is[ \u00a0]led[ \u00a0]by|led[ \u00a0]by|headed[ \u00a0]by|attended|had)\b)"
    r"(?:[ \u00a0](?:led|headed|represented)[ \u00a0]by\b)?"
)
"""Behind a state's name, what opens the list of its people: "on the Russian side were", "The Chilean delegation included"."""
TEAM = re.compile("side|delegation|team")
PLAIN = re.compile(r"[^.;:\n]*(?:\.(?!\s)[^.;:\n]*)*")
"""The rest of a sentence as far as a list of names goes."""
SIGN = re.compile(
    r"[ \u00a0](?:(?:jointly|then|also|later|will|would|are[ \u00a0]to|have|had)[ \u00a0]){0,2}(?:co-)?(?:signed|sign|chaired|initialled|exchanged|inked|shook hands)\b"
)


def own_of_others(person: Person, text: str) -> bool:
    """Whether the person is somebody's own man, of whomever the words before speak: "and his adviser, X"."""
    start = _start(person)
    return OWN.search(text[max(0, start - 60) : start]) is not None


IS_MET = re.compile(
    r"\b(?:meet|meets|met|meeting|receives?d?|receiving|hosts?|hosted|hosting|welcomes?|welcomed|visits?|visited|talks|call(?:s|ed)?[ \u00a0]on|sat[ \u00a0]down|"
    r"spoke|speaks?|speaking|conferred|call|conversation|consultations)[ \u00a0](?:(?:with|to)[ \u00a0])?(?:the[ \u00a0])?$"
)
"""Right before whom somebody meets: "leaves for Astana, where he will meet Deputy Prime Minister X"."""


def is_met(person: Person, text: str) -> bool:
    """Whether the words before put the person opposite to whom they speak of."""
    start = _start(person)
    return IS_MET.search(text[max(0, start - 60) : start]) is not None


ACCOMPANIES = re.compile(r"\b(?:accompanied|flanked|joined)[ \u00a0]by[ \u00a0](?:the[ \u00a0])?$")


def accompanies(person: Person, text: str) -> bool:
    """Whether the person is named as in somebody else's company: "Kristrún was accompanied by Foreign Minister X"."""
    start = _start(person)
    return ACCOMPANIES.search(text, max(0, start - 40), start) is not None


def on_roster(person: Person, text: str) -> str | None:
    """The state on whose side or delegation the person is listed."""
    for start, _ in person.mentions:
        begin = max(text.rfind("\n", 0, start), start - 600) + 1
        if TEAM.search(text, begin, start) is None:
            continue  # asked first, since looking for states is dear
        for match in reversed(list(state_pattern().finditer(text, begin, start))):
            opens = ROSTER.match(text, match.end())
            if opens is None or opens.end() > start:
                continue
            names = PLAIN.match(text, opens.end())
            return (
                state_code(match[1]) if names and start < names.end() and not _told(text[opens.end() : start]) else None
            )
    return None


VERB = re.compile(r"\b(?:said|told|met|who|that|visited|asked|with|against|to)\b")
SERVES = re.compile(r"\b(?:ambassador|envoy|adviser|advisor|assistant|aide|representative)[ \u00a0]to\b", re.I)


def _told(words: str) -> bool:
    """Whether more than a list stands between: "the Russian side was told by X"."""
    return bool(VERB.search(SERVES.sub("", words)))


def beside(person: Person, people: Sequence[Person], text: str) -> str | None:
    """By those beside whom the person is named: "Nigerian senator A and governor B", "A and B, his deputy", "his father, A"."""
    start = _start(person)
    before = _before(person, people, start)
    if before:
        end, other = before
        gap = text[end:start]
        if other.country and person.titles and JOINED.fullmatch(gap) and not SIGN.match(text, person.mentions[0][1]):
            return other.country
        named = states_in_order(gap)
        if "\n" not in gap and named and any(ITS.match(text, end) for _, end in person.mentions):
            return named[-1]
        near = "\n" not in gap and len(gap) < NEAR and set(named) <= {other.country}
        behind = any(OWN_BEHIND.match(text, end) for _, end in person.mentions) and not re.search(
            r"[.!?][ \u00a0]", gap
        )
        # in "A met B. Tokyo's C" it is the city that owns
        of_place = PLACE_OWNS.search(gap) is not None
        own = (not EQUAL.match(text, start) and not of_place and OWN.search(gap)) or behind
        if other.country and near and (person.kin or own):
            return other.country
    opening = OPENING.search(text, max(0, start - 100), start) if person.titles else None
    if opening is None:
        return None
    city = 1 if opening[1] else 2
    place = localities.at(text, opening.start(city))
    return place[0] if place is not None and place[1] == opening.end(city) else None


COMMA = re.compile(r",[ \u00a0]")


def amid(person: Person, people: Sequence[Person], text: str) -> str | None:
    """In a list "Foreign Minister A, intelligence chief B and Defence Minister C": the state of A and C."""
    start, end = _start(person), person.mentions[0][1]
    before = _before(person, people, start)
    behind = min(((_start(p), p) for p in people if _start(p) >= end), key=lambda one: one[0], default=None)
    if before is None or behind is None or not person.titles:
        return None
    listed = COMMA.fullmatch(text[before[0] : start]) and (
        JOINED.fullmatch(text[end : behind[0]]) or COMMA.fullmatch(text[end : behind[0]])
    )
    return before[1].country if listed and before[1].country == behind[1].country else None


def body_of_chief(person: Person, people: Sequence[Person], text: str) -> str | None:
    """The body of whom the person is the own man: "Bisimwa, M23's president, and his deputy, Y"."""
    start = _start(person)
    before = _before(person, people, start)
    if before is None or before[1].body is None or person.printed() is not None:
        return None
    gap = text[before[0] : start]
    near = (
        "\n" not in gap
        and len(gap) < NEAR
        and OWN.search(gap)
        and not EQUAL.match(text, start)
        and not PLACE_OWNS.search(gap)
    )
    return before[1].body if near and not states_in_order(gap) else None


def told_apart(person: Person, people: Sequence[Person], host: str | None) -> int:
    """How many states but the host's have somebody with an office who is named before the person; none right after a host."""
    start = _start(person)
    states = {p.country for p in people if p.country and p.titles and p.mentions[0][0] < start}
    near = named_before(person, people)
    return 0 if near is not None and near.country == host else len(states - {host})


def signs_beside(person: Person, people: Sequence[Person], text: str, code: str) -> bool:
    """Whether the person signs together with one of the state `code`: two who sign are of two sides."""
    other = signs_with(person, people, text)
    return other is not None and other.country == code


def signs_with(person: Person, people: Sequence[Person], text: str) -> Person | None:
    """Who is named right before the person as signing together: "A and B signed"."""
    start = _start(person)
    before = _before(person, people, start)
    joined = before is not None and JOINED.fullmatch(text[before[0] : start])
    return before[1] if before is not None and joined and SIGN.match(text, person.mentions[0][1]) else None


def named_before(person: Person, people: Sequence[Person]) -> Person | None:
    """Who is named last before the person."""
    before = _before(person, people, _start(person))
    return before[1] if before is not None else None


INSTANCE = re.compile(r"\b(?:including|among them|among whom|such as|namely)[ \u00a0][^.;:\n]*$")


FACES = re.compile(
    r"(?:,[ \u00a0][^.;:\n]{3,110},)?[ \u00a0](?:(?:met|meets|spoke|spoken|speaks|talked|conferred|sat down|negotiated)(?:[ \u00a0](?:by (?:phone|telephone|video link)|separately|briefly))?(?:[ \u00a0](?:with|to))?|"
    r"(?:hosted|received|welcomed|greeted|visited|telephoned|phoned|hosts|receives|welcomes)|"
    r"(?:held|holds|had|has)[ \u00a0](?:\w+[ \u00a0]){0,3}(?:talks|meetings?|consultations|calls?|conversations?|discussions)[ \u00a0]with)"
    r"[ \u00a0](?:the[ \u00a0])?"
)
"""From somebody to whom he meets: they act for two states."""


def faces(person: Person, people: Sequence[Person], text: str, code: str) -> bool:
    """Whether somebody who acts for `code` is said to have met the person."""
    start = _start(person)
    before = _before(person, people, start)
    return before is not None and before[1].country == code and bool(FACES.fullmatch(text[before[0] : start]))


def told_of(person: Person, text: str) -> bool:
    """Whether what the sentence says before is of the person: no comma parts them, or it gives an instance.

    So "Haiti was represented by the head of its council, X" and "ten Haitian figures, among them X".
    """
    start = _start(person)
    before = text[sentence_start(text, start) : start]
    last = max((match.end() for match in state_pattern().finditer(before)), default=0)
    return "," not in before[last:] or bool(INSTANCE.search(before))


def of_the_sentence(person: Person, people: Sequence[Person], text: str) -> set[str]:
    """The states of the others who are named before the person in the same sentence."""
    start = _start(person)
    begin = sentence_start(text, start)
    return {p.country for p in people if p.country and any(begin <= s < start for s, _ in p.mentions)}


def sentence_start(text: str, at: int) -> int:
    """Where the sentence around `at` begins, as far as its full stop or the line tells."""
    return max(text.rfind(". ", 0, at), text.rfind("\n", 0, at)) + 1


def _start(person: Person) -> int:
    first: Span = person.mentions[0]
    return min([first[0], *(span[0] for span, _ in person.titles if span[0] < first[0])])


def _before(person: Person, people: Sequence[Person], start: int) -> tuple[int, Person] | None:
    """Who is named last before `start`, and where that name ends."""
    before = [
        (span[1], other) for other in people for span in other.mentions if span[1] <= start and other is not person
    ]
    return max(before, key=lambda one: one[0]) if before else None
