"""What is cited: where the content of a frame begins, and where the next frame ends it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.language.pipeline import Sentence
from communique.readers.carriers import Carried
from communique.readers.content_ends import tells_now, told_until
from communique.readers.cues import cue_end, cues
from communique.readers.frames import Spoken
from communique.readers.passives import passive_of
from communique.readers.quotations import Quoted
from communique.readers.subjects import goes_on
from communique.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

OPEN, CLOSE = ("“", '"', "«", "„", "‘", "''", "``", "'"), ("”", '"', "»", "’", "''", "'", "“")
FEELING = re.compile(
    r"with[ \u00a0](?:\w+[ \u00a0])?(?:appreciation|satisfaction|concern|regret|interest|pleasure|gratitude)[ \u00a0]"
)
"""How something was noted: no part of what was."""
CIRCUMSTANCES = ("prep", "npadvmod", "advmod", "cc")
"""How the parser hangs on a verb when, where or how it was done."""
LEAST = 2
"""Words that a content must have; one word is a fragment, not a statement."""
LINKING = re.compile(r"(?:(?:But|And|However|Meanwhile|Moreover|Furthermore|In addition)\b,?\s+)")
JOINING = re.compile(r"(?:[,;]?\s*(?:\b(?:and|while|but|also|then|further|again|has|have|had|\w+ly)\b\s*)*)$")
QUOTE_NEAR = re.compile(r"[^“\"«„]{0,60}?[:,]\s*(?=[“\"«„]|''|``)")
QUOTE_NEXT = re.compile(r"\s*,?\s*(?:[“\"«„]|''|``)")
QUOTE_BROKEN = re.compile(r",[”\"»’]$")
GOES_ON = re.compile(r"\s*,\s+(?:and|but|so|because|which)\b")
COLON_NEAR = re.compile(r"[^.,]{0,60}:\s+")
OF_THEM = re.compile(r",?[ \u00a0](?:who|which|both|neither|speaking|all)\b[^,.;]*(?:,|(?=[.;])|$)")
"""What is told of those who are named by "according to"."""
THAT_NEXT = re.compile(r"\s*,?\s*that\s+")
THAT_NEAR = re.compile(r"[^,.;:“\"]{0,50}?\bthat\s+")


@dataclass(frozen=True, slots=True)
class Frames:
    """A sentence with its frames: what bounds the content of each."""

    sentence: Sentence
    span: Span
    verbs: Sequence[Spoken]
    carriers: Sequence[Carried]
    quoted: Quoted
    text: str


def content_of(frames: Frames, verb: Spoken) -> tuple[Span, ...]:
    """The stretches that `verb` cites; empty where it cites none."""
    sentence, text = frames.sentence, frames.text
    block, token = sentence.block, verb.verb
    if (passive := passive_of(token)) is not None and passive.agent == verb.subject:
        return _after(frames, verb, block.end(passive.that))
    if _inverted(frames, verb):
        return _before(frames, verb)
    if verb.cue.frames == "n":
        return _after(frames, verb, block.end(token))
    clause = _clause(verb)
    if clause is None and any(child.dep_ == "mark" and child.text.casefold() == "as" for child in token.children):
        comma = text.find(", ", block.end(token), frames.span[1])
        if comma > 0 and text[frames.span[0] : verb.start].strip().casefold() in ("", "as"):
            return _after(frames, verb, comma + 2)
    if _parenthetical(frames, verb, clause):
        return _both_sides(frames, verb)
    if clause is not None and clause.i < token.i:
        return _before(frames, verb)
    if clause is not None:
        return _after(frames, verb, max(block.start(clause.left_edge), block.end(cue_end(token))))
    rest = text[block.end(token) : frames.span[1]]
    if "q" in verb.cue.frames and (led := QUOTE_NEAR.match(rest)):
        return _after(frames, verb, block.end(token) + led.end())
    if verb.subject.head == token and "q" in verb.cue.frames and _frame_closes(frames, verb):
        return _before(frames, verb)
    if "q" in verb.cue.frames and (colon := COLON_NEAR.match(rest)):
        return _after(frames, verb, block.end(token) + colon.end())
    further = min((other.start for other in frames.verbs if other.start > verb.start), default=frames.span[1])
    if (threat := _threat(verb)) is not None:
        return _after(frames, verb, block.end(threat), _circumstance(verb, threat))
    told = THAT_NEAR.match(rest) if "c" in verb.cue.frames else None
    if told is not None and block.end(token) + told.end() <= further and not _of_noun(frames, verb, told.end()):
        return _after(frames, verb, block.end(token) + told.end())
    for carrier in frames.carriers:
        # "reported, citing two officials, that P"
        if 0 <= carrier.span[0] - block.end(token) <= 2 and (told := THAT_NEXT.match(text, carrier.span[1])):
            return _after(frames, verb, told.end())
    if "o" in verb.cue.frames or "t" in verb.cue.frames:
        return _object(frames, verb)
    return ()


def _of_noun(frames: Frames, verb: Spoken, length: int) -> bool:
    """Whether the "that" which ends so many characters behind the verb is a noun's: "opposition to actions that P"."""
    block = frames.sentence.block
    at = block.end(verb.verb) + length
    that = next((t for t in verb.verb.doc[verb.verb.i :] if block.end(t) <= at <= block.end(t) + 2), None)
    return that is not None and that.dep_ == "nsubj" and that.head.dep_ == "relcl"


