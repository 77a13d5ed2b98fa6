"""The main path: article → segments → questions → answers → grounding → summary."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Coroutine
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from summarizer import ground, prompt, settings
from summarizer.article import Article, parse_date
from summarizer.documents import read_document
from summarizer.errors import AnswerError, ArticleError, SettingsError
from summarizer.model.asker import Asker, Tally
from summarizer.model.price import cost_usd
from summarizer.provider import open_asker, profile_of
from summarizer.questions import Choice, Profile, Request, Sheet, plan, requests
from summarizer.segments import Frame, Segments, cut
from summarizer.segments.happenings import drafts
from summarizer.segments.units import MASK
from summarizer.summary import ArticleRecord, Rejected, Run, Summary, Tokens

Progress = Callable[[str, int, int], None]
"""Called with the kind of question, how many are answered, and how many there are."""


async def summarize_article(
    article: Article, asker: Asker, profile: Profile, progress: Progress | None = None
) -> Summary:
    """Summarize one article.

    Args:
        article: The article.
        asker: Who answers the questions.
        profile: How they are grouped, and which are asked.
        progress: Told how far it is.

    Returns:
        The summary; every span in it is a slice of the article.

    Raises:
        ModelError: The endpoint gives no answers at all; single unusable answers only make the summary `partial`.
    """
    began = time.monotonic()
    segments = cut(article)
    events, claims = drafts(segments), reported_claims(segments)
    questions = plan(segments, events, claims, profile)
    tally = Tally()
    answers, failed, sheets = await ask_all(requests(segments, questions, profile), asker, tally, progress)
    judged = ground.judge(segments, events, claims, answers, failed, sheets)
    judged.rejected.extend(
        Rejected(kind="request", reason=reason, answer=name) for name, reason in sorted(failed.items())
    )
    summary = Summary(
        article=record(article),
        status="failed" if failed and not answers and not sheets else "partial" if failed else "ok",
        quotes=judged.quotes, claims=judged.claims, events=judged.events, rejected=judged.rejected,
        run=_run(asker, tally, time.monotonic() - began),
    )  # fmt: skip
    summary.check_spans(article.text)
    return summary


_NO_STATEMENT = re.compile(
    r"(?:but|so|and|(?:better|more|differently)\s(?:than|bluntly|simply)|when|before|after|in|at|on|of|against|"
    r"to (?:the|a|an|his|her|their|its|my|our|all|every|each|both|some|many|people))\s"
)


def reported_claims(segments: Segments) -> list[Frame]:
    """List the frames that pass on a statement in other words, or partly quoted; a mere quotation is none."""
    found: list[Frame] = []
    for frame in segments.frames:
        if frame.content is None or (frame.mention is None and not segments.sources.get(frame)):
            continue
        source = segments.sources.get(frame)
        if source and source.name.lower() in ("i", "we", "you"):
            continue  # the writer's own voice, as in a column: nobody the article passes a statement on for
        words, text = segments.masked[slice(*frame.content)], segments.article.text[slice(*frame.content)]
        # "called the cut “a plaster”": a judgement, and a quotation already.
        most = 0.3 if frame.cue.lemma in ("call", "describe", "dismiss") else 0.7
        spoken = words.count(MASK) > most * len(words)
        if spoken and most > 0.5 and len(words.split(MASK)[0].split()) > 1:
            spoken = False  # "told them that the money “does not grow on the shelves”": a statement, partly quoted
        plan = frame.cue.lemma in ("reject", "dismiss", "confirm", "deny") and _PLAN.match(text)
        if (
            spoken
            or plan
            or len(text.split()) < (2 if frame.cue.stance == "denied" else 3)
            or _NO_STATEMENT.match(text)
        ):
            continue
        found.append(frame)
    return found


_PLAN = re.compile(
    r"(?:(?:the|an?|its|their|his|her|all|any|these)\s(?:[\w-]+\s){0,2}?)?(?:plans?|proposals?|calls?|bids?|offers?|amendments?|motions?|applications?|requests?|"
    r"figures?|reports?|appeals?|criticism|idea|demands?|deal)\b(?!\s(?:that|was|is|had|has)\b)"
)


async def ask_all(
    wanted: list[Request], asker: Asker, tally: Tally, progress: Progress | None = None
) -> tuple[dict[str, str], dict[str, str], list[Sheet]]:
    """Ask every request; an unusable answer costs its own questions only.

    Args:
        wanted: The requests.
        asker: Who answers.
        tally: Counts what it costs.
        progress: Told how far it is.

    Returns:
        The answers by question, the reasons of those that have none, and the sheets of whole-article requests.
    """
    answers: dict[str, str] = {}
    failed: dict[str, str] = {}
    sheets: list[Sheet] = []
    done = 0

    async def one(request: Request) -> None:
        nonlocal done
        if progress:
            progress(request.task, done, len(wanted))
        try:
            answer = await asker.ask(request, tally)
        except AnswerError as error:
            failed.update({q.id: error.message for q in request.questions} or {request.task: error.message})
        else:
            _spread(answer, request, answers, failed, sheets)
        done += 1
        if progress:
            progress(request.task, done, len(wanted))

    await _in_order([one(request) for request in wanted])
    return answers, failed, sheets


async def _in_order(jobs: list[Coroutine[Any, Any, None]]) -> None:
    """Run the jobs together; the first error stops the others and is the one that is raised."""
    try:
        async with asyncio.TaskGroup() as group:
            for job in jobs:
                group.create_task(job)
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from None


def _spread(
    answer: BaseModel, request: Request, answers: dict[str, str], failed: dict[str, str], sheets: list[Sheet]
) -> None:
    if isinstance(answer, Choice):
        answers[request.questions[0].id] = answer.answer
    elif isinstance(answer, Sheet):
        sheets.append(answer)
        extra = answer.__pydantic_extra__ or {}
        for question in request.questions:
            value = extra.get(question.id)
            if value in question.choices:
                answers[question.id] = str(value)
            else:
                failed[question.id] = "no answer" if value is None else f"not one of the choices: {str(value)[:80]}"


def record(article: Article) -> ArticleRecord:
    """Give what the summary says of its article."""
    return ArticleRecord(
        id=article.id, path=article.path, title=article.title,
        published=article.published.isoformat() if article.published else None, language=article.language,
        characters=len(article.text), source=article.source, flags=article.flags,
    )  # fmt: skip


def _run(asker: Asker, tally: Tally, seconds: float) -> Run:
    return Run(
        model=asker.name, prompts=prompt.digest(), requests=tally.requests,
        tokens=Tokens(input=tally.input, output=tally.output, cached=tally.cached),
        cost_usd=cost_usd(asker.name, tally.input, tally.output, tally.cached), seconds=round(seconds, 3),
        from_cache=tally.from_cache,
    )  # fmt: skip


def summarize(
    article: Article | str | Path, *, model: str | None = None, base_url: str | None = None,
    published: date | str | None = None, title: str | None = None, recordings: Path | None = None, cache: bool = True,
    progress: Progress | None = None,
) -> Summary:  # fmt: skip
    """Summarize one article: its events, claims and quoted statements.

    Args:
        article: An `Article`, the path of a text file (`Path`), or the article's text (`str`).
        model: `PROVIDER/NAME`; None chooses as the command line does: environment, configuration file, OpenAI when a
            key is set, else the embedded model.
        base_url: Any OpenAI-compatible endpoint.
        published: Anchor of relative dates; an ISO date where it is a string.
        title: Headline.
        recordings: Answer from recorded fixtures in this directory only.
        cache: False neither reads nor keeps answers.
        progress: Told how far it is.

    Returns:
        The summary.

    Raises:
        SummarizerError: One subclass per kind of failure; its `hint` says what to do.
    """
    day = parse_date(published) if isinstance(published, str) else published
    if isinstance(published, str) and day is None:
        raise SettingsError(f"published {published!r} is no date", hint="YYYY-MM-DD")
    if isinstance(article, Path):
        articles = read_document(article, title=title, published=day)
        if len(articles) > 1:
            raise ArticleError(
                f"{str(article)!r} holds {len(articles)} articles", hint="read_document() gives them one by one"
            )
        article = articles[0]
    elif isinstance(article, str):
        article = Article.from_text(article, title=title, published=day)
    chosen = settings.load(model=model, base_url=base_url)

    async def run() -> Summary:
        asker = open_asker(chosen, recordings=recordings, use_cache=cache)
        try:
            return await summarize_article(article, asker, profile_of(chosen), progress)
        finally:
            await asker.close()

    return asyncio.run(run())
