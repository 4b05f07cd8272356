"""Words that name states in a text: names, demonyms, possessives, and seas that only borrow a state's name."""

import re
from collections.abc import Mapping
from functools import cache

from communique import knowledge
from communique.records import Span

SMALL = frozenset({"of", "the", "and", "d'ivoire", "da"})
GEOGRAPHY = re.compile(r"[ \u00a0](?:Sea|Peninsula|Strait|Straits|Gulf|Ocean|Plateau|Desert)\b")
GEOGRAPHY_OF = re.compile(r"\b(?:Sea|Gulf|Strait|Straits|Bay|Horn)[ \u00a0]of[ \u00a0]$")


BORN = r"(?!-(?:born|educated|trained|speaking|made|built|style|flagged|registered|language|descended|raised)\b)"
"""Behind a demonym that says only where somebody or something comes from: "Afghan-born envoy"."""


@cache
def _state_words() -> Mapping[str, str]:
    return {name: code for name, (code, how) in knowledge.state_by_name().items() if how in ("name", "demonym")}


@cache
def state_pattern() -> re.Pattern[str]:
    """Every name and demonym of a state (case kept for the short ones), longest first."""
    names = sorted(_state_words(), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:the )?(" + "|".join(_cased(name) for name in names) + r")(?![\w])" + BORN)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(name.casefold() for state in knowledge.states().values() for name in state.names if name.isupper())


def _cased(name: str) -> str:
    # "us" is a pronoun and "US" a state; other names begin with a capital, whatever follows
    if name in _abbreviations():
        return re.escape(name.upper())
    return " ".join(
        re.escape(word)
        if word in SMALL
        else f"(?:{re.escape(word[0].upper())}|{re.escape(word[0])})" + rf"(?i:{re.escape(word[1:])})"
        if number
        else re.escape(word[0].upper()) + rf"(?i:{re.escape(word[1:])})"
        for number, word in enumerate(name.split(" "))
    )


def state_code(text: str) -> str | None:
    """The code of the state that `text` names (as a name or a demonym)."""
    name = text.strip().casefold().replace("’", "'").removeprefix("the ").removesuffix("'s").removesuffix("'")
    return _state_words().get(name) or _state_words().get(name.replace("'", "’"))


def is_demonym(text: str) -> bool:
    """Whether `text` is what a state's people are called, not its name: "Japanese"."""
    return knowledge.state_by_name().get(text.casefold(), ("", ""))[1] == "demonym"


def is_geography(text: str, span: Span) -> bool:
    """Whether a state's name is only part of a sea's or a strait's: "South China Sea", "Gulf of Oman"."""
    return bool(GEOGRAPHY.match(text, span[1]) or GEOGRAPHY_OF.search(text, max(0, span[0] - 14), span[0]))


def states_in_order(text: str) -> list[str]:
    """Codes of all states named in `text`, as often as they are named."""
    codes = (state_code(m[1]) for m in state_pattern().finditer(text) if not is_geography(text, m.span(1)))
    return [code for code in codes if code]


def states_in(text: str) -> list[str]:
    """Codes of the states named in `text`, in order, each once."""
    return list(dict.fromkeys(states_in_order(text)))


ACCREDITED = re.compile(
    r"\b(?:Ambassador|Envoy|Representative|Consul|Commissioner|Delegate)[^.,;]{0,40}\bto[ \u00a0](?:the[ \u00a0])?$",
    re.I,
)
"""Before the state an envoy is sent to, which is not the one he acts for: "Ambassador to Kazakhstan Alexei B."."""


def possessor(text: str, at: int) -> str | None:
    """The state whose possessive or demonym ends right before `at` ("Japan's", "Chinese")."""
    head = text[max(0, at - 60) : at]
    for match in state_pattern().finditer(head):
        owns = re.fullmatch(r"(['’]s?)?[ \u00a0]", head[match.end() :])
        if owns and (owns[1] or not ACCREDITED.search(head, 0, match.start(1))):
            return state_code(match[1])
    return None


def states_by_seat(text: str) -> list[str]:
    """Codes of the states whose capital, or whose government's seat, the text names: "Berlin", "the Kremlin"."""
    return [
        code for match in _seat_pattern().finditer(text) if (code := knowledge.state_by_name()[match[0].casefold()][0])
    ]


@cache
def _seat_pattern() -> re.Pattern[str]:
    names = [name for name, (_, how) in knowledge.state_by_name().items() if how in ("capital", "seat")]
    return re.compile(
        r"(?<![\w-])(?=[A-ZÀ-Þ])(?i:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?!\w)"
    )
