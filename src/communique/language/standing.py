"""For which state a person acts: by the words around the name, else by the table of offices and the day."""

import re
from collections.abc import Sequence

from communique import knowledge
from communique.knowledge import Office, fold
from communique.language import listing, localities
from communique.language.naming import called, known_as
from communique.language.people import Person, offices_printed
from communique.language.runs import honorific_pattern
from communique.language.state_words import (
    is_demonym,
    is_geography,
    possessor,
    state_code,
    state_pattern,
)
from communique.language.surnames import holder_called
from communique.language.titles import capital_before, capitals, office_by_title
from communique.records import Span

ROYAL = frozenset({"monarch", "crown prince", "consort"})
GOES_ON = re.compile(r"['’]s|[ \u00a0]-?[A-Z]")
"""Behind a state's name that is only part of a longer one."""
BEHIND = re.compile(r"[ \u00a0](?:of|for|from)[ \u00a0](?:the[ \u00a0])?")
BEHIND_BODY = re.compile(r",?[ \u00a0](?:of|from|at|with)[ \u00a0](?:the[ \u00a0])?")
MINISTRY_IN = re.compile(
    r",[ \u00a0][a-z][^.;:,\n]{2,80}\b(?:ministry|government|parliament|cabinet|chancellery)[ \u00a0]in[ \u00a0]([A-ZÀ-Þ][\w’'-]+(?:[ \u00a0][A-ZÀ-Þ][\w’'-]+)?)"
)
"""Behind a name: "X, deputy director at the ministry in Naypyidaw"."""
NATIONAL_BODY = re.compile(
    r"(?:['’]s)?(?:[ \u00a0](?:of|for|and|[A-Z][\w-]+)){0,5}[ \u00a0](?:Authority|Board|Ministry|Army|Navy|Parliament|Senate|Assembly|"
    r"Agency|Directorate|Corporation|Commission|Central[ \u00a0]Bank|National[ \u00a0]Bank|Police|Customs|Railways|Embassy)\b"
)
"""Behind a state's name, what is a body of it: "of the Bangladesh Power Development Board"."""
LOWER = re.compile(
    r"(?:['’]s?)?[ \u00a0](?:(?!(?:and|or|to|in|on|at|with|by|from|for|of|that|as|than|told|met|said|meets|visits|hosts|receives|welcomes|greets|calls|tells|urges|warns|sees|thanks|invites|joins|phones|asks|when|where|while|after|before|if|because|since|until|who|which|the|an?|has|had|have|will|would|was|were|is|are|also)\b)[a-z][\w’'-]*[ \u00a0]){1,5}"
)
"""From a demonym to the name it describes: "Philippine journalist", "Iranian nuclear negotiator"."""
RELATIVE = re.compile(
    r"['’]s[ \u00a0](?:[a-z]+[ \u00a0])?(?:mother|father|brother|sister|son|daughter|wife|husband|uncle|aunt|nephew|niece|cousin|widow),[ \u00a0]"
)
"""From a state to a relative of its ruler: "the Emir of Qatar's mother, Sheikha Moza"."""
DID = re.compile(
    r"\b(?!(?:named|nominated|retired|appointed|elected|based|called|unnamed|jailed|exiled|wanted|accused|detained|seasoned|displaced)\b)[a-z]{2,}ed\b"
)
"""Between a state and a name, what somebody did: "The President of Congo congratulated X"."""
CLAUSE = re.compile(
    r"(?:['’]s)?,[ \u00a0](?=(?:an?|the|who|whose|its|[A-Z]\w*)\b)((?:[^.;:,\n]|(?<=[A-Z])\.(?=[A-Z])|(?<=\.[A-Z])\.(?=[ \u00a0][a-z])){3,110})"
)
PART_OF_NAME = re.compile(r"[ \u00a0](?:River|Valley|Basin|Lake|City|Times|Post|News|Group|Alliance)\b")
"""Behind a state's name that is part of another's: "the Congo River Alliance"."""
OWNED = re.compile(
    r"(?:['’]s?)?(?:[ \u00a0](?!(?:sa(?:id|ys?)|told|reported|added|will|is|was|were|are|has|had|have|and|to)\b)[a-z][\w-]*){1,5}"
)
"""What a clause that begins with a state may go on with: ", Iran's nuclear chief," but not ", Iran said,"."""
AIDE_BEHIND = re.compile(
    r",[ \u00a0](?:(?:an?|the|[a-z-]+)[ \u00a0]){0,4}(?:aide|advis[eo]r|assistant|secretary|spokes\w+|counsell?or|deputy|chief of staff)"
    r"[ \u00a0]to[ \u00a0](?:the[ \u00a0])?"
)
"""Who is an aide to a state's president acts for that state."""
TOWARD = re.compile(r"\b(?:to|in|with|on|against|at|visiting|near|from|toward|towards)[ \u00a0](?:the[ \u00a0])?$")
AT = re.compile(
    r"\b(?:in|at|of)[ \u00a0]([A-ZÀ-Þ][\w’'-]+(?:[ \u00a0][A-ZÀ-Þ][\w’'-]+)?)|([A-ZÀ-Þ][\w’'-]+)[ \u00a0](?:University|Academy|Institute|College)\b"
)
LANGUAGES = {
    "zh": frozenset({"CHN", "TWN"}), "ko": frozenset({"KOR"}), "vi": frozenset({"VNM"}), "ja": frozenset({"JPN"}),
    "th": frozenset({"THA"}), "he": frozenset({"ISR"}), "et": frozenset({"ETH", "ERI"}), "id": frozenset({"IDN"}),
    "fa": frozenset({"IRN", "AFG", "TJK"}), "hu": frozenset({"HUN"}), "el": frozenset({"GRC", "CYP"}), "tr": frozenset({"TUR"}),
    "mn": frozenset({"MNG"}), "km": frozenset({"KHM"}), "tl": frozenset({"PHL"}), "baltic": frozenset({"EST", "LVA", "LTU"}),
}  # fmt: skip
"""Naming systems at home in few states. No page prints an official of North Korea without saying so."""
ELSEWHERE = frozenset({"expert", "academia", "business", "media"})


