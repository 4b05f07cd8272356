"""Verbs and words by which an account tells: what cites, what talks of something, what acts with words, what only frames."""

from functools import cache

from communique import knowledge

VERBAL = ("VERB", "AUX")
ASKING = frozenset({"asks", "demands", "condemns"})
"""Acts of act_strength.csv that want something of another side or hold something against it."""


@cache
def citing() -> frozenset[str]:
    """Verbs that cite what somebody says."""
    cues = {row["lemma"] for row in knowledge.table("cues") if set("cq") & set(row["frames"])}
    return frozenset(cues | {"make", "hold", "repeat", "convey"}) - {"expect", "hope", "pledge", "promise", "vow"}


@cache
def frame_words() -> frozenset[str]:
    """Words that tell of a meeting's frame: who met whom, where."""
    return frozenset(row["word"] for row in knowledge.table("frame_words"))


@cache
def talking() -> frozenset[str]:
    """Verbs of talk about something, without what came of it."""
    return frozenset(
        r["word"] for r in knowledge.table("act_strength") if r["act"] == "discussed" and r["pos"] == "verb"
    )


@cache
def acting() -> frozenset[str]:
    """Verbs by which a party acts with words: citing, asking, talking, deciding."""
    return citing() | {r["word"] for r in knowledge.table("act_strength") if r["pos"] == "verb"} | {"express", "voice"}


@cache
def acts() -> dict[str, str]:
    """Verb → the act of act_strength.csv."""
    return {r["word"]: r["act"] for r in knowledge.table("act_strength") if r["pos"] == "verb"}


@cache
def told_nouns() -> frozenset[str]:
    """Nouns that say something of what follows them: "the need for", "concern over"."""
    return frozenset(row["noun"] for row in knowledge.table("told_nouns"))
