"""Make foreign text safe to print: every control code is shown, none is sent."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    r"""Show control codes, escape sequences, direction overrides and lone surrogates as `\x1b`, `\u202e`, ….

    Args:
        text: Text from an article, a file name, a model or a server.

    Returns:
        The text with tabs and newlines kept and nothing in it that moves a cursor.
    """
    return _CONTROL.sub(
        lambda m: f"\\x{ord(m.group()):02x}" if ord(m.group()) < 256 else f"\\u{ord(m.group()):04x}", text
    )
