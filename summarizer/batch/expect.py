"""What a run will cost: the likely amount, and the worst case of its first answers, which is what limits reserve."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from summarizer.batch.find import Found, read
from summarizer.batch.spend import SpendLimit
from summarizer.batch.work import Outcome
from summarizer.model.body import Usage, first_body, needed
from summarizer.model.manners import Manners
from summarizer.model.price import HALF, per_token, price_of
from summarizer.passage import cut
from summarizer.question import Question
from summarizer.readers import whole

BYTES_PER_TOKEN = 3.73
"""UTF-8 bytes of a prompt to the token: the whole reader's prompts of the 54 labelled articles with their schema,
counted with the tokenizer o200k_base. Other hosts' tokenizers differ by some percent."""
CACHED_FROM, _BLOCK = 1_024, 128
"""Tokens of a prefix from which on hosts cache it, and the steps they do it in."""


class Estimate:
    """Adds up what questions are likely to use and what they may use at most."""

    def __init__(self, model: str, name: str, manners: Manners, *, flex: bool = False, batch: bool = False) -> None:
        """Start with nothing.

        Args:
            model: `PROVIDER/NAME`.
            name: The model's name as it is sent.
            manners: How its host wants to be asked.
            flex: Whether the flex tier is asked for.
            batch: Whether a batch endpoint is; nothing is known of its cache.
        """
        self.requests = 0
        """Requests of the first round; answers that point at nothing are asked about once more."""
        self.most = Usage(0, 0)
        """Tokens in the worst case."""
        self.likely = Usage(0, 0)
        """Tokens to expect, thoughts left out."""
        self._model, self._name, self._manners = model, name, manners
        self._share = HALF if flex or batch else 1.0
        self._caches = manners.caches and not batch
        self._prices = per_token(model)
        self._prefixes: set[str] = set()

    def add(self, question: Question[Any]) -> None:
        """Count one question."""
        body = first_body(question, self._name)
        sent = self._manners.adapted(body)
        self.requests += 1
        self.most = _sum(self.most, Usage(needed(sent), self._manners.limit(body)))
        self.likely = _sum(self.likely, self._expected(question, sent))

    def _expected(self, question: Question[Any], sent: dict[str, Any]) -> Usage:
        system, user = (str(message["content"]) for message in sent["messages"])
        form: dict[str, Any] = sent.get("response_format", {}).get("json_schema") or {}
        # Where the schema stands in the prompt as well, the one on the wire is what the host's models ignore.
        schema = json.dumps(form["schema"]) if form and self._manners.host.schema != "both" else ""
        prefix = int(len((system + schema).encode("utf-8", "replace")) / BYTES_PER_TOKEN)
        tokens = prefix + int(len(user.encode("utf-8", "replace")) / BYTES_PER_TOKEN)
        cached = written = 0
        if self._caches and prefix >= CACHED_FROM:
            if self._prices and self._prices.written > self._prices.input:
                # Who charges for writing keeps each prompt up to its end, and finds again only what ends there too.
                written = tokens
            elif system in self._prefixes:
                cached = prefix // _BLOCK * _BLOCK
        self._prefixes.add(system)
        return Usage(tokens, question.likely or question.max_tokens, cached, written=written)

    @property
    def cost(self) -> float | None:
        """US dollars to expect; None where the price is not known."""
        return None if self._prices is None else price_of(self.likely, self._prices) * self._share

    @property
    def most_cost(self) -> float | None:
        """US dollars that a limit would set aside; None where the price is not known."""
        if self._prices is None:
            return None
        return SpendLimit(self._model, share=self._share).price(self.most.input, self.most.output)

    def lines(self) -> list[str]:
        """Say it."""
        likely, most, thinks = self.likely, self.most, " and what it thinks" if self._manners.thinks else ""
        cached = f" ({likely.cached:,} of them from the host's cache)" if likely.cached else ""
        return [
            f"requests            {self.requests:,}",
            f"tokens, expected    {likely.input:,} read{cached}, {likely.output:,} written{thinks}",
            f"tokens, worst case  {most.input:,} read, {most.output:,} written",
            f"cost, expected      {_dollars(self.cost)}{thinks} ({self._model})",
            f"cost, worst case    {_dollars(self.most_cost)} ({self._model})",
        ]


def _sum(one: Usage, other: Usage) -> Usage:
    return Usage(
        one.input + other.input, one.output + other.output, one.cached + other.cached,
        written=one.written + other.written,
    )  # fmt: skip


def _dollars(cost: float | None) -> str:
    return "not known" if cost is None else f"${cost:,.4f}"


def all_questions(found: Found, outcome: Outcome) -> Iterable[Question[Any]]:
    """Give what an article's first look asks, and the questions about its later pieces, which wait for the first.

    Args:
        found: The article.
        outcome: What the look came to.
    """
    yield from outcome.open
    if all(question.task == "read" for question in outcome.open):
        first, *later = whole.questions(cut(read(found)))
        for question in outcome.open:  # one of each reading
            if question.user == first.user:
                yield from (replace(one, temperature=question.temperature) for one in later)
