"""Undertakings: what was agreed, pledged, proposed or urged, one record an action.

A commitment hangs on a word that binds ("agreed to", "is willing to", "urged X to", "should") whose subject is a party
or someone who speaks for one; forecasts of experts and descriptions of the past bind nobody. Lists are taken apart.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language import Analysis
from communique.language.pipeline import Sentence
from communique.language.together import one_subject_before
from communique.readers.actions import split_actions
from communique.readers.bonds import JOINT, WE, Bond, idle_verbs, limit_of, parties_of
from communique.readers.complements import asked_deed, binding_words, undertaken, urged
from communique.readers.counted import COUNTED, counted_lists
from communique.readers.listed import Lead, after_modal, binds, first_word, lead_parties, leads, tells_itself
from communique.readers.modals import read_modal, read_to_be
from communique.readers.parties import partners
from communique.readers.speakers import official, statement_at
from communique.readers.subjects import name_before, subject_of
from communique.readers.undertaking_words import (
    ASKED,
    ATTENDING,
    GATHERINGS,
    PAPERS,
    PROGRAMME,
    REPORTED,
    TALKED_OF,
    VALUES,
)
from communique.records import Commitment, CommitmentKind, Meeting, Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token


def read_commitments(
    analysis: Analysis, statements: Sequence[Statement], meetings: Sequence[Meeting]
) -> tuple[Commitment, ...]:
    """The undertakings of an article, in order; each links to its statement and meeting where the text tells."""
    bonds: list[Bond] = []
    led = leads(analysis)
    for block in analysis.blocks:
        if block.kind in ("title", "caption"):
            continue
        first = first_word(block) if block.offset in led else None
        for sentence in block.sentences():
            # "1." may be parsed as a sentence of its own: the point is where its first word stands
            if first is not None and sentence.tokens.start <= first.i < sentence.tokens.end:
                bonds += _point(analysis, sentence, first, led[block.offset], statements)
            bonds += _in_sentence(analysis, sentence, statements, meetings)
    bonds += [
        Bond("agreed", item.by, (), span, "commitments.counted/1", 0.85, item.evidence, item.group)
        for item in counted_lists(analysis)
        for span in item.actions
    ]
    return tuple(
        _record(analysis, number, bond, statements, meetings) for number, bond in enumerate(_distinct(bonds), 1)
    )


def _point(
    analysis: Analysis, sentence: Sentence, first: "Token", lead: Lead, statements: Sequence[Statement]
) -> Iterator[Bond]:
    """What a point of a list undertakes, whose subject, or whose verb too, stands before the colon above."""
    by = lead_parties(analysis, lead, statements)
    if not by:
        return
    entry = binding_words().get((first.lemma_.casefold(), "verb"))
    to: tuple[str, ...] = ()
    if entry is not None and first.tag_ in ("VBD", "VBN", "VBP", "VBZ", "VB"):
        kind, takes = entry
        found = urged(first, takes) if kind == "urged" else (None, undertaken(first, takes))
        whom, target = found if found is not None else (None, None)
        if whom is not None:
            to = tuple(p for p in parties_of(analysis, sentence, whom, statements) if p not in by)
        if target is None or (kind == "urged" and not to):
            return
    else:
        bound, target = binds(lead), after_modal(first)
        if bound is None or target is None or tells_itself(first):
            return
        base = target.text.casefold() == target.lemma_.casefold()  # "set up an office" is tagged as a past
        if not base and target.tag_ not in ("VB", "VBP", "VBG", "NN", "NNP", "JJ", "VBN"):
            return
        kind = bound
    if kind in ("agreed", "pledged"):
        kind = "agreed" if _several(by) else "pledged"
    for action in split_actions(sentence, target, limit_of(analysis, sentence, statements, target)):
        yield Bond(kind, by, to, action, "commitments.listed/1", 0.85, sentence.span)


def _several(by: tuple[str, ...]) -> bool:
    """Whether several are bound: two parties, or one body of states."""
    return len(by) > 1 or (len(by) == 1 and knowledge.body_of_states(by[0]) is not None)


def _distinct(bonds: list[Bond]) -> list[Bond]:
    kept: list[Bond] = []
    for bond in sorted(bonds, key=lambda b: (b.group is None, b.action)):
        if any(bond.action[0] < other.action[1] and other.action[0] < bond.action[1] for other in kept):
            continue
        kept.append(bond)
    return sorted(kept, key=lambda b: b.action)


def _in_sentence(
    analysis: Analysis, sentence: Sentence, statements: Sequence[Statement], meetings: Sequence[Meeting]
) -> Iterator[Bond]:
    for token in sentence.tokens:
        lemma = token.lemma_.casefold()
        for pos, tags in (("verb", ("VERB",)), ("adj", ("ADJ", "VERB")), ("noun", ("NOUN",))):
            entry = binding_words().get((token.text.casefold() if pos == "adj" else lemma, pos))
            if entry is not None and token.pos_ in tags:
                yield from _bound(analysis, sentence, token, entry[0], entry[1], pos, statements, meetings)
                break
        if token.tag_ == "MD" and lemma in ("will", "shall", "should", "must", "would", "'ll", "’ll"):
            yield from read_modal(analysis, sentence, token, statements)
        if lemma in ("be", "go"):
            yield from read_to_be(analysis, sentence, token, statements)


def _bound(
    analysis: Analysis, sentence: Sentence, token: "Token", kind: CommitmentKind, takes: frozenset[str], pos: str,
    statements: Sequence[Statement], meetings: Sequence[Meeting],
) -> Iterator[Bond]:  # fmt: skip
    if any(child.dep_ == "neg" or (child.dep_ == "det" and child.text.casefold() == "no") for child in token.children):
        return
    above = token.head if token.dep_ in ("xcomp", "acomp") else None
    if above is not None and above.lemma_.casefold() in NOT_DONE:
        return  # "failed to agree on a text", "was unable to agree to"
    if token.lemma_ in ("plan", "intend") and any(c.lemma_ in UNSURE and c.dep_ == "aux" for c in token.children):
        return  # "had planned to stop over": it came otherwise; "may be planning to": somebody else's guess
    if pos == "adj" and any(
        c.tag_ == "MD" and c.lemma_ in ("must", "should", "may", "might", "could") for c in token.head.children
    ):
        return  # "must be ready to face"
    subject = _subject(token, pos)
    if kind == "agreed" and subject is not None and subject.text.casefold() == "it" and token.tag_ == "VBN":
        # "It was agreed to": by those who met
        by = _met_last(meetings, sentence.span[0]) or tuple(
            sorted(analysis.cast.parties(analysis.cast.last_pair(sentence.block.start(token))))
        )
    else:
        by = parties_of(analysis, sentence, subject, statements)
    if not by and token.lemma_ == "commit" and subject is not None and subject.lemma_.casefold() in PAPERS:
        # "The agreement commits Kinshasa and Kigali to launch a mechanism"
        bound = next((c for c in token.children if c.dep_ in ("dobj", "obj")), None)
        by = parties_of(analysis, sentence, bound, statements)
    if not by and kind in ("agreed", "urged") and subject is not None and subject.lemma_.casefold() in ATTENDING:
        by = _met_last(meetings, sentence.span[0])
    if not by:
        return
    if not _by_own(analysis, sentence, token, statements, by, kind):
        return
    to: tuple[str, ...] = ()
    target: Token | None = None
    rule = f"commitments.{token.lemma_.casefold()}/1"
    if kind == "urged":
        found = urged(token, takes)
        if found is None and (found := asked_deed(token, takes)) is not None and token.lemma_ != "ask":
            rule = "commitments.deed/1"
        if found is None:
            return
        whom, target = found
        to = parties_of(analysis, sentence, whom, statements) if whom is not None else ()
        if whom is not None and whom.pos_ == "PRON" and set(to) <= set(by):
            to = _the_other(analysis, sentence, whom, by)
        if to and set(to) <= set(by):
            return  # a leader asks something of the leader's own people
        to = tuple(party for party in to if party not in by)
        if whom is not None and not to and whom.lemma_.casefold() not in ASKED:
            if not any(child.ent_type_ for child in whom.subtree):
                return
        if whom is not None and not to and _own_people(analysis, sentence, whom, by):
            return
        if token.lemma_ == "want" and not to:
            return
    elif "object-to" in takes:
        # "directed their ministers to meet", "tasked the secretariat to draw up": what two decide that others do
        found = urged(token, takes)
        if found is None or not _several(by):
            return
        target = found[1]
    else:
        target = undertaken(token, takes)
    if target is None or (token.lemma_ == "invite" and target.lemma_.casefold() in idle_verbs()):
        return
    together = target.lemma_ == "bring" and any(c.text.casefold() == "together" for c in target.subtree)
    if token.lemma_ in ("plan", "intend") and (together or target.lemma_.casefold() in PROGRAMME):
        return  # "is planning to visit Kinshasa in January"
    if kind == "agreed" and len(by) < 2 and not ("object-to" in takes and _several(by)):
        if token.lemma_ not in ("decide", "resolve"):
            by = _with_other(analysis, sentence, token, by)
            if subject is not None and subject.text.casefold() in WE and analysis.cast.bilateral():
                by = tuple(sorted({*by, *analysis.cast.parties(analysis.cast.pair)}))
            elif subject is not None and subject.text.casefold() == "we" and target.dep_ not in ("pobj", "pcomp"):
                met = _met_last(meetings, sentence.block.start(token), WE_REACH)
                by = met if len(met) == 2 and set(by) <= set(met) else by  # "we agreed", after whom one met
        if len(by) < 2:
            deciding = token.lemma_ in ("decide", "resolve", "agree", "undertake")
            body = deciding and knowledge.body_of_states(by[0]) is not None
            if (
                token.lemma_ in ("agree", "concur")
                and target.dep_ in ("pobj", "pcomp")
                and target.head.text.casefold() == "on"
            ):
                return  # "we have agreed on all 17 articles": with whom is left open
            # what one party has agreed to, it has pledged; what it decided in a story, it has done
            conveyed = token.lemma_ == "decision" and token.head.lemma_ in (
                "convey",
                "announce",
                "confirm",
                "communicate",
            )
            story = token.lemma_ == "decide" and _story(sentence, token, statements)
            if not body and ((pos == "noun" and not conveyed) or story):
                return
            kind = "agreed" if body else "pledged"
    if kind == "pledged" and len(by) > 1:
        kind = "agreed"
    if kind == "agreed" and target.pos_ == "NOUN" and target.lemma_.casefold() in VALUES:
        return  # "agreed on the importance of dialogue" binds nobody to anything
    if target.pos_ == "NOUN" and COUNTED.match(sentence.block.text, target.left_edge.idx):
        return  # "agreed on six measures": the list says which
    if target.text.casefold() == "following":
        return  # "agreed on the following:", as well
    limit = limit_of(analysis, sentence, statements, target)
    done_to = next((c for c in target.children if c.dep_ == "nsubjpass"), None)
    if done_to is not None and done_to.lemma_.casefold() in GATHERINGS and target.lemma_ in ("hold", "convene"):
        return  # "agreed that the next meeting would be held in Oslo" is a meeting that is planned
    if done_to is not None and kind == "agreed" and done_to.i > token.i and done_to.pos_ != "PRON":
        # "agreed that a commission would be set up": what is done is told by its subject
        block = sentence.block
        begin, end = block.start(done_to.left_edge), min(limit, block.end(target.right_edge))
        words = analysis.cast.text[begin:end].rstrip(" .;,")
        yield Bond(
            kind, by, to, (begin, begin + len(words)), f"commitments.{token.lemma_.casefold()}/1", 0.8, sentence.span
        )
        return
    if pos == "noun":
        limit = min(limit, sentence.block.end(_with_joined(target)))  # "plans to rebuild X fell through"
    for action in split_actions(sentence, target, limit):
        yield Bond(kind, by, to, action, rule, 0.85, sentence.span)


def _with_joined(target: "Token") -> "Token":
    """The last word of what a noun undertakes, with a further "to" that the parser hangs elsewhere: "a commitment to open A, as
    well as to close B"."""
    last, doc = target.right_edge, target.doc
    while target.tag_ == "VB":
        at = last.i + 1
        while at < len(doc) and doc[at].text.casefold() in (",", "and", "as", "well"):
            at += 1
        if at == last.i + 1 or at + 1 >= len(doc) or doc[at].tag_ != "TO" or doc[at + 1].tag_ != "VB":
            break
        last = doc[at + 1].right_edge
    return last


