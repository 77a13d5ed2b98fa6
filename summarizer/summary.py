"""What comes out: the JSON contract, version 1.

Offsets are Unicode code points, 0-based and end-exclusive, into the article's text exactly as decoded.
For every `Span`, `text == article_text[start:end]`; `Summary.check_spans` proves it.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import not_
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SourceKind = Literal["person", "organization", "group", "document", "anonymous"]
Stance = Literal["asserted", "denied", "alleged", "confirmed", "promised", "predicted", "believed"]
Realis = Literal["actual", "negated", "planned", "hypothetical"]
Precision = Literal["day", "week", "month", "year", "unknown"]
Qualifier = Literal["exactly", "at_least", "about", "up_to"]
EventType = Literal[
    "attack", "death", "injury", "accident", "disaster", "rescue", "arrest", "charge", "trial", "investigation",
    "protest", "strike", "election", "appointment", "decision", "agreement", "meeting", "threat", "announcement",
    "deployment", "movement", "transaction", "result", "closure", "opening", "discovery", "outbreak", "sport",
    "award", "other",
]  # fmt: skip


def _is_none(value: object) -> bool:
    return value is None


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(_Record):
    """Words of the article, by position."""

    start: int
    """First code point, 0-based."""
    end: int
    """Code point after the last one."""
    text: str
    """`article_text[start:end]`, always."""


class Mention(_Record):
    """Somebody or something named in the article."""

    name: str
    """Canonical within the article: the fullest name the article gives."""
    span: Span
    """Where this event's sentence mentions it, as a name, a noun or a pronoun."""


class Source(_Record):
    """Who is quoted or claims something."""

    name: str
    """Canonical within the article: "John Kirby" also where the text says "Kirby" or "he"."""
    mention: Span | None
    """The words that name the source here; None where only the context tells."""
    kind: SourceKind
    """Person, organization, group, document, or anonymous."""


Flag = Literal[
    "date_disagrees", "number_not_in_words", "negation_dropped", "negation_not_in_words", "contradicts_itself",
    "accused_as_actor", "organization_arrested", "long_ago", "corrected", "no_marks", "named_far_off",
    "named_otherwise", "named_elsewhere", "no_cue", "condition_dropped", "place_not_named", "second_reading",
]  # fmt: skip
"""What a check has to say about an item; docs/output.md explains each."""
Differing = Literal[
    "item", "speaker", "claimant", "stance", "type", "realis", "actors", "targets", "place", "time", "casualties"
]
"""A field that two readings give differently; `item` where the second one does not have the item at all."""


class Person(_Record):
    """Somebody or something the article tells of: an entry of its who-is-who."""

    name: str
    """The fullest name the article gives."""
    kind: SourceKind
    """Person, organization, group, document, or anonymous."""
    role: Span | None
    """The words that give office or role; None where none do."""
    mentions: list[Span]
    """Where the article names them, in order; at least one."""


class Quote(_Record):
    """Words the article puts in quotation marks and gives to somebody."""

    id: str
    """`q1`, `q2`, … in the order of the text."""
    type: Literal["direct", "mixed"]
    """Direct: whole sentences of speech. Mixed: quoted words inside the article's own sentence."""
    content: list[Span]
    """The words between the marks; several where a cue interrupts or the quotation runs over paragraphs."""
    speaker: Source | None
    """None where the article does not say."""
    cue: Span | None
    """The reporting verb or phrase: "said", "according to"."""
    flags: list[Flag] = Field(default_factory=list, exclude_if=not_)
    """What a check has to say; left out where it has nothing to say."""
    differs: list[Differing] = Field(default_factory=list, exclude_if=not_)
    """What a second reading does not bear out; left out where it agrees, or where there was none."""
    certainty: float | None = Field(default=None, exclude_if=_is_none)
    """How sure the program is that everything shown of it is right, 0 to 1; left out where nobody worked it out."""


class Claim(_Record):
    """A statement the article passes on as somebody's. Never a verdict on truth."""

    id: str
    """`c1`, `c2`, …"""
    text: str
    """The evidence, made understandable on its own; words not in the evidence stand in [brackets]."""
    evidence: list[Span]
    """The words that pass the statement on; at least one."""
    claimant: Source
    """Whose statement it is."""
    cue: Span | None
    """The reporting verb or phrase."""
    stance: Stance
    """How the claimant stands to it, as the article tells it."""
    quote_ids: list[str]
    """The quotes that carry words of this claim."""
    flags: list[Flag] = Field(default_factory=list, exclude_if=not_)
    """What a check has to say; left out where it has nothing to say."""
    differs: list[Differing] = Field(default_factory=list, exclude_if=not_)
    """What a second reading does not bear out; left out where it agrees, or where there was none."""
    certainty: float | None = Field(default=None, exclude_if=_is_none)
    """How sure the program is that everything shown of it is right, 0 to 1; left out where nobody worked it out."""


class Time(_Record):
    """When, as the article says it, and as a date where that can be told without guessing."""

    mention: Span
    """The time expression."""
    value: str | None
    """ISO 8601 / EDTF, resolved against `published`; None rather than a guess."""
    precision: Precision
    """How exact `value` is."""


class Count(_Record):
    """A number of people, as the article gives it."""

    value: int
    """The number."""
    qualifier: Qualifier
    """Whether the article says "at least", "about" or "up to"."""
    span: Span
    """The words that give it."""


class Casualties(_Record):
    """How many were killed and hurt."""

    dead: Count | None = None
    """Killed."""
    injured: Count | None = None
    """Hurt."""