def by_language(person: Person, named: frozenset[str]) -> str | None:
    """The one state of the name's language among those `named` in the text."""
    at_home = LANGUAGES.get(_system(person.words) or "", frozenset()) & named
    return next(iter(at_home)) if len(at_home) == 1 else None


def foreign(person: Person, named: frozenset[str], code: str) -> bool:
    """Whether the name is of a language at home in another of the states `named`, and not in the state `code`."""
    states = LANGUAGES.get(_system(person.words) or "", frozenset())
    return bool(states & named) and code not in states


def _system(words: Sequence[str]) -> str | None:
    system = knowledge.surnames().get(words[0])
    if system and 1 < len(words) <= 4:
        return system
    given = [knowledge.given_names().get(fold(word), ()) for word in words]
    found = {systems[0] for systems in given if len(systems) == 1}
    return found.pop() if len(words) > 1 and len(found) == 1 else None


def beside(person: Person, taken: Sequence[Span], text: str) -> str | None:
    """The state in the words right before or behind the name, wherever it is printed. `taken`: where anybody is named."""
    return next((code for span in person.mentions if (code := _beside(text, person, span, taken))), None)


def _beside(text: str, person: Person, span: Span, taken: Sequence[Span]) -> str | None:
    start, end = span
    if code := possessor(text, start):
        return code
    capital = capital_before().search(text, max(0, start - 40), start)
    if capital is not None and localities.OWNS.fullmatch(text, capital.end(), start):
        return capitals()[capital[1].casefold()]
    office = min([start, *(span[0] for span, _ in person.titles if 0 < start - span[1] < NEAR_OFFICE)])
    if code := _counterpart_of(text, start) or _each_of(text, start) or listing.by_gap(text, office):
        return code
    if len(person.words) > 1 and (code := localities.region_owning(text, start)):
        return code
    behind = BEHIND.match(text, end)
    state = state_pattern().match(text, behind.end()) if behind else None
    if state is not None and len(person.words) > 1:
        own = not GOES_ON.match(text, state.end()) and not is_demonym(state[1])
        if own or NATIONAL_BODY.match(text, state.end()):
            return state_code(state[1])
    if len(person.words) > 1 and (code := _of_a_body(text, end)):
        return code
    return _described(text, start) or _clause(text, end, taken)


ACTS_FOR = re.compile(
    r"[ \u00a0](?:(?:who|also|then|later)[ \u00a0])?(?:(?:spoke|speaks|speaking|signed|signs|answered|replied|attended|negotiates|negotiated)[ \u00a0](?:for|on behalf of)|"
    r"represented|represents|representing)[ \u00a0](?:the[ \u00a0])?"
)
"""Behind a name: "X represented Denmark", "Y spoke for Singapore's army"."""


def _of_a_body(text: str, end: int) -> str | None:
    """The state whose body the words right behind a name are of: "X, of the Reserve Bank of India"."""
    behind = BEHIND_BODY.match(text, end)
    if behind is not None and (found := localities.body_at(text, behind.end())) is not None:
        return found
    acts = ACTS_FOR.match(text, end)
    state = state_pattern().match(text, acts.end()) if acts else None
    return (
        state_code(state[1])
        if state is not None and (not is_demonym(state[1]) or NATIONAL_BODY.match(text, state.end()))
        else None
    )


NEAR_OFFICE = 40
"""Characters between an office and the name behind it, at most."""
EQUAL_OF = re.compile(
    r"\b(?:counterparts?|colleagues?|peers?)[ \u00a0](?:from|in|of)[ \u00a0](?:the[ \u00a0])?([^,.;:]{3,40}),[ \u00a0]$"
)
"""Before a name: "his counterpart from Paraguay, "."""


def _counterpart_of(text: str, start: int) -> str | None:
    """The state of "his counterpart from Paraguay, Ruben Ramirez"."""
    match = EQUAL_OF.search(text[max(0, start - 70) : start])
    return state_code(match[1]) if match else None


