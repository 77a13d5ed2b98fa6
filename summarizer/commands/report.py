"""`summarize report`: a page for every article, and one for all of them."""

from __future__ import annotations

from pathlib import Path

from summarizer.collection import Collection
from summarizer.console import Console
from summarizer.errors import SettingsError, unwritable
from summarizer.files import write_whole
from summarizer.pages.article import page
from summarizer.pages.corpus import Corpus
from summarizer.review import Reviewed, decided_on, read_reviews
from summarizer.settings import least_certainty

MAX_ARTICLES = 20_000
"""More than this no browser shows in one page."""


def run(source: Path, out: Path | None, console: Console, *, min_certainty: float | None = None) -> None:
    """Write the pages.

    Args:
        source: Output of a batch, or a file of summaries.
        out: Where the pages go; None: `report` beside the summaries. Reviews saved in the pages are taken from
            `reviews` beside the summaries.
        console: For progress.
        min_certainty: What is less certain, and no person has decided about, is shown as rejected; None: as configured.

    Raises:
        SummarizerError: There are no summaries, or the pages cannot be written.
    """
    floor = least_certainty(min_certainty)
    collection = Collection.at(source)
    beside = source if source.is_dir() else source.parent
    folder = out or beside / "report"
    collection.keep_out_of_source(folder)
    reviews = read_reviews(beside / "reviews")
    try:
        (folder / "articles").mkdir(parents=True, exist_ok=True)
        count, gone = _write(collection, folder, reviews, console, floor)
    except OSError as error:
        raise unwritable(folder, error) from None
    console.clear()
    console.note(f"{folder / 'index.html'}: {count:,} {'article' if count == 1 else 'articles'}")
    if gone:
        have = "article has no page: its" if gone == 1 else "articles have no page: their"
        console.note(f"{gone:,} {have} text is gone or has changed (--with-text keeps it)")


def _write(
    collection: Collection, folder: Path, reviews: dict[str, Reviewed], console: Console, min_certainty: float
) -> tuple[int, int]:  # fmt: skip
    corpus, gone = Corpus(), 0
    for number, summary in enumerate(collection, start=1):
        if number > MAX_ARTICLES:
            raise SettingsError(
                f"these are more than {MAX_ARTICLES:,} articles, too many for one page",
                hint="summarize export OUT --to parquet -o DIR, or report on a part of them",
            )
        if number % 50 == 0:
            console.progress(f"{number:,} articles")
        text, reviewed = collection.text(summary.article), reviews.get(summary.article.id)
        # Decisions about another model's reading are told, and change nothing.
        shown = decided_on(summary, reviewed, min_certainty)
        address = f"articles/{summary.article.id[:16]}.html" if text is not None else ""
        if text is None:
            gone += 1
        else:
            made = page([shown], [text], back="../index.html", reviews=[reviewed])
            write_whole(folder / address, made, private=False)
        corpus.add(shown, address, reviewed)
    title = f"{collection.path.resolve().stem}: who said what"
    write_whole(folder / "index.html", corpus.page(title=title), private=False)
    return len(corpus.articles), gone
