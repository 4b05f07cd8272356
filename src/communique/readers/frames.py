"""Attribution frames: the words that cite, before anything is said about what they cite.

A frame is a cue with its source: "Li said", "noting", "a statement by the ministry read". Frames are found first, because
the content of one ends where the next begins.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language.cast import Cast
from communique.language.pipeline import Block, Sentence
from communique.readers.carriers import addressed
from communique.readers.documents import issuer
from communique.readers.passives import passive_of
from communique.readers.quotations import Quoted
from communique.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

SPEECH_ACT = "-"
"""Frames of a verb that does something with words but cites none: "urged", "welcomed" (commitments and positions read them)."""

ONLY = frozenset({"only", "merely", "just", "not", "n't", "n’t"})
"""Words with which "would" tells of what was said, or wasn't: "would only say that", "would not say whether"."""

LEADING = frozenset({"go", "continue", "proceed", "decline", "refuse", "appear", "seem", "fail"})
"""Verbs whose infinitive cites: "went on to say", "declined to say whether" (`marks` tells what they make of it)."""


REMIT = re.compile(r"[ \u00a0](?:(?:for|of)[ \u00a0](?:(?:[A-Z][\w’'-]*|and|&|the|of),?[ \u00a0])+)?")
"""What stands between an office and its holder's name: "for International Partnerships"."""
CLOSING = frozenset({"”", '"', "»", "''"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of cues.csv: which constructions the verb cites with."""

    lemma: str
    frames: str
    confidence: float


@cache
def cues() -> Mapping[str, Cue]:
    """The cue verbs by lemma."""
    return {r["lemma"]: Cue(r["lemma"], r["frames"], float(r["confidence"])) for r in knowledge.table("cues")}


@cache
def _first_words() -> frozenset[str]:
    """Verbs that are cues with the word after them: "make clear"."""
    return frozenset(lemma.split()[0] for lemma in cues() if " " in lemma)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A verb that cites, with its subject; `sources` are the actors that the subject stands for, if any are known."""

    cue: Cue
    verb: "Token"
    subject: "Token"
    sources: tuple[str, ...]
    source_span: Span
    start: int
    participle: bool
    outlets: tuple[str, ...]

    def same_speaker(self, other: "Spoken") -> bool:
        """Whether both are said of one speaker."""
        return self.subject == other.subject or (bool(self.sources) and self.sources == other.sources)


def spoken(sentence: Sentence, cast: Cast, quoted: Quoted) -> list[Spoken]:
    """The citing verbs of a sentence, in order."""
    found = []
    block = sentence.block
    for token in sentence.tokens:
        if token.pos_ not in ("VERB", "AUX"):
            continue
        cue = cues().get(cue_words(token))
        if cue is None or cue.frames == SPEECH_ACT or quoted.at(block.start(token)):
            continue
        passive = passive_of(token) if "c" in cue.frames else None
        if passive is None and not _cites(token):
            continue
        subject = passive.agent if passive else subject_of(token) or _name_before(token) or _name_after(token)
        if subject is None:
            continue
        own = any(child == subject for child in token.children)
        start = block.start(token)
        if own:
            start = min(start, block.start(subject.left_edge))
        span = (block.start(subject.left_edge), block.end(subject))
        participle = token.tag_ == "VBG" and not own
        sources = speakers(block, subject, cast)
        found.append(Spoken(cue, token, subject, sources, span, start, participle, addressed(sentence, token, cast)))
    return found


def speakers(block: Block, subject: "Token", cast: Cast) -> tuple[str, ...]:
    """The actors that a citing verb's subject stands for; none where they can't be told."""
    sources = tuple(cast.resolve(block, subject))
    several = len(sources) != 1 or subject.tag_ in ("NNS", "NNPS")
    if several and (group := cast.group_at(block, subject)) is not None:
        sources = (group,)
    if len(sources) != 1 and subject.text.casefold() == "they" and (told := cast.last_group(block.start(subject))):
        sources = (told,)
    if len(sources) > 1 and subject.pos_ in ("PRON", "NUM"):
        return ()
    return sources or issuer(block, subject, cast) or _titled(block, subject, cast) or _some_of(block, subject, cast)


def _titled(block: Block, subject: "Token", cast: Cast) -> tuple[str, ...]:
    """Whose office the subject is, where the parser took it for the name: "the Commissioner for Trade Eva Lind said"."""
    at = block.start(subject)
    for actor in cast.within((at, block.end(subject.right_edge)), ("person",)):
        name = next(start for start, _ in actor.mentions if start > at)
        for span in (role.span for role in actor.roles if role.span and role.span[0] <= at < role.span[1]):
            if REMIT.fullmatch(cast.text[span[1] : name]):
                return (actor.id,)
    return ()


def _some_of(block: Block, subject: "Token", cast: Cast) -> tuple[str, ...]:
    """The group of which the subject is a part: "one of the officials"."""
    if subject.pos_ not in ("NUM", "DET", "PRON", "ADJ"):
        return ()
    for child in subject.rights:
        if child.dep_ == "prep" and child.text.casefold() == "of":
            for whole in child.rights:
                if whole.dep_ == "pobj" and (group := cast.group_at(block, whole)) is not None:
                    return (group,)
    return ()


def cue_words(verb: "Token") -> str:
    """The verb's lemma, with the word that makes it a cue: "make clear", "make it clear"."""
    second = _second_word(verb)
    lemma = verb.lemma_.casefold()
    return f"{lemma} {second.text.casefold()}" if second is not None else lemma


def cue_end(verb: "Token") -> "Token":
    """The last word of a cue: "clear" in "made it clear"."""
    return _second_word(verb) or verb


def _second_word(verb: "Token") -> "Token | None":
    lemma = verb.lemma_.casefold()
    if lemma not in _first_words():
        return None
    following = [word for word in verb.doc[verb.i + 1 : verb.i + 3] if word.text.casefold() != "it"]
    return following[0] if following and f"{lemma} {following[0].text.casefold()}" in cues() else None


def _cites(verb: "Token") -> bool:
    """A finite or participial verb, not one that is itself wished for ("Japan should say", "to say")."""
    if verb.lemma_ == "call" and verb.i + 1 < len(verb.doc) and verb.doc[verb.i + 1].text.casefold() in ("off", "it"):
        return False
    if verb.tag_ == "VBN":
        return any(child.lemma_ == "have" and child.dep_ == "aux" for child in verb.children)
    if verb.tag_ == "VB":
        helpers = {child.lemma_.casefold() for child in verb.children if child.dep_ == "aux"}
        if "do" in helpers:
            return True
        if helpers == {"would"} and any(
            child.dep_ in ("neg", "advmod") and child.text.casefold() in ONLY for child in verb.children
        ):
            return True
        return verb.dep_ in ("xcomp", "conj") and verb.head.lemma_ in LEADING and "to" in helpers
    return not (
        verb.lemma_ == "call"
        and not any(child.dep_ == "prep" and child.text.casefold() in ("on", "upon", "for") for child in verb.children)
    )


def subject_of(verb: "Token") -> "Token | None":
    """Who does `verb`: its own subject, or that of the clause it leans on."""
    for climbed in range(4):
        if _goes_on(verb):
            # "X said that A did P, and called on B": the speaker calls, not A
            verb = verb.head.head
        elif (aside := _aside(verb)) is not None:
            verb = aside
        own = [child for child in verb.children if child.dep_ == "nsubj" and child.tag_ not in ("WDT", "WP")]
        if own:
            # "Minister Anand, the ministry said": who is addressed stands further off
            return next((child for child in reversed(own) if child.i < verb.i), own[0])
        for child in verb.children:
            if child.dep_ == "nsubj" and verb.dep_ == "relcl":
                return verb.head if verb.head != child else None
        if verb.dep_ == "acl":
            return verb.head if verb.head.pos_ in ("PROPN", "NOUN") else None
        passive = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
        if passive is not None and climbed:
            return passive
        if passive is not None:
            return passive if verb.tag_ == "VBG" else None
        if verb.dep_ not in ("conj", "advcl", "xcomp", "pcomp", "prep", "dep", "ccomp", "parataxis", "acomp", "oprd"):
            return None
        if verb.dep_ == "ccomp" and verb.tag_ not in ("VBG",):
            return None
        verb = verb.head
    return None


def _name_before(verb: "Token") -> "Token | None":
    """The name right before a finite verb for which the parser found no subject: "by Xinhua, Prime Minister Sok Dara said"."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.i == 0 or verb.dep_ in ("relcl", "acl", "conj"):
        return None
    name = verb.doc[verb.i - 1]
    return name if name.pos_ == "PROPN" and name.sent == verb.sent else None


def _name_after(verb: "Token") -> "Token | None":
    """The name right after a finite verb that closes a quotation: "“P,” said Li, “Q”"."""
    if (
        verb.tag_ not in ("VBD", "VBZ")
        or not 0 < verb.i < len(verb.doc) - 1
        or verb.doc[verb.i - 1].text not in CLOSING
    ):
        return None
    name = verb.doc[verb.i + 1]
    while name.dep_ in ("compound", "det", "amod", "nmod", "poss") and name.head.i > name.i:
        name = name.head
    return name if name.pos_ in ("PROPN", "NOUN") and name.sent == verb.sent else None


def _goes_on(verb: "Token") -> bool:
    """Whether a citing verb, joined by a comma or in its tense, goes on with the outer citing verb and not with its clause."""
    outer = verb.head.head
    if not (
        verb.dep_ == "conj"
        and verb.head.dep_ == "ccomp"
        and verb.lemma_ in cues()
        and outer.lemma_ in cues()
        and verb.tag_ == outer.tag_ == "VBD"
        and verb.i > 1
        and not any(child.dep_ == "nsubj" for child in verb.children)
    ):
        return False
    apart = any(verb.doc[k].text in (",", ";") for k in (verb.i - 1, verb.i - 2))
    # "stressed that Iran would not yield and demanded that Q": the tense is the outer verb's
    return apart or verb.head.tag_ != verb.tag_


def _aside(verb: "Token") -> "Token | None":
    """The frame set into what it cites that a further verb goes on with: "“P,” he added, and suggested that Q"."""
    if verb.dep_ != "conj" or verb.lemma_ not in cues() or any(child.dep_ == "nsubj" for child in verb.children):
        return None
    for child in verb.head.rights:
        if (
            child.dep_ in ("parataxis", "ccomp")
            and child.i < verb.i
            and child.lemma_ in cues()
            and child.tag_ == verb.tag_
        ):
            own = next((t for t in child.children if t.dep_ == "nsubj"), None)
            if own is not None and verb.doc[min(own.left_edge.i, child.i) - 1].text in (",", *CLOSING):
                return child
    return None


def is_outlet(verb: Spoken, cast: Cast) -> bool:
    """Whether a frame's speaker is an outlet: "Kyodo reported"."""
    return bool(verb.sources) and cast.by_id(verb.sources[0]).kind == "outlet"


def within(block: Block, token: "Token", spans: Sequence[Span]) -> bool:
    """Whether a token stands in one of the spans."""
    at = block.start(token)
    return any(start <= at < end for start, end in spans)
