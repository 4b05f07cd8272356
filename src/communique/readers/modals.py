"""Undertakings told by a modal: "will build", "should withdraw", "is to return", "are going to invest"."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.acting import somebody
from communique.language.pipeline import Sentence
from communique.readers.actions import split_actions
from communique.readers.bonds import JOINT, WE, Bond, idle_verbs, limit_of, parties_of
from communique.readers.speakers import official, statement_at
from communique.readers.subjects import subject_of
from communique.records import Actor, CommitmentKind, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token


UNDER = re.compile(
    r"(?:Under|According to|By) (?:the|a|this|its) (?:[\w-]+ ){0,3}(?:deal|agreements?|accord|plan|memorandum|pact|treaty|terms|arrangement|truce|roadmap)\b"
)
"""What binds where no one speaks: "Under the deal, Rwanda would withdraw"."""


def read_modal(
    analysis: Analysis, sentence: Sentence, modal: "Token", statements: Sequence[Statement]
) -> Iterator[Bond]:
    """The undertakings that the modal at `modal` makes, with whose words they are."""
    verb = modal.head
    lemma = modal.lemma_.casefold()
    if lemma in ("will", "shall") and any(c.dep_ == "nsubjpass" for c in verb.children):
        yield from _to_be_done(analysis, sentence, verb, statements)
        return
    if (
        verb.pos_ not in ("VERB", "AUX")
        or verb.i < modal.i
        or any(child.dep_ == "neg" or child.text == "never" for child in verb.children)
    ):
        return
    if (
        verb.lemma_.casefold() in idle_verbs()
        or (verb.dep_ == "relcl" and not _terms(verb))
        or _arranges(analysis, sentence, verb)
        or any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    ):
        return
    if any(child.dep_ == "mark" and child.text.casefold() in ("whether", "if", "unless") for child in verb.children):
        return
    subject = subject_of(verb)
    whose = parties_of(analysis, sentence, subject, statements)
    said = statement_at(statements, sentence.block.start(modal))
    if not whose or (said is None and _believed(verb)):
        return
    speaker = analysis.cast.by_id(said.source) if said else None
    party = analysis.cast.party(speaker) if speaker else None
    if (
        lemma == "would"
        and not UNDER.match(sentence.text.strip())
        and (
            speaker is None
            or not (somebody(speaker) or speaker.kind in ("organ", "state") or JOINT.match(speaker.name))
            or "if " in sentence.text.casefold()
        )
    ):
        return
    limit = limit_of(analysis, sentence, statements, verb)
    if lemma in ("should", "must"):
        if speaker is None and (before := _goes_on_telling(analysis, sentence, whose, statements)) is not None:
            speaker = analysis.cast.by_id(before.source)
            party = analysis.cast.party(speaker)
        if speaker is None or party is None or not official(analysis, speaker):
            return
        others = tuple(p for p in whose if p != party)
        kind: CommitmentKind = "proposed" if party in whose else "urged"
        if not others:
            return
        for action in split_actions(sentence, verb, limit):
            yield Bond(kind, (party,), others, action, f"commitments.{lemma}/1", 0.8, sentence.span)
        return
    if not _may_bind(analysis, speaker, whose):
        return
    if subject is not None and analysis.cast.resolve(sentence.block, subject) and speaker is None:
        people = [
            ref for ref in analysis.cast.resolve(sentence.block, subject) if analysis.cast.by_id(ref).kind == "person"
        ]
        if people:
            return
    kind = "agreed" if len(whose) > 1 else "pledged"
    we = subject is not None and subject.text.casefold() in WE
    if kind == "agreed" and we and speaker is not None and speaker.kind == "person":
        whose, kind = ((party,) if party else whose), "pledged"
    for action in split_actions(sentence, verb, limit):
        yield Bond(kind, whose, (), action, "commitments.will/1", 0.7 if speaker is None else 0.8, sentence.span)


TELLING_ON = 700
"""Characters back, within a paragraph, to the statement with which a sentence without a frame goes on."""


def _goes_on_telling(
    analysis: Analysis, sentence: Sentence, whose: Sequence[str], statements: Sequence[Statement]
) -> Statement | None:
    """The statement that "The two sides should do P" goes on with: an official's, told last in the same paragraph.

    Agencies report long speeches so: "Xi said P. The two sides should Q." What is asked of one's own side and another
    together is nobody's opinion but the speaker's.
    """
    start = sentence.span[0]
    before = [s for s in statements if s.evidence[0][0] < start and s.evidence[-1][1] <= start]
    last = max(before, key=lambda s: s.evidence[-1][1], default=None)
    if last is None or last.evidence[0][0] < sentence.block.offset or start - last.evidence[-1][1] > TELLING_ON:
        return None
    party = analysis.cast.party(analysis.cast.by_id(last.source))
    return last if party in whose and len(whose) == 2 and official(analysis, analysis.cast.by_id(last.source)) else None


JOINT_TITLE = re.compile(
    r"\b(?:joint (?:press )?(?:statement|communiqu[eé]|declaration|release|announcement)|communiqu[eé]|declaration|joint vision|action plan)\b",
    re.I,
)


def _to_be_done(
    analysis: Analysis, sentence: Sentence, verb: "Token", statements: Sequence[Statement]
) -> Iterator[Bond]:
    """ "The ninth session will be convened in Wellington": in a document of two parties together, what both agreed."""
    title = next((analysis.article.cut(part.span) for part in analysis.article.parts if part.kind == "title"), "")
    if not JOINT_TITLE.search(title) or not analysis.cast.bilateral() or verb.dep_ not in ("ROOT", "conj"):
        return
    if any(c.dep_ in ("neg", "agent") or c.lemma_ in ("remain", "recall") for c in verb.children):
        return
    if verb.lemma_.casefold() in idle_verbs() or statement_at(statements, sentence.block.start(verb)) is not None:
        return
    subject = next(c for c in verb.children if c.dep_ == "nsubjpass")
    if subject.pos_ == "PRON" or verb.tag_ != "VBN" or any(word.tag_ in ("WDT", "WP") for word in subject.subtree):
        return  # "it will be held", "the date of which will be set"
    begin, block = sentence.block.start(sentence.block.doc[subject.left_edge.i]), sentence.block
    end = min(limit_of(analysis, sentence, statements, verb), block.end(block.doc[verb.right_edge.i]))
    words = analysis.cast.text[begin:end].rstrip(" .;,")
    by = tuple(sorted(analysis.cast.parties(analysis.cast.pair)))
    yield Bond("agreed", by, (), (begin, begin + len(words)), "commitments.will-be/1", 0.7, sentence.span)


def _terms(verb: "Token") -> bool:
    """ "A memorandum under which the parties will exchange lecturers": the clause tells what was agreed."""
    words = verb.doc[verb.left_edge.i : verb.i].text.casefold()
    return bool(re.search(r"\b(?:under|by|through|according to|pursuant to) which\b|\bwhereby\b", words))


ENCOUNTERS = frozenset({"floor", "talk", "talks", "meeting", "call", "discussion", "consultation", "conference", "visit", "summit", "speech", "briefing", "address", "lecture",
                        "remark", "remarks", "keynote", "statement", "message"})  # fmt: skip


def _believed(verb: "Token") -> bool:
    """Whether a clause is what somebody thinks: "believes that the Lebanese will overcome this"."""
    return verb.dep_ == "ccomp" and verb.head.lemma_.casefold() in THINKING and verb.head.i < verb.i


THINKING = frozenset({"believe", "think", "hope", "expect", "assume", "fear", "doubt", "predict", "trust", "suspect", "imagine", "guess",
                      "wonder", "know", "argue", "estimate", "forecast"})  # fmt: skip


def _arranges(analysis: Analysis, sentence: Sentence, verb: "Token") -> bool:
    """Whether someone's programme is told: "the minister will hold talks", which is a meeting and no undertaking."""
    if verb.lemma_ not in ("hold", "have", "pay", "conduct", "give", "make", "co-chair", "deliver"):
        return False
    subject = subject_of(verb)
    people = [] if subject is None else analysis.cast.resolve(sentence.block, subject)
    programme = any(c.dep_ in ("dobj", "obj") and c.lemma_.casefold() in ENCOUNTERS for c in verb.children)
    return programme and any(analysis.cast.by_id(ref).kind == "person" for ref in people)


