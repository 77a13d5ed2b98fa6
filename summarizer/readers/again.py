"""A second reading: the same questions asked once more, as an independent sample. It votes; nothing of it is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from summarizer.question import Asker, Question, Tally
from summarizer.reading import Answer

A = TypeVar("A", bound=Answer)
TEMPERATURE = 0.7
"""Of a second reading, where the host takes one; part of its key, so that both answers are kept side by side."""


def again(question: Question[A]) -> Question[A]:
    """Give the same question as another sample."""
    return replace(question, temperature=TEMPERATURE)


class Again:
    """Asks for another sample of every reading; what does not resolve in it is not asked about once more."""

    def __init__(self, asker: Asker) -> None:
        self.name = asker.name
        """Provider and model."""
        self._asker = asker

    async def ask(self, question: Question[A], tally: Tally) -> A:
        """Answer a question about the article; one that would mend the answer gets an empty sheet."""
        if question.task == "mend":
            return question.answer.model_validate({name: [] for name in question.answer.model_fields})
        return await self._asker.ask(again(question), tally)