def _the_other(analysis: Analysis, sentence: Sentence, whom: "Token", by: tuple[str, ...]) -> tuple[str, ...]:
    """Whom "her" is where who asks is one of two who met: the other one."""
    met = analysis.cast.parties(one_subject_before(analysis.cast, sentence.block.start(whom), lead=True))
    others = tuple(party for party in met if party not in by)
    return others if len(met) == 2 and len(others) == 1 else ()


NOT_DONE = frozenset({"fail", "refuse", "decline", "hesitate", "struggle", "unable", "unwilling", "reluctant"})
"""Words over a binding verb by which nobody is bound."""
UNSURE = frozenset({"have", "may", "might", "could"})


def _own_people(analysis: Analysis, sentence: Sentence, whom: "Token", by: tuple[str, ...]) -> bool:
    """Whether who is asked is named as the asker's own: China "encourages capable Chinese firms to invest"."""
    block = sentence.block
    span = (block.start(block.doc[whom.left_edge.i]), block.end(whom))
    named = analysis.cast.parties([actor.id for actor in analysis.cast.within(span, ("state",))])
    return bool(named) and set(named) <= set(by)


def _story(sentence: Sentence, token: "Token", statements: Sequence[Statement]) -> bool:
    """Whether a plain past is told by the text itself: "Obama decided to press Israel"."""
    plain = token.tag_ == "VBD" and not any(c.dep_ == "aux" for c in token.children)
    return plain and statement_at(statements, sentence.block.start(token)) is None


