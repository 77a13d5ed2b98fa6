"""What terminal, Markdown and pages say alike: roles, times, counts and flags in plain words."""

from __future__ import annotations

import re
from datetime import date

from summarizer.front import dateline
from summarizer.printable import printable
from summarizer.summary import Claim, Event, Flag, Quote, Source, Stance, Summary, Time

FLAGS: dict[Flag, str] = {
    "date_disagrees": "the time words, counted from the day of publication, give another date",
    "number_not_in_words": "the number does not stand in the words given for it",
    "negation_dropped": "the sentence holds a “no” or “not” that the reading leaves out",
    "negation_not_in_words": "given as denied, and nothing in its sentences denies it",
    "contradicts_itself": "the same words are given as asserted and as denied by the same source",
    "accused_as_actor": "the one named as doing it is only accused of it",
    "organization_arrested": "the one said to be arrested is a body, not a person",
    "named_far_off": "nobody of this name is named near the words that stand for them",
    "named_otherwise": "the words that say whose statement it is seem to name somebody else",
    "named_elsewhere": "nothing in the sentence of these words says that they are theirs",
    "no_cue": "no reporting words stand beside the statement",
    "condition_dropped": "the sentence holds an “if” or “may” that the reading leaves out",
    "place_not_named": "the words given for the place are no name",
    "no_marks": "the article puts no quotation marks around these words",
    "long_ago": "this happened long before the article was published",
    "corrected": "a correction: the paper said this before and takes it back",
    "second_reading": "a second reading differs",
}
"""What each flag says to a person."""
ARTICLE_FLAGS = {"possible_injection": "possible injection", "correction": "carries a correction notice"}
"""What each flag of an article as a whole says to a person."""
STANCES: dict[Stance, str] = {
    "asserted": "says", "denied": "denies", "alleged": "alleges", "confirmed": "confirms", "promised": "promises",
    "predicted": "predicts", "believed": "believes",
}  # fmt: skip
"""Each stance as a verb."""


def plain(words: str) -> str:
    """Make words of an article or a model fit for one line of a terminal or a page."""
    return printable(re.sub(r"\s+", " ", words)).strip()


def happening(event: Event) -> str:
    """Give the sentence that tells an event, without the dateline before it."""
    return undated(event.description)


def undated(words: str) -> str:
    """Give a sentence without the dateline before it, which stands at the head of the article already."""
    words = plain(words)
    before = words[: dateline(words)]
    # `In the square — The mayor …` is no dateline.
    is_one = before.partition(" ")[0].isupper() or any(char.isdigit() or char in "(/" for char in before)
    return words[len(before) :] if is_one else words


def shortened(words: str, length: int) -> str:
    """Cut words at a space, with an ellipsis, where they are longer than `length` characters."""
    words = plain(words)
    return words if len(words) <= length else words[:length].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"


def headline(summary: Summary, first_line: str = "") -> str:
    """Name an article: by its title, else its first line or its news; by its path only where there is no other."""
    article = summary.article
    gist = summary.gist[0].text if summary.gist else ""
    return plain(article.title or "") or shortened(first_line or gist, 110) or plain(article.path or "Article")


def day(value: str) -> str:
    """Write an ISO date as news does: 14 March 2025; weeks, months, years and what is no date as they can be."""
    full = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", value[:10])
    try:
        if full:
            found = date.fromisoformat(value[:10])
            return f"{found.day} {found:%B %Y}"
        if re.fullmatch(r"\d{4}-\d{2}", value):
            return f"{date.fromisoformat(value + '-01'):%B %Y}"
    except ValueError:
        return plain(value)
    week = re.fullmatch(r"(\d{4})-W(\d{2})", value)
    return f"week {int(week[2])} of {week[1]}" if week else plain(value)


def when(time: Time | None) -> str:
    """Say when: the article's words, and the date they come to."""
    if time is None:
        return ""
    words = plain(time.mention.text)
    return f"{words} ({day(time.value)})" if time.value and time.value != words else words


def counts(event: Event) -> list[str]:
    """Say how many were killed and hurt: "at least 7 dead"."""
    found: list[str] = []
    for kind in ("dead", "injured"):
        count = getattr(event.casualties, kind, None)
        if count:
            how = "" if count.qualifier == "exactly" else count.qualifier.replace("_", " ") + " "
            found.append(f"{how}{count.value:,} {kind}")
    return found


def roles(event: Event) -> list[tuple[str, str]]:
    """Say who, to whom, where, when, how many and by whom it is told; what is not known is left out."""
    parts = [
        ("Who", ", ".join(plain(m.name) for m in event.actors)),
        ("To whom", ", ".join(plain(m.name) for m in event.targets)),
        ("Where", plain(event.place.name) if event.place else ""),
        ("When", when(event.time)),
        ("Toll", ", ".join(counts(event))),
        ("Told by", plain(event.attributed_to.name) if event.attributed_to else ""),
    ]
    return [(name, words) for name, words in parts if words]


def flagged(item: Quote | Claim | Event) -> list[str]:
    """Say what the checks have to say about an item."""
    fields = "it does not have it" if "item" in item.differs else ", ".join(item.differs)
    return [f"{FLAGS[flag]}: {fields}" if flag == "second_reading" else FLAGS[flag] for flag in item.flags]


def noticed(summary: Summary) -> list[str]:
    """Say what the article as a whole is."""
    return [ARTICLE_FLAGS.get(flag, plain(flag).replace("_", " ")) for flag in summary.article.flags]


def called(source: Source | None) -> str:
    """Give the words the article uses where they are not the name itself: "he", "the minister"."""
    said = plain(source.mention.text) if source and source.mention else ""
    return "" if source is None or said in plain(source.name) or len(said) > 40 else said


def quoted(quote: Quote) -> str:
    """Give a quotation with its marks."""
    return f"“{' … '.join(plain(span.text) for span in quote.content)}”"
