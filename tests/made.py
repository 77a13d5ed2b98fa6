"""Summaries made by hand: the labels of an article, with a gist and a who-is-who, as a model would have read them."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from conftest import ROOT

from summarizer.article import read_article
from summarizer.score.gold import Gold
from summarizer.summary import (
    ArticleRecord,
    Casualties,
    Claim,
    Count,
    Event,
    Mention,
    Person,
    Quote,
    Rejected,
    Run,
    Source,
    Span,
    Summary,
    Time,
)

GOLD = ROOT / "evals" / "gold"
TEN = (
    "business-airline-merger", "business-heater-recall", "council-parking-charges", "data-rents-rise", "education-exam-leak",
    "disaster-silt-river-flood", "police-missing-hiker", "science-comet-dust", "strike-teachers-deal", "wire-tram-depot-crash",
)  # fmt: skip
"""Articles of several kinds, as the docs picture a corpus."""
DEPOT_GIST = ("An explosion at a fuel depot", "According to the Arlen General Hospital")
DEPOT_ROLES = {
    "Tobias Hale": "Fire Commissioner", "Ruth Calder": "Interior Minister", "Piet Varga": "Opposition lawmaker",
    "Maren Oduya": "runs a bakery opposite the gate", "Corvane Logistics": "The depot’s operator",
}  # fmt: skip


def span(text: str, words: str, after: int = 0) -> Span:
    """The first place of these words."""
    start = text.index(words, after)
    return Span(start=start, end=start + len(words), text=words)


def from_gold(name: str, gist: Iterable[str] = (), roles: dict[str, str] | None = None) -> tuple[Summary, str]:
    """The labels of an article of the eval set as its summary.

    Args:
        name: The label file's name.
        gist: How the sentences that tell the news begin.
        roles: Role words by name.
    """
    gold = Gold.model_validate_json((GOLD / f"{name}.json").read_bytes())
    text = read_article(ROOT / (gold.article.path or "")).text
    sources = [q.speaker for q in gold.quotes if q.speaker] + [c.claimant for c in gold.claims]
    people: dict[str, Person] = {}
    for source in sources:
        if source.mention and source.name not in people:
            role = (roles or {}).get(source.name)
            people[source.name] = Person(
                name=source.name, kind=source.kind, role=span(text, role) if role else None, mentions=[source.mention]
            )
    news = [span(text, text[text.index(words) : text.index(".", text.index(words)) + 1]) for words in gist]
    summary = Summary(
        article=gold.article.model_copy(update={"source": "Coastal Wire" if "wire" in name else None}), status="ok",
        gist=news, people=list(people.values()), quotes=gold.quotes, claims=gold.claims, events=gold.events,
        rejected=[], run=Run(model="strong/reader", prompts="read/v1", requests=1),
    )  # fmt: skip
    summary.check_spans(text)
    return summary, text


def depot() -> tuple[Summary, str]:
    """The blast at the depot, with a flag on a claim and an event, and an answer that was rejected."""
    summary, text = from_gold("wire-depot-fire", DEPOT_GIST, DEPOT_ROLES)
    claims = [c.model_copy(update={"flags": ["contradicts_itself"]}) if c.id == "c4" else c for c in summary.claims]
    # What is labelled as optional background would crowd the page.
    told = [e for e in summary.events if int(e.id[1:]) <= 12]
    events = [e.model_copy(update={"flags": ["long_ago"]}) if e.id == "e6" else e for e in told]
    wrong = Rejected(kind="quote", reason="“lift the floor” is not in the article", answer="lift the floor")
    return summary.model_copy(update={"claims": claims, "events": events, "rejected": [wrong]}), text


def ferry() -> list[tuple[Summary, str]]:
    """Three articles about one ferry: two tolls, and a denial of what survivors say."""
    folder = ROOT / "fixtures" / "stories"
    made: list[tuple[Summary, str]] = []
    for name, word, toll, how, value, time, day, said in (
        ("ferry-arlen-post", "sank", "At least nine people", "at_least", 9, "Monday night", "2025-09-01",
         ("c", "the ferry had carried too many passengers", "Sundline", "organization", "denied")),
        ("ferry-coastal-wire", "sank", "six people", "exactly", 6, "Monday", "2025-09-01",
         ("c", "the ferry had carried too many passengers and had too few life jackets", "Survivors", "group", "asserted")),
        ("ferry-dunmere-echo", "sank", "", "", 0, "Monday.", "2025-09-01",
         ("q", "Everybody here knew somebody on board", "Edda Toller", "person", "")),
    ):  # fmt: skip
        article = read_article(folder / f"{name}.txt")
        text = article.text
        trigger, place = span(text, word), span(text, "Lund Point", text.index("- "))
        when = span(text, time.rstrip("."), text.index("- "))
        start = text.rindex("\n", 0, trigger.start) + 1
        sentence = span(text, text[start : text.index(".", trigger.start) + 1])
        dead = Count(value=value, qualifier=how, span=span(text, toll)) if toll else None
        event = Event(
            id="e1", description=sentence.text, type="accident", trigger=trigger, mentions=[trigger], evidence=[sentence],
            actors=[], targets=[Mention(name="ferry", span=span(text, "a ferry" if "a ferry" in text else "A ferry"))],
            place=Mention(name="Lund Point", span=place), time=Time(mention=when, value=day, precision="day"),
            casualties=Casualties(dead=dead) if dead else None, realis="actual", attributed_to=None,
        )  # fmt: skip
        kind, words, voice, what, stance = said
        source = Source(name=voice, mention=span(text, voice), kind=what)
        content = [span(text, words)]
        summary = Summary(
            article=ArticleRecord(
                id=article.id, path=f"{article.path}", title=article.title, published="2025-09-02", language="en",
                characters=len(text), source=article.source,
            ),
            status="ok", gist=[sentence], people=[Person(name=voice, kind=what, role=None, mentions=[span(text, voice)])],
            quotes=[Quote(id="q1", type="direct", content=content, speaker=source, cue=None)] if kind == "q" else [],
            claims=[Claim(id="c1", text=words, evidence=content, claimant=source, cue=None, stance=stance, quote_ids=[])]
            if kind == "c" else [],
            events=[event], rejected=[], run=Run(model="strong/reader", prompts="read/v1"),
        )  # fmt: skip
        summary.check_spans(text)
        made.append((summary, text))
    return made


def hostile(words: str) -> tuple[Summary, str]:
    """An article that says it, about somebody called so, in a headline that reads so, with an answer like it."""
    text = (
        f"Mayor Lena Ortiz said on Monday that the bridge was safe. “We saw {words} on the wall,” said Lena Ortiz.\n\n"
        f"A fire killed two people in Port Arlen on Tuesday, {words} said."
    )
    mayor, by = span(text, "Lena Ortiz"), span(text, f"{words} said.").start
    name = Span(start=by, end=by + len(words), text=words)
    safe, fire, two = span(text, "the bridge was safe"), span(text, "fire"), span(text, "two")
    said = Source(name=words, mention=mayor, kind="person")
    summary = Summary(
        article=ArticleRecord(
            id=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), path=f"{words}.txt", title=words,
            published="2025-03-14", language="en", characters=len(text), source=words, flags=[words],
        ),
        status="ok", gist=[span(text, f"We saw {words} on the wall")],
        people=[Person(name=words, kind="person", role=name, mentions=[mayor])],
        quotes=[Quote(id="q1", type="direct", content=[span(text, f"We saw {words} on the wall")], speaker=said, cue=None)],
        claims=[Claim(id="c1", text=words, evidence=[safe], claimant=said, cue=None, stance="asserted", quote_ids=[])],
        events=[Event(
            id="e1", description=f"A fire killed two people, {words} said.", type="disaster", trigger=fire, mentions=[fire],
            evidence=[fire], actors=[Mention(name=words, span=name)], targets=[], place=Mention(name=words, span=name),
            time=Time(mention=name, value=None, precision="unknown"), realis="actual", attributed_to=said,
            casualties=Casualties(dead=Count(value=2, qualifier="exactly", span=two)),
        )],
        rejected=[Rejected(kind="quote", reason=words, answer=words), Rejected(kind=words, reason=words, answer=words)],
        run=Run(model=words, prompts=""),
    )  # fmt: skip
    return summary, text
