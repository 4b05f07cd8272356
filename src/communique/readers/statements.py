"""Who said what, and through whom: a page's attributions, paragraph by paragraph, as records.

Each sentence is read by itself (`sentences`); then quotations that go on past their sentence or paragraph are given to
whose they are, transcripts to whose turn it is, and the outlets of one sentence to the next of the same speaker.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from communique.language import Analysis
from communique.readers.attributions import Attribution
from communique.readers.chains import inherit
from communique.readers.contents import holds_quote, long_enough
from communique.readers.joining import LEAST, Proposed, join
from communique.readers.marks import PLAIN
from communique.readers.quotations import Quoted, find_quotations
from communique.readers.sentences import read_sentence
from communique.records import Manner, Meeting, Span, Statement

UNREAD = ("title", "caption")
"""Parts whose sentences are headlines and legends, told again in the text."""
GOING_ON = 0.75
"""Confidence of a quotation that stands alone and goes on with the speaker before it."""


def read_statements(
    analysis: Analysis, meetings: Sequence[Meeting] = (), proposed: Sequence[Proposed] = (), least: float = LEAST
) -> tuple[Statement, ...]:
    """The statements of an article in the order of the text.

    `proposed`: attributions that another reader found, to be joined with the rules'; those that no rule found are taken
    from a confidence of `least` on.
    """
    everything = find_attributions(analysis)
    if proposed:
        everything = join(analysis, everything, proposed, quotations_of(analysis), least)
    found = [item for item in everything if item.recorded and item.actor is not None]
    return tuple(statement(analysis, number, item, meetings) for number, item in enumerate(found, 1))


def find_attributions(analysis: Analysis) -> list[Attribution]:
    """Every attribution of an article in the order of the text, whether or not its source is an actor."""
    blocks = [block for block in analysis.blocks if block.kind not in UNREAD]
    quoted = quotations_of(analysis)
    turns = _turns(analysis)
    found: list[Attribution] = []
    for block in blocks:
        turn = turns.get(block.offset)
        if turn is not None:
            if turn.content[0][0] < block.span[1] and turn not in found:
                found.append(turn)
            for sentence in block.sentences():
                found += [s for s in read_sentence(analysis, sentence, quoted) if _other_voice(analysis, s, turn)]
            continue
        here = [item for sentence in block.sentences() for item in read_sentence(analysis, sentence, quoted)]
        found += inherit(here)
    return _without_doubles(_gone_on(analysis.cast.text, found, quoted))


def quotations_of(analysis: Analysis) -> Quoted:
    """The quotations of an article's text; headlines and legends are no part of it."""
    spans = [block.span for block in analysis.blocks if block.kind not in UNREAD]
    return Quoted(find_quotations(analysis.cast.text, spans))


def _gone_on(text: str, found: list[Attribution], quoted: Quoted) -> list[Attribution]:
    """Give each quotation whole to the attribution that holds part of it, or, standing alone, to the one just before it."""
    found = sorted(found, key=lambda item: item.evidence)
    for quotation in quoted.found:
        holding = [
            k
            for k, item in enumerate(found)
            if item.evidence[0] < quotation.end and quotation.start < item.evidence[1]
            and any(start < quotation.end and quotation.start < end for start, end in item.content)
        ]  # fmt: skip
        if holding:
            found[holding[-1]] = _whole(text, found[holding[-1]], quotation.pieces)
            continue
        before = [k for k, item in enumerate(found) if item.evidence[1] <= quotation.start]
        if not before or not long_enough(text, (quotation.start, quotation.end)):
            continue
        last = found[before[-1]]
        gap = text[last.evidence[1] : quotation.start]
        if gap.strip() or len(gap) > 3 or last.rule == "statements.turn/1":
            continue
        if holds_quote(text[slice(*last.content[-1])].rstrip(".,")):
            content, evidence = (*last.content, *quotation.pieces), (last.evidence[0], quotation.end)
            found[before[-1]] = replace(last, content=content, evidence=evidence)
        else:
            again = replace(
                last, content=quotation.pieces, evidence=(quotation.start, quotation.end), marks=PLAIN,
                rule="statements.quotation/1", confidence=GOING_ON,
            )  # fmt: skip
            found.insert(before[-1] + 1, again)
    return found


