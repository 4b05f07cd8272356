"""Who said what, and through whom: attributions by the frames they stand in.

Cases, in the order in which they are tried:
1. "According to X, ..." / "..., according to X": X is the source, or the carrier where another speaker is cited.
2. "X said that ...", "Noting that P, X said Q, adding that R": the content begins at the clause.
3. "..., X said": the content is what stands before.
4. "X reiterated its opposition to ...": the content is the object.
5. A quotation that stands alone goes on with the last speaker.
6. "X: ..." in transcripts and question-and-answer sessions.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.language import Analysis
from communique.language.pipeline import Block, Sentence
from communique.readers.frames import Carried, Spoken, carried, cues, spoken
from communique.records import Manner, Meeting, Span, Statement

OPEN, CLOSE = '“"«', '”"»'
FEELING = re.compile(
    r"with[ \u00a0](?:\w+[ \u00a0])?(?:appreciation|satisfaction|concern|regret|interest|pleasure|gratitude)[ \u00a0]"
)
"""How something was noted: no part of what was."""
LEAST = 2
"""Words that a content must have; one word is a fragment, not a statement."""


@dataclass(frozen=True, slots=True)
class _Found:
    source: str
    source_span: Span
    cue: Span
    content: tuple[Span, ...]
    via: tuple[str, ...]
    rule: str
    confidence: float
    evidence: Span


def read_statements(analysis: Analysis, meetings: Sequence[Meeting] = ()) -> tuple[Statement, ...]:
    """The statements of an article in the order of the text."""
    found: list[_Found] = []
    turns = _turns(analysis)
    for block in analysis.blocks:
        if block.kind in ("title", "caption"):
            continue
        turn = turns.get(block.offset)
        if turn is not None:
            if turn.content[0][0] < block.offset + len(block.doc.text) and turn not in found:
                found.append(turn)
            for sentence in block.sentences():
                found += [s for s in _read_sentence(analysis, sentence) if _other_voice(analysis, s, turn)]
            continue
        waiting: list[Sentence] = []
        for sentence in block.sentences():
            said = list(_read_sentence(analysis, sentence))
            if not said and _opens_only(block, sentence):
                # whose words these are is told where the quotation ends
                waiting.append(sentence)
                continue
            taken = {start for item in said for start, _ in item.content}
            for earlier in waiting:
                if said and min(taken) <= earlier.span[0]:
                    continue
                found += _continued(analysis, earlier, found)
            waiting = []
            found += said or _continued(analysis, sentence, found)
        for earlier in waiting:
            found += _continued(analysis, earlier, found)
    found = _without_doubles(found)
    return tuple(_statement(analysis, number, item, meetings) for number, item in enumerate(found, 1))


def _read_sentence(analysis: Analysis, sentence: Sentence) -> Iterator[_Found]:
    cast = analysis.cast
    carriers = list(carried(sentence, cast))
    verbs = [
        v
        for v in spoken(sentence, cast)
        if not any(c.span[0] <= sentence.block.start(v.verb) < c.span[1] for c in carriers)
    ]
    outlet_verbs = [v for v in verbs if cast.by_id(v.sources[0]).kind == "outlet"]
    speakers = [v for v in verbs if v not in outlet_verbs]
    via = tuple(dict.fromkeys([c.source for c in carriers if c.outlet] + [v.sources[0] for v in outlet_verbs]))
    said: list[tuple[Spoken, tuple[Span, ...]]] = []
    for verb in speakers:
        content = _content(sentence, verb, verbs, carriers, cast.text)
        if verb.participle and verb.verb.i < verb.verb.head.i and not any(v.verb == verb.verb.head for v in verbs):
            continue  # "Recalling that ..., the two sides decided": a preamble, not something said
        if content and _own_words(analysis, verb, said):
            said.append((verb, content))
    said = _joined(said)
    for verb, content in said:
        yield _Found(
            verb.sources[0], verb.source_span, (sentence.block.start(verb.verb), sentence.block.end(verb.verb)),
            content, tuple(dict.fromkeys((*verb.outlets, *via))), _rule(verb, content), verb.cue.confidence, sentence.span,
        )  # fmt: skip
    if said:
        return
    for verb in outlet_verbs:
        content = _content(sentence, verb, verbs, carriers, cast.text)
        if content:
            cue = (sentence.block.start(verb.verb), sentence.block.end(verb.verb))
            yield _Found(verb.sources[0], verb.source_span, cue, content, (), "statements.outlet/1", 0.8, sentence.span)
            return
    for carrier in carriers:
        content = _around(sentence, carrier, cast.text)
        if content:
            yield _Found(
                carrier.source,
                carrier.source_span,
                carrier.cue,
                content,
                (),
                "statements.according/1",
                0.85,
                sentence.span,
            )
            return


def _own_words(analysis: Analysis, verb: Spoken, said: list[tuple[Spoken, tuple[Span, ...]]]) -> bool:
    """A state inside someone's words ("China hopes to ...") is spoken of; it speaks itself only in a frame of its own."""
    if analysis.cast.by_id(verb.sources[0]).kind != "state":
        return True
    if verb.cue.frames in ("ct", "t", "o") or verb.cue.lemma in ("express", "hope", "expect", "believe", "think"):
        return False
    return not any(start <= verb.start < end for _, content in said for start, end in content)


