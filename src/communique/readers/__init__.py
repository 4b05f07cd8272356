"""Analysis to records: one file a record type, each record with the words it came from."""

from communique.readers.commitments import read_commitments
from communique.readers.counted import unlisted
from communique.readers.mechanisms import read_mechanisms
from communique.readers.meetings import read_meetings
from communique.readers.positions import demands, read_positions
from communique.readers.proposals import Reader, propose
from communique.readers.statements import read_statements

__all__ = [
    "Reader",
    "demands",
    "propose",
    "read_commitments",
    "read_mechanisms",
    "read_meetings",
    "read_positions",
    "read_statements",
    "unlisted",
]
