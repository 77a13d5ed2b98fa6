"""Signs of a text that was decoded wrongly."""

from __future__ import annotations

import re

# Bytes 80 to BF as Windows-1252 shows them; the five it does not know stay as they are.
_HIGH = re.escape("".join((bytes([byte]).decode("cp1252", "ignore") or chr(byte)) for byte in range(0x80, 0xC0)))
_DOUBLE = re.compile(
    rf"[\u00c2-\u00df][{_HIGH}]|[\u00e0-\u00ef][{_HIGH}][{_HIGH}\ufffd]"
    rf"|[\u00f0-\u00f4][{_HIGH}]{{2}}"
)
_FEWEST = 2
"""Places that make a text suspicious; one may be what somebody meant to write."""


def warnings(text: str) -> tuple[str, ...]:
    """Tell what looks wrong about how a text was decoded.

    Args:
        text: The article.

    Returns:
        Sentences for a user, none where nothing looks wrong.
    """
    found: list[str] = []
    double = _DOUBLE.findall(text)
    if len(double) >= _FEWEST:
        found.append(
            f"the text looks decoded twice ({double[0]!r}): marks and letters are misread; name the encoding with "
            "--encoding, or save the article as UTF-8 again from its source"
        )
    if "\ufffd" in text:
        found.append(
            "the text holds replacement characters: letters were lost when it was saved; name the encoding of the "
            "original with --encoding"
        )
    return tuple(found)