WE_REACH = 900
"""Characters back to the encounter after which somebody says what "we" agreed."""


def _met_last(meetings: Sequence[Meeting], at: int, reach: int | None = None) -> tuple[str, ...]:
    """The parties of the encounter told of last before `at` (and not further back than `reach`), where there are several."""
    before = [(span[0], m) for m in meetings if m.status == "held" for span in m.evidence if span[0] <= at]
    before = [one for one in before if reach is None or at - one[0] <= reach]
    last = max(before, key=lambda one: (one[0], one[1].parties), default=(0, None))[1]
    parties = last.parties if last is not None else ()
    if last is not None and last.mechanism is not None:
        # who chaired for a body is bound as the body: "the ASEAN-China meeting, co-chaired by X of the Philippines"
        bodies = [body for party in parties if (body := knowledge.body_of_states(party)) is not None]
        apart = tuple(party for party in parties if not any(party in body.states() for body in bodies))
        parties = apart if len(apart) > 1 else parties
    return tuple(sorted(parties)) if len(parties) > 1 else ()


def _subject(token: "Token", pos: str) -> "Token | None":
    if pos == "verb":
        if token.tag_ in ("VB",) and token.dep_ not in ("conj", "ROOT", "xcomp"):
            return None
        passive = next((child for child in token.children if child.dep_ == "nsubjpass"), None)
        bound = passive if passive is not None and token.lemma_ in ("commit", "agree", "decide") else subject_of(token)
        return bound or name_before(token)
    if pos == "adj":
        verb = token if token.pos_ == "VERB" else token.head
        passive = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
        return passive or subject_of(verb)
    owner = next((child for child in token.children if child.dep_ == "poss"), None)
    if owner is not None and owner.pos_ != "PRON":
        return owner
    verb = token.head
    if verb.lemma_ in TALKED_OF:
        return None
    return subject_of(verb) if verb.pos_ == "VERB" and token.dep_ in ("dobj", "obj", "pobj") else None