def _may_bind(analysis: Analysis, speaker: Actor | None, whose: Sequence[str]) -> bool:
    """Whether the one whose words these are may bind those parties. What nobody or an outlet says, the text itself says."""
    if speaker is None or speaker.kind == "outlet":
        return True
    if speaker.kind == "group" and JOINT.match(speaker.name):
        return True
    party = analysis.cast.party(speaker)
    return official(analysis, speaker) and (party is None or party in whose)


def read_to_be(
    analysis: Analysis, sentence: Sentence, verb: "Token", statements: Sequence[Statement]
) -> Iterator[Bond]:
    """ "France is to finance", "we are going to invest": what a state, a ministry or its speaker announces of itself."""
    going = verb.lemma_ == "go" and verb.tag_ == "VBG"
    if not going and (verb.lemma_ != "be" or verb.tag_ not in ("VBZ", "VBP")):
        return
    if verb.dep_ == "relcl" and not _terms(verb):
        return  # "the treaty that the two countries are to sign"
    act = next((c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VB" and c.i > verb.i), None)
    if act is None or act.lemma_.casefold() in idle_verbs() or any(c.dep_ == "nsubjpass" for c in act.children):
        return
    if any(child.dep_ == "neg" for token in (verb, act) for child in token.children):
        return
    if not going and verb.doc[verb.i + 1].text != "to":
        return  # "is ready to", "is likely to"
    subject = subject_of(verb)
    whose = parties_of(analysis, sentence, subject, statements)
    said = statement_at(statements, sentence.block.start(verb))
    if subject is None or not whose:
        return
    named = [analysis.cast.by_id(ref).kind for ref in analysis.cast.resolve(sentence.block, subject)]
    if "person" in named and subject.text.casefold() not in WE:
        return
    if not _may_bind(analysis, analysis.cast.by_id(said.source) if said else None, whose):
        return
    kind: CommitmentKind = "agreed" if len(whose) > 1 else "pledged"
    for action in split_actions(sentence, act, limit_of(analysis, sentence, statements, act)):
        yield Bond(kind, whose, (), action, "commitments.to-be/1", 0.7, sentence.span)
