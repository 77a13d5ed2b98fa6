"""`summarize report`: a page for every article, and one for all of them."""

from __future__ import annotations

from pathlib import Path

from summarizer.collection import Collection
from summarizer.console import Console
from summarizer.errors import SettingsError, unwritable
from summarizer.files import write_whole
from summarizer.pages.article import page
from summarizer.pages.corpus import Corpus

MAX_ARTICLES = 20_000
"""More than this no browser shows in one page."""


def run(source: Path, out: Path | None, console: Console) -> None:
    """Write the pages.

    Args:
        source: Output of a batch, or a file of summaries.
        out: Where the pages go; None: `report` beside the summaries.
        console: For progress.

    Raises:
        SummarizerError: There are no summaries, or the pages cannot be written.
    """
    collection = Collection.at(source)
    folder = out or (source if source.is_dir() else source.parent) / "report"
    try:
        (folder / "articles").mkdir(parents=True, exist_ok=True)
        count, gone = _write(collection, folder, console)
    except OSError as error:
        raise unwritable(folder, error) from None
    console.clear()
    console.note(f"{folder / 'index.html'}: {count:,} articles")
    if gone:
        console.note(f"{gone:,} articles have no page: their text is gone or has changed (--with-text keeps it)")


def _write(collection: Collection, folder: Path, console: Console) -> tuple[int, int]:
    corpus, gone = Corpus(), 0
    for number, summary in enumerate(collection, start=1):
        if number > MAX_ARTICLES:
            raise SettingsError(
                f"these are more than {MAX_ARTICLES:,} articles, too many for one page",
                hint="summarize export OUT --to parquet -o DIR, or report on a part of them",
            )
        if number % 50 == 0:
            console.progress(f"{number:,} articles")
        text = collection.text(summary.article)
        address = f"articles/{summary.article.id[:16]}.html" if text is not None else ""
        if text is None:
            gone += 1
        else:
            made = page([summary], [text], back="../index.html")
            write_whole(folder / address, made, private=False)
        corpus.add(summary, address)
    title = f"{collection.path.resolve().name}: who said what"
    write_whole(folder / "index.html", corpus.page(title=title), private=False)
    return len(corpus.articles), gone
