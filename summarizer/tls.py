"""Encrypted connections: whose certificates are trusted, and why a connection failed, in words that help."""

from __future__ import annotations

import os
import re
import ssl
from collections.abc import Callable
from pathlib import Path

from summarizer.errors import SettingsError
from summarizer.printable import printable

_HINTS: dict[int | str, str] = {
    10: "it has to be renewed there; or set this machine's clock",
    9: "set this machine's clock, or wait until then",
    **dict.fromkeys((18, 19, 20, 21), "if you trust it: export SSL_CERT_FILE=/path/to/its/certificates.pem"),
    **dict.fromkeys((62, 64), "name the host as its certificate does: --base-url https://HOST/v1"),
    "WRONG_VERSION_NUMBER": "if it speaks without TLS: --base-url {plain}, key and articles for all to read",
    "UNSUPPORTED_PROTOCOL": "it has to speak TLS 1.2 or newer",
    "PROTOCOL_VERSION": "it has to speak TLS 1.2 or newer",
    "CERTIFICATE_REQUIRED": "it wants a certificate of yours, which is not sent: ask who runs it for another way in",
}
"""What to type, by OpenSSL's number for what is wrong with a certificate or by a part of its name for another fault."""


def trusted(load: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    """Give whose certificates are trusted: those of `SSL_CERT_FILE` or `SSL_CERT_DIR`, else the system's.

    Args:
        load: Reads them.

    Returns:
        What it made of them.

    Raises:
        SettingsError: What the environment names cannot be used.
    """
    named, told = os.environ.get("SSL_CERT_FILE", ""), "name a file of certificates in PEM form, or unset it"
    try:
        if named and Path(named).exists() and not Path(named).is_file():  # a pipe would be waited for
            raise SettingsError(f"SSL_CERT_FILE {named!r} is no file", hint=told)
        return load()
    except ssl.SSLError:
        raise SettingsError(f"SSL_CERT_FILE {named!r} holds no certificates", hint=told) from None
    except OSError as error:
        if log := os.environ.get("SSLKEYLOGFILE"):
            raise SettingsError(f"SSLKEYLOGFILE {log!r} cannot be used: {error.strerror}", hint="unset it") from None
        raise SettingsError(f"SSL_CERT_FILE {named!r} cannot be used: {error.strerror}", hint=told) from None


def reason(error: BaseException) -> str:
    """Say in one line why TLS failed, without the place in Python's sources."""
    said = " ".join(printable(str(error)).split())
    return re.sub(r"^\[SSL: [A-Z0-9_]+\] certificate verify failed: | ?\(_ssl\.c:\d+\)$|\.(?= \(_ssl)", "", said)[:160]


def hint(error: BaseException, url: str) -> str:
    """Give what to type where TLS to an address failed."""
    named = (told for name, told in _HINTS.items() if isinstance(name, str) and name in str(error))
    told = _HINTS.get(getattr(error, "verify_code", 0)) or next(named, "check the certificate and the URL")
    return told.format(plain=url.replace("https:", "http:", 1))
