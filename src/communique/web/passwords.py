"""Passwords by argon2id; nobody can tell from the time it takes whether a name exists."""

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 1000
"""Characters of a password (NIST SP 800-63B asks for 8 at least, 15 where it stands alone; no rule on which ones)."""

_hasher = PasswordHasher()
_one_at_a_time = threading.Lock()  # each takes 64 MB, and guessers may come in numbers


def weakness(password: str, name: str) -> str | None:
    """Why a password won't do."""
    if not SHORTEST <= len(password) <= LONGEST:
        return f"a password has {SHORTEST} characters or more"
    if len(set(password)) < 5 or name.casefold() in password.casefold():
        return "too easily guessed: a few different words do better"
    return None


def hashed(password: str) -> str:
    """What is kept of a password."""
    with _one_at_a_time:
        return _hasher.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether a password is the one kept; takes as long when none is."""
    try:
        with _one_at_a_time:
            _hasher.verify(kept or _nobody(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


@cache
def _nobody() -> str:
    return _hasher.hash("nobody's password")