def _joined(said: list[tuple[Spoken, tuple[Span, ...]]]) -> list[tuple[Spoken, tuple[Span, ...]]]:
    """ "Noting that P, Li said Q" and "Li reiterated P, stressing that Q" are one statement in two stretches."""
    joined: list[tuple[Spoken, tuple[Span, ...]]] = []
    for verb, content in said:
        lean = joined and joined[-1][0].sources == verb.sources and (verb.participle or joined[-1][0].participle)
        if lean:
            last, stretches = joined[-1]
            joined[-1] = (verb if last.participle else last, (*stretches, *content))
        else:
            joined.append((verb, content))
    return joined


def _rule(verb: Spoken, content: tuple[Span, ...]) -> str:
    where = "participle" if verb.participle else "after" if content[0][0] < verb.start else "clause"
    return f"statements.{where}/1"


def _around(sentence: Sentence, carrier: Carried, text: str) -> tuple[Span, ...]:
    start, end = sentence.span
    pieces = (_tidy(text, (start, carrier.span[0])), _tidy(text, (carrier.span[1], end)))
    return tuple(piece for piece in pieces if piece and _long_enough(text, piece))


def _content(
    sentence: Sentence, verb: Spoken, verbs: list[Spoken], carriers: list[Carried], text: str
) -> tuple[Span, ...]:
    block, token = sentence.block, verb.verb
    clause = _clause(verb)
    if clause is None and any(child.dep_ == "mark" and child.text.casefold() == "as" for child in token.children):
        comma = text.find(", ", block.end(token), sentence.span[1])
        if comma > 0 and text[sentence.span[0] : verb.start].strip().casefold() in ("", "as"):
            return _after(sentence, verb, comma + 2, verbs, carriers, text)
    if clause is not None and clause.i < token.i:
        return _before(sentence, verb, verbs, carriers, text)
    if clause is not None:
        start = block.start(block.doc[clause.left_edge.i])
        start = max(start, block.end(token))
        return _after(sentence, verb, start, verbs, carriers, text)
    rest = text[block.end(token) : sentence.span[1]]
    quoted = re.match(r"[^“\"«]{0,60}?[:,]?\s*(?=[“\"«])", rest)
    if quoted and "q" in verb.cue.frames and re.match(r"[^“\"«]{0,60}?[:,]\s*(?=[“\"«])", rest):
        return _after(sentence, verb, block.end(token) + quoted.end(), verbs, carriers, text)
    own = verb.subject is not None and verb.subject.head == token
    if own and "q" in verb.cue.frames and _frame_closes(sentence, verb, text):
        return _before(sentence, verb, verbs, carriers, text)
    if "q" in verb.cue.frames and (colon := re.match(r"[^.,]{0,60}:\s+", rest)):
        return _after(sentence, verb, block.end(token) + colon.end(), verbs, carriers, text)
    if "c" in verb.cue.frames and (told := re.match(r"[^,.;:“\"]{0,50}?\bthat\s+", rest)):
        return _after(sentence, verb, block.end(token) + told.end(), verbs, carriers, text)
    if "o" in verb.cue.frames or "t" in verb.cue.frames:
        for child in token.children:
            wanted = (
                child.dep_ in ("dobj", "obj")
                or (child.dep_ == "prep" and child.i == token.i + 1)
                or ("t" in verb.cue.frames and child.dep_ == "xcomp")
            )
            if wanted and child.i > token.i:
                start = block.start(block.doc[child.left_edge.i])
                if child.text.casefold() == "with" and (felt := FEELING.match(text, start)):
                    start = felt.end()
                if (
                    verb.cue.lemma == "call"
                    and child.text.casefold() == "on"
                    and " to " not in text[start : sentence.span[1]]
                ):
                    return ()  # a courtesy call
                if child.dep_ == "prep" and verb.cue.lemma in ("call", "appeal"):
                    start = block.end(child)
                return _after(sentence, verb, start, verbs, carriers, text)
    return ()