def _object(frames: Frames, verb: Spoken) -> tuple[Span, ...]:
    """ "Reiterated its opposition to P", "noted with concern P", "vowed to do P"."""
    block, token, text = frames.sentence.block, verb.verb, frames.text
    if verb.cue.lemma in WARNING:
        return ()  # "warned the council": whom, and not of what
    for child in token.children:
        wanted = (
            child.dep_ in ("dobj", "obj")
            or (child.dep_ == "prep" and child.i == token.i + 1)
            or ("t" in verb.cue.frames and child.dep_ == "xcomp")
        )
        if not wanted or child.i <= token.i:
            continue
        start = block.start(child.left_edge)
        if child.text.casefold() == "with" and (felt := FEELING.match(text, start)):
            start = felt.end()
        if verb.cue.lemma == "call" and child.text.casefold() == "on" and " to " not in text[start : frames.span[1]]:
            return ()  # a courtesy call
        if child.dep_ == "prep" and verb.cue.lemma in ("call", "call for", "appeal"):
            start = block.end(child)
        return _after(frames, verb, start, _circumstance(verb, child))
    return ()


WARNING = frozenset({"warn", "caution"})


def _threat(verb: Spoken) -> "Token | None":
    """The preposition before what is warned against: "warned Ruto against any step that would"; to warn of is to mention."""
    if verb.cue.lemma not in WARNING:
        return None
    preps = (c for c in verb.verb.children if c.dep_ == "prep" and c.i > verb.verb.i)
    return next((c for c in preps if c.text.casefold() == "against"), None)


def _clause(verb: Spoken) -> "Token | None":
    token = verb.verb
    clauses = [child for child in token.children if child.dep_ == "ccomp"]
    right = [child for child in clauses if child.i > token.i]
    left = [child for child in clauses if child.i < token.i]
    if left:  # "P, Li said after talks that Oslo brokered": the clause further behind tells of the talks
        right = [child for child in right if child.left_edge.i <= token.i + 2 and not _relative(child)]
    if right and "c" in verb.cue.frames:
        return right[0]
    if left and "q" in verb.cue.frames:
        return left[-1]
    if token.dep_ == "parataxis" and token.head.i < token.i and "q" in verb.cue.frames:
        return token.head
    return None


def _relative(clause: "Token") -> bool:
    """Whether a clause begins with a word that is a part of it: "that Oslo brokered"."""
    first = clause.left_edge
    return first.text.casefold() in ("that", "which", "who") and first.dep_ != "mark"


def _frame_closes(frames: Frames, verb: Spoken) -> bool:
    """Whether "X said" stands after a comma or a closing quotation mark, so that what it cites is before it."""
    head = frames.text[frames.span[0] : verb.start].rstrip()
    if len(head) <= 12 or head[-1:] not in ',”"»…':
        return False
    return head[-1:] != "," or not _only_circumstance(verb)


def _only_circumstance(verb: Spoken) -> bool:
    """Whether nothing stands before the frame but when, where or how it was said: "In a letter to P, Li warned of Q".

    Where the verb has an object of its own, a whole clause may be such a circumstance: "As he left, Li stressed Q".
    """
    before = [child for child in verb.verb.lefts if child.i < verb.subject.i and child.pos_ != "PUNCT"]
    first = before[0].left_edge.i if before else verb.subject.left_edge.i
    if not before or first != verb.verb.sent.start:
        return False
    if any(child.dep_ in ("dobj", "obj") and child.i > verb.verb.i for child in verb.verb.children):
        return all(child.dep_ in (*CIRCUMSTANCES, "advcl") for child in before)
    return all(child.dep_ in CIRCUMSTANCES for child in before) and not any(
        part.dep_ in ("nsubj", "nsubjpass") for child in before for part in child.subtree
    )


def _inverted(frames: Frames, verb: Spoken) -> bool:
    """Whether the speaker stands behind the verb though the parser gave the name to what is quoted: "“P,” said Li, “Q”"."""
    behind = verb.subject.i > verb.verb.i and verb.subject.head != verb.verb and "q" in verb.cue.frames
    return behind and holds_quote_end(frames.text[frames.span[0] : verb.start])


