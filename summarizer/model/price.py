"""What tokens cost, from a kept library, offline."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=256)
def per_token(model: str) -> tuple[float, float, float] | None:
    """Give the price of one input, one output and one cached input token.

    Args:
        model: `PROVIDER/NAME`.

    Returns:
        US dollars; zeros for the embedded model; None where the price is not known.
    """
    provider, _, name = model.partition("/")
    if provider in ("local", "ollama", "lmstudio", "llamacpp", "vllm", "recorded"):
        return 0.0, 0.0, 0.0
    from genai_prices import Usage, calc_price

    many = 1_000_000
    try:
        plain = calc_price(Usage(input_tokens=many), model_ref=name, provider_id=provider).total_price
        output = calc_price(Usage(output_tokens=many), model_ref=name, provider_id=provider).total_price
        cached = calc_price(
            Usage(input_tokens=many, cache_read_tokens=many), model_ref=name, provider_id=provider
        ).total_price
    except LookupError:
        return None
    return float(plain) / many, float(output) / many, float(cached) / many


def cost_usd(model: str, input_tokens: int, output_tokens: int, cached: int) -> float | None:
    """Give what a run cost; None where the price of the model is not known."""
    if not input_tokens and not output_tokens:
        return 0.0
    price = per_token(model)
    if price is None:
        return None
    plain, output, from_cache = price
    return round((input_tokens - cached) * plain + cached * from_cache + output_tokens * output, 6)
