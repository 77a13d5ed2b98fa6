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
)

from summarizer.summary import EventType, Qualifier, Realis, SourceKind, Stance


class Answer(BaseModel):
    """Base of everything a model is asked to answer with."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, validate_by_name=True)


class Person(Answer):
    """Somebody or something that speaks, claims, acts or is acted on."""

    number: int = Field(alias="n", description="1, 2, 3, …")
    sentence: int = Field(alias="s", description="number of the sentence that gives the fullest name")
    name: str = Field(description="the fullest name the article gives, without titles, copied from sentence s")
    kind: SourceKind = Field(alias="k", description="what it is")
    role: str = Field(alias="as", description="office or role, copied from sentence s; \"\" where it gives none")


class QuoteRow(Answer):
    """Whose words a numbered quotation holds."""

    quotation: int = Field(alias="q", description="number of the quotation")
    person: int = Field(alias="p", description="number in p of the one who utters it; 0 when it is nobody's")
    words: str = Field(alias="w", description="the words that name the speaker there; \"\" where none do")
    cue: str = Field(alias="c", description="the reporting verb or phrase; \"\" where there is none")


class LooseQuote(Answer):
    """Words given as somebody's own that carry no number."""

    sentence: int = Field(alias="s", description="number of the sentence they begin in")
    first: str = Field(alias="a", description="their first three words, copied")
    last: str = Field(alias="z", description="their last three words, copied; \"\" where a holds them all")
    person: int = Field(alias="p", description="number in p of the one who utters them")
    words: str = Field(alias="w", description="the words that name the speaker there; \"\" where none do")
    cue: str = Field(alias="c", description="the reporting verb or phrase; \"\" where there is none")


class ClaimRow(Answer):
    """A statement the article passes on as somebody's."""

    sentence: int = Field(alias="s", description="number of the sentence the statement begins in")
    first: str = Field(alias="a", description="its first three words, copied")
    last: str = Field(alias="z", description="its last three words, copied; \"\" where a holds it all")
    person: int = Field(alias="p", description="number in p of the one who makes it")
    words: str = Field(alias="w", description="the words that name the claimant there; \"\" where none do")
    cue: str = Field(alias="c", description="the reporting verb or phrase")
    stance: Stance = Field(alias="st", description="how the claimant stands to it")


class CountRow(Answer):
    """How many people an event killed or hurt."""

    what: Literal["dead", "injured"] = Field(alias="k", description="killed or hurt")
    words: str = Field(alias="w", description="the words that count them, copied")
    value: int = Field(alias="v", description="the number they come to")
    qualifier: Qualifier = Field(alias="x", description="how exact the words are")


class EventRow(Answer):
    """One particular thing that happened, is planned, may happen or is denied."""

    sentence: int = Field(alias="s", description="number of the sentence that tells it most fully")
    more: list[int] = Field(alias="m", description="numbers of the other sentences that tell it")
    word: str = Field(alias="w", description="the one word in sentence s that names it, copied")
    type: EventType = Field(alias="t", description="the closest type")
    realis: Realis = Field(alias="r", description="whether it happened")
    actors: list[str] = Field(alias="by", description="who did it, copied; [] where the article does not say")
    targets: list[str] = Field(alias="to", description="to whom or what, copied; [] where the article does not say")
    place: str = Field(alias="at", description="the narrowest named place, copied; \"\" where none is given")
    time: str = Field(alias="on", description="its time words, copied; \"\" where none are given")
    date: str = Field(alias="d", description="YYYY-MM-DD, YYYY-Www, YYYY-MM or YYYY; \"\" where it does not follow")
    counts: list[CountRow] = Field(alias="n", description="the dead and injured the article counts; else []")
    source: int = Field(alias="src", description="number in p of the one it is told by; 0 for the article itself")


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
            first = error.errors(include_url=False, include_input=False, include_context=False)[0]
            bad.append(f"{'.'.join(str(part) for part in first['loc'][1:])}: {first['msg']}"[:160])
    if len(bad) > len(good):
        raise ValueError(bad[0])
    info.context.setdefault("unreadable", []).extend(f"{info.field_name}: {fault}" for fault in bad)
    return good


Rows = Annotated[list[Row], WrapValidator(_salvaged)]


class Reading(Answer):
    """The whole sheet of one article, or of one piece of a long one."""

    gist: list[int] = Field(alias="g", description="numbers of the one to three sentences that tell the news")
    people: Rows[Person] = Field(alias="p", description="everybody who speaks, claims, acts or is acted on")
    quotes: Rows[QuoteRow] = Field(alias="q", description="one row for every numbered quotation")
    loose: Rows[LooseQuote] = Field(alias="u", description="words given as somebody's own that carry no number")
    claims: Rows[ClaimRow] = Field(alias="c", description="statements passed on in other words or partly quoted")
    events: Rows[EventRow] = Field(alias="e", description="every particular event, once")
