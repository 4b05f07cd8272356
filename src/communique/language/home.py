"""Whose officials a page speaks of without saying so: by its address, its letterhead, its spokesperson."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from communique import knowledge
from communique.language.company import sentence_start
from communique.language.people import Person
from communique.language.state_words import state_code, states_in_order
from communique.language.titles import EQUALS
from communique.records import Article, Span


def briefing_state(article: Article, people: Sequence[Person]) -> str | None:
    """Whose briefing a transcript of turns is: its spokesperson's state, which it may not print but names most."""
    turns = len(re.findall(r"(?:^|\n)[^\n:]{3,80}:\s", article.text))
    speaker = next((person for person in people if _speaks_for(person, article)), None)
    if speaker is None or turns < 4:
        return None
    named = Counter(states_in_order(article.text)).most_common(1)
    return speaker.country or (named[0][0] if named and named[0][1] > 2 else None)


def _speaks_for(person: Person, article: Article) -> bool:
    return any("spokes" in article.text[slice(*span)].casefold() for span, _ in person.titles)


def home_state(article: Article) -> str | None:
    """The state on whose site the page stands: its officials need no "of" there. Address and canonical address tell."""
    for address in (article.url, article.declared.canonical):
        host = re.sub(r"^[a-z]+://", "", (address or "").casefold()).split("/")[0].split(":")[0]
        labels = host.split(".")
        for cut in range(len(labels)):
            code = _government_domains().get(".".join(labels[cut:]))
            if code is not None:
                return code
    return _letterhead(article) or _signed(article)


SPOKESPERSON = re.compile(r"^\W*(?:A|The|An official)?[ \u00a0]?(.{3,40}?)[ \u00a0]spokes(?:person|man|woman)\W*$")


def _signed(article: Article) -> str | None:
    """The state whose seat signs the page: "A Downing Street spokesperson" as its last line."""
    last = SPOKESPERSON.match(article.cut(article.parts[-1].span)) if article.parts else None
    known = knowledge.state_by_name().get(last[1].casefold().removeprefix("the ")) if last else None
    return known[0] if known is not None else None


LETTERHEAD = re.compile(
    r"\b(?:Chancery|Chancellery|Parliament|Senate|Permanent Mission|High Commission|Royal Court|Cabinet Office|Ministry|Office of|Presidency|Department of|Government of|Embassy|Spokesperson|Secretariat)\b"
)


SPOKEN_OF = re.compile(r"[ \u00a0](?:on|about|regarding|concerning|over|following|after|ahead of)[ \u00a0]", re.I)
"""What leads to that of which an organ speaks, whose state is not its own: "Spokesperson's Remarks on the Visit of Japan's …"."""
ABOUT = re.compile(r"\b(?:with|meets?|visits?|receives?|hosts?)\b", re.I)
"""Behind an organ in a headline, what makes the state named its guest."""


ITS_OWN = re.compile(r"\b(?:Remarks|Statement|Press (?:Conference|Release)|Briefing|Readout|Transcript)\b")
"""What an organ puts out: under such a head it needs no name of its state, which its dateline tells."""


def _letterhead(article: Article) -> str | None:
    """The state whose organ heads the page: "Ministry of Foreign Affairs of Japan" in a short line at the top."""
    for part in article.parts[:4]:
        line = article.cut(part.span)
        head = SPOKEN_OF.split(line)[0]
        organ = LETTERHEAD.search(head)
        if len(line) < 120 and part.kind != "paragraph" and organ and not ABOUT.search(head, organ.end()):
            named = set(states_in_order(head))
            if len(named) == 1:
                return named.pop()
            if not named and ITS_OWN.search(head):
                return dateline_state(
                    article
                )  # an organ that needs no name at home: "Foreign Ministry Spokesperson's …"
    return None


@cache
def _government_domains() -> dict[str, str]:
    return {row["domain"]: row["code"] for row in knowledge.table("government_domains")}


JOINT = re.compile(
    r"\bjoint[ \u00a0](?:press[ \u00a0])?(?:statement|communiqu[eé]|declaration|release|announcement)", re.I
)


def is_joint(article: Article) -> bool:
    """Whether the page is a statement of several states together: no official in it is of the page's own."""
    title = next((article.cut(part.span) for part in article.parts if part.kind == "title"), "")
    return JOINT.search(title) is not None


def dateline_state(article: Article) -> str | None:
    """The state of the city in the dateline, where the text is mostly about it: its officials are named first there."""
    part = next((part for part in article.parts if part.kind == "dateline"), None)
    if part is None:
        # a line of its own under the title: "Manila, Friday, February 20, 2026"
        part = next(
            (
                p
                for p in article.parts[1:4]
                if len(article.cut(p.span)) < 60 and re.search(r"\b(?:19|20)\d\d\b", article.cut(p.span))
            ),
            None,
        )
    if part is None:
        return None
    line = article.cut(part.span)
    city = re.split(r",|\d|\(| [-–—]|/", line)[0].strip().casefold()
    place = knowledge.places().get(city)
    code = place.code if place else state_code(city)
    named = (knowledge.outlet_by_name().get(name.casefold()) for name in re.findall(r"\(([^()]*)\)", line))
    agency = next((outlet.country for outlet in named if outlet is not None), None)
    state = knowledge.states().get(code or "")
    capital = state is not None and city in {name.casefold() for name in state.capitals}
    if place is None and not capital:
        return None  # "China:" opens an item of a round-up
    if code and (agency == code or (capital and agency is None)):
        return code  # at home a state's name is left out
    most = [state for state, _ in _named(article.text).most_common(3)]
    return next((state for state in (agency, code) if state in most), None)


