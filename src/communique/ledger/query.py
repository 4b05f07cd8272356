"""The query language: a line of words and filters as a tree, or one clear word on what is wrong with it.

    "joint statement" -visa talks OR call who:"Wang Yi" by:JPN to:CHN when:2024-12..2025-03

Words stand for themselves, in any order; quotes keep them side by side; `word*` is a beginning; `-` excludes; OR joins its
two neighbours, closer than the space, which means "and"; parentheses group. A filter is a name, a colon and a value, or
several values with commas, of which any will do.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NoReturn, TypeAlias

from communique.ledger.filters import FILTERS, NAMES, WHOLE, near_filter
from communique.ledger.words import sought

LONGEST, DEEPEST, PARTS, JOINED = 4000, 10, 40, 12
"""Characters of a query, parentheses within each other, words and filters, and different filters, that are taken. SQLite's
parser overflows at some thirty levels; PostgreSQL plans twelve parties in a second and forty in minutes."""


class QueryError(ValueError):
    """What is wrong with a query. `at` and `length` say where in `query`, in characters."""

    def __init__(self, query: str, at: int, length: int, reason: str) -> None:
        super().__init__(reason)
        self.query, self.at, self.length, self.reason = query, at, max(length, 1), reason

    def caret(self) -> str:
        """The query, a line with carets under the fault, and the reason."""
        shown = "".join(" " if unicodedata.category(ch) in ("Cc", "Cs", "Zl", "Zp") else ch for ch in self.query)
        before, under = shown[: self.at], shown[self.at : self.at + self.length]
        marks = " " * _columns(before) + "^" * max(_columns(under), 1)
        return f"{shown}\n{marks}\n{self.reason}"


def _columns(text: str) -> int:
    """Columns of a terminal that a text takes: two for wide characters, none for those that combine."""
    return sum(0 if unicodedata.combining(ch) else 2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in text)


@dataclass(frozen=True, slots=True)
class Text:
    """Words side by side in this order; the last a beginning if `prefix`."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of `filters.FILTERS` with its values in their one spelling, of which any will do."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What must not hold."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """What must hold together."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Of which one must hold."""

    nodes: tuple["Node", ...]


Node: TypeAlias = Text | Filter | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """What is sought: `node` None means everything. `copies`: of pages that carry one piece all, the "one" found that is
    nearest the source, or "originals" alone; `all_versions`: what earlier versions of a page said too."""

    node: Node | None = None
    copies: str = "all"
    all_versions: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Literal["(", ")", "-", "OR", "AND", "text", "filter", "end"]
    at: int
    length: int
    node: Node | None = None


def parse(text: str) -> Query:
    """Read a query. QueryError, and nothing else, when there is something wrong with it."""
    if len(text) > LONGEST:
        raise QueryError(text[:LONGEST], LONGEST - 1, 1, f"longer than {LONGEST} characters")
    tokens = _tokens(text)
    if len(parts := [token for token in tokens if token.node is not None]) > PARTS:
        raise QueryError(text, parts[PARTS].at, parts[PARTS].length, f"more than {PARTS} words and filters")
    joined: set[Node | None] = set()
    for token in parts:
        joined |= {token.node} if isinstance(token.node, Filter) else set()
        if len(joined) > JOINED:
            raise QueryError(text, token.at, token.length, f"more than {JOINED} different filters")
    parser = _Parser(text, tokens)
    node = parser.everything()
    return Query(node, parser.whole.get("copies", "all"), parser.whole.get("versions") == "all")


def filtered(query: Query, options: Mapping[str, Sequence[str]]) -> Query:
    """The query narrowed by filters whose values come one by one and unquoted, as options of a command line do.

    A value of a filter that takes no free names may hold several with commas. QueryError as from `parse`.
    """
    nodes = [query.node] if query.node is not None else []
    whole: dict[str, str] = {}
    for name, given in options.items():
        parts = [part for value in given for part in (value.split(",") if name not in NAMES else [value])]
        if not parts:
            continue
        shown, values = f"{name}:", []
        for part in parts:
            values.append((part, len(shown), len(shown) + len(part)))
            shown += f"{part},"
        node = _filter(shown[:-1], 0, name, len(name) + 1, values)
        if name in WHOLE:
            whole[name] = node.values[0]
        else:
            nodes.append(node)
    copies = whole.get("copies", query.copies)
    all_versions = query.all_versions if "versions" not in whole else whole["versions"] == "all"
    return Query(_and(nodes) if nodes else None, copies, all_versions)


