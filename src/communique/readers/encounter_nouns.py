"""Encounters told by a noun: "talks with", "the leaders' meeting", "the second session of" a mechanism."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.pipeline import Block, Sentence
from communique.readers.carriers import TELLING
from communique.readers.compounds import joined_states
from communique.readers.cues import cues
from communique.readers.mechanisms import likely_pair, open_to_many
from communique.readers.no_encounter import ahead_of, is_such, many, of_a_matter
from communique.readers.of_level import of_others
from communique.readers.own_clause import governing, verbs
from communique.readers.owners import only_with, owner_of, whose_days
from communique.readers.parties import doer, named, partners, party_of
from communique.readers.presiding import told_before
from communique.readers.purposes import purpose
from communique.readers.rounds import OPEN, next_round
from communique.readers.sessions import LED, actors_of, chairs, led_beside, session_of
from communique.readers.speakers import official
from communique.readers.subjects import THANKING, subject_of
from communique.readers.telling import Telling, our_own, telling_of
from communique.readers.visits import visit
from communique.records import Mechanism, MeetingKind

if TYPE_CHECKING:
    from spacy.tokens import Token


def read_noun(
    analysis: Analysis, sentence: Sentence, noun: "Token", kind: MeetingKind, mechanisms: tuple[Mechanism, ...]
) -> Telling | None:
    """The encounter that `noun` tells of, or the next one after the one told before."""
    found = _told(analysis, sentence, noun, kind, mechanisms)
    if found is not None and found.status in ("planned", "proposed") and of_others(analysis, sentence, noun):
        return replace(found, people=())  # who agree on talks of generals do not hold them
    return found if found is not None else next_round(analysis, sentence, noun, kind)


def _own_clause(noun: "Token") -> "Token | None":
    """The verb of a clause that tells when a session is: "the first meeting of the Council, which will be held in Ankara"."""
    for word in noun.subtree:
        if word.dep_ == "relcl" and word.lemma_ in ("hold", "take", "convene", "open") and word.i > noun.i:
            if any(c.tag_ == "WDT" for c in word.children):
                return word
    return None


def _told(
    analysis: Analysis, sentence: Sentence, noun: "Token", kind: MeetingKind, mechanisms: tuple[Mechanism, ...]
) -> Telling | None:
    """The encounter that `noun` tells of, with whom its owner, its verb and its prepositions bring together."""
    block = sentence.block
    if noun.dep_ == "compound" and noun.head.pos_ in ("NOUN", "PROPN"):
        return None
    if noun.lemma_ == "conference" and (
        noun.i == 0 or noun.nbor(-1).text.casefold() not in ("video", "telephone", "phone")
    ):
        return None
    if noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.lemma_.casefold() in ROLES:
        return None  # "are key participants in the summit"
    if (
        kind == "talks"
        and noun.dep_ == "pobj"
        and noun.head.head.lemma_.casefold() in ("framework", "context", "basis")
    ):
        return None  # "within the framework of ongoing consultations between the two countries"
    if BESIDE_OTHERS.search(
        sentence.text, max(0, noun.idx - sentence.tokens.start_char - 90), noun.idx - sentence.tokens.start_char
    ):
        return None
    if many(noun):
        return None
    if noun.lemma_ == "exchange" and (noun.head.lemma_ not in ("have", "hold") or noun.tag_ != "NN"):
        return None
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    owned = owner_of(analysis, block, owner) if owner is not None else []
    if owner is not None and owner.text.casefold() in ("his", "her", "its") and (fronted := _fronted(noun)) is not None:
        owned = doer(analysis, block, fronted) or owned
    agents = _agents(analysis, sentence, noun) if owner is not None and owner.text.casefold() == "their" else []
    owned = agents or owned
    governor = (
        noun.head if noun.dep_ in ("dobj", "obj", "nsubj", "nsubjpass", "pobj", "attr", "xcomp", "conj") else None
    )
    verb = governing(noun)
    mechanism, session = session_of(analysis, sentence, noun, mechanisms)
    if mechanism is not None and (opened := _own_clause(noun)) is not None:
        parties = next(m.parties for m in mechanisms if m.id == mechanism)
        us = actors_of(analysis, parties)
        return telling_of(
            analysis, sentence, opened, "session", us, [], "meetings.session-noun/1", 0.8, None, mechanism, session
        )
    if mechanism is not None and session is None and (verb is None or verb.lemma_ not in verbs("dates")):
        return None
    if mechanism is not None and session is None and noun.dep_ == "pobj" and noun.head.text.casefold() == "for":
        return None  # who is in town for a summit is told of with somebody else
    if (
        mechanism is not None
        and verb is not None
        and verb.lemma_ in ("attend", "address", "join")
        and verb.tag_ == "VB"
    ):
        return None  # "visiting Japan to attend the conference"
    if kind in ("session", "round") and mechanism is None:
        if verb is None or verb.lemma_ not in ("hold", "have", "conduct") or not AT_WORK.search(_around(noun)):
            return None
        kind = "talks"  # "held a working session", "a session of talks"
    if kind == "visit":
        return visit(analysis, sentence, noun, owned, verb)
    if told_before(noun, verb) or is_such(noun, verb):
        return None
    if (ahead := purpose(analysis, sentence, noun, kind)) is not None:
        return ahead
    if kind == "call" and any(c.text.casefold() in ("courtesy", "farewell") for c in noun.lefts):
        kind = "meeting"
    if noun.lemma_.casefold() == "call" and _courtesy(noun):
        kind = "meeting"
        them = partners(analysis, block, noun, ("on",), direct=False)
        us = owned or (doer(analysis, block, verb) if verb is not None and verb.lemma_ in ("pay", "make") else [])
        return telling_of(analysis, sentence, noun, "meeting", us, them, "meetings.courtesy/1", 0.85)
    if kind == "talks" and verb is not None and of_a_matter(noun, verb):
        return None
    them = partners(analysis, block, noun, _prepositions(noun, kind, verb), direct=False)
    them += [ref for ref in _led_by(analysis, sentence, noun) if ref not in them]
    us = owned or joined_states(analysis, noun)
    if not (us or them or mechanism) and ahead_of(noun):
        return None  # "Ahead of the summit, X held talks with Y": who is to be at it is not told
    if not us and verb is not None:
        # who announces a summit need not be at it
        outer = _measured(noun)
        beside = outer.dep_ == "pobj" and outer.head.head == verb and outer.head.text.casefold() in BESIDE
        closed = verb.lemma_ in CLOSED and outer.dep_ in ("dobj", "obj")
        asked = verb.lemma_ in ASKING and outer.dep_ in ("dobj", "obj")
        off = verb.lemma_ in ("call", "put") and any(c.text.casefold() == "off" for c in verb.children)
        us = [] if verb.lemma_ in cues() and not (beside or closed or asked or off) else doer(analysis, block, verb)
        if verb.lemma_ not in verbs("takes_part") and not (beside or asked or off):
            us = us if mechanism else []
        if any(c.dep_ == "nsubjpass" and c == noun for c in verb.children) and verb.lemma_ in verbs("takes_part"):
            us = partners(analysis, block, verb, ("by", "between", "with"), direct=False)
        if verb.lemma_ == "bring" and noun.dep_ == "nsubj":
            us = partners(analysis, block, verb, (), direct=True)
        if beside and not them and (verb.lemma_ in TELLING or verb.lemma_ in THANKING):
            # "In a call on Sunday, X told Y": the other one is told
            them = partners(analysis, block, verb, (), direct=True)
    if block.kind == "title" and them and not us:
        us = _host(analysis, them)
    if (
        not them
        and not owned
        and not mechanism
        and verb is not None
        and len({party_of(analysis, ref) for ref in us}) < 2
    ):
        them = partners(analysis, block, verb, ("with",), direct=False)
    if mechanism is not None and not any(analysis.cast.by_id(ref).kind == "person" for ref in (*us, *them)):
        us = us + [ref for ref in chairs(analysis, sentence, noun) if ref not in us]
    if mechanism is not None and verb is not None and verb.lemma_ in LED and us:
        us = us + [ref for ref in partners(analysis, block, verb, ("with",), direct=False) if ref not in us]
    if mechanism is not None:
        parties = next(m.parties for m in mechanisms if m.id == mechanism)
        if len({party_of(analysis, ref) for ref in (*us, *them)}) < 2:
            us = us + [ref for ref in actors_of(analysis, parties) if ref not in us]
        few = len({party_of(analysis, ref) for ref in (*us, *them)}) < 2
        of_many = not parties and open_to_many(next(m.name for m in mechanisms if m.id == mechanism))
        if few and (parties or of_many or len(analysis.cast.pair) < 2):
            return None  # whose session it is nothing tells
        if len({party_of(analysis, ref) for ref in (*us, *them)}) < 2:
            us = us + list(likely_pair(analysis, block.start(noun)))  # a bloc is seldom named where its summit is
        kind = "session"
    if (
        _nobodys(analysis, block, noun)
        and not them
        and not mechanism
        and len({party_of(analysis, ref) for ref in us}) < 2
    ):
        return None  # "talks with European leaders": whose they are the text leaves open
    if not mechanism and not owned and len({party_of(analysis, ref) for ref in (*us, *them)}) < 2:
        us = _pair(analysis, sentence, noun, verb, us, them)
    if kind == "summit" and len({party_of(analysis, ref) for ref in (*us, *them)}) < 2:
        return None
    if not us and not mechanism and not owned and only_with(noun) and (own := whose_days(analysis, noun, verb)):
        us = [own]
    if not us and not mechanism and not owned and only_with(noun) and not _led_by(analysis, sentence, noun):
        if our_own(analysis, sentence, noun, us):
            return telling_of(analysis, sentence, noun, kind, us, them, f"meetings.{kind}-noun/1", 0.75)
        the = any(child.text.casefold() in ("the", "this", "that") for child in noun.children)
        if not the or len(analysis.cast.parties(them)) != 1:
            return None  # "pending meetings with the premier and the president": who met them is not they
    phone = kind in ("meeting", "talks") and re.search(
        r"\b(?:tele)?phone\b",
        sentence.text[max(0, noun.idx - sentence.tokens.start_char - 25) : noun.idx - sentence.tokens.start_char + 30],
        re.I,
    )
    if phone:
        kind = "call"
    if noun.lemma_.casefold() == "conversation" and not BY_PHONE.search(analysis.cast.text):
        kind = "meeting"  # two who converse at lunch are in one room
    meal = (
        noun.lemma_.casefold() in MEALS
        and verb is not None
        and verb.lemma_ in GIVING
        and noun.dep_ in ("dobj", "nsubjpass")
    )
    definite = any(child.text.casefold() in ("the", "this", "that", "their") for child in noun.children) or bool(owned)
    arranged = (
        verb is not None
        and verb.lemma_ in verbs("dates")
        and noun.dep_ in ("nsubj", "nsubjpass")
        and bool(them)
        and all(analysis.cast.by_id(ref).kind == "person" for ref in them)
    )
    told = telling_of(
        analysis, sentence, noun, kind, us, them, f"meetings.{kind}-noun/1", 0.8, None, mechanism, session,
        definite and (verb is governor is None or arranged),
    )  # fmt: skip
    if told is None:
        return None
    back = (bool(owned) or definite) and mechanism is None
    return replace(told, meal=meal, back=back, recalled=told.recalled or bool(agents))


def _nobodys(analysis: Analysis, block: Block, noun: "Token") -> bool:
    """Whether a partner is told who is of no state named there: "talks with European leaders"."""
    for prep in noun.children:
        if prep.dep_ == "prep" and prep.text.casefold() in ("with", "between") and prep.right_edge.i > prep.i:
            span = (block.end(prep), block.end(block.doc[prep.right_edge.i]))
            return not analysis.cast.within(span, ("state", "organisation"))
    return False


BY_PHONE = re.compile(r"phone|\bvideo|\bvirtual|\bcall(?:s|ed)?\b|\bonline\b", re.I)
"""Words of a text by which "a conversation" in it is most likely one from afar."""


ROLES = frozenset(
    {
        "participation",
        "attendance",
        "participant",
        "player",
        "role",
        "interest",
        "invitation",
        "part",
        "stake",
        "observer",
    }
)
"""What one has in an encounter of which nothing more is told."""
AT_WORK = re.compile(
    r"\b(?:working|plenary|joint|closed|closed-door|restricted|bilateral|expanded)\b|\bof (?:talks|negotiations)\b",
    re.I,
)


def _around(noun: "Token") -> str:
    """The words of a noun phrase with what follows by "of": "an official session of talks"."""
    return str(noun.doc[noun.left_edge.i : min(noun.i + 3, len(noun.doc))].text)


GIVING = frozenset({"host", "give", "offer", "hold", "have"})
MEALS = frozenset({"reception", "banquet", "lunch", "dinner", "breakfast", "luncheon"})


def _prepositions(noun: "Token", kind: MeetingKind, verb: "Token | None") -> tuple[str, ...]:
    """What joins the partners to the noun: "talks with", "a dinner for", "received a call from"."""
    if verb is not None and verb.lemma_ in ("receive", "take") and noun.dep_ in ("dobj", "obj", "nsubjpass"):
        return ("from", "with")
    if noun.lemma_.casefold() in MEALS:
        return ("with", "between", "of", "for")
    return ("between", "with") if kind == "session" else ("with", "between", "of")


def _led_by(analysis: Analysis, sentence: Sentence, noun: "Token") -> list[str]:
    """Who led what the noun names: "talks co-chaired by X and Y", "talks were co-chaired with X"."""
    led = [child for child in noun.children if child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_ in LED]
    verb = governing(noun)
    if verb is not None and verb.lemma_ in LED and verb.tag_ == "VBN" and noun.i < verb.i:
        led.append(verb)
    refs = [ref for verb in led for ref in partners(analysis, sentence.block, verb, ("by", "with"), direct=False)]
    if verb is not None:
        refs += led_beside(analysis, sentence, verb)
    for child in noun.children:
        # "the summit, which the two leaders co-chaired in Paris", "talks that he chaired with delegations of both sides"
        if child.dep_ == "relcl" and child.lemma_ in LED:
            own = next((c for c in child.children if c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP")), None)
            refs += named(analysis, sentence.block, own) if own is not None else []
            refs += partners(analysis, sentence.block, child, ("with",), direct=False)
    return refs


ASKING = frozenset({"propose", "offer", "request", "seek", "suggest", "want"})
"""Verbs that cite too, but whose subject is to meet whom it names: "proposed a meeting with X"."""
CLOSED = frozenset({"conclude", "complete", "close", "open"})
"""Verbs that cite too ("concluded that"), but of talks say that they were held: "concluded several days of talks"."""
MEASURES = frozenset({"hour", "day", "minute", "week", "round", "night", "series"})


def _measured(noun: "Token") -> "Token":
    """The noun that measures the encounter, which hangs on it by "of": "after four hours of talks"."""
    of = noun.head if noun.dep_ == "pobj" and noun.head.text.casefold() == "of" else None
    return of.head if of is not None and of.head.lemma_.casefold() in MEASURES else noun


BESIDE = frozenset({"at", "during", "after", "following", "before", "in"})
"""Prepositions that put the subject of the sentence into the encounter: "At a meeting with X, Y promised"."""


BESIDE_OTHERS = re.compile(
    r"\b(?:sidelines|margins|fringes|side-?lines)[ \u00a0]of[ \u00a0](?:(?:the|a|an|this|last|week['’]s|[\w'’-]+)[ \u00a0]){0,7}$"
)
"""The gathering on whose sidelines two met is where they met, not what they held."""


def _courtesy(noun: "Token") -> bool:
    """ "A call on the president", not "a call on 26 September"."""
    on = next((c for c in noun.children if c.dep_ == "prep" and c.text.casefold() == "on"), None)
    whom = next((c for c in on.children if c.dep_ == "pobj"), None) if on is not None else None
    return whom is not None and whom.ent_type_ not in ("DATE", "TIME") and not whom.text.isdigit()


def _host(analysis: Analysis, them: list[str]) -> list[str]:
    """Who met the people of a title such as "Talks with President X": the first official of another party."""
    others = {party_of(analysis, ref) for ref in them}
    for actor in analysis.cast.actors:
        if actor.kind == "person" and actor.country and actor.country not in others and official(analysis, actor):
            return [actor.id]
    return []


def _fronted(noun: "Token") -> "Token | None":
    """The verb of a sentence that opens with the noun's phrase: "Following his meeting with X, Y said" speaks of Y's."""
    verb = governing(noun)
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None) if verb is not None else None
    return verb if subject is not None and noun.i < subject.i and noun.dep_ == "pobj" else None


def _agents(analysis: Analysis, sentence: Sentence, noun: "Token") -> list[str]:
    """Whose "their meeting" is where it is told by whom something was done there: "agreed upon by the two presidents at their
    meeting" is the presidents', named or not."""
    verb = governing(noun)
    by = next((c for c in verb.children if c.dep_ == "agent" and c.i < noun.i), None) if verb is not None else None
    if verb is None or by is None:
        return []
    found = partners(analysis, sentence.block, verb, ("by",), direct=False)
    if len({party_of(analysis, ref) for ref in found}) > 1:
        return found
    agent = next((c for c in by.children if c.dep_ == "pobj"), None)
    if found or agent is None or agent.tag_ not in ("NNS", "NNPS"):
        return []
    return actors_of(analysis, analysis.cast.parties(analysis.cast.pair))


