"""Who is called by an office, a body's or a state's plain noun: "the Malian leader", "the ministry", "the government"."""

import re
from collections import Counter
from typing import TYPE_CHECKING

from communique import knowledge
from communique.knowledge import fold
from communique.language.cast_nouns import DISTINGUISHING, LESSER, MAIN, STATE_NOUNS
from communique.language.state_words import state_code, state_pattern
from communique.language.titles import EQUALS, abbreviations

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language.cast import Cast
    from communique.language.pipeline import Block

OF_STATE = re.compile(r"[ \u00a0]of[ \u00a0](?:the[ \u00a0])?(?:[A-Z][\w’'-]*[ \u00a0]?(?:of[ \u00a0])?){1,5}")
"""What follows an office that names its state: "the President of the Republic of Korea"."""


def leader(cast: "Cast", block: "Block", head: "Token") -> list[str]:
    """ "The Malian leader": the one of that state named last who leads it."""
    start = block.start(block.doc[head.left_edge.i])
    words = cast.text[start : block.end(head)]
    code = next((code for match in state_pattern().finditer(words) if (code := state_code(match[1]))), None)
    if code is None or not re.match(r"(?:the|its|[A-Z])", words) or any(left.dep_ == "compound" for left in head.lefts):
        return []
    before = (m.actor for m in reversed(cast.mentions) if m.span[1] <= start)
    people = [ref for ref in before if cast.by_id(ref).kind == "person" and cast.by_id(ref).country == code]
    return next(([ref] for ref in people if cast.titles.get(ref) and cast.holds(ref, "leader")), [])


GUEST_REACH = 900


def guest(cast: "Cast", block: "Block", head: "Token") -> list[str]:
    """ "Received the visitor at State House": the one of another state who was last the subject."""
    host = next((c for c in head.head.children if c.dep_ == "nsubj" and c.i < head.i), None)
    if head.dep_ not in ("dobj", "obj", "pobj"):
        return []
    hosts = {cast.party(cast.by_id(ref)) for ref in cast.resolve(block, host)} if host is not None else set()
    start = block.start(head)
    for place, ref in reversed(cast.subjects):
        if start - GUEST_REACH < place < start and cast.by_id(ref).kind == "person" and not cast.speaks(ref):
            party = cast.party(cast.by_id(ref))
            if hosts and party is not None and party not in hosts:
                return [ref]
    return []


def office_holder(cast: "Cast", block: "Block", head: "Token") -> list[str]:
    """ "The Japanese foreign minister", "the premier": the last person named whose printed office has that word."""
    lemma = fold(abbreviations().get(head.text, head.text).split()[-1])
    start = block.start(block.doc[head.left_edge.i])
    if lemma == "leader":
        return leader(cast, block, head)
    if lemma in ("visitor", "guest"):
        return guest(cast, block, head)
    if lemma == "diplomat" and TOP.search(cast.text, start, block.end(head)):
        return _top_diplomat(cast, start, block.end(head))
    phrase = cast.text[start : block.end(head)]
    if not re.match(r"(?:the|her|his|its|[A-Z])", phrase):
        return []
    whole = phrase + (OF_STATE.match(cast.text, block.end(head)) or [""])[0]
    state = next((code for match in state_pattern().finditer(whole) if (code := state_code(match[1]))), None)
    of = OF_FIELD.match(cast.text, block.end(head))
    wanted = _words(fold(abbreviations().get(head.text, phrase)) + (f" {fold(of[1])}" if of else "")) & DISTINGUISHING
    found: list[tuple[bool, int, str, int]] = []
    for actor in cast.actors:
        if actor.kind != "person" or (state and actor.country != state):
            continue
        held = [_words(words) for words in cast.titles.get(actor.id, ()) if lemma in _words(words)]
        before = [span[0] for span in actor.mentions if span[0] < start]
        # "President Trump's proposals" brings no "the President"
        acting = [
            begin for begin, end in actor.mentions if begin < start and cast.text[end : end + 1] not in ("’", "'")
        ]
        if held and wanted and not state and all(words & DISTINGUISHING and not words & wanted for words in held):
            continue  # "the Minister of State" is no foreign minister
        if held and before:
            before = before if acting else [0]
            exact = any(words & DISTINGUISHING == wanted if wanted else not words & LESSER for words in held)
            found.append((exact, before[-1], actor.id, len(before)))
    if state is None and len(found) > 1:
        # a page's own prime minister is printed without the state, and is "the Prime Minister" there
        own_first = min(found, key=lambda one: min(cast.by_id(one[2]).mentions))
        if _plain(cast, own_first[2], lemma):
            found = [one for one in found if _plain(cast, one[2], lemma)]
    best = max(found, default=None)
    if best is not None and best[1] < block.offset:
        # in a new paragraph "the President" is the one the text is about, not a guest named in passing
        acted = Counter(ref for _, ref in cast.subjects)
        for most in sorted(found, key=lambda one: (one[0], one[3], acted[one[2]]), reverse=True):
            more = most[3] >= MAIN * best[3] or acted[most[2]] > MAIN * acted[best[2]]
            if most[0] == best[0] and more:
                best = most
                break
    elif best is not None:
        # of two presidents who met, "the President" is the one who has been acting
        acting_last = next((ref for place, ref in reversed(cast.subjects) if place < start), None)
        same = [one for one in found if one[0] == best[0]]
        if not any(ref == best[2] for _, ref in cast.subjects):
            best = next((one for one in same if one[2] == acting_last), best)
    if best is None and state:
        # whose office the text never prints: "the Indian prime minister" where one Indian is named
        before_here = {m.actor for m in cast.mentions if m.span[0] < start}
        own = [a.id for a in cast.actors if a.kind == "person" and a.country == state and a.id in before_here]
        return own if len(own) == 1 and set(cast.titles.get(own[0], ())) <= EQUALS else []
    return [best[2]] if best else []


