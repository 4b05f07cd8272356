"""Who acts for an organisation, whatever state is printed with the name: "the Swedish diplomat who is the UN's envoy"."""

import re
from collections.abc import Sequence

from communique import knowledge
from communique.language.people import LEFT, Person, offices_printed
from communique.language.phrases import body_phrases
from communique.language.surnames import holder_called
from communique.records import Span

LEADS = re.compile(
    r",[ \u00a0](?:(?:the|an?)[ \u00a0][^.;:,\n]{3,60}?[ \u00a0])?(?:who|and)[ \u00a0](?:now[ \u00a0]|also[ \u00a0])?"
    r"(?:heads|leads|runs|chairs|coordinates|commands|represents|speaks for|works for|directs)[ \u00a0](?:the[ \u00a0])?"
)
"""Behind a name, up to the body that somebody leads: ", who coordinates the Congo River Alliance"."""
AIDES = re.compile(
    r",[ \u00a0](?:an?|the)[ \u00a0](?:[a-z]+[ \u00a0])?(?:aide|adviser|advisor|assistant|deputy|spokes\w+)[ \u00a0](?:to|for|of)[ \u00a0](?:the[ \u00a0])?"
)
"""Behind a name, up to the body whose official somebody assists: ", an aide to the EU ambassador"."""
OWN_KINDS = frozenset({"party", "organisation", "bank", "court"})
"""Kinds of bodies that have officials of their own; who chairs a forum or speaks for a bloc is mostly a state's."""


def body_served(person: Person, text: str, day: str | None) -> str | None:
    """The organisation that a person acts for: by the table of offices on the day, by a title, or by what is said behind."""
    return _known(person, day) or _printed(person, text) or _led(person.mentions, text)


def _known(person: Person, day: str | None) -> str | None:
    """The body whose office the table has the person in on the day, where it has him in none of a state then."""
    if day is None:
        return None
    if len(person.words) < 2:
        meant = None if person.titles else holder_called(person.words[0], day)
        return meant.code if meant is not None and meant.perhaps(day) and meant.code not in knowledge.states() else None
    now = [held for held in knowledge.offices_of(person.name) if held.perhaps(day)]
    bodies = [held.code for held in now if held.code not in knowledge.states() and held.start is not None]
    return bodies[-1] if bodies and not any(held.code in knowledge.states() for held in now) else None


def _printed(person: Person, text: str) -> str | None:
    """The body of the offices printed, where those of a state are all said to be over."""
    if (union := _of_the_union(person, text)) is not None:
        return union
    bodies = [of for _, of in person.titles if of is not None and of not in knowledge.states()]
    states = [span for span, of in person.titles if of in knowledge.states()]
    if not bodies or any(not LEFT.search(text, max(0, start - 60), start) for start, _ in states):
        return None
    known = knowledge.organisation_by_name().get(bodies[0])
    own = known is not None and (
        known.kind in OWN_KINDS
        or any(office == "international official" for office, _ in offices_printed(person, text))
    )
    if known is None or not own or (known.kind == "party" and knowledge.offices_of(person.name)):
        return None
    return known.name


COMMISSIONER = re.compile(r"(?:[\w-]+ )?commissioner", re.I)
FIELD = re.compile(r"[ \u00a0](?:for|responsible for|in charge of)[ \u00a0]")
UNION = re.compile(r"\bEU\b|\bEuropean (?:Union|Commission)\b")
OF_COMMISSION = re.compile(r"(?<!\w )\bCommission[ \u00a0](?:(?:chief|deputy|lead|vice)[ \u00a0])?$")


def _of_the_union(person: Person, text: str) -> str | None:
    """The European Commission in a text on the Union: its "Trade Commissioner", a "commissioner for enlargement", its spokesman."""
    if not UNION.search(text):
        return None
    members = knowledge.organisation_by_name()["European Union"]
    for (start, end), of in person.titles:
        if of is not None and of not in {member.code for member in members.members}:
            continue
        named = COMMISSIONER.fullmatch(text, start, end)
        if named is not None and (" " in text[start:end] or FIELD.match(text, end)):
            return "European Commission"
        if of is None and OF_COMMISSION.search(text, max(0, start - 30), start):
            return "European Commission"
    return None


def _led(mentions: Sequence[Span], text: str) -> str | None:
    for _, end in mentions:
        leads = LEADS.match(text, end) or AIDES.match(text, end)
        body = body_phrases().at(text, leads.end()) if leads else None
        if body is not None and body.value[0] == "organisation":
            return body.value[1]
    return None
