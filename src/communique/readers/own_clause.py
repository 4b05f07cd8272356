"""What in a sentence is an encounter's own: its clause, the verb it hangs on, and whose a day or a place further on is."""

from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language.pipeline import Sentence
from communique.readers.cues import cues
from communique.readers.status import DUE
from communique.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def verbs(use: str) -> frozenset[str]:
    """Verbs of meeting_verbs.csv by their use: `takes_part`, `dates`, `travels`."""
    return frozenset(row["verb"] for row in knowledge.table("meeting_verbs") if row[use] == "1")


@cache
def encounters() -> frozenset[str]:
    """Verbs that tell of an encounter themselves."""
    return frozenset(row["word"] for row in knowledge.table("meeting_words") if row["pos"] == "verb")


@cache
def journeys() -> frozenset[str]:
    """Verbs that tell of a visit themselves."""
    rows = knowledge.table("meeting_words")
    return frozenset(row["word"] for row in rows if row["pos"] == "verb" and row["kind"] == "visit")


def clause_of(sentence: Sentence, token: "Token") -> Span:
    """Where the clause around `token` ends: the sentence, cut at a coordinated verb with a subject of its own."""
    start, end = sentence.span
    for other in sentence.tokens:
        if (
            other.pos_ in ("VERB", "AUX")
            and other.dep_ in ("conj", "advcl", "ccomp", "parataxis")
            and any(c.dep_ in ("nsubj", "nsubjpass") for c in other.children)
        ):
            subject = next(c for c in other.children if c.dep_ in ("nsubj", "nsubjpass"))
            first = sentence.block.doc[subject.left_edge.i]
            while other.is_ancestor(token) and first.i < subject.i and first.ent_type_ == "DATE":
                first = first.nbor(1)  # "since the meeting in Dodoma last November relations have improved"
            # "and yesterday I was in Port Vila": what stands before the subject is the clause's own
            left = other.left_edge if other.dep_ == "conj" and other.left_edge.i < subject.left_edge.i else first
            edge = sentence.block.start(left)
            if other.i > token.i and edge > sentence.block.end(token) and not token.is_ancestor(other):
                end = min(end, edge)
            if (
                other.i <= token.i
                and edge <= sentence.block.start(token)
                and (other.is_ancestor(token) or other == token)
            ):
                start = max(start, edge) if other.dep_ == "conj" else start
    return start, end


def governing(noun: "Token") -> "Token | None":
    """The nearest verb that the noun hangs on, at most four steps up."""
    token = noun
    for _ in range(4):
        if token.head == token:
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None


def words_of(sentence: Sentence, token: "Token") -> Span:
    """From a subject's own words to the end of its clause: "and a third session is to be held in Accra"."""
    start = sentence.block.start(token.doc[token.left_edge.i])
    end = clause_of(sentence, token)[1]
    verb = governing(token)
    for other in sentence.tokens:
        # "; the ninth followed": what stands behind is another's
        if other.text == ";" and sentence.block.start(other) > start:
            end = min(end, sentence.block.start(other))
        joined = other.dep_ == "conj" and other.pos_ in ("VERB", "AUX") and verb is not None and other.i > verb.i
        subject = next((c for c in other.children if c.dep_ in ("nsubj", "nsubjpass")), None) if joined else None
        if subject is not None and subject != token and subject.i > token.i:
            end = min(end, sentence.block.start(token.doc[subject.left_edge.i]))
    return start, max(end, start)


OWN_DAY = frozenset({"begin", "start", "follow", "take", "last", "run", "due", "plan", "schedule", "set", "hold", "expect", "open", "end",
                     "conclude", "slate", "occur"})  # fmt: skip
"""Verbs of a relative clause that dates the encounter it hangs on."""

BROUGHT = frozenset({"lead", "result", "pave", "yield"})
"""Verbs of a relative clause that tells what came of an encounter, and when: "a summit that led to a truce on Monday"."""

SUBORDINATE = frozenset({"pcomp", "advcl", "relcl", "acl", "ccomp"})


