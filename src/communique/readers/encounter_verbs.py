"""Encounters told by a verb: "met", "received", "spoke with", "paid a call on"."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.acting import somebody
from communique.language.cast_nouns import plural, singular
from communique.language.pipeline import Sentence
from communique.readers.encounter_clause import Clause
from communique.readers.guests import had, seen
from communique.readers.joint_acts import BY_PHONE as SPOKEN
from communique.readers.last_time import not_since
from communique.readers.mediated import brought, hosted_both
from communique.readers.own_clause import verbs
from communique.readers.parties import ACTING, doer, named, party_of
from communique.readers.places import place_after
from communique.readers.presiding import led, led_to, presided, represented, summoned
from communique.readers.speakers import official
from communique.readers.subjects import subject_of
from communique.readers.telling import Telling, our_own, telling_of
from communique.readers.visits import hosted, travel
from communique.records import MeetingKind

if TYPE_CHECKING:
    from spacy.tokens import Token

BY_PHONE = re.compile(
    r"\b(?:by|over|on)[ \u00a0](?:the[ \u00a0])?(?:tele)?phone\b|\bphone\b|\btelephone\b|\bvideo ?(?:link|call|conference)|\bvirtual(?:ly)?\b",
    re.I,
)
ELSEWHERE = frozenset({"past", "up", "down", "of", "about", "out", "at", "in", "for", "against"})
"""What follows "spoke" where nobody is spoken with."""
TABLE = re.compile(
    r"\bexchang\w+ (?:views|opinions)[^.;]{0,60}\b(?:over|during|at) (?:a )?(?:working )?(?:lunch|dinner|breakfast)\b",
    re.I,
)
PLACED = re.compile(
    r"\b(?:in|at)[ \u00a0](?:the[ \u00a0])?(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)[A-Z]"
)
HALFWAY = re.compile(r"^[^.;]{0,40}\b(?:half-?[ ]?way|in the middle|(?:more|less) often)\b", re.I)
EACH_OTHER = re.compile(r"[ \u00a0](?:each other|one another)\b")


def read_verb(analysis: Analysis, sentence: Sentence, verb: "Token", kind: MeetingKind) -> Telling | None:
    """The encounter that `verb` tells of, by its subject and its object or "with"."""
    if verb.tag_ == "VBG" and verb.dep_ in ("amod", "compound"):
        return None
    clause = _clause(analysis, sentence, verb)
    if verb.lemma_ in ("lead", "head", "take") and (journey := led_to(clause)) is not None:
        return journey
    if verb.lemma_ == "head" and (head_of := led(clause, kind)) is not None:
        return head_of
    if kind == "visit":
        return travel(analysis, sentence, verb, clause.us)
    if (since := not_since(clause, kind)) is not None:
        return since
    found = READERS.get(verb.lemma_.casefold(), _met)(clause, kind)
    if found is not None and found.status == "held" and _goes_on(clause) and found.time is None and found.place is None:
        return replace(found, definite=True, back=True, loose=True)
    return found


def had_guest(analysis: Analysis, sentence: Sentence, verb: "Token") -> Telling | None:
    """ "Had the premier to lunch": the encounter that "have" tells of by its guest."""
    return had(_clause(analysis, sentence, verb))


def _clause(analysis: Analysis, sentence: Sentence, verb: "Token") -> Clause:
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)
    return Clause(analysis, sentence, verb, doer(analysis, sentence.block, verb), passive)


def _goes_on(clause: Clause) -> bool:
    """Whether "they" or "the two leaders" did it with nobody else: the text goes on with the encounter it told of."""
    subject = next((c for c in clause.verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or clause.passive or clause.with_("with", direct=True):
        return False
    the = any(c.dep_ == "det" and c.text.casefold() in ("the", "both") for c in subject.children)
    return subject.text.casefold() in ("they", "both") or (the and (plural(subject) or subject.tag_ == "CD"))


def _met(clause: Clause, kind: MeetingKind) -> Telling | None:
    if clause.passive and clause.verb.lemma_ == "meet" and not clause.people(clause.with_("by")):
        return None  # "the plan was met with fear by the leadership"
    if clause.verb.lemma_ == "meet" and HALFWAY.search(clause.after):
        return None
    them = clause.with_(*(("with", "by") if clause.passive else ("with",)), direct=True)
    if not them and (clause.sides(clause.us) < 2 or any(c.dep_ in ("dobj", "obj") for c in clause.verb.children)):
        return None  # "met the standards"
    if clause.verb.lemma_ == "meet" and _met_by_phone(clause):
        kind = "call"
    return clause.telling(kind, them)


def _met_by_phone(clause: Clause) -> bool:
    """Whether they "met" in a call: the words for it hang on this verb, not on another one of the sentence."""
    block, first = clause.block, clause.sentence.tokens.start_char
    for match in BY_PHONE.finditer(clause.text):
        word = block.token_at(block.offset + first + match.end() - 1)
        verb = next((w for w in word.ancestors if w.pos_ in ("VERB", "AUX")), None) if word is not None else None
        if verb == clause.verb and re.search(r"video call|phone", match[0] + clause.text[match.end() :][:6], re.I):
            return True
    return False


def _spoke(clause: Clause, kind: MeetingKind) -> Telling | None:
    by_phone = bool(BY_PHONE.search(clause.text))
    them = clause.with_("with", "to")
    onward = clause.block.doc[clause.verb.i + 1].text.casefold() if clause.verb.i + 1 < len(clause.block.doc) else ""
    if re.match(r"[ \u00a0]\w+ly[ \u00a0](?:of|about)\b", clause.after):
        return None  # "spoke highly of"
    if onward in ELSEWHERE and not by_phone:
        aside = re.match(
            r"[ \u00a0](?:at|in|on)[ \u00a0][^,.;]*\b(?:summit|sidelines|margins|conference)\b", clause.after
        )
        both = clause.sides(clause.people(clause.us)) > 1
        return clause.telling("meeting", [], 0.7, loose=True) if aside and both else None
    if not by_phone and ASIDE.search(clause.after):
        kind = "meeting"  # "he and Maduro spoke on the sidelines of a CELAC meeting"
    with_whom = any(t.text.casefold() == "with" for t in clause.block.doc[clause.verb.i : clause.verb.i + 8])
    if not (with_whom or by_phone or clause.sides(clause.us) > 1):
        # "spoke to" is also said of microphones and crowds
        ours = our_own(clause.analysis, clause.sentence, clause.verb, clause.us)
        if not (ours or _officials(clause, clause.us)) or not _officials(clause, them):
            return None
    return clause.telling(kind, them, loose=not by_phone)


ASIDE = re.compile(r"^[^.;]{0,60}\bon the (?:sidelines|margins|fringes|side-lines) of\b", re.I)
"""Behind "spoke": where two meet."""


def _officials(clause: Clause, refs: list[str]) -> bool:
    actors = [clause.analysis.cast.by_id(ref) for ref in refs]
    return bool(actors) and all(somebody(actor) and official(clause.analysis, actor) for actor in actors)


def _conferred(clause: Clause, kind: MeetingKind) -> Telling | None:
    them = clause.with_("with")
    return clause.telling(kind, them) if them or clause.sides(clause.people(clause.us)) > 1 else None


def _called(clause: Clause, kind: MeetingKind) -> Telling | None:
    if re.match(r"[ \u00a0](?:off|for|it)\b", clause.after):
        return None
    if clause.has("upon"):
        return None
    if clause.has("on"):
        them = clause.with_("on")
        if (
            them
            and them == clause.people(them)
            and not re.search(r"\bcall(?:ed|s|ing)? on\b[^,.;]*\bto\b", clause.text)
        ):
            return clause.telling("meeting", them)
        if them or any(_asks(child) for child in clause.verb.children):
            return None
    if any(_asks(child) for child in clause.verb.children):
        return None
    called = next((c for c in clause.verb.children if c.dep_ == "oprd"), None)
    if called is not None:
        # "called it a mistake"; but the parser also takes "called Lavrov on Sunday" so
        them = clause.people(named(clause.analysis, clause.block, called)) if called.pos_ == "PROPN" else []
        whole = any(c.dep_ in ("dobj", "obj", "nsubjpass") for c in clause.verb.children)
        return clause.telling(kind, them) if them and not whole else None
    return clause.telling(kind, clause.with_(direct=True))


def _asks(child: "Token") -> bool:
    """ "Called on the parties to", "called for": no telephone rings; "phoned on Saturday" is a day."""
    inner = next((c for c in child.children if c.dep_ == "pobj"), None)
    return child.text.casefold() in ("on", "for") and not (inner is not None and inner.ent_type_ in ("DATE", "TIME"))


def _saw(clause: Clause, kind: MeetingKind) -> Telling | None:
    if (each := EACH_OTHER.match(clause.after)) is not None:
        # "India and Mongolia see each other as neighbours"
        return (
            None
            if re.match(r"[ \u00a0](?:as|like|through|in[ \u00a0]an?)\b", clause.after[each.end() :])
            else clause.telling(kind, [])
        )
    # "is due to see the Belgian minister": who only sees somebody may as well look at a picture
    them = clause.with_(direct=True)
    arranged = clause.verb.tag_ == "VB" and clause.verb.head.lemma_ in ARRANGED | verbs("travels") | JOURNEYS
    arranged = arranged or any(c.text.casefold() in ("last", "first") for c in clause.verb.children)
    # "will both see Trump in Washington next week"
    coming = clause.verb.tag_ == "VBG" and any(c.lemma_ == "be" and c.tag_ != "VBD" for c in clause.verb.children)
    ahead = any(c.lemma_ == "will" for c in clause.verb.children) or coming
    ahead = ahead and clause.dated() and not clause.has("as")
    if (arranged or ahead) and _officials(clause, them):
        return clause.telling(kind, them, 0.8)
    return seen(clause, kind)


JOURNEYS = frozenset({"fly", "travel", "go", "come", "head", "return"})
"""Verbs of travel before "to see somebody"."""
ARRANGED = frozenset({"due", "schedule", "set", "slate", "plan", "expect", "be", "arrange"})


def _discussed(clause: Clause, kind: MeetingKind) -> Telling | None:
    """ "Discussed the war over the phone": a call where two sides are named."""
    them = clause.with_("with")
    by_phone = SPOKEN.search(clause.after) and clause.sides(clause.people([*clause.us, *them])) > 1
    return clause.telling("call", them) if by_phone else None


def _exchanged(clause: Clause, kind: MeetingKind) -> Telling | None:
    if BY_PHONE.search(clause.after):
        return _discussed(clause, kind)
    return clause.telling(kind, clause.with_("with")) if TABLE.search(clause.text) else None


def _signed(clause: Clause, kind: MeetingKind) -> Telling | None:
    """Who sign something together at a place on a day meet there: "signed in Rome on Friday by the ministers of A and B"."""
    subject = subject_of(clause.verb)
    if subject is not None and subject.lemma_.casefold() in ("country", "state", "nation", "government", "side"):
        return None  # "the treaty that the two countries are to sign in London"
    signers = [*clause.us, *clause.with_("with", "by")]
    people = clause.people(signers)
    if clause.verb.tag_ == "VBN" and not people:
        people = clause.with_("by")
    if not people and (states := _signed_states(clause)) is not None:
        return states
    if clause.sides(people) < 2 or not clause.dated() or not PLACED.search(clause.text):
        return None
    return telling_of(clause.analysis, clause.sentence, clause.verb, "meeting", people, [], "meetings.signed/1", 0.65)


def _signed_states(clause: Clause) -> Telling | None:
    """ "Kinshasa and Kigali signed a framework in Doha on 15 November": who stood there is not told, only for whom."""
    states = [ref for ref in clause.us if clause.analysis.cast.by_id(ref).kind in ("state", "organisation")]
    if clause.passive or clause.verb.tag_ != "VBD" or states != clause.us or clause.sides(states) < 2:
        return None
    found = telling_of(
        clause.analysis,
        clause.sentence,
        clause.verb,
        "meeting",
        states,
        [],
        "meetings.signed-states/1",
        0.6,
        loose=True,
    )
    if found is None or found.status != "held" or found.place is None or found.time is None:
        return None
    # a month in which two states signed something says too little of when they met
    return replace(found, hint=True) if found.time.start == found.time.end else None


def _put(clause: Clause, kind: MeetingKind) -> Telling | None:
    """ "Put their names to a declaration at the State Department"."""
    return _signed(clause, kind) if re.match(r"[ \u00a0]their (?:names?|signatures?) to\b", clause.after) else None


def _joined(clause: Clause, kind: MeetingKind) -> Telling | None:
    them = clause.with_("by") if clause.passive else clause.with_(direct=True)
    people = clause.people([*clause.us, *them])
    return clause.telling(kind, them) if clause.sides(people) > 1 and PLACED.search(clause.text) else None


def _received(clause: Clause, kind: MeetingKind) -> Telling | None:
    them = clause.with_(*(("by",) if clause.passive else ()), direct=True)
    if clause.verb.lemma_ in ("host", "receive", "welcome") and (both := hosted_both(clause)) is not None:
        return both
    if not clause.passive and not _a_guest(clause, them):
        return None
    if (at_home := _at_home(clause, them)) is not None:
        return at_home
    if (not them or clause.people(them) != them) and not _leaders(clause):
        return None
    if not clause.passive:
        found = hosted(clause.analysis, clause.sentence, clause.verb, clause.us, them)
        if found is not None:
            return found
    if clause.verb.lemma_ in ("welcome", "greet") and not re.search(r"\b(?:to|at|in)\b", clause.after):
        return None
    return clause.telling(kind, them)


def _at_home(clause: Clause, them: list[str]) -> Telling | None:
    """ "The Prime Minister welcomed President X to Downing Street": a host without a name stands for the place's state."""
    guests = clause.people(clause.us if clause.passive else them)
    hosts = them if clause.passive else clause.us
    place = place_after(
        clause.analysis.cast.text, clause.block.end(clause.verb), clause.sentence.span[1], frozenset({"to", "at", "in"})
    )
    host = place[1] if place else None
    if not guests or hosts or host is None or clause.sides(guests) != 1 or host in _parties(clause, guests):
        return None
    found = telling_of(
        clause.analysis, clause.sentence, clause.verb, "meeting", guests, [], "meetings.at-home/1", 0.75, definite=True
    )
    return (
        replace(found, parties=(*found.parties, host), place=place[0] if place else None, definite=False)
        if found
        else None
    )