def _by_own(
    analysis: Analysis,
    sentence: Sentence,
    token: "Token",
    statements: Sequence[Statement],
    by: tuple[str, ...],
    kind: str,
) -> bool:
    """An undertaking that another side or an expert reports of a party is no undertaking of that party."""
    said = statement_at(statements, sentence.block.start(token))
    if said is None:
        return True
    speaker = analysis.cast.by_id(said.source)
    if speaker.kind == "outlet":
        return True
    if speaker.kind == "group" and JOINT.match(speaker.name):
        return True
    if not official(analysis, speaker):
        return False
    party = analysis.cast.party(speaker)
    told = token.lemma_ in REPORTED and (token.tag_ == "VBD" or any(c.lemma_ == "have" for c in token.children))
    return kind in ("agreed", "urged") or told or party is None or party in by


def _with_other(analysis: Analysis, sentence: Sentence, token: "Token", by: tuple[str, ...]) -> tuple[str, ...]:
    """The parties with the one that the verb, or the encounter told before it, is done with: "met X and agreed"."""
    before = token.head if token.dep_ == "conj" and token.head.pos_ == "VERB" else None
    if before is not None and before.i < token.i and before.lemma_ in MEETING:
        refs = partners(analysis, sentence.block, before, ("with",), direct=before.lemma_ in DIRECT)
        by = tuple(sorted({*by, *analysis.cast.parties(refs)}))
    for child in token.children:
        if child.dep_ == "prep" and child.text.casefold() == "with":
            for inner in child.children:
                refs = analysis.cast.resolve(sentence.block, inner)
                by = tuple(sorted({*by, *analysis.cast.parties(refs)}))
    return by


