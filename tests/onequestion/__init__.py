"""A reader for tests of everything around reading: an article is one small question, its summary names the answer."""

from __future__ import annotations

from typing import Any, Literal

from summarizer.article import Article
from summarizer.errors import AnswerError
from summarizer.pipeline import record
from summarizer.question import Asker, Question, Tally
from summarizer.reading import Answer
from summarizer.summary import Rejected, Run, Summary, Tokens


class Speaker(Answer):
    """Who speaks."""

    answer: Literal["nobody", "Lena Ortiz", "Dan Reyes"]


def question(words: str = "Who?", article: str = "", max_tokens: int = 32) -> Question[Speaker]:
    return Question("speaker", "You read news.", words, Speaker, max_tokens, article)


async def summarize_article(
    article: Article, asker: Asker, reader: str, progress: Any = None, readings: int = 1
) -> Summary:
    tally, rejected = Tally(), []
    try:
        answer = await asker.ask(question(article.text[article.body_start :], article.id), tally)
        status, title = "ok", answer.answer
    except AnswerError as error:
        status, title = "failed", None
        rejected = [Rejected(kind="request", reason=error.message, answer="")]
    return Summary(
        article=record(article).model_copy(update={"title": title}),
        status=status,
        quotes=[],
        claims=[],
        events=[],
        rejected=rejected,
        run=Run(
            model=asker.name,
            prompts="",
            requests=tally.requests,
            from_cache=tally.from_cache,
            tokens=Tokens(input=tally.input, output=tally.output, cached=tally.cached),
        ),
    )
