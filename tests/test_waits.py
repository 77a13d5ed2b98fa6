"""How long an endpoint asks to wait, in every form it is said in."""

from __future__ import annotations

import pytest

from summarizer.model.gate import duration, retry_after

AT, LATER = "Wed, 03 Sep 2025 10:00:00 GMT", "Wed, 03 Sep 2025 10:00:30 GMT"


@pytest.mark.parametrize(
    ("headers", "body", "seconds"),
    [
        ({"retry-after-ms": "1500", "retry-after": "9"}, "", 1.5), ({"retry-after": "9"}, "try again in 3s", 9.0), ({"retry-after": LATER, "date": AT}, "", 30.0), ({"retry-after": AT, "date": LATER}, "", 0.0), ({"retry-after": AT}, "", 0.0),
        ({"retry-after": "soon"}, "try again in 3s", 3.0), ({"retry-after": LATER, "date": "now"}, "try again in 3s", 3.0), ({"x-ratelimit-reset-requests": "2s"}, "", 2.0), ({"x-ratelimit-reset-tokens": "6m0s"}, "", 360.0),
        ({"x-ratelimit-reset-requests": "2s", "x-ratelimit-reset-tokens": "5s"}, "", 5.0), ({"x-ratelimit-reset-requests": "2s", "x-ratelimit-reset-tokens": "5s", "x-ratelimit-remaining-tokens": "7"}, "", 2.0),
        ({"x-ratelimit-reset-requests": "2s", "x-ratelimit-remaining-requests": "1"}, "", None), ({}, "Please TRY AGAIN IN 1m2.5s.", 62.5), ({}, "later", None), ({}, "", None),
    ],
)  # fmt: skip
def test_what_is_said_first_is_heeded(headers: dict[str, str], body: str, seconds: float | None):
    assert retry_after(headers, body) == seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("7", 7.0), (" 7.5 ", 7.5), ("0", 0.0), ("-1", None), ("250ms", 0.25), ("1h2m3s", 3723.0), ("2d", 172_800.0), ("1.5m", 90.0), ("6m 0s", None), ("6x", None), ("m", None), ("", None), ("inf", 10_000_000.0), ("nan", None),
        ("9999999", 9_999_999.0), ("10000000", 10_000_000.0), ("200d", 10_000_000.0),
    ],
)  # fmt: skip
def test_a_duration_is_read_or_none(text: str, seconds: float | None):
    assert duration(text) == seconds