DIRECT = frozenset({"meet", "receive", "host", "phone", "telephone"})
MEETING = DIRECT | {"hold", "have", "speak", "talk", "confer", "conduct"}
"""Verbs of an encounter after which "and agreed" binds both."""


def _record(
    analysis: Analysis, number: int, bond: Bond, statements: Sequence[Statement], meetings: Sequence[Meeting]
) -> Commitment:
    said = statement_at(statements, bond.action[0])
    return Commitment(
        id=f"c{number}", kind=bond.kind, by=bond.by, to=bond.to, action=bond.action, field=None,
        due=_due(analysis, bond.action), meeting=(said.meeting if said else None) or _meeting(bond, meetings), group=bond.group,
        statement=said.id if said else None, made_by=bond.rule, confidence=bond.confidence, evidence=(bond.evidence,),
    )  # fmt: skip


def _due(analysis: Analysis, action: Span) -> str | None:
    """The last day by which the action is to be done, if its words carry a date still to come."""
    for time in analysis.times:
        if action[0] <= time.span[0] < action[1] and time.end and (analysis.article.reference or "") < time.end:
            return time.end
    return None


def _meeting(bond: Bond, meetings: Sequence[Meeting]) -> str | None:
    """The meeting of the committing parties told of last before the commitment."""
    best: tuple[int, str] | None = None
    for meeting in meetings:
        if meeting.kind == "visit" or not set(bond.by) <= set(meeting.parties):
            continue
        for span in meeting.evidence:
            if span[0] <= bond.evidence[1] and (best is None or span[0] > best[0]):
                best = (span[0], meeting.id)
    return best[1] if best else None