def _whole(text: str, item: Attribution, pieces: tuple[Span, ...]) -> Attribution:
    """The attribution with all of a quotation that it holds in part."""
    content = list(item.content)
    for piece in pieces:
        touching = [k for k, (start, end) in enumerate(content) if start < piece[1] and piece[0] < end]
        if not touching:
            content.append(piece)
        elif content[touching[-1]][1] < piece[1] and re.search(r"\w", text[content[touching[-1]][1] : piece[1]]):
            content[touching[-1]] = (content[touching[-1]][0], piece[1])
    end = max(item.evidence[1], pieces[-1][1])
    return replace(item, content=tuple(content), evidence=(item.evidence[0], end))


def _turns(analysis: Analysis) -> dict[int, Attribution]:
    """The turns of a transcript as statements, by the offset of each block they fill."""
    found = {}
    for turn in analysis.cast.turns:
        evidence = (turn.label[0], turn.content[-1][1])
        said = Attribution(turn.speaker, turn.label, turn.label, turn.content, (), "statements.turn/1", 0.9, evidence)
        for block in analysis.blocks:
            if any(block.holds(start) for start, _ in turn.content):
                found[block.offset] = said
    return found


def _other_voice(analysis: Analysis, said: Attribution, turn: Attribution) -> bool:
    """Whether a speaker cites somebody else within the turn."""
    if said.actor is None or said.actor == turn.actor or said.cue[0] < turn.content[0][0]:
        return False
    return analysis.cast.by_id(said.actor).kind in ("person", "organ", "outlet")


def _without_doubles(found: list[Attribution]) -> list[Attribution]:
    kept: list[Attribution] = []
    seen: set[tuple[str | None, tuple[Span, ...]]] = set()
    for item in found:
        if (item.actor, item.content) not in seen:
            seen.add((item.actor, item.content))
            kept.append(item)
    return kept


def _manner(text: str, content: tuple[Span, ...]) -> Manner:
    words = [text[slice(*span)].rstrip(".,") for span in content]
    if all(holds_quote(piece) for piece in words):
        return "direct"
    return "mixed" if any(re.search(r"[“\"«„]", piece) for piece in words) else "indirect"


def statement(analysis: Analysis, number: int, item: Attribution, meetings: Sequence[Meeting]) -> Statement:
    """An attribution whose actor is known as a record."""
    assert item.actor is not None
    return Statement(
        id=f"s{number}", source=item.actor, source_span=item.source or item.cue, cue=item.cue, content=item.content,
        manner=_manner(analysis.cast.text, item.content), via=item.via, meeting=_meeting(item, meetings),
        time=_time(analysis, item), made_by=item.rule, confidence=item.confidence, evidence=(item.evidence,),
        via_inherited=item.via_inherited, denied=item.marks.denied, declined=item.marks.declined, hedged=item.marks.hedged, negated=item.marks.negated,
    )  # fmt: skip


def _time(analysis: Analysis, item: Attribution) -> str | None:
    for time in analysis.times:
        inside = item.evidence[0] <= time.span[0] < item.evidence[1]
        if inside and time.precision == "day" and not any(s <= time.span[0] < e for s, e in item.content):
            if not OF_SOMETHING_ELSE.search(analysis.cast.text[item.evidence[0] : time.span[0]]):
                return time.start
    return None


OF_SOMETHING_ELSE = re.compile(r"\b(?:in advance of|ahead of|before|prior to|until|since)\b[^,;:]{0,60}$", re.I)
"""Before a day that is not the one on which it was said: "In advance of the election of June 25, she affirmed"."""


def _meeting(item: Attribution, meetings: Sequence[Meeting]) -> str | None:
    """The meeting told of last before the statement in which its source took part."""
    best: tuple[int, str] | None = None
    for meeting in meetings:
        if not any(who.actor == item.actor for who in meeting.participants) or meeting.kind == "visit":
            continue
        for span in meeting.evidence:
            if span[0] <= item.evidence[1] and (best is None or span[0] > best[0]):
                best = (span[0], meeting.id)
    return best[1] if best else None
