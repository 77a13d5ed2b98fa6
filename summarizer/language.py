"""Which language a text is written in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_MOST = 4000
"""Characters looked at: more make the answer no surer."""
_FEWEST = 20
"""Letters below which even a reader could not be sure; a character of Chinese or Japanese counts for three."""
_SURE = 0.7
"""Probability from which the library calls its own answer reliable."""
# CLD3's names that are not ISO 639-1.
_ISO = {"iw": "he", "fil": "tl", "jw": "jv"}
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@lru_cache(maxsize=1)
def _detector() -> Any:
    from gcld3 import NNetLanguageIdentifier

    return NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=4 * _MOST)


def detect(text: str) -> str | None:
    """Detect the language of a text.

    Args:
        text: Any text; its first 4,000 characters count.

    Returns:
        ISO 639-1 code; None where there is too little text, or the language is none of some hundred.
    """
    sample = text[:_MOST]
    letters = sum(char.isalpha() for char in sample) + 2 * len(_DENSE.findall(sample))
    if letters < _FEWEST:
        return None
    found = _detector().FindLanguage(text=sample)
    code = str(found.language).split("-")[0]
    code = _ISO.get(code, code)
    return code if len(code) == 2 and found.probability >= _SURE else None