def to_text(query: Query) -> str:
    """The query in its one spelling; `parse` gives the same query back."""
    parts = [_spelt(query.node, "and")] if query.node is not None else []
    parts += [f"copies:{query.copies}"] if query.copies != "all" else []
    parts += ["versions:all"] if query.all_versions else []
    return " ".join(parts)


def _spelt(node: Node, inside: str) -> str:
    match node:
        case Text(text, prefix):
            return _quoted(text + ("*" if prefix else ""))
        case Filter(name, values):
            return f"{name}:{','.join(map(_quoted, values))}"
        case Not(inner):
            return f"-{_spelt(inner, 'not')}"
        case And(nodes):
            spelt = " ".join(_spelt(part, "and") for part in nodes)
            return spelt if inside == "and" else f"({spelt})"
        case Or(nodes):
            spelt = " OR ".join(_spelt(part, "or") for part in nodes)
            return spelt if inside == "and" else f"({spelt})"


_PLAIN = re.compile(r"(?!-)[\w./\-]+\*?")


def _quoted(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text not in ("OR", "AND") else f'"{text}"'


def _and(nodes: Sequence[Node]) -> Node:
    flat = [part for node in nodes for part in (node.nodes if isinstance(node, And) else (node,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def _or(nodes: Sequence[Node]) -> Node:
    flat = [part for node in nodes for part in (node.nodes if isinstance(node, Or) else (node,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


class _Parser:
    """Walks the tokens once; `whole` collects the filters that are for the whole query."""

    def __init__(self, query: str, tokens: list[_Token]) -> None:
        self.query = query
        self.tokens = tokens
        self.next = 0
        self.depth = 0
        self.whole: dict[str, str] = {}

    def everything(self) -> Node | None:
        node = self.all_of(top=True)
        token = self.tokens[self.next]
        if token.kind == ")":
            self.fail(token, "this parenthesis closes nothing")
        return node

    def all_of(self, top: bool) -> Node | None:
        found: list[Node] = []
        while self.tokens[self.next].kind not in (")", "end"):
            token = self.tokens[self.next]
            if token.kind == "AND":
                self.next += 1
                if not found or self.tokens[self.next].kind in (")", "end", "AND", "OR"):
                    self.fail(token, "AND stands between two things (and may be left out)")
                continue
            if isinstance(token.node, Filter) and token.node.name in WHOLE:
                self.for_the_whole(token, top)
                continue
            found.append(self.any_of())
        return _and(found) if found else None

    def for_the_whole(self, token: _Token, top: bool) -> None:
        assert isinstance(token.node, Filter)
        name, (value, *_) = token.node.name, token.node.values
        self.next += 1
        if not top or self.tokens[self.next].kind == "OR":
            self.fail(token, f"{name}: is for the whole query; it can't stand inside OR, - or parentheses")
        if self.whole.setdefault(name, value) != value:
            self.fail(token, f"{name}: is there twice, with two values")

    def any_of(self) -> Node:
        found = [self.single()]
        while self.tokens[self.next].kind == "OR":
            self.next += 1
            found.append(self.single())
        return _or(found)

    def single(self) -> Node:
        token = self.tokens[self.next]
        self.next += 1
        if token.node is not None:
            if isinstance(token.node, Filter) and token.node.name in WHOLE:
                self.fail(
                    token, f"{token.node.name}: is for the whole query; it can't stand inside OR, - or parentheses"
                )
            return token.node
        if token.kind == "-":
            return Not(self.nested(token, self.single))
        if token.kind == "(":
            return self.nested(token, lambda: self.group(token))
        before = self.tokens[self.next - 2] if self.next > 1 else None
        if before is not None and before.kind in ("OR", "-"):
            self.fail(before, "something must follow" if before.kind == "-" else "OR stands between two things")
        if token.kind == "OR":
            self.fail(token, 'OR stands between two things; in quotes ("OR") it is a word')
        self.fail(token, "something is missing here")

    def group(self, opening: _Token) -> Node:
        node = self.all_of(top=False)
        if self.tokens[self.next].kind != ")":
            self.fail(opening, "this parenthesis is not closed")
        self.next += 1
        if node is None:
            self.fail(opening, "nothing stands between these parentheses")
        return node

    def nested(self, token: _Token, inner: Callable[[], Node]) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            self.fail(token, f"more than {DEEPEST} levels deep")
        node = inner()
        self.depth -= 1
        return node

    def fail(self, token: _Token, reason: str) -> NoReturn:
        raise QueryError(self.query, token.at, token.length, reason)


_QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»", "”": "”", "»": "«"}
_ANY_QUOTE = re.compile(r"[\"“”„«»]")
_MINUS = "-−–"
_BARE = re.compile(r"[^\s()\"“”„«»]+")
_VALUE = re.compile(r"[^\s(),\"“”„«»]*")
_FILTER = re.compile(r"([^\W\d_]+):")


def _tokens(query: str) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    while at < len(query):
        ch = query[at]
        if ch.isspace():
            at += 1
        elif ch in "()":
            tokens.append(_Token("(" if ch == "(" else ")", at, 1))
            at += 1
        elif ch in _MINUS and (
            not tokens or tokens[-1].at + tokens[-1].length < at or tokens[-1].kind in ("(", ")", "-")
        ):
            if not query[at + 1 : at + 2].strip():
                raise QueryError(query, at, 1, f"{ch} stands right before what it excludes; in quotes it means nothing")
            tokens.append(_Token("-", at, 1))
            at += 1
        elif ch in _QUOTES:
            text, end = _in_quotes(query, at)
            tokens.append(_text(query, at, text, end))
            at = end
        elif found := _FILTER.match(query, at):
            token = _filter_at(query, at, found[1], found.end())
            tokens.append(token)
            at += token.length
        else:
            bare = _BARE.match(query, at)
            word = bare[0] if bare else ch
            if word in ("OR", "AND"):
                tokens.append(_Token("OR" if word == "OR" else "AND", at, len(word)))
            else:
                tokens.append(_text(query, at, word, at + len(word)))
            at += len(word)
    return [*tokens, _Token("end", max(len(query.rstrip()), 0), 1)]


def _in_quotes(query: str, at: int) -> tuple[str, int]:
    """What stands in the quotes that open at `at`, and where they end."""
    ends = [end for mark in _QUOTES[query[at]] if (end := query.find(mark, at + 1)) >= 0]
    if not ends:
        raise QueryError(query, at, 1, "this quotation mark is not closed")
    return query[at + 1 : min(ends)], min(ends) + 1


def _text(query: str, at: int, text: str, end: int) -> _Token:
    stem = " ".join(_ANY_QUOTE.sub(" ", text).split())
    prefix = stem.endswith("*")
    stem = stem.rstrip("* ")
    if "*" in stem:
        raise QueryError(query, at, end - at, "* stands only at the end, for any ending of a word")
    if sought(stem) is None:
        raise QueryError(query, at, end - at, "there is no word in this to search for")
    if prefix and sought(stem[-1]) is None:
        raise QueryError(query, at, end - at, "* must follow the beginning of a word")
    return _Token("text", at, end - at, Text(stem, prefix))


def _filter_at(query: str, at: int, name: str, start: int) -> _Token:
    values: list[tuple[str, int, int]] = []
    end = start
    while True:
        begin = end
        if query[begin : begin + 1] in _QUOTES:
            text, end = _in_quotes(query, begin)
        else:
            bare = _VALUE.match(query, begin)
            text, end = (bare[0], bare.end()) if bare else ("", begin)
        values.append((" ".join(_ANY_QUOTE.sub(" ", text).split()), begin, end))
        if query[end : end + 1] != ",":
            break
        end += 1
    return _Token("filter", at, end - at, _filter(query, at, name, start, values))


def _filter(query: str, at: int, name: str, start: int, values: Sequence[tuple[str, int, int]]) -> Filter:
    """The filter of checked values, each given with where it begins and ends in the query."""
    end = values[-1][2]
    known = FILTERS.get(name.casefold())
    if known is None:
        near = near_filter(name)
        hint = f"is it {near}:" if near else f"there are {', '.join(FILTERS)}"
        raise QueryError(query, at, start - at, f"no filter is called {name} ({hint}); words with a colon go in quotes")
    checked: list[str] = []
    for value, begin, stop in values:
        if not value:
            raise QueryError(query, at, end - at, f"{name}: wants a value right after it ({known.value})")
        try:
            checked.append(known.check(value))
        except ValueError as error:
            raise QueryError(query, begin, stop - begin, f"{name}: {error}") from None
    if len(checked) > 1 and not known.several:
        raise QueryError(query, at, end - at, f"{name}: takes one value")
    return Filter(name.casefold(), tuple(dict.fromkeys(checked)))
