"""The attributions of one sentence: outlets first, then who speaks inside what they carry, then what is cited.

Cases, in the order in which they are tried:
1. "X said that ...", "Noting that P, X said Q, adding that R": the content begins at the clause.
2. "..., X said": the content is what stands before.
3. "X reiterated its opposition to ...": the content is the object.
4. "Kyodo reported that P": nobody else speaks in the sentence, and an outlet is the source.
5. "According to X, P" / "P, according to X": the same for whoever is named so.
6. "Peru's claim that P": the noun's clause.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.pipeline import Sentence
from communique.readers.acts import only_acts
from communique.readers.attributions import Attribution
from communique.readers.carriers import Carried, carriers
from communique.readers.chains import outlets_around
from communique.readers.contents import Frames, around, content_of
from communique.readers.cue_nouns import named
from communique.readers.cues import cue_end
from communique.readers.frames import Spoken, is_outlet, spoken, within
from communique.readers.marks import marks_of
from communique.readers.quotations import Quoted
from communique.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

Said = tuple[Spoken, tuple[Span, ...]]


def read_sentence(analysis: Analysis, sentence: Sentence, quoted: Quoted) -> list[Attribution]:
    """The attributions of a sentence in order; those whose source is no actor of the text are among them."""
    found = _framed(analysis, sentence, quoted)
    return [*found, *(item for item in named(sentence, analysis.cast, quoted) if not _held(item, found))]


def _held(item: Attribution, found: Sequence[Attribution]) -> bool:
    """Whether what a noun cites is already somebody's own content: "reiterated her view that P"."""
    start, end = item.content[0]
    return any(
        other.actor == item.actor and any(first <= start and end <= last for first, last in other.content)
        for other in found
    )


def _framed(analysis: Analysis, sentence: Sentence, quoted: Quoted) -> list[Attribution]:
    """What verbs cite, and what "according to" carries."""
    cast = analysis.cast
    carrying = list(carriers(sentence, cast))
    spans = [carrier.span for carrier in carrying]
    verbs = [verb for verb in spoken(sentence, cast, quoted) if not within(sentence.block, verb.verb, spans)]
    if not verbs and not carrying:
        return []
    frames = Frames(sentence, sentence.span, verbs, carrying, quoted, cast.text)
    found = list(_spoken(analysis, frames))
    if any(item.actor is not None for item in found):
        return [*found, *_told(frames, found)]
    return [*found, *_carried(analysis, frames)]


def _told(frames: Frames, found: list[Attribution]) -> Iterator[Attribution]:
    """Whoever is no outlet and tells what somebody else said: "Li told them that P, according to the ministry"."""
    inside = {item.actor for item in found}
    for carrier in frames.carriers:
        if carrier.source is None or carrier.outlet or carrier.relation != "according" or carrier.source in inside:
            continue
        if content := around(frames, carrier):
            yield _according(carrier, content, (), frames.span)


def _spoken(analysis: Analysis, frames: Frames) -> Iterator[Attribution]:
    """What people, bodies and papers say themselves."""
    cast, block = analysis.cast, frames.sentence.block
    said: list[Said] = []
    for verb in frames.verbs:
        if is_outlet(verb, cast) or (verb.verb.tag_ == "VBP" and verb.subject.text.casefold() in ("i", "we")):
            continue  # "I expect that P" in a speech is the speech itself
        if verb.participle and _before_main(verb) and not any(v.verb == _main(verb) for v in frames.verbs):
            continue  # "Recalling that ..., the two sides decided": a preamble, not something said
        if content := content_of(frames, verb):
            said.append((verb, content))
    for verb, content in _joined([(verb, content) for verb, content in said if _own_words(analysis, verb, said)]):
        via = (*verb.outlets, *(ref for ref, _ in outlets_around(frames.verbs, frames.carriers, cast, verb.start)))
        quotes = any(frames.quoted.within(span) for span in content)
        recorded = len(content) > 1 or quotes or not only_acts(verb.verb)
        for source in _each(analysis, verb):
            yield Attribution(
                source, verb.source_span, (block.start(verb.verb), block.end(cue_end(verb.verb))),
                content, tuple(dict.fromkeys(via)), _rule(verb, content), verb.cue.confidence, frames.span,
                recorded=recorded, marks=marks_of(verb.verb), pronoun=verb.subject.pos_ == "PRON",
            )  # fmt: skip


