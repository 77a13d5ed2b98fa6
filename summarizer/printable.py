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


_MARKUP = re.compile(r"[\\`*_{}\[\]<>()#+!|~$&=-]|(?<=^\d)\.|(?<=^\d\d)\.|(?<=^\d\d\d)\.")  # the last ones: lists
_JOINT = "\u2060"
_LINKS = re.compile(
    r"/(?=/)"  # http://…, //host
    r"|@(?=\w)|(?<=\w)@"  # mentions, and mail addresses
    r"|[#!&~%$](?=\w)|\b(?:GH-|mailto:|xmpp:|tel:)(?=\S)",  # references to issues and the like; schemes without slashes
    re.IGNORECASE,
)
_DOTS = re.compile(r"(?<=www)\.|(?<=\w)\.(?=[^\W\d_]{2})", re.IGNORECASE)
"""Of www. and of host.example: no sentence ends so."""


def markdown(text: str) -> str:
    """Make foreign text safe in Markdown: nothing in it becomes markup, a link, an image, a mention or a reference.

    Signs of markup get a backslash. That does not help against what a renderer links by itself, often after the
    backslashes are gone: bare addresses, mail addresses, mentions, numbers of issues. Those get a word joiner (U+2060),
    which shows nothing, behind the sign they are known by.

    Args:
        text: One line of foreign text.

    Returns:
        The text, printable and escaped.
    """
    parted = _LINKS.sub(rf"\g<0>{_JOINT}", _DOTS.sub(f"{_JOINT}.{_JOINT}", printable(text)))
    return _MARKUP.sub(r"\\\g<0>", parted)
