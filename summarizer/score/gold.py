"""The hand-labelled set: one readable JSON file an article, made of the contract's own types; and its checker."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from operator import not_
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.article import Article, read_article
from summarizer.errors import ArticleError, ArticleMissingError, SummarizerError
from summarizer.files import read_whole
from summarizer.summary import ArticleRecord, Claim, Event, Quote, spans_in


class GoldError(SummarizerError):
    """The labels are wrong; nothing can be scored with them."""

    exit_code = 65


class Gold(BaseModel):
    """The labels of one article."""

    model_config = ConfigDict(extra="forbid")

    schema_version: Literal["1"]
    """Version of the contract the labels are made of."""
    split: Literal["dev", "test"]
    """Dev is for tuning, test for reporting."""
    traps: list[str]
    """What the article was written to catch."""
    labelled: str
    """By whom and how."""
    article: ArticleRecord
    """Which article; `path` is relative to the folder that holds `evals/` or to the labels."""
    optional: list[str]
    """Ids of labels that are neither rewarded when found nor punished when missed."""
    lead: list[str] = Field(default_factory=list, exclude_if=not_)
    """Ids of what a person would tell first, two or three of a kind, in no order; left out where nobody chose."""
    accepted: dict[str, list[str]] = Field(default_factory=dict, exclude_if=not_)
    """Other types (of an event) or stances (of a claim) that the second labelling gave, by id: right as shown too."""
    quotes: list[Quote]
    claims: list[Claim]
    events: list[Event]


@dataclass(frozen=True)
class Case:
    """One article with its labels."""

    name: str
    """The label file's name without suffix."""
    article: Article
    gold: Gold


def load(folder: Path, split: str = "all") -> list[Case]:
    """Read and check the labels of a folder.

    Args:
        folder: Holds `*.json`.
        split: `dev`, `test` or `all`.

    Returns:
        The cases, by name.

    Raises:
        ArticleMissingError: There are no label files.
        GoldError: A file is no label file, its article is missing or changed, or a span is no slice of it.
    """
    if not folder.is_dir():
        raise ArticleMissingError(
            f"there is no folder {str(folder)!r} here",
            hint="name one with label files: summarize eval --gold DIR; the project's own is in its checkout",
        )
    cases = [_case(path) for path in sorted(folder.glob("*.json"))]
    if not cases:
        raise ArticleMissingError(f"{str(folder)!r} holds no label files", hint="summarize eval --gold DIR")
    return [case for case in cases if split in ("all", case.gold.split)]


def _case(path: Path) -> Case:
    name = path.stem
    try:
        gold = Gold.model_validate_json(read_whole(path))
    except (ValidationError, OSError) as error:
        if isinstance(error, ValidationError):
            fault = error.errors(include_url=False, include_input=False)[0]
            what = ": ".join([*(".".join(map(str, fault["loc"])).split()), fault["msg"]])
        else:
            what = error.strerror or str(error)
        hint = "correct it or move it away; summarize labels makes label files"
        raise GoldError(f"{str(path)!r} is no label file: {what[:200]}", hint=hint) from None
    text = _article_path(path, gold.article.path or "")
    try:
        article = read_article(text)
    except ArticleError as error:
        raise GoldError(f"{str(path)!r}: {error.message}") from None
    if article.id != gold.article.id:
        raise GoldError(f"{str(text)!r} changed since it was labelled", hint=f"label {name} again")
    problems = list(check(gold, article.text))
    if problems:
        raise GoldError(f"{str(path)!r}: {problems[0]} ({len(problems)} problems)")
    return Case(name, article, gold)


def _article_path(label: Path, named: str) -> Path:
    for base in (label.parent, *label.resolve().parents):
        if (base / named).is_file():
            return base / named
    return label.parent / named


def check(gold: Gold, text: str) -> list[str]:
    """Prove the labels of one article.

    Args:
        gold: The labels.
        text: The article's text.

    Returns:
        What is wrong; nothing where every span is a slice and every id is unique and known.
    """
    spans = spans_in((gold.quotes, gold.claims, gold.events))
    problems = [
        f"span {s.start}:{s.end} is not {s.text!r}" for s in spans if text[s.start : s.end] != s.text or not s.text
    ]
    ids = [item.id for item in (*gold.quotes, *gold.claims, *gold.events)]
    known = set(ids)
    problems += [f"id {name!r} is used twice" for name, count in sorted(Counter(ids).items()) if count > 1]
    problems += [f"optional id {name!r} is not known" for name in gold.optional if name not in known]
    problems += [f"leading id {name!r} is not known" for name in gold.lead if name not in ids]
    problems += [f"accepted id {name!r} is not known" for name in gold.accepted if name not in ids]
    quotes = {quote.id for quote in gold.quotes}
    problems += [f"{c.id} names the unknown quote {q!r}" for c in gold.claims for q in c.quote_ids if q not in quotes]
    problems += [f"{q.id} has no content" for q in gold.quotes if not q.content]
    problems += [f"{c.id} has no evidence" for c in gold.claims if not c.evidence]
    return problems