EACH_OF = re.compile(r"[,;](?:[ \u00a0]and)?[ \u00a0]of[ \u00a0](?:the[ \u00a0])?([^,.;:]{3,40}),[ \u00a0]$")
"""Before a name in a row of several: ", of Romania, "."""


def _each_of(text: str, start: int) -> str | None:
    """The state of "the Ministers of Foreign Affairs of A, Mr. X, and of the Republic of B, H.E. Ms. Y"."""
    match = EACH_OF.search(_without_address(text, start))
    return state_code(match[1]) if match else None


def _without_address(text: str, start: int) -> str:
    """What stands before a name and the "H.E. Mr." that belongs to it."""
    head = text[max(0, start - 90) : start]
    for _ in range(3):
        ended = [a.start() for a in honorific_pattern().finditer(head + "A") if a.end() == len(head)]
        if not ended:
            break
        head = head[: ended[0]]
    return head


def _described(text: str, start: int) -> str | None:
    head = _without_address(text, start)
    last = None
    for match in state_pattern().finditer(head):
        last = match
    if last is not None and RELATIVE.fullmatch(head, last.end()):
        return state_code(last[1])
    told = last is not None and DID.search(head, last.end())
    if last is not None and not told and LOWER.fullmatch(head, last.end()) and not is_geography(head, last.span(1)):
        return state_code(last[1])
    return None


def _clause(text: str, end: int, taken: Sequence[Span]) -> str | None:
    """The state in what is said behind the name: "X, who leads a Bulgarian delegation", "Y, Jordan's ambassador"."""
    aide = AIDE_BEHIND.match(text, end)
    served = state_pattern().match(text, aide.end()) if aide else None
    if served is not None:
        return state_code(served[1])
    at_home = MINISTRY_IN.match(text, end)
    if at_home is not None and (code := capitals().get(at_home[1].casefold())):
        return code
    clause = CLAUSE.match(text, end)
    if clause is None or any(clause.start(1) <= start < clause.end(1) for start, _ in taken):
        return None
    first = state_pattern().match(clause[1])
    if clause[1][:1].isupper() and first is None:
        return None
    if first is not None and clause[1][:1].isupper():
        owned = OWNED.fullmatch(clause[1], first.end()) and (clause[1][first.end()] in "'’" or is_demonym(first[1]))
        return state_code(first[1]) if owned else None
    for match in state_pattern().finditer(clause[1]):
        if clause[1][match.end() : match.end() + 1] == "-" or PART_OF_NAME.match(clause[1], match.end()):
            continue  # "the EU's Latvian-born ambassador", "the Congo River Alliance"
        if not TOWARD.search(clause[1][: match.start(1)]) and not is_geography(clause[1], match.span(1)):
            return state_code(match[1])
    if any(office_by_title().get(fold(word)) in ELSEWHERE for word in re.findall(r"[a-z]+", clause[1])):
        for match in AT.finditer(clause[1]):
            if (place := localities.at(text, clause.start(1) + match.start(1 if match[1] else 2))) is not None:
                return place[0]
    return None


def _called_so(office: Office, short: str) -> bool:
    """Whether its holder goes by that word: an emir by his first name, others by their family's."""
    names = (called(name.split(), office.code) for name in office.names)
    return office.office in ROYAL or any(short in (" ".join(name), *name) for name in names)


def by_office(person: Person, text: str, day: str | None) -> str | None:
    """The state whose office the person held on the day, else ever; a bare surname needs an office printed with it."""
    ever = knowledge.offices_of(person.name)
    if day is not None and any(office.code not in knowledge.states() and office.perhaps(day) for office in ever):
        return None  # who once led a state acts for the body now
    held = [office for office in ever if office.code in knowledge.states()]
    if held and person.of_a_body and person.printed() is None and day is not None:
        held = [office for office in held if office.perhaps(day)]  # the minister of old is now a body's envoy
        if not held:
            return None
    if not held and not person.titles and len(person.words) == 1 and (meant := holder_called(person.words[0], day)):
        return meant.code if meant.code in knowledge.states() else None
    short = fold(" ".join(person.words))
    if not held and (len(person.words) == 1 or short in knowledge.offices_by_word()):
        printed = {office for office, _ in offices_printed(person, text)} | {"labelled" * (not person.titles)}
        of = {of for _, of in person.titles if of}
        held = [
            office
            for office in knowledge.offices_by_word().get(short, ())
            if office.code in knowledge.states()
            and ({office.office.removeprefix("deputy "), office.office} & printed or not person.titles)
            and (not of or office.code in of)
        ]
        held = [office for office in held if day is not None and office.perhaps(day)] or held
        held = [office for office in held if _called_so(office, short)] or held
        return held[0].code if len({office.code for office in held}) == 1 else None
    now = [office for office in held if day is not None and office.perhaps(day)]
    codes = {office.code for office in now or held}
    return (now or held)[-1].code if len(codes) == 1 or (len(known_as(person.words)) == 1 and held) else None