def _pair(
    analysis: Analysis, sentence: Sentence, noun: "Token", verb: "Token | None", us: list[str], them: list[str]
) -> list[str]:
    """Who meets where a text that is about two parties leaves it out."""
    cast = analysis.cast
    named = [*us, *them]
    if verb is not None and verb.lemma_ == "be":
        verb = next((child for child in verb.children if child.dep_ == "xcomp"), verb)
    office = next((c for c in verb.children if c.dep_ == "nsubj" and c != noun), None) if verb is not None else None
    if office is None and verb is not None and verb.dep_ == "conj" and noun.dep_ in ("dobj", "obj"):
        office = subject_of(verb)
    if office is not None and them and office.tag_ in ("NN", "NNP") and not us:
        return us  # "The President held a meeting with Minister X": whose president, the text may leave open
    told = verb is not None and verb.lemma_ in OPEN and noun.dep_ in ("nsubj", "nsubjpass", "dobj", "obj")
    if not told and not _dated_elsewhere(analysis, sentence, noun):
        return us
    if len({party for ref in named if (party := party_of(analysis, ref))}) > 1 or not cast.bilateral():
        return us
    # who stood there years ago, the text does not say
    pair = list(cast.last_pair(sentence.block.start(noun)) if told else cast.pair)
    parties = {party_of(analysis, ref) for ref in pair}
    if named and not {party_of(analysis, ref) for ref in named} <= parties:
        return us
    if any(a.kind in ("organisation", "outlet") for a in cast.within(sentence.span)):
        return us
    others = [ref for ref in pair if party_of(analysis, ref) not in {party_of(analysis, name) for name in us}]
    return [*us, *others]


def _dated_elsewhere(analysis: Analysis, sentence: Sentence, noun: "Token") -> bool:
    """ "The deal was struck at a summit in Entebbe in 2021": a place and a date right after the noun make it an encounter."""
    text = sentence.block.text[noun.idx + len(noun) :]
    near = re.match(
        r"(?: of talks)?,?(?: (?:that was|which was|which were|which took place|that took place|held))? (?:in|at) ",
        text,
    )
    start = sentence.block.end(noun)
    dated = any(start <= time.span[0] <= start + 60 for time in analysis.times if time.start)
    if near is not None and any(time.span[0] - start == near.end() for time in analysis.times):
        return False  # "expelled from the talks in February": whose and where they were is open
    return near is not None and dated and noun.dep_ in ("pobj", "nsubj", "nsubjpass")