def _main(verb: Spoken) -> "Token":
    """The verb that a participle, or a further one joined to it, leans on."""
    above = verb.verb.head
    while above.tag_ == "VBG" and above.head != above:
        above = above.head
    return above


def _before_main(verb: Spoken) -> bool:
    return verb.verb.i < _main(verb).i


def _each(analysis: Analysis, verb: Spoken) -> tuple[str | None, ...]:
    """Who says it: each of those whom the subject names one by one, "Starmer and Macron announced"."""
    named = verb.subject.pos_ == "PROPN" and (
        any(child.dep_ == "cc" for child in verb.subject.children)
        or any(child.dep_ == "nmod" and any(c.dep_ == "cc" for c in child.children) for child in verb.subject.children)
    )
    people = all(analysis.cast.by_id(ref).kind in ("person", "organ", "organisation") for ref in verb.sources)
    if named and people and len(verb.sources) > 1:
        return verb.sources
    return verb.sources[:1] or (None,)


def _carried(analysis: Analysis, frames: Frames) -> Iterator[Attribution]:
    """What an outlet, or whoever "according to" names, says where nobody else speaks: the nearest of them is the source."""
    cast, sentence = analysis.cast, frames.sentence
    reporting = [
        (verb, content) for verb in frames.verbs if is_outlet(verb, cast) and (content := content_of(frames, verb))
    ]
    named = [c for c in frames.carriers if c.source is not None and not c.outlet]
    if reporting:
        # "Kyodo reported that NHK said P": what the inner one says is the shorter
        verb, content = min(reporting, key=lambda said: sum(end - start for start, end in said[1]))
        outlets = outlets_around(frames.verbs, frames.carriers, cast, verb.start)
        ref, frame = outlets[0]
        others = tuple(dict.fromkeys(other for other, _ in outlets if other != ref))
        if named:
            yield _according(named[0], content, tuple(dict.fromkeys(ref for ref, _ in outlets)), frames.span)
        elif isinstance(frame, Carried):
            yield _according(frame, content, others, frames.span)
        else:
            cue = (sentence.block.start(frame.verb), sentence.block.end(frame.verb))
            yield Attribution(
                ref, frame.source_span, cue, content, others, "statements.outlet/1", 0.8, frames.span,
                marks=marks_of(frame.verb),
            )  # fmt: skip
        return
    outlets = outlets_around(frames.verbs, frames.carriers, cast, frames.span[0])
    carried = [c for c in frames.carriers if c.source is not None and (c.relation == "according" or c.outlet)]
    ordered = [frame for _, frame in outlets if isinstance(frame, Carried)]
    for carrier in [*(c for c in carried if not c.outlet), *ordered]:
        content = around(frames, carrier)
        if content:
            via = tuple(ref for ref, _ in outlets if ref != carrier.source)
            yield _according(carrier, content, via, frames.span)
            return
    for carrier in frames.carriers:
        if carrier.source is None and carrier.relation == "according" and (content := around(frames, carrier)):
            yield _according(carrier, content, tuple(ref for ref, _ in outlets), frames.span)
            return


def _according(carrier: Carried, content: tuple[Span, ...], via: tuple[str, ...], evidence: Span) -> Attribution:
    return Attribution(
        carrier.source, carrier.source_span, carrier.cue, content, via, "statements.according/1", 0.85, evidence
    )


def _own_words(analysis: Analysis, verb: Spoken, said: list[Said]) -> bool:
    """A state inside someone's words ("China hopes to ...") is spoken of; it speaks itself only in a frame of its own."""
    if not verb.sources or analysis.cast.by_id(verb.sources[0]).kind != "state":
        return True
    if verb.cue.frames in ("ct", "t", "o") or verb.cue.lemma in ("express", "hope", "expect", "believe", "think"):
        return False
    others = (content for other, content in said if other is not verb)
    return not any(start <= verb.start < end for content in others for start, end in content)


def _joined(said: list[Said]) -> list[Said]:
    """ "Noting that P, Li said Q" and "Li reiterated P, stressing that Q" are one statement in two stretches."""
    joined: list[Said] = []
    for verb, content in said:
        if joined and joined[-1][0].same_speaker(verb) and (verb.participle or joined[-1][0].participle):
            last, stretches = joined[-1]
            joined[-1] = (verb if last.participle else last, (*stretches, *content))
        else:
            joined.append((verb, content))
    return joined


def _rule(verb: Spoken, content: tuple[Span, ...]) -> str:
    where = "participle" if verb.participle else "after" if content[0][0] < verb.start else "clause"
    return f"statements.{where}/1"