def _parenthetical(frames: Frames, verb: Spoken, clause: "Token | None") -> bool:
    """Whether the frame parts what it cites: "The plan, Li said, will work", "Even if P, Li said, Q"."""
    token, block, text = verb.verb, frames.sentence.block, frames.text
    before = text[frames.span[0] : verb.start].rstrip()
    after = text[_end_of_frame(frames, verb, clause) : frames.span[1]]
    if verb.subject.head != token or "q" not in verb.cue.frames or not after.startswith(","):
        return False
    if before[-1:] != "," and not (QUOTE_BROKEN.search(before) and QUOTE_NEXT.match(after)):
        return False
    if clause is not None and clause.i > token.i:
        return block.start(clause.left_edge) <= block.end(token) + 3
    return token.dep_ in ("ccomp", "parataxis") and token.head.i > token.i and token.head.lemma_ not in cues()


def _both_sides(frames: Frames, verb: Spoken) -> tuple[Span, ...]:
    start, end = frames.span
    for carrier in frames.carriers:
        if carrier.span[0] <= start + 2:
            start = carrier.span[1]
        elif carrier.span[0] > verb.start:
            end = min(end, carrier.span[0])
    behind = _end_of_frame(frames, verb, _clause(verb))
    pieces = (tidy(frames.text, (start, verb.start)), tidy(frames.text, (behind, end)))
    return tuple(piece for piece in pieces if piece)


def _before(frames: Frames, verb: Spoken) -> tuple[Span, ...]:
    """What stands before the frame, and what goes on behind it: "P, Li said, and Q"."""
    text = frames.text
    start = frames.span[0]
    pieces: list[Span] = []
    if (opened := frames.quoted.at(start)) is not None:
        piece, quotation = opened
        start = piece[0]
        pieces += [earlier for earlier in quotation.pieces if earlier[0] < start]
    for carrier in frames.carriers:
        if carrier.span[0] <= start + 2:
            start = carrier.span[1]
    first = tidy(text, (start, verb.start))
    if first and long_enough(text, first):
        pieces.append(first)
    tail = _end_of_frame(frames, verb)
    rest = text[tail : frames.span[1]]
    later = [v for v in frames.verbs if v.start > tail]
    stop = min([frames.span[1], *(v.start for v in later), *(c.span[0] for c in frames.carriers if c.span[0] >= tail)])
    onward = holds_quote_end(text[slice(*pieces[-1])]) if pieces else False
    onward = onward or any(child.dep_ == "conj" and child.lemma_.casefold() in cues() for child in verb.verb.children)
    if QUOTE_NEXT.match(rest) or (not onward and GOES_ON.match(rest)):
        second = tidy(text, (tail, stop))
        if second and long_enough(text, second):
            pieces.append(second)
    return tuple(pieces)


def _end_of_frame(frames: Frames, verb: Spoken, clause: "Token | None" = None) -> int:
    block = frames.sentence.block
    end = block.end(verb.verb)
    if clause is not None and clause.i > verb.verb.i:
        return end
    if verb.subject.i > verb.verb.i:
        end = max(end, block.end(verb.subject.right_edge))
    for child in verb.verb.children:
        if child.i > verb.verb.i and child.dep_ in ("prep", "npadvmod", "dobj", "dative", "advmod"):
            end = max(end, block.end(child.right_edge))
    return min(end, frames.span[1])


def _circumstance(verb: Spoken, named: "Token") -> "Token | None":
    """The first word of "as Pyongyang fired three missiles": when something was condemned is no part of what was."""
    for child in verb.verb.rights:
        if child.dep_ == "advcl" and child.i > named.i and child.tag_ != "VBG":
            first = child.left_edge
            return first if first.text.casefold() in ("as", "while", "when", "after", "before", "until") else None
    return None


