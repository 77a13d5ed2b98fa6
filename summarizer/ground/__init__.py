"""Turn a sheet into spans that exist, name every difference, or reject with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.ground.checks import checked_claims, checked_events
from summarizer.ground.claims import claims
from summarizer.ground.events import events
from summarizer.ground.people import People, span
from summarizer.ground.quotes import quotes
from summarizer.passage import Passage
from summarizer.reading import Reading
from summarizer.summary import Claim, Event, Person, Quote, Rejected, Span


@dataclass(frozen=True, slots=True)
class Judged:
    """What a sheet comes to."""

    gist: list[Span]
    """The sentences that tell the news."""
    people: list[Person]
    """Who is who."""
    quotes: list[Quote]
    """Grounded quotes."""
    claims: list[Claim]
    """Grounded claims."""
    events: list[Event]
    """Grounded events."""
    rejected: list[Rejected]
    """The rest, with reasons."""


def judge(passage: Passage, reading: Reading) -> Judged:
    """Ground a sheet.

    Args:
        passage: The article, cut.
        reading: What a model, or a parser, read in it.

    Returns:
        What could be grounded, every span a slice of the article, and what was rejected.
    """
    rejected: list[Rejected] = []
    people = People(passage, reading)
    spoken = quotes(passage, reading, people, rejected)
    stated = checked_claims(passage, claims(passage, reading, people, spoken, rejected))
    told = events(passage, reading, people, spoken, rejected)
    who = people.who_is_who(rejected)
    told = checked_events(passage, told, stated, who)
    gist = _gist(passage, reading, rejected)
    return Judged(gist[:3], who, [s.quote for s in spoken], stated, told, rejected)


def _gist(passage: Passage, reading: Reading, rejected: list[Rejected]) -> list[Span]:
    """Give the sentences that tell the news, none of them what a correction takes back."""
    found: list[Span] = []
    for number in dict.fromkeys(reading.gist):
        sentence = passage.sentence(number)
        if sentence is None:
            rejected.append(Rejected(kind="gist", reason=f"there is no sentence {number}", answer=str(number)))
        elif any(start < sentence.end and sentence.start < end for start, end in passage.withdrawn):
            reason = "a correction takes back what this sentence tells"
            rejected.append(Rejected(kind="gist", reason=reason, answer=str(number)))
        else:
            found.append(span(passage, (sentence.start, sentence.end)))
    return found
