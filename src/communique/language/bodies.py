"""States, organs, organisations, outlets and described groups: every actor that is no person."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.knowledge import fold
from communique.language.cast_nouns import PAIR, plural, singular
from communique.language.people import Person
from communique.language.phrases import body_phrases
from communique.language.pipeline import Block
from communique.language.state_words import is_demonym, is_geography, possessor, state_code, state_pattern
from communique.records import ActorKind, Article, Span

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def _organ_pattern() -> re.Pattern[str]:
    nouns = sorted((row["organ"] for row in knowledge.table("organs")), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(" + "|".join(re.escape(noun) for noun in nouns) + r")(?![\w])", re.I)


@cache
def _group_nouns() -> frozenset[str]:
    return frozenset(row["noun"] for row in knowledge.table("groups"))


@cache
def _capitals() -> dict[str, str]:
    return {name: code for name, (code, how) in knowledge.state_by_name().items() if how == "capital"}


@cache
def _seats() -> dict[str, str]:
    return {name: code for name, (code, how) in knowledge.state_by_name().items() if how == "seat"}


@dataclass(slots=True)
class Draft:
    """An actor while its mentions are being gathered; frozen into an `Actor` afterwards."""

    kind: ActorKind
    name: str
    country: str | None
    mentions: list[Span]
    rule: str
    confidence: float
    person: Person | None = None


def _overlaps(taken: Sequence[Span], span: Span) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)


HALVES = re.compile(
    r"\b(?:[Tt]he[ \u00a0](?=(?:North|South)(?:(?:['’]s)?[ \u00a0][a-z]|['’]s\b|[,.;:)]))|(?=(?:North|South)[ \u00a0]and[ \u00a0](?:North|South)[ \u00a0]Korea\b))"
    r"(North|South)"
)
"""In a text on Korea, its states by their halves: "the South and the North"; not "the South Sea", "the Global South".
"South and North Korea" leaves the first half's name out."""


def find_states(article: Article, blocks: Sequence[Block], taken: Sequence[Span]) -> list[Draft]:
    """States by name and demonym, and by capital or seat where that acts. `taken`: spans of people's names."""
    found: dict[str, Draft] = {}
    printed: dict[str, str] = {}

    def note(code: str, span: Span) -> None:
        if code not in found:
            found[code] = Draft("state", knowledge.states()[code].name, code, [], "states.name/1", 0.95)
        found[code].mentions.append(span)

    for match in state_pattern().finditer(article.text):
        code = state_code(match[1])
        if (
            code in knowledge.states()
            and not _overlaps(taken, match.span(1))
            and not is_geography(article.text, match.span(1))
        ):
            note(str(code), match.span(1))
            if not is_demonym(match[1]) and len(match[1]) > 3:
                printed[str(code)] = max(printed.get(str(code), ""), match[1], key=len)
    for code, name in printed.items():
        found[code].name = name
    if {"KOR", "PRK"} & set(found):
        for match in HALVES.finditer(article.text):
            if not _overlaps(taken, match.span(1)):
                note("KOR" if match[1].casefold().startswith("s") else "PRK", match.span(1))
    for block in blocks:
        for token in block.doc:
            if token.pos_ != "PROPN" or not _acts(token):
                continue
            start = block.doc[token.left_edge.i].idx if token.left_edge.pos_ == "PROPN" else token.idx
            name = block.text[start : token.idx + len(token)]
            code = _capitals().get(name.casefold()) or _seats().get(name.casefold().removeprefix("the "))
            span = (block.offset + start, block.end(token))
            if code in knowledge.states() and not _overlaps(taken, span):
                note(str(code), span)
    return [draft for draft in found.values() if draft.mentions]


ASKED = frozenset(
    {
        "urge",
        "call",
        "ask",
        "press",
        "tell",
        "demand",
        "accuse",
        "warn",
        "assure",
        "invite",
        "thank",
        "remind",
        "pressure",
        "upon",
    }
)


SENT = frozenset({"official", "negotiator", "delegation", "team", "envoy", "diplomat", "expert", "representative"})
"""Those whom two capitals send."""


def _acts(token: "Token") -> bool:
    """Whether a capital's name stands where a government does: it acts, owns, or is asked to act."""
    roots = [token, *token.conjuncts]
    if any(root.dep_ in ("nsubj", "nsubjpass", "poss") for root in roots):
        return True
    if token.dep_ in ("dobj", "obj"):
        return token.head.lemma_.casefold() in ASKED
    sent = next((root for root in roots if root.dep_ == "pobj" and root.head.text.casefold() in ("from", "of")), None)
    if sent is not None and len(roots) == 2 and sent.head.head.lemma_.casefold() in SENT:
        return True  # "officials from Wellington and Rarotonga held talks"
    on = token.dep_ == "pobj" and token.head.text.casefold() in ("on", "upon", "with", "between")
    return on and token.head.head.lemma_.casefold() in (
        *ASKED,
        "agree",
        "sign",
        "talk",
        "talks",
        "tie",
        "relation",
        "border",
        "agreement",
    )


