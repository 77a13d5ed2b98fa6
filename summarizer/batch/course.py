"""The course of one article: look, ask what is open, look again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from summarizer.batch import work
from summarizer.batch.find import Found
from summarizer.errors import AnswerError, ModelError, ProtocolError, UnavailableError
from summarizer.model.asker import LiveAsker
from summarizer.model.body import question_key
from summarizer.question import Tally
from summarizer.recordings import RecordingAsker

MAX_ROUNDS = 200
"""Times an article is looked at: each answer may lead to one more question, and each question is asked once."""


async def fate_of(
    found: Found, look: Callable[[Found, dict[str, str]], Awaitable[work.Outcome]], asker: LiveAsker | RecordingAsker,
    tally: Tally,
) -> work.Outcome:  # fmt: skip
    """Bring one article to its fate.

    Args:
        found: The article.
        look: Looks at it with the answers that are kept, given the questions that failed.
        asker: Answers what is open.
        tally: Counts what that costs.

    Returns:
        Its fate.

    Raises:
        SummarizerError: What is wrong is not the article's: the next one would fare no better.
    """
    failures: dict[str, str] = {}
    asked: set[str] = set()
    for _ in range(MAX_ROUNDS):
        outcome = await look(found, failures)
        if not outcome.open:
            return outcome
        keys = {question_key(question, asker.model) for question in outcome.open}
        if keys <= asked:
            break  # asked and answered, and open still
        asked |= keys
        results = await asyncio.gather(*(asker.ask(q, tally) for q in outcome.open), return_exceptions=True)
        for question, result in zip(outcome.open, results, strict=True):
            if isinstance(result, AnswerError) or (isinstance(result, ModelError) and _is_the_articles(result)):
                failures[question_key(question, asker.model)] = str(result)
            elif isinstance(result, BaseException):
                raise result
    error = AnswerError("its questions never came to an end", hint="please report it")
    return work.Outcome(found, "failed", work.failure(found, error, "internal"))


def _is_the_articles(error: ModelError) -> bool:
    """Tell a fault that belongs to one article from one that would meet the next one too."""
    if error.exit_code == 65:
        return True
    # Given up after retries while others were answered: a poisoned article, not an outage.
    return isinstance(error, (UnavailableError, ProtocolError)) and error.retryable