def _clause(verb: Spoken):  # type: ignore[no-untyped-def]
    token = verb.verb
    ccomps = [child for child in token.children if child.dep_ == "ccomp"]
    right = [child for child in ccomps if child.i > token.i]
    left = [child for child in ccomps if child.i < token.i]
    if right and "c" in verb.cue.frames:
        return right[0]
    if left and "q" in verb.cue.frames:
        return left[-1]
    if token.dep_ == "parataxis" and token.head.i < token.i and "q" in verb.cue.frames:
        return token.head
    return None


def _frame_closes(sentence: Sentence, verb: Spoken, text: str) -> bool:
    """Whether "X said" stands after a comma or a closing quotation mark, so that what it cites is before it."""
    head = text[sentence.span[0] : verb.start].rstrip()
    return len(head) > 12 and head[-1:] in ',”"»…'


def _before(
    sentence: Sentence, verb: Spoken, verbs: list[Spoken], carriers: list[Carried], text: str
) -> tuple[Span, ...]:
    start = sentence.span[0]
    opened = _open_quote(sentence.block, start)
    if opened is not None:
        start = opened
    for carrier in carriers:
        if carrier.span[0] <= start + 2:
            start = carrier.span[1]
    first = _tidy(text, (start, verb.start))
    pieces = [first] if first and _long_enough(text, first) else []
    tail = _end_of_frame(sentence, verb)
    rest = text[tail : sentence.span[1]]
    later = [v for v in verbs if v.start > tail]
    stop = min([sentence.span[1], *(v.start for v in later), *(c.span[0] for c in carriers if c.span[0] >= tail)])
    onward = any(child.dep_ == "conj" and child.lemma_.casefold() in cues() for child in verb.verb.children)
    if re.match(r"\s*,?\s*[“\"«]", rest) or (not onward and re.match(r"\s*,\s+(?:and|but|so|because|which)\b", rest)):
        second = _tidy(text, (tail, stop))
        if second and _long_enough(text, second):
            pieces.append(second)
    return tuple(pieces)


def _end_of_frame(sentence: Sentence, verb: Spoken) -> int:
    block = sentence.block
    end = block.end(verb.verb)
    if verb.subject is not None and verb.subject.i > verb.verb.i:
        end = max(end, block.end(block.doc[verb.subject.right_edge.i]))
    for child in verb.verb.children:
        if child.i > verb.verb.i and child.dep_ in ("prep", "npadvmod", "dobj", "dative", "advmod"):
            end = max(end, block.end(block.doc[child.right_edge.i]))
    return min(end, sentence.span[1])


