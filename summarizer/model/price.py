"""What tokens cost, from a kept library, offline."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from summarizer.model.body import Usage
from summarizer.model.hosts import HOSTS
from summarizer.question import Tally

HALF = 0.5
"""Share of the price that the flex tier and the batch endpoints take."""
_FEW = 1_000
"""Tokens a price is asked for: prices rise with the size of a request, and no request here is large."""


class Prices(NamedTuple):
    """US dollars for one token each."""

    input: float
    output: float
    cached: float
    written: float


@lru_cache(maxsize=256)
def per_token(model: str) -> Prices | None:
    """Give the prices of input, output, cached input and input written to a cache.

    Args:
        model: `PROVIDER/NAME`.

    Returns:
        Zeros for the embedded model and servers of one's own; None where the price is not known.
    """
    provider, _, name = model.partition("/")
    host = HOSTS.get(provider)
    if provider == "recorded" or (host and host.price == "free"):
        return Prices(0.0, 0.0, 0.0, 0.0)
    where = (host.price or host.name) if host else provider
    try:
        return Prices(
            _price(where, name, input_tokens=_FEW), _price(where, name, output_tokens=_FEW),
            _price(where, name, input_tokens=_FEW, cache_read_tokens=_FEW),
            _price(where, name, input_tokens=_FEW, cache_write_tokens=_FEW),
        )  # fmt: skip
    except LookupError:
        return None


def _price(where: str, name: str, **usage: int) -> float:
    from genai_prices import Usage, calc_price

    return float(calc_price(Usage(**usage), model_ref=name, provider_id=where).total_price) / _FEW


@lru_cache(maxsize=256)
def context_of(model: str) -> int | None:
    """Give how many tokens a model reads at most; None where that is not known."""
    from genai_prices import Usage, calc_price

    provider, _, name = model.partition("/")
    host = HOSTS.get(provider)
    try:
        where = (host.price or host.name) if host else provider
        return calc_price(Usage(input_tokens=1), model_ref=name, provider_id=where).model.context_window
    except LookupError:
        return None


def cost_usd(model: str, tally: Tally) -> float | None:
    """Give what questions cost; None where the price of the model is not known."""
    if not tally.input and not tally.output:
        return 0.0
    prices = per_token(model)
    if prices is None:
        return None
    return round(price_of(tally, prices) * (HALF if tally.flex else 1.0), 6)


def price_of(used: Usage | Tally, prices: Prices) -> float:
    """Give what tokens cost in US dollars: those read from a prompt cache and written to it at their own prices."""
    plain = used.input - used.cached - used.written
    # Some gateways leave what came from a cache out of what was read.
    plain = plain if plain >= 0 else used.input
    cost = plain * prices.input + used.cached * prices.cached + used.written * prices.written
    return cost + used.output * prices.output
