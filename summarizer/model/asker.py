"""Who answers questions: a live model with the store in front of it, or the store alone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from summarizer.cache import Answers
from summarizer.errors import AnswerError, InvalidAnswerError, NotKeptError
from summarizer.model.answers import validated
from summarizer.model.body import completion_of, count_kept, question_key
from summarizer.model.gate import Gate
from summarizer.question import Question, Tally
from summarizer.reading import Answer

if TYPE_CHECKING:
    from summarizer.model.client import Client
    from summarizer.model.transport import Budget
    from summarizer.model.wire import Endpoint

A = TypeVar("A", bound=Answer)


def at_once(question: Question[A], key: str, store: Answers, tally: Tally, *, again: bool) -> A | None:
    """Read the kept answer to a question's first attempt without instructor, thirty times faster than with it.

    Args:
        question: What was asked.
        key: Of its first attempt.
        store: Kept answers.
        tally: Counts it.
        again: Whether its tokens are counted too, as `count_kept` says.

    Returns:
        What instructor would give; None where nothing is kept, or where it would ask again or give up.
    """
    content = store.get(key)
    completion = completion_of(content) if content is not None else None
    if completion is None or completion.declined or completion.cut_off:
        return None
    try:
        answer = validated(question.answer, completion.content, question.context)
    except ValidationError:
        return None
    count_kept(completion, tally, again=again)
    return answer


class LiveAsker:
    """Asks an endpoint, with the store in front of it."""

    def __init__(
        self, name: str, model: str, store: Answers, gate: Gate, connect: Callable[[], Awaitable[Endpoint]],
        budget: Budget | None = None, *, connections: int = 64,
    ) -> None:  # fmt: skip
        self.name = name
        """Provider and model."""
        self.model = model
        """The name that enters the digest of what was asked."""
        self.store = store
        """Where answers are kept."""
        self.gate = gate
        """Shared by all workers."""
        self.keeps_useless = False
        """Whether a last answer that was of no use is kept too: a recording shows how it went."""
        self._connect, self._budget, self._connections = connect, budget, connections
        self._client: Client | None = None
        self._starting = asyncio.Lock()

    async def client(self) -> Client:
        """Open the connection on first use: a run that finds every answer kept opens none."""
        async with self._starting:
            if self._client is None:
                endpoint = await self._connect()
                self._client = await asyncio.to_thread(self._opened, endpoint)
        return self._client

    def _opened(self, endpoint: Endpoint) -> Client:
        from summarizer.model.pool import CappedTransport

        # Before the SDK is imported: a library of it reads the certificates unasked, and may wait for them for ever.
        pool = CappedTransport(self._connections, endpoint.base_url)
        from summarizer.model.client import Client
        from summarizer.model.transport import KeptTransport, Network

        network = Network(pool, endpoint, endpoint.manners(), self.gate, self._budget)
        return Client(KeptTransport(self.store, network), self.model, endpoint)

    async def ask(self, question: Question[A], tally: Tally) -> A:
        """Answer one question, from the store or from the model.

        Args:
            question: What to ask.
            tally: Counts what it costs.

        Returns:
            The answer.

        Raises:
            ModelError: No usable answer came; every retry that makes sense was made.
        """
        kept = at_once(question, question_key(question, self.model), self.store, tally, again=False)
        if kept is not None:
            return kept
        client = await self.client()
        try:
            return await client.ask(question, tally, self.gate)
        except InvalidAnswerError as error:
            # Not one of the answers was of use. The last is not kept, so that the next run asks that once more.
            if not self.keeps_useless:
                await self.store.forget(error.key)
            raise

    async def close(self) -> None:
        """Close connection and store."""
        if self._client is not None:
            await self._client.close()
        self.store.close()


class KeptAsker:
    """Answers from the store alone, by the course a live asker takes; notes what is not there."""

    def __init__(self, name: str, model: str, store: Answers, failures: Mapping[str, str] | None = None) -> None:
        self.name = name
        """Provider and model."""
        self.missing: list[Question[Any]] = []
        """What has to be asked."""
        self._model, self._store, self._failures = model, store, failures or {}
        self._client: Client | None = None

    async def ask(self, question: Question[A], tally: Tally) -> A:
        """Answer one question.

        Raises:
            NotKeptError: It has to be asked; it is noted in `missing`, and so are others asked together with it.
            AnswerError: It was asked, and what came is of no use.
        """
        key = question_key(question, self._model)
        if key in self._failures:
            raise AnswerError(self._failures[key])
        if (kept := at_once(question, key, self._store, tally, again=True)) is not None:
            return kept
        if self._store.get(key) is None:  # nothing at all: no need to import instructor to find out
            self.missing.append(question)
            raise NotKeptError("not asked yet")
        try:
            return await self._replay().ask(question, tally)
        except NotKeptError:
            self.missing.append(question)
            raise

    def _replay(self) -> Client:
        from summarizer.model.client import Client
        from summarizer.model.transport import KeptTransport

        if self._client is None:
            self._client = Client(KeptTransport(self._store), self._model)
        return self._client

    async def close(self) -> None:
        """Do nothing: the store belongs to whoever opened it."""