def _after(
    sentence: Sentence, verb: Spoken, start: int, verbs: list[Spoken], carriers: list[Carried], text: str
) -> tuple[Span, ...]:
    end = sentence.span[1]
    for carrier in carriers:
        if carrier.span[0] > start:
            end = min(end, carrier.span[0])
    for other in verbs:
        if other.verb.i > verb.verb.i and other.start > start and _parts_from(sentence, verb, other, text):
            end = min(end, _lead(text, start, other.start))
    for further in verb.verb.children:
        if (
            further.dep_ == "conj"
            and further.pos_ == "VERB"
            and further.tag_ == verb.verb.tag_
            and sentence.block.start(further) > start
        ):
            end = min(end, _lead(text, start, sentence.block.start(further)))
    if verb.verb.dep_ == "relcl":
        end = min(end, sentence.block.end(verb.verb.right_edge))
    if verb.participle or verb.verb.dep_ == "advcl":
        # "Noting that P, Li said Q": the main clause begins at its subject
        head = verb.verb.head
        if head.i > verb.verb.i and verb.subject is not None and verb.subject.i > verb.verb.i:
            block = sentence.block
            end = min(end, block.start(block.doc[verb.subject.left_edge.i]))
    start += len(re.match(r"\s*(?:that\b\s*)?[:,]?\s*", text[start:end])[0])  # type: ignore[index]
    piece = _tidy(text, (start, end))
    return (piece,) if piece and _long_enough(text, piece) else ()


def _parts_from(sentence: Sentence, verb: Spoken, other: Spoken, text: str) -> bool:
    """Whether `other` is a further thing the same speaker says, or a frame that closes the sentence."""
    if other.sources != verb.sources:
        return text[: other.start].rstrip()[-1:] in ',”"' and _frame_closes(sentence, other, text)
    if other.verb.tag_ == "VBG":
        return bool(re.search(r"(?:,|\band|\bwhile|\bbut|,\s*\w+ly)\s*$", text[sentence.span[0] : other.start]))
    own = any(child.dep_ == "nsubj" for child in other.verb.children)
    if own:
        return bool(re.search(r"(?:,|;|\band|\bwhile|\bbut)\s*$", text[sentence.span[0] : other.start]))
    return other.verb.tag_ == verb.verb.tag_ or (
        verb.verb in other.verb.ancestors and other.verb.dep_ == "conj" and other.verb.tag_ in ("VBD", "VBZ", "VBP")
    )


def _lead(text: str, start: int, at: int) -> int:
    """Where the words that join a further frame begin: ", and also", " while"."""
    joined = re.search(
        r"(?:[,;]?\s*(?:\b(?:and|while|but|also|then|further|again|has|have|had|\w+ly)\b\s*)*)$", text[start:at]
    )
    return start + joined.start() if joined else at