TOPIC = re.compile(r"^\s*(?:On|Regarding|About|Concerning|As for|Turning to|Asked about)[ \u00a0][^,\n]{2,40},")
"""What a sentence is said to be on tells nothing of who acts in it: "On Canada, he said"."""


def only_state_before(article: Article, people: Sequence[Person], span: Span) -> str | None:
    """The one state named in the sentence before a name, unless another of its officials stands there too."""
    start = sentence_start(article.text, span[0])
    words = TOPIC.sub("", article.text[start : span[0]])
    named = set(states_in_order(words))
    if len(named) != 1:
        return None
    code = named.pop()
    taken = any(p.country == code and any(start <= s < span[0] for s, _ in p.mentions) for p in people)
    return None if taken else code


PAIR_SHARE = 0.6
"""The share of all mentions of states that its two have in a text about two."""
NEAR = 400
"""Characters before "his counterpart" within which the other state stands, most often as the place of the meeting."""


def _last_state(text: str, mine: str | None) -> str | None:
    words = re.findall(r"[A-ZÀ-Þ][\w’'.-]+(?:[ \u00a0][A-ZÀ-Þ][\w’'-]+)*", text)
    for word in reversed(words):
        place = knowledge.places().get(word.casefold())
        code = state_code(word) or (place.code if place and place.kind == "city" else None)
        if code and code != mine:
            return code
    return None


GONE_TO = re.compile(r"\b(?:for|to|in|at)[ \u00a0]([A-ZÀ-Þ][\w’'-]+(?:[ \u00a0][A-ZÀ-Þ][\w’'-]+)?)")


def place_before(text: str, at: int) -> str | None:
    """The state of the last place that the sentence before `at` goes to or is in."""
    for match in reversed(list(GONE_TO.finditer(text, sentence_start(text, at), at))):
        place = knowledge.places().get(match[1].casefold())
        if code := (place.code if place and place.kind == "city" else state_code(match[1])):
            return code
    return None


def other_side(article: Article, people: Sequence[Person], person: Person) -> str | None:
    """Whose official "his counterpart X" is: of the state named most beside that of the person named before him."""
    first = min(person.mentions)[0]
    before = [(m[0], p.country) for p in people for m in p.mentions if m[0] < first and p is not person]
    mine = max(before, key=lambda one: one[0])[1] if before else None
    near = _last_state(article.text[max(0, first - NEAR) : first], mine)
    if mine and near:
        return near
    ranked = [code for code, _ in Counter(states_in_order(article.text)).most_common() if code != mine]
    return ranked[0] if mine and ranked else None


def _named(text: str) -> Counter[str]:
    """How often the text names each state, by its cities too."""
    named = Counter(states_in_order(text))
    for word in re.findall(r"(?<![\w-])[A-ZÀ-Þ][\w’'-]+", text):
        place = knowledge.places().get(word.casefold())
        kind, codes = knowledge.locals_of_states().get(word.title() if word.isupper() else word, ("", ()))
        if place is not None and place.kind == "city":
            named[place.code] += 1
        elif kind == "city" and len(codes) == 1:
            named[codes[0]] += 1
    return named


def pair_of(article: Article) -> frozenset[str]:
    """The two states that a text is about, each counted with its cities; empty where there are more or fewer."""
    named = _named(article.text)
    (two, third) = (named.most_common(2), named.most_common(3)[2:])
    clear = len(two) == 2 and not (third and third[0][1] == two[1][1])
    share = sum(count for _, count in two) / max(sum(named.values()), 1)
    return frozenset(code for code, _ in two) if clear and share >= PAIR_SHARE else frozenset()


def other_of_pair(two: frozenset[str], people: Sequence[Person]) -> str | None:
    """In a text about two states of which one's officials are printed with it: the other one, whose page it must be.

    Not where officials of a third state act in it as well.
    """
    if {person.country for person in people if person.titles and person.country in knowledge.states()} - two:
        return None
    printed = {person.country for person in people} & two
    return next(iter(two - printed)) if len(printed) == 1 else None


MET = re.compile(
    rf"\b(?:his|her|their)[ \u00a0]([A-Z][\w-]+(?:[ \u00a0][A-Z][\w-]+)?)[ \u00a0](?:{'|'.join(sorted(EQUALS))})\b"
)


def met_by(article: Article, span: Span) -> str | None:
    """Of which state the other one is that the sentence names: "held talks with his Cambodian counterpart"."""
    end = article.text.find("\n", span[1])
    found = MET.search(article.text, span[1], min(span[1] + 200, end if end > 0 else len(article.text)))
    return state_code(found[1]) if found else None
