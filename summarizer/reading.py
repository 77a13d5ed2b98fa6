"""The answer sheet: what a model reads in an article, by pointing. One static type for every model and every path.

Short keys on the wire, full names in code. Nothing here is shown as it stands: `ground` turns every pointer into a
slice of the article or rejects it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)

from summarizer.summary import EventType, Qualifier, Realis, SourceKind, Stance

KEYS = {
    "gist": "g", "people": "p", "quotes": "q", "loose": "u", "claims": "c", "events": "e",
    "number": "n", "sentence": "s", "kind": "k", "role": "as", "quotation": "q", "person": "p", "words": "w",
    "cue": "c", "first": "a", "last": "z", "stance": "st", "word": "w", "more": "m", "type": "t", "realis": "r",
    "actors": "by", "targets": "to", "place": "at", "time": "on", "date": "d", "counts": "n", "source": "src",
    "what": "k", "value": "v", "qualifier": "x",
}  # fmt: skip
"""The key of each field on the wire; a field that is not listed goes by its name."""


def _untitled(schema: dict[str, Any]) -> None:
    """Leave out the titles that pydantic makes of names: a model gains nothing from them, and pays for each."""
    schema.pop("title", None)
    for field in schema.get("properties", {}).values():
        field.pop("title", None)


class Answer(BaseModel):
    """Base of everything a model is asked to answer with."""

    model_config = ConfigDict(
        extra="forbid", hide_input_in_errors=True, validate_by_name=True, json_schema_extra=_untitled,
        alias_generator=lambda field: KEYS.get(field, field),
    )  # fmt: skip


class Person(Answer):
    """Somebody or something that speaks, claims, acts or is acted on."""

    number: int = Field(description="1, 2, 3, …")
    sentence: int = Field(description="number of the sentence that gives the fullest name")
    name: str = Field(description="the fullest name the article gives, without titles, copied from sentence s")
    kind: SourceKind = Field(description="what it is")
    role: str = Field(description='office or role, copied from sentence s; "" where it gives none')


class QuoteRow(Answer):
    """Whose words a numbered quotation holds."""

    quotation: int = Field(description="number of the quotation")
    person: int = Field(description="number in p of the one who utters it; 0 when it is nobody's")
    words: str = Field(description="words that stand for the speaker where the name does not, as she; else empty")
    cue: str = Field(description='the reporting verb or phrase; "" where there is none')


class LooseQuote(Answer):
    """Words given as somebody's own that carry no number."""

    sentence: int = Field(description="number of the sentence they begin in")
    first: str = Field(description="their first three words, copied")
    last: str = Field(description='their last three words, copied; "" where a holds them all')
    person: int = Field(description="number in p of the one who utters them")
    words: str = Field(description="words that stand for the speaker where the name does not, as she; else empty")
    cue: str = Field(description='the reporting verb or phrase; "" where there is none')


class ClaimRow(Answer):
    """A statement the article passes on as somebody's."""

    sentence: int = Field(description="number of the sentence the statement begins in")
    first: str = Field(description="its first three words, copied")
    last: str = Field(description='its last three words, copied; "" where a holds it all')
    person: int = Field(description="number in p of the one who makes it")
    words: str = Field(description="words that stand for the claimant where the name does not, as she; else empty")
    cue: str = Field(description="the reporting verb or phrase")
    stance: Stance = Field(description="how the claimant stands to it")


class CountRow(Answer):
    """How many people an event killed or hurt."""

    what: Literal["dead", "injured"] = Field(description="killed or hurt")
    words: str = Field(description="the words that count them, copied")
    value: int = Field(description="the number they come to")
    qualifier: Qualifier = Field(description="how exact the words are")


class Telling(Answer):
    """Another sentence that tells an event."""

    sentence: int = Field(description="number of the sentence")
    word: str = Field(description="the word in it that names the event, copied")


class EventRow(Answer):
    """One particular thing that happened, is planned, may happen or is denied."""

    sentence: int = Field(description="number of the sentence that tells it most fully")
    more: list[Telling] = Field(description="other sentences that tell it")
    word: str = Field(description="the one word in sentence s that names it, copied")
    type: EventType = Field(description="the closest type")
    realis: Realis = Field(description="whether it happened")
    actors: list[str] = Field(description="who did it, copied; [] where the article does not say")
    targets: list[str] = Field(description="to whom or what, copied; [] where the article does not say")
    place: str = Field(description='the narrowest named place, copied; "" where none is given')
    time: str = Field(description='its time words, copied; "" where none are given')
    date: str = Field(description='YYYY-MM-DD, YYYY-Www, YYYY-MM or YYYY; "" where it does not follow')
    counts: list[CountRow] = Field(description="the dead and injured the article counts; else []")
    source: int = Field(description="number in p of the one it is told by; 0 for the article itself")


Row = TypeVar("Row", bound=Answer)


def _salvaged(value: Any, validate: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
    """Keep the rows that are of the right form; the others go to the context's `unreadable`, each with its fault."""
    try:
        return validate(value)
    except ValidationError:
        if not isinstance(value, list) or info.context is None:
            raise
    good: list[Any] = []
    bad: list[str] = []
    for row in value:
        try:
            good += validate([row])
        except ValidationError as error:
            first = error.errors()[0]
            bad.append(f"{'.'.join(str(part) for part in first['loc'][1:])}: {first['msg']}"[:160])
    if len(bad) > len(good):
        raise ValueError(bad[0])
    info.context.setdefault("unreadable", []).extend(f"{info.field_name}: {fault}" for fault in bad)
    return good


Rows = Annotated[list[Row], WrapValidator(_salvaged)]


class Reading(Answer):
    """The whole sheet of one article, or of one piece of a long one."""

    gist: list[int] = Field(description="numbers of the one to three sentences that tell the news")
    people: Rows[Person] = Field(description="everybody who speaks, claims, acts or is acted on")
    quotes: Rows[QuoteRow] = Field(description="one row for every numbered quotation")
    loose: Rows[LooseQuote] = Field(description="words given as somebody's own that carry no number")
    claims: Rows[ClaimRow] = Field(description="statements passed on in other words or partly quoted")
    events: Rows[EventRow] = Field(description="every particular event, once")

    @model_validator(mode="after")
    def _points_into_the_article(self, info: ValidationInfo) -> Reading:
        """Refuse a sheet that mostly points at sentences the article does not have: it was not read."""
        known = (info.context or {}).get("sentences")
        pointed = [row.sentence for rows in (self.people, self.claims, self.events) for row in rows]
        if known and sum(not 1 <= number <= known for number in pointed) > len(pointed) / 2:
            raise ValueError(f"most rows point at sentences that are not there; the last one is [{known}]")
        return self