def _after(frames: Frames, verb: Spoken, start: int, before: "Token | None" = None) -> tuple[Span, ...]:
    """From `start` to the sentence's end, the next frame, or the word `before`."""
    sentence, text = frames.sentence, frames.text
    end = frames.span[1] if before is None else sentence.block.start(before)
    for carrier in frames.carriers:
        if carrier.span[0] > start:
            end = min(end, carrier.span[0])
    for other in frames.verbs:
        if other.verb.i > verb.verb.i and other.start > start and _parts_from(frames, verb, other):
            end = min(end, _lead(text, start, other.start))
    for further in verb.verb.children:
        if further.dep_ != "conj" or further.pos_ not in ("VERB", "AUX"):
            continue
        own = next((child for child in further.children if child.dep_ in ("nsubj", "nsubjpass")), None)
        begins = sentence.block.start(own.left_edge if own is not None else further)
        if own is not None and verb.verb.tag_ == "VBD" and tells_now(further):
            continue  # "wrote that a war had no winner, and protectionism will lead nowhere"
        if begins > start and (own is not None or further.tag_ == verb.verb.tag_):
            end = min(end, _lead(text, start, begins))
    for onward in verb.verb.subtree:
        begins = sentence.block.start(onward)
        if onward.i > verb.verb.i and begins > start and goes_on(onward) == verb.verb:
            end = min(end, _lead(text, start, begins))
    if verb.verb.dep_ == "relcl":
        end = min(end, sentence.block.end(verb.verb.right_edge))
    if verb.participle or verb.verb.dep_ == "advcl":
        # "Noting that P, Li said Q": the main clause begins at its subject
        head = verb.verb.head
        if head.i > verb.verb.i and verb.subject.i > verb.verb.i:
            end = min(end, sentence.block.start(verb.subject.left_edge))
    for carrier in frames.carriers:
        if abs(carrier.span[0] - start) <= 2 and carrier.span[1] < end:
            start = carrier.span[1]  # "reported, citing two officials, that P"
    lead = re.match(r"\s*,?\s*(?:that\b\s*)?[:,]?\s*", text[start:end])
    start += lead.end() if lead else 0
    if (opened := frames.quoted.at(start)) is not None and opened[0][0] == start - 1:
        start -= 1  # the parser's clause begins behind the mark
    end = told_until(text, start, end, frames.quoted)
    piece = tidy(text, (start, end))
    return (piece,) if piece and long_enough(text, piece) else ()


def _parts_from(frames: Frames, verb: Spoken, other: Spoken) -> bool:
    """Whether `other` is a further thing the same speaker says, or a frame that closes the sentence."""
    text = frames.text
    if not other.same_speaker(verb):
        own = other.subject.head == other.verb or bool(other.sources)
        return own and text[: other.start].rstrip()[-1:] in ',”"' and _frame_closes(frames, other)
    if other.verb.tag_ == "VBG":
        joined = r"(?:,|\band|\bwhile|\bbut)(?:\s+(?:also|further|again|\w+ly))?\s*$"
        return bool(re.search(joined, text[frames.span[0] : other.start]))
    if any(child.dep_ == "nsubj" for child in other.verb.children):
        return bool(re.search(r"(?:,|;|\band|\bwhile|\bbut)\s*$", text[frames.span[0] : other.start]))
    return other.verb.tag_ == verb.verb.tag_ or (
        verb.verb in other.verb.ancestors and other.verb.dep_ == "conj" and other.verb.tag_ in ("VBD", "VBZ", "VBP")
    )


def _lead(text: str, start: int, at: int) -> int:
    """Where the words that join a further frame begin: ", and also", " while"."""
    joined = JOINING.search(text[start:at])
    return start + joined.start() if joined else at


def around(frames: Frames, carrier: Carried) -> tuple[Span, ...]:
    """What stands beside "according to X" in its sentence."""
    start, end = frames.span
    # "according to two officials, who asked not to be named": that is told of them
    own = OF_THEM.match(frames.text, carrier.span[1], end)
    pieces = (
        tidy(frames.text, (start, carrier.span[0])),
        tidy(frames.text, (own.end() if own else _described(frames, carrier), end)),
    )
    return tuple(piece for piece in pieces if piece and long_enough(frames.text, piece))


def _described(frames: Frames, carrier: Carried) -> int:
    """Where what describes the one who is named ends: "according to Ali Badr, a former irrigation minister, P"."""
    block, end = frames.sentence.block, carrier.span[1]
    for token in frames.sentence.tokens:
        if carrier.source_span[0] <= block.start(token) < carrier.source_span[1]:
            for child in token.children:
                if child.dep_ == "appos" and block.start(child.left_edge) >= end and child.pos_ == "NOUN":
                    end = block.end(child.right_edge)
    return end


def tidy(text: str, span: Span) -> Span | None:
    """The span without the signs and linking words at its edges; None where nothing is left."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in ",;:.-–—"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:–—-"):
        end -= 1
    if end > start and text[end - 1] == "." and not holds_quote(text[start:end]) and "..." not in text[start:end]:
        end -= 1
    if end - start > 40 and (words := LINKING.match(text, start, end)):
        start += words.end() - words.start()
    return (start, end) if start < end else None


def holds_quote(piece: str) -> bool:
    """Whether a piece is quoted as a whole."""
    return len(piece) > 1 and piece.startswith(OPEN) and piece.endswith(CLOSE)


def holds_quote_end(before: str) -> bool:
    """Whether what stands before a frame ends with a quotation."""
    return before.rstrip()[-1:] in ("”", '"', "»")


def long_enough(text: str, span: Span) -> bool:
    """Whether a content has words enough."""
    return len(re.findall(r"\w+", text[slice(*span)])) >= LEAST