def of_another(sentence: Sentence, token: "Token", at: int) -> bool:
    """Whether a day or a place further on is that of a clause below: "was received by X before leaving for Berlin on Thursday"."""
    inner = sentence.block.token_at(at)
    if inner is None:
        return False
    if _of_the_telling(token, inner):
        return True
    if inner.i < token.i:
        # "left for Davos on Sunday, where he will meet Y"
        main = next((w for w in inner.ancestors if w.pos_ in ("VERB", "AUX")), None)
        own = token if token.pos_ in ("VERB", "AUX") else governing(token)
        if main is not None and own is not None and main.is_ancestor(own) and own.dep_ in ("relcl", "advcl"):
            if (main.tag_ == "VBD" and looks_ahead(own)) or (looks_ahead(main) and own.tag_ == "VBD"):
                return True
        # "X, who visited the White House on April 24, is to speak with Y on Thursday"
        below = next(
            (w for w in inner.ancestors if w == token or w.is_ancestor(token) or w.dep_ in ("relcl", "acl")), None
        )
        return below is not None and below != token and not below.is_ancestor(token) and below.pos_ in ("VERB", "AUX")
    for word in inner.ancestors:
        if word.lemma_.casefold() in ("stay", "remain") and word.i > token.i and token.lemma_ in journeys():
            return False  # "will fly to Washington, where they are to stay from August 24 to 26"
        if word.dep_ == "conj" and word.head == token and looks_ahead(word) != looks_ahead(token):
            return True  # "arrived earlier and is scheduled to fly on to Washington on Sunday"
        if word.dep_ == "conj" and word.i > token.i and word != token and not word.is_ancestor(token):
            led = word.head == token and token.lemma_ in journeys() and word.lemma_ not in journeys()
            if word.pos_ == "VERB" and word.lemma_.casefold() in encounters() and token.head != word and not led:
                return True  # "was due to fly to Doha and will travel on to Israel on Wednesday"
        if word.dep_ == "conj" and word.i > token.i and word.pos_ in ("VERB", "AUX") and word.head.is_ancestor(token):
            return True  # "started in Istanbul, meeting Erdogan, and was due in Crete"
        if word.head == token and word.dep_ == "advcl" and word.i > token.i and _meanwhile(word):
            return True  # "met on Tuesday, as Washington sought a pause in the fighting in Gaza"
        if word.head == token and word.dep_ == "relcl" and word.lemma_.casefold() in BROUGHT:
            return True
        if word == token or word.head == token or word.is_ancestor(token):
            return False
        if word.head == token and word.dep_ in ("relcl", "acl") and word.lemma_.casefold() in OWN_DAY:
            return False  # "a trip that was to begin on Monday"
        if word.dep_ in ("relcl", "acl") and token.pos_ in ("NOUN", "PROPN") and token.is_ancestor(word):
            if any(w.lemma_.casefold() in OWN_DAY for w in (word, *word.children)):
                return False  # "a trip to Bahrain that was to follow on Monday"
        if word.dep_ == "acl" and token.pos_ in ("NOUN", "PROPN") and token.is_ancestor(word) and word.tag_ == "VBN":
            return False
        if word.pos_ in ("VERB", "AUX") and word.i > token.i and word.dep_ in SUBORDINATE:
            return True
    return False


def _meanwhile(clause: "Token") -> bool:
    """Whether a clause tells of somebody else's doings beside the encounter, not of the encounter's circumstances."""
    mark = next((c.text.casefold() for c in clause.children if c.dep_ == "mark"), None)
    return mark in ("as", "while", "because", "since", "amid", "though", "although") and any(
        c.dep_ in ("nsubj", "nsubjpass") for c in clause.children
    )


def _of_the_telling(token: "Token", inner: "Token") -> bool:
    """Whether a day or a place is that of what was said about the encounter: "said on Friday that they had met"."""
    below = next((w for w in inner.ancestors if w.pos_ in ("VERB", "AUX")), None)
    verb = token if token.pos_ in ("VERB", "AUX") else governing(token)
    if verb is not None and _said_on(verb, inner):
        return True
    if below is None or verb is None or below == verb or not below.is_ancestor(verb) or below.lemma_ not in cues():
        return False
    while verb.head != below:
        verb = verb.head
    if verb.i < inner.i and any(c.dep_ == "nsubj" and c.i > inner.i for c in below.children):
        return False  # "had a call with him on Tuesday, the ministry said": who said it stands behind the day
    return verb.dep_ in ("ccomp", "parataxis")


def _said_on(verb: "Token", inner: "Token") -> bool:
    """Whether a day right behind a verb of telling is the telling's: "said on Thursday he would meet X", but not "said that on Thursday"."""
    told = verb.head
    if verb.dep_ != "ccomp" or told.lemma_ not in cues() or not told.i < inner.i < verb.i:
        return False
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    between = verb.doc[told.i + 1 : inner.i]
    return subject is not None and inner.i < subject.i and all(w.dep_ in ("prep", "compound", "det") for w in between)


def hangs_on(sentence: Sentence, verb: "Token", at: int) -> bool:
    """Whether a day is that of the verb itself."""
    inner = sentence.block.token_at(at)
    return inner is not None and next((w for w in inner.ancestors if w.pos_ in ("VERB", "AUX")), None) == verb


def looks_ahead(verb: "Token") -> bool:
    """Whether a verb speaks of what is still to come: "will fly", "is scheduled to"."""
    helpers = {c.lemma_.casefold() for c in verb.children if c.dep_ in ("aux", "auxpass")}
    arranged = verb.lemma_.casefold() in DUE and verb.tag_ == "VBN"
    return bool(helpers & {"will", "shall", "'ll", "’ll"}) or (arranged and "be" in helpers)