OF = re.compile(r"[ \u00a0](?:of|for|from)[ \u00a0](?:the[ \u00a0])?[A-Z]")
BEFORE = 28
"""Characters before an office within which the name of its state stands."""


def _plain(cast: "Cast", ref: str, lemma: str) -> bool:
    """Whether somebody's office is printed without the state it is of."""
    spans = [role.span for role in cast.by_id(ref).roles if lemma in _words(fold(role.title))]
    return bool(spans) and not any(
        OF.match(cast.text, end) or _owned(cast.text[max(0, start - BEFORE) : start]) for start, end in spans
    )


def _owned(before: str) -> bool:
    """Whether a state's name, or somebody's "his", ends right before an office."""
    last = None
    for match in state_pattern().finditer(before):
        last = match
    near = last is not None and re.fullmatch(r"(?:['’]s?)?(?:[ \u00a0][a-z]+)?[ \u00a0]", before[last.end() :])
    return bool(near) or bool(re.search(r"\b(?:his|her|its|their)[ \u00a0](?:[a-z]+[ \u00a0])?$", before))


def _words(title: str) -> set[str]:
    """The words of an office: the Secretary-General is a general secretary by his last word."""
    return set(title.replace("-", " ").split())


BLOCS = frozenset({"bloc", "grouping", "alliance"})
"""Words for a body of states that its name does not hold."""


TOP = re.compile(r"\b(?:top|chief)[ \u00a0]diplomat$", re.I)


def _top_diplomat(cast: "Cast", start: int, end: int) -> list[str]:
    """ "The Russian top diplomat", "Beijing's top diplomat": the foreign minister of that state named last."""
    code = next((c for match in state_pattern().finditer(cast.text[start:end]) if (c := state_code(match[1]))), None)
    named = (m.actor for m in reversed(cast.mentions) if m.span[1] <= start)
    people = [
        ref for ref in named if cast.by_id(ref).kind == "person" and (code is None or cast.by_id(ref).country == code)
    ]
    foreign = (
        ref for ref in people if any({"foreign", "external"} & _words(title) for title in cast.titles.get(ref, ()))
    )
    return next(([ref] for ref in foreign), [])


