"""Which language a text is in, as far as it matters: English is read, anything else is named and refused."""

import re
from collections import Counter

SCRIPTS = (
    ("zh", r"[\u4e00-\u9fff]"), ("ja", r"[\u3040-\u30ff]"), ("ko", r"[\uac00-\ud7af]"), ("ru", r"[\u0400-\u04ff]"),
    ("ar", r"[\u0600-\u06ff]"), ("he", r"[\u0590-\u05ff]"), ("th", r"[\u0e00-\u0e7f]"), ("el", r"[\u0370-\u03ff]"),
    ("hi", r"[\u0900-\u097f]"),
)  # fmt: skip
COMMON = {
    "en": "the of and to in that is on with for was by as at from said has",
    "fr": "le la les des et du une dans que pour est sur au par avec",
    "es": "el la los las de y del que en una por con para se su",
    "de": "der die das und den von mit dem im zu ist auf für des",
    "pt": "o os as de do da e em uma para com que dos não",
    "it": "il la di che e del della in una per con le gli",
    "nl": "de het een van en in dat op met voor zijn",
    "tr": "ve bir bu ile için olarak da de",
    "id": "yang dan di dengan untuk dari ini pada",
    "pl": "i w na z do się że nie jest oraz",
}


SHORT = 60
"""Words below which the shares of common words are told apart by hardly more than chance."""

SURE = 0.25
"""The share of its common words that a short text in another language has at least."""


def language_of(text: str) -> str:
    """ISO 639-1 code of the likeliest language of `text`, by script, then by common words; "und" when nothing tells."""
    sample = text[:20_000]
    letters = len(re.findall(r"[^\W\d_]", sample)) or 1
    counts = {code: len(re.findall(pattern, sample)) / letters for code, pattern in SCRIPTS}
    if counts["ja"] > 0.1:
        return "ja"
    best = max(counts, key=lambda code: counts[code])
    if counts[best] > 0.3:
        return best
    words = Counter(re.findall(r"[^\W\d_]+", sample.casefold()))
    total = sum(words.values()) or 1
    shares = {code: sum(words[word] for word in common.split()) / total for code, common in COMMON.items()}
    likeliest = max(shares, key=lambda code: shares[code])
    if shares[likeliest] < 0.04:
        return "und" if total > 60 else "en"
    if shares["en"] >= 0.8 * shares[likeliest]:
        return "en"
    # a few words hold too little: names and words that languages share ("met", "van", "in") outweigh them
    return "en" if total < SHORT and shares[likeliest] < SURE else likeliest