def _parties(clause: Clause, refs: list[str]) -> set[str | None]:
    return {party_of(clause.analysis, ref) for ref in refs}


def _a_guest(clause: Clause, them: list[str]) -> bool:
    """Whether a person is the object, and not what is his: "welcomed the minister's visit"."""
    guest = next((c for c in clause.verb.children if c.dep_ in ("dobj", "obj")), None)
    if guest is None:
        return bool(them)
    own = any(c.dep_ == "poss" for c in guest.children)
    at = clause.block.start(guest)
    inside = any(m.span[0] <= at < m.span[1] for m in clause.analysis.cast.mentions)
    if guest.lemma_ in EVENTS and guest.tag_ == "NN":
        return False
    if guest.pos_ == "NOUN" and guest.lemma_.casefold() in HANDED and not inside:
        return False
    # "Chile's Minister for Foreign Affairs, X" is somebody; "the minister's visit" is not
    return not own or inside or singular(guest) in ACTING or guest.lemma_ in ("colleague", "homologue", "peer")


EVENTS = frozenset({"dinner", "lunch", "breakfast", "luncheon", "banquet", "reception", "ceremony", "return", "release", "arrival", "election", "appointment", "visit", "decision", "departure", "nomination", "participation",
                    "attendance", "presence", "support", "commitment", "move", "offer", "role", "start", "end", "success"})  # fmt: skip