def find_bodies(article: Article, taken: Sequence[Span]) -> list[Draft]:
    """Organisations and outlets of the tables."""
    found: dict[tuple[str, str], Draft] = {}
    for phrase in body_phrases().find(article.text):
        kind, name, country = phrase.value
        if _overlaps(taken, phrase.span):
            continue
        printed = article.cut(phrase.span)
        key = (kind, name)
        if key not in found:
            actor: ActorKind = "outlet" if kind == "outlet" else "organisation"
            found[key] = Draft(actor, printed, country, [], f"{kind}s.name/1", 0.95)
        elif len(printed) > len(found[key].name):
            found[key].name = printed
        found[key].mentions.append(phrase.span)
    for draft in found.values():
        if draft.kind == "organisation" and knowledge.body_of_states(draft.name) is not None:
            draft.mentions += [span for span in _as_organ(article.text, draft.mentions) if not _overlaps(taken, span)]
    return list(found.values())


ORGAN = r"(Authority|Assembly|Conference|Council|Summit)"
ORGAN_OF = re.compile(
    rf"\b{ORGAN}(?:[ \u00a0]\([A-Z]+\))?(?:[ \u00a0]of[ \u00a0][^.;,\n]{{2,70}}?)?[ \u00a0]of[ \u00a0](?:the[ \u00a0])?$"
)
"""From a body's chief organ to its name: "the Authority of Heads of State and Government of the"."""


def _as_organ(text: str, named: Sequence[Span]) -> list[Span]:
    """Where a body is called by its organ, as its communiqués do: "The Authority decides", "Summit urged"."""
    organs = [match for start, _ in named if (match := ORGAN_OF.search(text, max(0, start - 110), start))]
    if not organs:
        return []
    words = "|".join({match[1] for match in organs})
    again = re.compile(rf"(?:(?<=The )|(?<=the )|(?<=\n)|(?<=[.;] )|(?<=\d\. ))(?:{words})(?=[ \u00a0,](?!of\b))")
    return [match.span() for match in again.finditer(text)]


BODY = re.compile(
    r"(?<![\w-])((?:[A-ZÀ-Þ][\w’'&-]+[ \u00a0](?:(?:and|for|of|on|the)[ \u00a0]){0,2}){1,6}"
    r"(?:Agency|Institute|Bureau|Association|Federation|Board|Authority|Fund|Foundation|News|Times|Herald|Gazette|Tribune|Television|Radio|Broadcasting|News Agency|Press Agency|Network|Observatory|Chamber|Society|Union|Watch|Monitor|Initiative))(?![\w-])"
)
"""A body by its head word, where the recogniser sees none: "Brazilian Trade and Investment Promotion Agency"."""
OFFICES = re.compile(r"\b(?:Government|Cabinet|Administration|Ministers?|Presidency|Authorities|Side|Delegation)$")
"""Names of a state's government, which are no organisations."""


def find_unlisted(blocks: Sequence[Block], taken: Sequence[Span]) -> list[Draft]:
    """Bodies that no table lists but the recogniser names; only one that speaks or is spoken for stays in the reading."""
    found: dict[str, Draft] = {}
    for block in blocks:
        for match in BODY.finditer(block.text):
            span = (block.offset + match.start(1), block.offset + match.end(1))
            if not _overlaps(taken, span) and block.kind != "title":
                found.setdefault(fold(match[1]), _unlisted(match[1])).mentions.append(span)
    taken = [*taken, *(span for draft in found.values() for span in draft.mentions)]
    for block in blocks:
        for ent in block.doc.ents:
            span = (block.offset + ent.start_char, block.offset + ent.end_char)
            name = ent.text.removeprefix("the ").removeprefix("The ")
            if OFFICES.search(name):
                continue
            if ent.label_ != "ORG" or len(name.split()) < 2 or _overlaps(taken, span) or not name[0].isupper():
                continue
            start = span[1] - len(name)
            found.setdefault(fold(name), _unlisted(name)).mentions.append((start, span[1]))
    return list(found.values())


PAPERS = re.compile(
    r"(?:^(?:Radio|Televisi[oó]n|Agence|Agencia|Canal|Diario|Gazeta)\b|\b(?:News|Times|Post|Daily|Herald|Gazette|Tribune|Journal|TV|Television|"
    r"Radio|Chronicle|Standard|Observer|Telegraph|Mail|Press|Courier|Broadcasting|Shimbun|Zeitung|News Agency|Press Agency)$)"
)
"""Names that only newspapers, broadcasters and agencies have."""


