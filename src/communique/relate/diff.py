"""What one page has that another has not: any two pages laid side by side."""

from dataclasses import dataclass

from communique.records import Article
from communique.relate.copies import Piece, Relation, descent, piece_of
from communique.relate.edits import Change, changed
from communique.relate.stories import same_piece


@dataclass(frozen=True, slots=True)
class Diff:
    """What made the text of `copy` of that of `source`, in the order of the copy. `relation` is None where the two don't
    carry one piece; `carried` is how much of the shorter one's prose the other has, of 1."""

    source: str
    copy: str
    relation: Relation | None
    carried: float
    edits: tuple[Change, ...]
    text: str


def diff(source: Article, copy: Article, names: tuple[str, str] = ("", "")) -> Diff:
    """Lay two pages side by side; `names` are what they are called."""
    return diff_of(piece_of(source), piece_of(copy), names)


def diff_of(source: Piece, copy: Piece, names: tuple[str, str]) -> Diff:
    """The same for pieces."""
    how = descent(source, copy)
    edits = changed(how.edits, source.wording, source.article.text, copy.wording, copy.article.text)
    relation = how.relation if same_piece(source, copy, how.likeness) else None
    return Diff(*names, relation, how.likeness.carried, edits, copy.article.text)