OF_FIELD = re.compile(r"[ \u00a0](?:of|for)[ \u00a0]([A-Z][a-z]+)(?![ \u00a0]of\b)")
"""What tells one office from another behind its word: "the Minister of State", "the Minister for Trade"."""
BEHIND = re.compile(
    r"(?:[ \u00a0](?:of|for)[ \u00a0][^,;.:()]{2,60})?,[ \u00a0](?:(?:Mr|Mrs|Ms|Dr|Prof|Eng|H\.[ \u00a0]?E|HE|Hon|Sheikh|Smt|Shri)\.?[ \u00a0])*"
)
"""Between an office and the name behind it: " of the French Republic, Mr. "."""


def name_behind(cast: "Cast", block: "Block", head: "Token") -> str | None:
    """Whose office it is where the name stands right behind: "the President of the French Republic, Mr. Emmanuel Macron"."""
    at = block.start(head)
    for actor in cast.actors:
        for role in actor.roles if actor.kind == "person" else ():
            if not role.span[0] <= at < role.span[1]:
                continue
            name = next((start for start, _ in actor.mentions if start >= role.span[1]), None)
            if name is not None and BEHIND.fullmatch(cast.text, role.span[1], name):
                return actor.id
    return None


def counterpart(cast: "Cast", block: "Block", head: "Token") -> list[str]:
    """ "His Azerbaijani counterpart": the official of that state named last before, else the state itself."""
    for mention in cast.mentions if head.tag_ == "NN" else ():
        # "his Tanzanian counterpart Selemani Jafo", whom the parser takes for a subject of his own
        if mention.span[0] - block.end(head) == 1 and cast.by_id(mention.actor).kind == "person":
            return [mention.actor]
    start = block.start(block.doc[head.left_edge.i])
    words = cast.text[start : block.end(head)]
    code = next((code for match in state_pattern().finditer(words) if (code := state_code(match[1]))), None)
    if code is None:
        return []
    before = [m.actor for m in cast.mentions if m.span[1] <= start and cast.by_id(m.actor).kind == "person"]
    theirs = [ref for ref in reversed(before) if cast.by_id(ref).country == code]
    mine = next((ref for ref in reversed(before) if cast.by_id(ref).country != code), None)
    equal = {words.split()[-1] for words in cast.titles.get(mine or "", ())}
    # a foreign minister's counterpart is no president
    like = [r for r in theirs if not cast.titles.get(r) or equal & {w.split()[-1] for w in cast.titles[r]}]
    named = next(iter(like if equal else theirs), None)
    state = cast.state(code)
    return [named] if named else [state.id] if state else []


def body_called(cast: "Cast", block: "Block", head: "Token") -> list[str]:
    """ "The bank", "the ministry": the body named last that has the word in its name."""
    word, start = head.text.casefold(), block.start(head)
    if not any(left.text.casefold() == "the" for left in head.lefts) or word in STATE_NOUNS:
        return []
    before = [m for m in cast.mentions if m.span[1] < start]
    if word in BLOCS:
        for mention in reversed(before):
            actor = cast.by_id(mention.actor)
            body = knowledge.body_of_states(actor.name) if actor.kind == "organisation" else None
            if body is not None and (word in ("bloc", "grouping") or (word == "alliance" and body.kind == "bloc")):
                return [actor.id]
    for mention in reversed(before):
        actor = cast.by_id(mention.actor)
        if actor.kind in ("organ", "organisation", "outlet") and word in actor.name.casefold().split():
            return [actor.id]
    return []


def state_of(cast: "Cast", block: "Block", head: "Token") -> list[str]:
    """ "The Kenyan government", "his country": the state."""
    owner = next((child for child in head.children if child.dep_ == "poss" and child.pos_ == "PRON"), None)
    if owner is not None:
        owners = {cast.by_id(ref).country for ref in cast.members(block, owner)}
        states = [cast.state(code) for code in owners if code]
        return [state.id for state in states if state] if len(owners) == 1 else []
    after = [
        t
        for prep in head.children
        if prep.dep_ == "prep" and prep.text.casefold() in ("of", "from")
        for t in prep.children
    ]
    for left in (*head.lefts, *after):
        named = [m for m in cast.mentions if m.span[0] < block.end(left) and block.start(left) < m.span[1]]
        for mention in named:
            actor = cast.by_id(mention.actor)
            code = actor.country
            state = cast.state(code) if code else None
            if state is not None:
                return [state.id]
    return []
