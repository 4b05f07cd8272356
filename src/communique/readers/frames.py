"""Attribution frames: the words that cite, before anything is said about what they cite.

A frame is a cue with its source: "Li said", "noting", "according to Xinhua", "told the Global Times". Frames are found
first, because the content of one ends where the next begins.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language.cast import Cast
from communique.language.pipeline import Sentence
from communique.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

LED = r"(?:accord(?:ing) to|as reported by|as quoted by|quoted by|citing|in a report by|per)"
CARRIER = re.compile(rf"(?:,[ ]?)?\b({LED})[ ]", re.I)
SPEECH_ACT = "-"
"""Frames of a verb that does something with words but cites none: "urged", "welcomed" (commitments and positions read them)."""
TELLING = frozenset({"tell", "inform", "brief", "remind", "assure"})


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


@dataclass(frozen=True, slots=True)
class Spoken:
    """A verb that cites, with its subject. `head` is the token that the clause hangs on."""

    cue: Cue
    verb: "Token"
    subject: "Token | None"
    sources: tuple[str, ...]
    source_span: Span
    start: int
    participle: bool
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """ "according to ...", ", per Xinhua": the stretch of the sentence it fills and whom it names."""

    span: Span
    cue: Span
    source: str
    source_span: Span
    outlet: bool


def spoken(sentence: Sentence, cast: Cast) -> list[Spoken]:
    """The citing verbs of a sentence, in order."""
    found = []
    for token in sentence.tokens:
        cue = cues().get(_cue_words(token))
        if (
            cue is None
            or cue.frames == SPEECH_ACT
            or token.pos_ not in ("VERB", "AUX")
            or _in_quotes(sentence, token)
            or not _cites(token)
        ):
            continue
        subject = subject_of(token)
        if subject is None:
            continue
        block = sentence.block
        sources = tuple(cast.resolve(block, subject))
        several = len(sources) != 1 or subject.tag_ in ("NNS", "NNPS")
        if several and (group := cast.group_at(block, subject)) is not None:
            sources = (group,)
        if len(sources) != 1 and subject.text.casefold() == "they" and (told := cast.last_group(block.start(subject))):
            sources = (told,)
        if not sources or (len(sources) > 1 and subject.pos_ in ("PRON", "NUM")):
            continue
        own = any(child == subject for child in token.children)
        start = block.start(token)
        if own:
            start = min(start, block.start(block.doc[subject.left_edge.i]))
        span = (block.start(block.doc[subject.left_edge.i]), block.end(subject))
        participle = token.tag_ == "VBG" and not own
        found.append(Spoken(cue, token, subject, sources, span, start, participle, _addressed(sentence, token, cast)))
    return found


def _cue_words(verb: "Token") -> str:
    """The verb's lemma, with the word that makes it a cue: "make clear"."""
    lemma = verb.lemma_.casefold()
    following = verb.doc[verb.i + 1].text.casefold() if verb.i + 1 < len(verb.doc) else ""
    return f"{lemma} {following}" if f"{lemma} {following}" in cues() else lemma


def _cites(verb: "Token") -> bool:
    """A finite or participial verb, not one that is itself wished for ("Japan should say", "to say")."""
    if verb.lemma_ == "call" and verb.i + 1 < len(verb.doc) and verb.doc[verb.i + 1].text.casefold() in ("off", "it"):
        return False
    if verb.tag_ == "VBN":
        return any(child.lemma_ == "have" and child.dep_ == "aux" for child in verb.children)
    if verb.tag_ == "VB":
        helpers = {child.lemma_.casefold() for child in verb.children if child.dep_ == "aux"}
        if "do" in helpers and not any(child.dep_ == "neg" for child in verb.children):
            return True
        return verb.dep_ in ("xcomp", "conj") and verb.head.lemma_ in ("go", "continue", "proceed") and "to" in helpers
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
            return next(child for child in verb.children if child.dep_ == "nsubjpass") if verb.tag_ == "VBG" else None
        if verb.dep_ not in ("conj", "advcl", "xcomp", "pcomp", "prep", "dep", "ccomp", "parataxis", "acomp", "oprd"):
            return None
        if verb.dep_ == "ccomp" and verb.tag_ not in ("VBG",):
            return None
        verb = verb.head
    return None


