"""Whom a citing verb's subject stands for, among the actors of the text."""

import re
from typing import TYPE_CHECKING

from communique.language.cast import Cast
from communique.language.cast_nouns import plural
from communique.language.pipeline import Block
from communique.readers.documents import issuer

if TYPE_CHECKING:
    from spacy.tokens import Token

REMIT = re.compile(r"[ \u00a0](?:(?:for|of)[ \u00a0](?:(?:[A-Z][\w’'-]*|and|&|the|of),?[ \u00a0])+)?")
"""What stands between an office and its holder's name: "for International Partnerships"."""


def speakers(block: Block, subject: "Token", cast: Cast) -> tuple[str, ...]:
    """The actors that a citing verb's subject stands for; none where they can't be told."""
    sources = tuple(cast.resolve(block, subject))
    several = len(sources) != 1 or plural(subject)
    if several and (group := cast.group_at(block, subject)) is not None:
        sources = (group,)
    if len(sources) != 1 and subject.text.casefold() == "they" and (told := cast.last_group(block.start(subject))):
        sources = (told,)
    if len(sources) > 1 and (subject.pos_ in ("PRON", "NUM") or _unnamed(block, subject, cast)):
        return ()
    if len(sources) == 1 and (organ := _seat(block, subject, sources[0], cast)) is not None:
        return (organ,)
    return (
        sources
        or issuer(block, subject, cast)
        or _titled(block, subject, cast)
        or _some_of(block, subject, cast)
        or _again(block, subject, cast)
    )


def _unnamed(block: Block, subject: "Token", cast: Cast) -> bool:
    """Whether several are told by a plural that names none of them: "the three advisers"."""
    at = block.start(subject)
    return plural(subject) and not any(m.span[0] <= at < m.span[1] for m in cast.mentions)


def _seat(block: Block, subject: "Token", state: str, cast: Cast) -> str | None:
    """The organ that is named by the same words as its state and speaks for it: "the Kremlin"."""
    if cast.by_id(state).kind != "state":
        return None
    here = [m for m in cast.mentions if m.span[0] < block.end(subject) and block.start(subject) < m.span[1]]
    named = next((m.span for m in here if m.actor == state), None)
    return next((m.actor for m in here if m.span == named and cast.by_id(m.actor).kind == "organ"), None)


def _titled(block: Block, subject: "Token", cast: Cast) -> tuple[str, ...]:
    """Whose office the subject is, where the parser took it for the name: "the Commissioner for Trade Eva Lind said"."""
    at = block.start(subject)
    for actor in cast.within((at, block.end(subject.right_edge)), ("person",)):
        name = next((start for start, _ in actor.mentions if start > at), at)
        for span in (role.span for role in actor.roles if role.span[0] <= at < role.span[1]):
            if REMIT.fullmatch(cast.text[span[1] : name]):
                return (actor.id,)
    return ()


AGAIN = 1500
"""Characters back to "an official" whom "the official" means."""


def _again(block: Block, subject: "Token", cast: Cast) -> tuple[str, ...]:
    """Whom the text described without a name before: "an official briefed on the talks said … the official said"."""
    if subject.tag_ not in ("NN", "NNP") or not any(left.text.casefold() == "the" for left in subject.lefts):
        return ()
    at, noun = block.start(subject), subject.text.casefold()
    for mention in reversed(cast.mentions):
        if not 0 < at - mention.span[1] < AGAIN or cast.by_id(mention.actor).kind != "group":
            continue
        words = cast.text[slice(*mention.span)].casefold().split()
        if noun in (words[0], words[-1]):
            return (mention.actor,)
    return ()


def _some_of(block: Block, subject: "Token", cast: Cast) -> tuple[str, ...]:
    """The group of which the subject is a part: "one of the officials"."""
    if subject.pos_ not in ("NUM", "DET", "PRON", "ADJ"):
        return ()
    for child in subject.rights:
        if child.dep_ == "prep" and child.text.casefold() == "of":
            for whole in child.rights:
                if whole.dep_ == "pobj" and (group := cast.group_at(block, whole)) is not None:
                    return (group,)
    return ()