def _unlisted(name: str) -> Draft:
    if PAPERS.search(name):
        return Draft("outlet", name, None, [], "outlets.pattern/1", 0.7)
    return Draft("organisation", name, None, [], "bodies.entity/1", 0.6)


def find_organs(article: Article) -> list[Draft]:
    """Organs of states: "the foreign ministry", each with the state printed or last spoken of."""
    found: dict[tuple[str, str | None], Draft] = {}
    kinds = {row["organ"].casefold(): row["kind"] for row in knowledge.table("organs")}
    last: dict[str, str | None] = {}
    for match in _organ_pattern().finditer(article.text):
        kind = kinds[match[1].casefold()]
        country = possessor(article.text, match.start()) or _seats().get(match[1].casefold())
        span = match.span()
        if country is None:
            after = re.match(r"[ \u00a0](?:of|for)[ \u00a0](?:the[ \u00a0])?", article.text[match.end() :])
            state = state_pattern().match(article.text, match.end() + after.end()) if after else None
            country = state_code(state[1]) if state else last.get(kind)
            if state:
                span = (match.start(), state.end())
        elif possessor(article.text, match.start()):
            head = article.text[max(0, match.start() - 60) : match.start()]
            states = list(state_pattern().finditer(head))
            span = (match.start() - len(head) + states[-1].start(1), match.end())
        last[kind] = country
        key = (kind, country)
        if key not in found:
            found[key] = Draft(
                "organ", article.text[slice(*span)], country, [], "organs.name/1", 0.9 if country else 0.6
            )
        found[key].mentions.append(span)
    return list(found.values())


SPOKESPEOPLE = frozenset({"spokesman", "spokeswoman", "spokesperson"})


def _spokesman_of(block: Block, token: "Token") -> Span | None:
    """ "The Spokesman for the Presidency", who has no name on the page: from the office to its body's end."""
    the = any(left.text.casefold() == "the" for left in token.lefts)
    of = next((c for c in token.rights if c.dep_ == "prep" and c.text.casefold() in ("for", "of")), None)
    if not the or of is None or of.right_edge.i - token.i > 8 or any(c.dep_ == "appos" for c in token.children):
        return None
    return block.start(token), block.end(of.right_edge)


def find_groups(blocks: Sequence[Block]) -> list[Draft]:
    """Described groups: "Chinese experts", "a senior official", "both sides", "Starmer's office", "his office"."""
    found: dict[str, Draft] = {}

    def note(block: Block, span: Span, rule: str, country: str | None = None) -> None:
        name = _cut(block, span)
        found.setdefault(fold(name), Draft("group", name, country, [], f"groups.{rule}/1", 0.8)).mentions.append(span)

    for block in blocks:
        for token in block.doc:
            if token.text == "office":
                for owner in (left for left in token.lefts if left.dep_ == "poss" and left.pos_ in ("PROPN", "PRON")):
                    note(block, (block.start(block.doc[owner.left_edge.i]), block.end(token)), "office")
                continue
            lemma = singular(token)
            if (
                token.tag_ in ("NN", "NNP")
                and lemma in SPOKESPEOPLE
                and (whole := _spokesman_of(block, token)) is not None
            ):
                note(block, whole, "spokesman")
                continue
            single = token.tag_ == "NN" and any(t.text.casefold() in ("a", "an", "one") for t in token.lefts)
            many = plural(token) and (lemma in _group_nouns() or lemma in PAIR)
            if not many and not (single and lemma in _group_nouns()):
                continue
            lefts = [t for t in token.lefts if t.dep_ in ("amod", "compound", "nmod", "nummod", "poss", "det")]
            words = {t.text.casefold() for t in lefts}
            if words & {"these", "those", "their", "his", "her", "its", "other", "all"}:
                continue
            joint = lemma in PAIR and bool(words & {"the", "both"})
            if lemma in PAIR and lemma not in _group_nouns() and not joint:
                continue
            first = next((t for t in lefts if joint or t.dep_ != "det"), token)
            span = (block.start(block.doc[first.left_edge.i]), block.end(token))
            name = _cut(block, span)
            states = [match for match in state_pattern().finditer(name) if state_code(match[1])]
            if states and states[-1].end(1) == len(name):
                continue  # "the United States" are no described states
            note(block, span, "noun", state_code(states[0][1]) if states else None)
    return list(found.values())


def _cut(block: Block, span: Span) -> str:
    return block.text[span[0] - block.offset : span[1] - block.offset]