def _goes_on(verb: "Token") -> bool:
    """Whether a citing verb, joined by a comma, goes on with the outer speaker's citing verb and not with its clause."""
    outer = verb.head.head
    return (
        verb.dep_ == "conj"
        and verb.head.dep_ == "ccomp"
        and verb.lemma_ in cues()
        and outer.lemma_ in cues()
        and verb.tag_ == outer.tag_ == "VBD"
        and verb.i > 1
        and any(verb.doc[k].text in (",", ";") for k in (verb.i - 1, verb.i - 2))
        and not any(child.dep_ == "nsubj" for child in verb.children)
    )


def _addressed(sentence: Sentence, verb: "Token", cast: Cast) -> tuple[str, ...]:
    """Outlets that were told: "told the Global Times", "said in an interview with CNN", "reached by ..."."""
    block = sentence.block
    outlets = []
    for child in verb.children:
        if child.dep_ in ("dobj", "dative", "obj", "iobj") and verb.lemma_ in TELLING:
            span = (block.start(block.doc[child.left_edge.i]), block.end(block.doc[child.right_edge.i]))
            outlets += [actor.id for actor in cast.within(span, ("outlet",))[:1]]
    text = sentence.tokens.text
    for match in re.finditer(
        r"(?:reached by|interview(?:ed)? (?:with|by)|speaking (?:to|with)|spoke (?:to|with)|quoted by|interview to|(?:written )?(?:comments?|remarks|statement) to) ",
        text,
    ):
        at = block.offset + sentence.tokens.start_char + match.end()
        near = [m for m in cast.mentions if at <= m.span[0] <= at + 5 and cast.by_id(m.actor).kind == "outlet"]
        outlets += [m.actor for m in near[:1]]
    return tuple(dict.fromkeys(outlets))


def _in_quotes(sentence: Sentence, token: "Token") -> bool:
    before = sentence.block.doc.text[: token.idx]
    curly = before.count("“") - before.count("”")
    return curly > 0 or before.count('"') % 2 == 1


def carried(sentence: Sentence, cast: Cast) -> Iterator[Carried]:
    """The "according to" stretches of a sentence."""
    start, end = sentence.span
    text = cast.text[start:end]
    for match in CARRIER.finditer(text):
        stop = re.compile(r",(?=\s)|[;.](?=\s|$)|[”\"]|$").search(text, match.end())
        region = (start + match.start(), start + (stop.start() if stop else len(text)))
        names = cast.within((start + match.end(), region[1]))
        by_kind = {
            kind: [a for a in names if a.kind == kind]
            for kind in ("person", "organ", "organisation", "outlet", "group")
        }
        if not names:
            inner = next(
                (
                    t
                    for t in sentence.tokens
                    if sentence.block.start(t) >= start + match.end() and t.dep_ in ("pobj", "nsubj")
                ),
                None,
            )
            names = [cast.by_id(ref) for ref in cast.resolve(sentence.block, inner)] if inner is not None else []
        by_kind = {kind: [a for a in names if a.kind == kind] for kind in by_kind}
        best = next((found[0] for found in by_kind.values() if found), None)
        led = match[1].casefold()
        words = text[match.end() : stop.start() if stop else len(text)]
        if led in ("per", "citing") and (best is None or best.kind != "outlet"):
            continue
        if best is None and re.match(
            r"(?:the|that|its?) (?:report|paper|newspaper|news agency|agency|daily|broadcaster)\b", words
        ):
            before = [
                m for m in cast.mentions if m.span[0] < start + match.start() and cast.by_id(m.actor).kind == "outlet"
            ]
            best = cast.by_id(before[-1].actor) if before else None
        if best is None:
            continue
        named = next((s for s in best.mentions if region[0] <= s[0] < region[1]), (start + match.end(), region[1]))
        yield Carried(region, (start + match.start(1), start + match.end(1)), best.id, named, best.kind == "outlet")
