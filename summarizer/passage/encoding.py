"""Signs of a text that was decoded wrongly."""

from __future__ import annotations

import re

# Bytes 80 to BF as Windows-1252 shows them; five of them it does not know.
_HIGH = "".join(bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0xC0)).replace("\ufffd", "") + "".join(
    chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
)
_DOUBLE = re.compile(
    rf"[\u00c2-\u00df][{re.escape(_HIGH)}]|[\u00e0-\u00ef][{re.escape(_HIGH)}][{re.escape(_HIGH)}\ufffd]"
    rf"|[\u00f0-\u00f4][{re.escape(_HIGH)}]{{2}}"
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