class Event(_Record):
    """Something that happened, is happening, is planned or is denied to have happened."""

    id: str
    """`e1`, `e2`, …"""
    description: str
    """The evidence in the article's own words, names in [brackets] where a pronoun stands."""
    type: EventType
    """One of a closed list."""
    trigger: Span
    """The word that names the event."""
    mentions: list[Span]
    """Every word that names it, also where another sentence speaks of it again; the trigger is one of them."""
    evidence: list[Span]
    """The sentences that tell it."""
    actors: list[Mention]
    """Who did it; may be empty."""
    targets: list[Mention]
    """To whom or what; may be empty."""
    place: Mention | None
    """Where."""
    time: Time | None
    """When."""
    casualties: Casualties | None
    """Killed and hurt, where the article counts them."""
    realis: Realis
    """Whether it happened, is denied, planned or only possible."""
    attributed_to: Source | None
    """Who tells it, where the article does not tell it in its own voice."""
    flags: list[Flag] = Field(default_factory=list, exclude_if=not_)
    """What a check has to say; left out where it has nothing to say."""
    differs: list[Differing] = Field(default_factory=list, exclude_if=not_)
    """What a second reading does not bear out; left out where it agrees, or where there was none."""
    certainty: float | None = Field(default=None, exclude_if=_is_none)
    """How sure the program is that everything shown of it is right, 0 to 1; left out where nobody worked it out."""


class Rejected(_Record):
    """An answer that could not be grounded: never shown as fact."""

    kind: str
    """`quote`, `claim`, `event`: the whole item; `actor`, `target`, `place`, `time`, `count`, `telling`, `cue`, `role`,
    `gist`: a part that an item goes without; `row`: of no form; `request`: a question without a usable answer."""
    reason: str
    """Why, in one line."""
    answer: str
    """What the model said."""
    item_id: str | None = Field(default=None, exclude_if=_is_none)
    """Id of the quote, claim or event that goes without this part, or was moved here whole; left out where none is."""


class ArticleRecord(_Record):
    """The article a summary belongs to."""

    id: str
    """SHA-256 of the text, in UTF-8."""
    path: str | None
    """Where it was read from; None for standard input or a string."""
    title: str | None
    """From the front matter, a heading, a first line directly over a byline, or `--title`."""
    published: str | None
    """ISO 8601 date; the anchor for relative dates."""
    language: str | None
    """ISO 639-1, where it can be told."""
    characters: int
    """Length in code points."""
    source: str | None = Field(default=None, exclude_if=_is_none)
    """Publisher, where the article names one; left out where not."""
    flags: list[str] = Field(default_factory=list, exclude_if=not_)
    """`possible_injection`: the article speaks to a language model; `correction`: it is or holds a correction notice
    (English). Left out where there is nothing to say."""
    text: str | None = Field(default=None, exclude_if=_is_none)
    """The text that offsets refer to; only with `--with-text`."""


class Tokens(_Record):
    """Tokens over every attempt, also failed ones."""

    input: int = 0
    """Prompt tokens, cached ones included."""
    output: int = 0
    """Generated tokens."""
    cached: int = 0
    """Prompt tokens the endpoint did not have to read again."""
    reasoning: int = Field(default=0, exclude_if=lambda n: n == 0)
    """Of the generated tokens, those spent on thinking; left out where there are none."""


class Run(_Record):
    """How a summary was made; the only part that differs between two runs of the same article."""

    model: str
    """What read: provider and name of the model; `parser` where the steps reader asked no model, `parser and …` where
    it did."""
    prompts: str
    """Digest of the prompt templates."""
    requests: int = 0
    """Requests sent, retries included."""
    tokens: Tokens = Tokens()
    """Tokens paid for."""
    cost_usd: float | None = None
    """None where the price is not known; 0 for the embedded model."""
    seconds: float = 0.0
    """Wall-clock time."""
    from_cache: int = 0
    """Answers taken from the cache or from recordings."""
    readings: int = Field(default=1, exclude_if=lambda n: n == 1)
    """Times every question was asked; left out where that is once."""


class Summary(_Record):
    """The events, claims and quoted statements of one article."""

    schema_version: Literal["1"] = "1"
    """Version of this contract."""
    article: ArticleRecord
    """Which article."""
    status: Literal["ok", "partial", "failed"]
    """Partial: some question stayed without a usable answer; see `rejected`."""
    gist: list[Span] = Field(default_factory=list)
    """The one to three sentences that tell the news, in the article's own words."""
    people: list[Person] = Field(default_factory=list)
    """Who is who, in the order of the text."""
    quotes: list[Quote]
    """In the order of the text."""
    claims: list[Claim]
    """In the order of the text."""
    events: list[Event]
    """In the order of the text."""
    rejected: list[Rejected]
    """What could not be grounded, each with its reason."""
    run: Run
    """How this summary was made."""

    def with_text(self, text: str) -> Summary:
        """Give the same summary, carrying the text that its offsets refer to."""
        return self.model_copy(update={"article": self.article.model_copy(update={"text": text})})

    def spans(self) -> Iterator[Span]:
        """Yield every span of the summary, however deep it lies."""
        yield from spans_in((self.gist, self.people, self.quotes, self.claims, self.events))

    def check_spans(self, text: str) -> None:
        """Prove that every span is a slice of the article.

        Args:
            text: The article's text as decoded.

        Raises:
            ValueError: A span's text differs from the article's words at its position.
        """
        for span in self.spans():
            if text[span.start : span.end] != span.text:
                raise ValueError(f"span {span.start}:{span.end} holds {span.text!r}, not the article's words")


def spans_in(value: Any) -> Iterator[Span]:
    """Yield every span of a record or of a list of records, however deep it lies."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from spans_in(getattr(value, name))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from spans_in(item)
