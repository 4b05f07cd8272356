"""The verb `merge`: many pages' records as people, organisations, mechanisms, meetings and commitments, each once.

Nothing is lost on the way: every record keeps its place in exactly one cluster, and what pages tell differently stands side
by side as claims.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from communique.records import Reading
from communique.relate.clustering import Clustered, Pair, cluster, pair_of
from communique.relate.described import Cluster, Member, described
from communique.relate.entering import enter
from communique.relate.entries import CommitmentEntry, Entry
from communique.relate.judgements import Judgement, Standing, Unions, standing
from communique.relate.likening import candidates, liken, name_of, thin
from communique.relate.lists import with_lists
from communique.relate.same_commitment import never_one
from communique.relate.signs import KINDS, Verdict

__all__ = ["Cluster", "Judgement", "Member", "merge"]


def merge(pages: Mapping[str, Reading], judgements: Iterable[Judgement[Member]] = ()) -> tuple[Cluster, ...]:
    """The clusters that the records of many pages make, by kind. `judgements` on pairs of records beat the rules."""
    members: dict[Entry, list[Member]] = {}
    for page, reading in pages.items():
        for ref, entry in enter(page, reading):
            members.setdefault(entry, []).append(Member(page, ref))
    entries = {name_of(entry): entry for entry in members}
    owner = {member: ident for ident, entry in entries.items() for member in members[entry]}
    known = [one for one in judgements if one.one in owner and one.other in owner]
    judged = standing(Judgement(owner[one.one], owner[one.other], one.verdict) for one in known)
    verdicts = {pair: liken(entries[pair[0]], entries[pair[1]]) for pair in candidates(entries)}

    def likened(one: str, other: str) -> Verdict:
        return verdicts.get(pair_of(one, other)) or liken(entries[one], entries[other])

    groups = [group for some in clusters_of(entries, verdicts, judged, likened) for group in some.clusters]
    found = with_lists([described(group, entries, members, verdicts, judged) for group in groups], pages)
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.kind), one.members)))


def clusters_of(
    entries: Mapping[str, Entry],
    verdicts: Mapping[Pair, Verdict],
    judged: Standing[str],
    likened: Callable[[str, str], Verdict],
    there: Iterable[Sequence[str]] = (),
) -> Iterator[Clustered]:
    """The clusters that entries, by id, make: found within the entries that pairs tie together, which come one after another.

    `likened` gives the verdict on two ids of one kind; `there` are clusters that stand already.
    """
    tied: Unions[str] = Unions()
    for ident in entries:
        tied.of(ident)
    same = {pair: verdict for pair, verdict in verdicts.items() if verdict.outcome == "same"}
    together = [tuple(sorted(pair)) for pair in judged.together]
    for one, other in (*same, *together):
        if one in entries and other in entries:
            tied.join(one, other)
    standing_so = [tuple(some) for some in there if len(some) > 1]
    for some in standing_so:
        for one, other in pairwise(some):
            tied.join(one, other)
    within: dict[int, dict[Pair, Verdict]] = {}
    for pair, verdict in same.items():
        within.setdefault(id(tied.of(pair[0])), {})[pair] = verdict
    asked: dict[Pair, bool] = {}

    def never(one: str, other: str) -> bool:
        pair = pair_of(one, other)
        if pair not in asked:
            a, b = entries[one], entries[other]
            if isinstance(a, CommitmentEntry) and isinstance(b, CommitmentEntry):
                asked[pair] = never_one(a, b)
            else:
                asked[pair] = a.kind != b.kind or likened(*pair).never
        return asked[pair]

    for key, ids in {id(some): some for some in tied.sets.values()}.items():
        if len(ids) == 1:
            yield Clustered(((ids[0],),), {})
        else:
            mine = [some for some in standing_so if tied.of(some[0]) is ids]
            yield cluster(ids, within.get(key, {}), never, lambda ident: thin(entries[ident]), judged, mine)
