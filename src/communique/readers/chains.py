"""Through whom a statement came: the outlets around a frame, nearest first, and at the end the page's own publisher.

The frames of a sentence are a tree: "P, Li told CCTV, Xinhua reported" is Xinhua's account of what CCTV was told. Whom the
speaker told is nearest; of the outlets that lead a sentence the last is nearer than the first ("Kyodo reported that NHK
said that Li ..."), of those that trail it the first; "citing NHK" is nearer than the outlet that cites.
"""

from collections.abc import Sequence
from dataclasses import replace

from communique.language.cast import Cast
from communique.readers.attributions import Attribution
from communique.readers.carriers import Carried
from communique.readers.frames import Spoken, is_outlet
from communique.records import Reading, Statement


def outlets_around(
    verbs: Sequence[Spoken], carriers: Sequence[Carried], cast: Cast, at: int
) -> list[tuple[str, Spoken | Carried]]:
    """The outlets that carry what is cited at `at`, nearest first, each with its frame."""
    placed: list[tuple[int, str, Spoken | Carried]] = [
        (carrier.span[0], carrier.source, carrier)
        for carrier in carriers
        if carrier.outlet and carrier.source is not None
    ]
    placed += [(verb.start, verb.sources[0], verb) for verb in verbs if is_outlet(verb, cast)]
    placed.sort(key=lambda item: item[0])
    groups: list[list[tuple[int, str, Spoken | Carried]]] = []
    waiting: list[tuple[int, str, Spoken | Carried]] = []
    for item in placed:
        if not isinstance(item[2], Carried) or item[2].relation != "citing":
            groups.append([*waiting, item])
            waiting = []
        elif groups:
            groups[-1].insert(0, item)
        else:
            waiting.append(item)
    if waiting:
        groups.append(waiting)
    leading = [group for group in groups if group[-1][0] <= at]
    trailing = [group for group in groups if group[-1][0] > at]
    return [(ref, frame) for group in (*reversed(leading), *trailing) for _, ref, frame in group]


def inherit(found: Sequence[Attribution]) -> list[Attribution]:
    """Hand the outlets of a sentence on to what its speaker goes on to say in the next ones: "P, Li told CCTV. Q, he added."

    The sentences are those of one paragraph. Nobody says that CCTV carries Q too, so it is no link of the chain proper.
    """
    handed: list[Attribution] = []
    last: Attribution | None = None
    for item in found:
        if not item.recorded:
            handed.append(item)
            continue
        if last is not None and item.actor is not None and item.actor == last.actor and not item.via and item.pronoun:
            item = replace(item, via_inherited=last.via or last.via_inherited)
        handed.append(item)
        last = item
    return handed


def chain_of(reading: Reading, said: Statement) -> tuple[str, ...]:
    """The names through which a statement came, nearest first; the page's publisher ends the chain where it is known.

    Where the statement's own sentence names no outlet, those of the speaker's sentence before it stand in.
    """
    names = [reading.actor(ref).name for ref in said.via or said.via_inherited]
    publisher = reading.article.origin.publisher
    if publisher and publisher not in names:
        names.append(publisher)
    return tuple(names)
