"""Article to Analysis: sentences and parses, actors with their mentions, times made absolute."""

from communique.language.analysis import Analysis, analyse

__all__ = ["Analysis", "analyse"]
