"""Counted lists put together from several pages: "ten are claimed; seven stand here, ten there"."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from communique.records import Commitment, Reading
from communique.relate.described import Claim, Cluster, CountedList, Member


def with_lists(clusters: Sequence[Cluster], pages: Mapping[str, Reading]) -> list[Cluster]:
    """Clusters with the counted lists of their meetings: one list a meeting, of all pages that claim a number."""
    promises = {
        Member(page, one.id): one for page, reading in pages.items() for one in reading.commitments if one.group
    }
    met = {member: number for number, one in enumerate(clusters) if one.kind == "meeting" for member in one.members}
    of_meeting: dict[int, list[Member]] = {}
    for member, promise in promises.items():
        number = met.get(Member(member.page, promise.meeting or ""))
        if number is not None:
            of_meeting.setdefault(number, []).append(member)
    point_of = {m: number for number, one in enumerate(clusters) if one.kind == "commitment" for m in one.members}
    found = list(clusters)
    for number, listed in of_meeting.items():
        counts = [(group.claimed, member) for member in listed if (group := promises[member].group) is not None]
        found[number] = replace(
            found[number],
            lists=(_list(listed, promises, point_of, clusters),),
            claims=(*found[number].claims, *rival_counts(counts)),
        )
    return found


def _list(
    listed: Sequence[Member],
    promises: Mapping[Member, Commitment],
    point_of: Mapping[Member, int],
    clusters: Sequence[Cluster],
) -> CountedList:
    groups = [group for member in listed if (group := promises[member].group) is not None]
    points: dict[int, list[Member]] = {}
    for member in sorted(listed):
        points.setdefault(point_of[member], []).append(member)
    return counted(
        [(group.label, group.claimed) for group in groups],
        [(clusters[number].name, whose) for number, whose in points.items()],
    )


def counted(groups: Sequence[tuple[str, int]], points: Sequence[tuple[str, Sequence[Member]]]) -> CountedList:
    """One list of several pages' points: `groups` are (label, number claimed), one a record."""
    return CountedList(
        Counter(label for label, _ in groups).most_common(1)[0][0],
        tuple(sorted({claimed for _, claimed in groups})),
        tuple((name, tuple(sorted(whose))) for name, whose in points),
        tuple(sorted(Counter(member.page for _, whose in points for member in whose).items())),
    )


def rival_counts(counts: Sequence[tuple[int, Member]]) -> tuple[Claim, ...]:
    """What pages claim that disagree over how many points were agreed: "ten" here, "eight" there."""
    by: dict[int, set[Member]] = {}
    for claimed, member in counts:
        by.setdefault(claimed, set()).add(member)
    if len(by) < 2:
        return ()
    return (Claim("points", tuple((str(claimed), tuple(sorted(whose))) for claimed, whose in sorted(by.items()))),)
