"""Words that decide what is an undertaking, from undertaking_words.csv."""

from communique import knowledge


def _words(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in knowledge.table("undertaking_words") if row["kind"] == kind)


VALUES = _words("value")
"""What two may agree on without undertaking anything."""
ASKED = _words("asked")
"""Nouns for those who are asked in a text that need not name them again."""
TALKED_OF = _words("talked of")
"""Verbs whose object is talked of and undertaken by nobody: "discussed a plan to build a port"."""
PROGRAMME = _words("programme")
"""What is planned in a diary: a meeting or visit, and no undertaking."""
GATHERINGS = _words("gathering")
PAPERS = _words("paper")
"""What binds those whom it names: "the accord commits both sides to"."""
ATTENDING = _words("attending")
"""Who or what agrees in a communiqué that does not name the parties again: "Participants agreed", "The Meeting agreed"."""
REPORTED = _words("reported")
"""Verbs in whose past a side may be told to have bound itself by another one: "A said that B had undertaken to"."""