"""What of a person is welcomed without meeting the person."""


HANDED = frozenset({"invitation", "letter", "message", "call", "telegram", "note", "gift", "report", "briefing", "copy", "credential", "word", "offer",
                    "request", "reply", "response", "medal", "award", "order", "degree", "assurance", "backing", "pledge", "promise",
                    "proposal", "news", "statement", "announcement", "agreement", "remark", "comment", "resolution", "progress", "outcome",
                    "result", "initiative", "aid", "assistance", "help"})  # fmt: skip
"""What is received or welcomed and is nobody."""


def _leaders(clause: Clause) -> bool:
    """ "Will host the two heads of state": leaders of states whom the text names elsewhere."""
    guest = next((c for c in clause.verb.children if c.dep_ in ("dobj", "obj")), None)
    return guest is not None and guest.tag_ == "NNS" and guest.lemma_ in ("leader", "president", "head", "minister")


def _together(clause: Clause, kind: MeetingKind) -> Telling | None:
    """ "Were brought together by the emir", "came together with"."""
    near = clause.block.doc[clause.verb.i + 1 : clause.verb.i + 14]
    if re.match(r"[ \u00a0]face[ -]to[ -]face\b", clause.after) and clause.verb.lemma_ == "come":
        them = clause.people(clause.with_("with"))
        return clause.telling(kind, them, 0.8) if clause.sides([*clause.us, *them]) > 1 else None
    if clause.verb.lemma_ == "bring" and (talks := brought(clause)) is not None:
        return talks
    if not any(token.text.casefold() == "together" for token in near):
        return (
            travel(clause.analysis, clause.sentence, clause.verb, clause.us) if clause.verb.lemma_ == "come" else None
        )
    bring = clause.verb.lemma_ == "bring"
    whom = next((c for c in clause.verb.children if c.dep_ in ("dobj", "obj")), None)
    if bring and whom is not None and not clause.with_(direct=True):
        return None  # "bring together families divided by the war"
    them = clause.with_("with", "by", direct=True) if bring else clause.with_("with")
    return clause.telling(kind, them, 0.8) if clause.sides([*clause.us, *them]) > 1 else None


