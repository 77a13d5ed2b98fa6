"""The user's limits on requests and money: the worst case is set aside before anything is sent."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from summarizer.errors import BudgetError, SettingsError
from summarizer.model.body import Usage
from summarizer.model.price import Prices, per_token, price_of


@dataclass(frozen=True, slots=True)
class Reserved:
    """What one request may cost at most."""

    input: int
    """Prompt tokens."""
    output: int
    """Generated tokens."""
    cost: float
    """US dollars."""


class SpendLimit:
    """Lets requests through while their worst case fits; waits for those under way before it says no."""

    def __init__(
        self, model: str, *, max_cost: float | None = None, max_requests: int | None = None, share: float = 1.0
    ) -> None:
        prices = per_token(model)
        if prices is None and max_cost is not None:
            raise SettingsError(
                f"the price of {model!r} is not known, so --max-cost cannot be kept", hint="use --max-requests instead"
            )
        # `share`: a batch endpoint takes half.
        self._prices = Prices(*(share * price for price in prices or (0.0, 0.0, 0.0, 0.0)))
        self.max_cost, self.max_requests = max_cost, max_requests
        self.spent = 0.0
        """US dollars, settled; what an endpoint did not tell counts at its worst."""
        self.requests = 0
        """Requests sent."""
        self._held = 0.0
        self._under_way = 0
        self._settled = asyncio.Condition()

    async def reserve(self, input_tokens: int, output_tokens: int) -> Reserved:
        """Set the worst case of a request aside.

        Raises:
            BudgetError: It does not fit, and nothing under way could make room.
        """
        worst = Reserved(input_tokens, output_tokens, self.price(input_tokens, output_tokens))
        async with self._settled:
            while not self._fits(worst):
                if not self._under_way:
                    raise BudgetError(self._reached(), hint="raise the limit and run the same command again")
                await self._settled.wait()
            self._held += worst.cost
            self.requests += 1
            self._under_way += 1
        return worst

    def take(self, input_tokens: int, output_tokens: int) -> None:
        """Count a request of a job at its worst case, for good.

        Raises:
            BudgetError: It does not fit.
        """
        worst = Reserved(input_tokens, output_tokens, self.price(input_tokens, output_tokens))
        if not self._fits(worst):
            raise BudgetError(self._reached(), hint="raise the limit and run the same command again")
        self.requests += 1
        self.spent += worst.cost

    def price(self, input_tokens: int, output_tokens: int) -> float:
        """Give the most that tokens may cost in US dollars: writing them to a cache costs more at some hosts."""
        return input_tokens * max(self._prices.input, self._prices.written) + output_tokens * self._prices.output

    def _fits(self, worst: Reserved) -> bool:
        if self.max_requests is not None and self.requests >= self.max_requests:
            return False
        return self.max_cost is None or self.spent + self._held + worst.cost <= self.max_cost

    def _reached(self) -> str:
        if self.max_requests is not None and self.requests >= self.max_requests:
            return f"--max-requests {self.max_requests} is reached"
        return f"--max-cost {self.max_cost} is reached: {self.spent:.4f} spent, and the next request might pass it"

    async def settle(self, reserved: Reserved, used: Usage | None, *, sent: bool = True) -> None:
        """Replace the worst case by what it was.

        Args:
            reserved: What was set aside.
            used: What it used; None where the endpoint did not say, which counts at its worst.
            sent: False where nothing was sent after all.
        """
        async with self._settled:
            self._held -= reserved.cost
            self._under_way -= 1
            self.spent += reserved.cost if used is None else price_of(used, self._prices)
            if not sent:
                self.requests -= 1
            self._settled.notify_all()
