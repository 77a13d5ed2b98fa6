"""What is asked of a model, and who answers: the seam between the readers and the door."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar, Generic, Literal, Protocol, TypeVar

from pydantic import Field, create_model

from summarizer.reading import Answer

A = TypeVar("A", bound=Answer)
A_ = TypeVar("A_", bound=Answer)
ReaderName = Literal["whole", "steps"]
"""whole: the article in one question, for every model that can do it. steps: a parser and small questions."""


@dataclass(frozen=True)
class How:
    """How articles are read."""

    reader: ReaderName
    readings: int = 1
    """2: twice, to see how far both readings agree."""
    min_certainty: float = 0.0


class Choice(Answer):
    """One of a few answers."""

    answer: str = Field(description="one entry of the list, copied")
    options: ClassVar[tuple[str, ...]] = ()


@lru_cache(maxsize=4096)
def choice_of(options: tuple[str, ...]) -> type[Choice]:
    """Give the answer type of a question that offers a list.

    Args:
        options: What may be answered, at least one.

    Returns:
        A `Choice` whose schema lists the options; the same type for the same options, in every process.
    """
    entry: Any = Literal[options]  # pyright: ignore[reportInvalidTypeForm]
    made: type[Choice] = create_model("Choice", __base__=Choice, answer=(entry, Choice.model_fields["answer"]))
    made.options = options
    return made


@dataclass(frozen=True)
class Question(Generic[A]):
    """One request to a model."""

    task: str
    """Which template asks it: `read`, `mend`, `speaker`, …"""
    system: str
    """First message: the fixed part, the same for every question of this task."""
    user: str
    """Second message: the passage; nothing follows it."""
    answer: type[A]
    """instructor's `response_model`."""
    max_tokens: int
    """Limit on generated tokens, reasoning left out."""
    article: str = ""
    """Id of the article; no part of the key."""
    context: dict[str, Any] = field(default_factory=dict, compare=False)
    """What validators may look at, and where they leave what they say of the answer; never rendered into a message."""
    likely: int = 0
    """Generated tokens to expect; 0 where that was not measured. No part of the key."""
    temperature: float | None = None
    """None: as steady as the host can be asked to answer. A number asks the same again as an independent sample, and is
    part of the key."""

    @property
    def messages(self) -> list[dict[str, str]]:
        """The two messages."""
        return [{"role": "system", "content": self.system}, {"role": "user", "content": self.user}]

    def __reduce__(self) -> tuple[Any, ...]:
        """Let worker processes hand questions over: a type made of a list is no name in a module."""
        answer: Any = self.answer
        how = answer.options if issubclass(answer, Choice) and answer.options else answer
        return _again, (
            self.task, self.system, self.user, how, self.max_tokens, self.article, self.context, self.likely,
            self.temperature,
        )  # fmt: skip


def _again(task: str, system: str, user: str, how: Any, *rest: Any) -> Question[Any]:
    return Question(task, system, user, choice_of(how) if isinstance(how, tuple) else how, *rest)


@dataclass
class Tally:
    """What one article's questions cost, failed attempts included."""

    requests: int = 0
    input: int = 0
    """Prompt tokens."""
    output: int = 0
    """Generated tokens, reasoning included."""
    reasoning: int = 0
    """Of these, tokens spent on reasoning."""
    cached: int = 0
    """Prompt tokens that did not have to be read again."""
    written: int = 0
    """Prompt tokens written to the endpoint's cache, which some hosts charge more for."""
    flex: bool = False
    """True where they were answered at the flex tier, for half the price."""
    from_cache: int = 0
    """Answers that were there already."""
    estimated: bool = False
    """True where the endpoint did not say what an attempt used."""
    models: set[str] = field(default_factory=set)
    """Models the endpoint says answered."""


class Asker(Protocol):
    """Anything that answers questions: a live model, the store, or recordings."""

    name: str
    """Provider and model, as in `run.model`."""

    async def ask(self, question: Question[A_], tally: Tally) -> A_:
        """Answer one question.

        Raises:
            AnswerError: This question got no usable answer; others may.
            ModelError: The endpoint gives no answers at all.
        """
        ...