def _tidy(text: str, span: Span) -> Span | None:
    start, end = span
    while start < end and (text[start].isspace() or text[start] in ",;:.-–—"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:–—-"):
        end -= 1
    if end > start and text[end - 1] == "." and not _holds_quote(text[start:end]) and text[start:end].count("...") == 0:
        end -= 1
    words = re.match(r"(?:(?:But|And|However|Meanwhile|Moreover|Furthermore|In addition)\b,?\s+)", text[start:end])
    if words and end - start > 40:
        start += words.end()
    return (start, end) if start < end else None


def _holds_quote(piece: str) -> bool:
    return piece[:1] in OPEN and piece[-1:] in CLOSE


def _long_enough(text: str, span: Span) -> bool:
    return len(re.findall(r"\w+", text[slice(*span)])) >= LEAST


def _continued(analysis: Analysis, sentence: Sentence, found: list[_Found]) -> list[_Found]:
    """A sentence wholly inside quotation marks goes on with the speaker before it, if he stands close by."""
    text = analysis.cast.text
    piece = text[slice(*sentence.span)]
    block = sentence.block
    inside = piece[:1] in OPEN or _within_quote(block, sentence)
    if not inside or not found:
        return []
    last = found[-1]
    if sentence.span[0] - last.evidence[1] > 3 or last.rule == "statements.turn/1":
        return []
    if piece[:1] not in OPEN and last.rule not in (
        "statements.quotation/1",
        "statements.clause/1",
        "statements.after/1",
    ):
        return []
    return [
        replace(last, content=(sentence.span,), rule="statements.quotation/1", confidence=0.75, evidence=sentence.span)
    ]


def _open_quote(block: Block, at: int) -> int | None:
    """Where the quotation that is still open at `at` began; None outside quotations."""
    before = block.doc.text[: at - block.offset]
    if before.count("“") > before.count("”"):
        return block.offset + before.rfind("“")
    if before.count('"') % 2 == 1:
        return block.offset + before.rfind('"')
    return None


def _opens_only(block: Block, sentence: Sentence) -> bool:
    """Whether a quotation is open at the sentence's end that goes on in the next one."""
    end = sentence.span[1]
    return _open_quote(block, end) is not None and end < block.offset + len(block.doc.text.rstrip())


def _within_quote(block: Block, sentence: Sentence) -> bool:
    before = block.doc.text[: sentence.tokens.start_char]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _turns(analysis: Analysis) -> dict[int, _Found]:
    """The turns of a transcript as statements, by the offset of each block they fill."""
    found = {}
    for turn in analysis.cast.turns:
        evidence = (turn.label[0], turn.content[-1][1])
        said = _Found(turn.speaker, turn.label, turn.label, turn.content, (), "statements.turn/1", 0.9, evidence)
        for block in analysis.blocks:
            if any(block.offset <= start < block.offset + len(block.doc.text) for start, _ in turn.content):
                found[block.offset] = said
    return found


def _other_voice(analysis: Analysis, said: _Found, turn: _Found) -> bool:
    """Whether a speaker cites somebody else within the turn."""
    kind = analysis.cast.by_id(said.source).kind
    return said.source != turn.source and kind in ("person", "organ", "outlet") and said.cue[0] >= turn.content[0][0]


def _without_doubles(found: list[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for item in found:
        if any(item.source == other.source and item.content == other.content for other in kept):
            continue
        kept.append(item)
    return kept


def _manner(text: str, content: tuple[Span, ...]) -> Manner:
    words = " ".join(text[slice(*span)] for span in content)
    if all(_holds_quote(text[slice(*span)].rstrip(".,")) for span in content):
        return "direct"
    return "mixed" if re.search(r"[“\"«]", words) else "indirect"


def _statement(analysis: Analysis, number: int, item: _Found, meetings: Sequence[Meeting]) -> Statement:
    text = analysis.cast.text
    return Statement(
        id=f"s{number}", source=item.source, source_span=item.source_span, cue=item.cue, content=item.content,
        manner=_manner(text, item.content), via=item.via, meeting=_meeting(item, meetings), time=_time(analysis, item),
        made_by=item.rule, confidence=item.confidence, evidence=(item.evidence,),
    )  # fmt: skip


def _time(analysis: Analysis, item: _Found) -> str | None:
    for time in analysis.times:
        inside = item.evidence[0] <= time.span[0] < item.evidence[1]
        if inside and time.precision == "day" and not any(s <= time.span[0] < e for s, e in item.content):
            return time.start
    return None


def _meeting(item: _Found, meetings: Sequence[Meeting]) -> str | None:
    """The meeting told of last before the statement in which its source took part."""
    best: tuple[int, str] | None = None
    for meeting in meetings:
        if not any(who.actor == item.source for who in meeting.participants) or meeting.kind == "visit":
            continue
        for span in meeting.evidence:
            if span[0] <= item.evidence[1] and (best is None or span[0] > best[0]):
                best = (span[0], meeting.id)
    return best[1] if best else None