def _sat(clause: Clause, kind: MeetingKind) -> Telling | None:
    """ "Sat down with", not "sat in" on what others held."""
    if re.match(r"[ \u00a0](?:across|opposite)\b", clause.after) and (
        them := clause.people(clause.with_("from", "opposite"))
    ):
        return clause.telling(kind, them, 0.8)
    return (
        _met(clause, kind)
        if re.match(
            r"[ \u00a0](?:back )?(?:down|with|opposite|together|side by side|face to face|across)\b", clause.after
        )
        else None
    )


def _spent(clause: Clause, kind: MeetingKind) -> Telling | None:
    """ "Spent an hour and a half with the president"."""
    them = clause.people(clause.with_("with"))
    if not them and re.match(r"[^.;]{0,30}\b(?:hours?|days?|night)\b[ \u00a0]in\b", clause.after):
        return travel(clause.analysis, clause.sentence, clause.verb, clause.us)
    return clause.telling(kind, them, 0.8) if them and re.search(r"\b(?:hours?|minutes?)\b", clause.after) else None


READERS: Mapping[str, Callable[[Clause, MeetingKind], Telling | None]] = {
    "speak": _spoke, "talk": _spoke, "confer": _conferred, "negotiate": _conferred, "dine": _conferred, "lunch": _conferred, "breakfast": _conferred, "consult": _conferred, "call": _called, "phone": _called,
    "telephone": _called, "see": _saw, "exchange": _exchanged, "discuss": _discussed, "review": _discussed, "summon": summoned, "sign": _signed,
    "initial": _signed, "ink": _signed, "put": _put, "join": _joined, "host": _received, "receive": _received,
    "welcome": _received, "greet": _received, "bring": _together, "come": _together, "get": _together, "sit": _sat, "represent": represented, "lead": led, "chair": presided, "attend": presided, "spend": _spent,
}  # fmt: skip
"""How each verb is read; the others are read as "met" is."""
