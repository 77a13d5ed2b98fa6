"""Events, claims and quoted statements from news articles, each pinned to the exact words of the article.

    from pathlib import Path
    from summarizer import summarize

    summary = summarize(Path("article.txt"))
    for quote in summary.quotes:
        print(quote.speaker, [span.text for span in quote.content])

`asummarize` does it in an event loop, `summarize_many` to many articles, `frame` makes a table of what comes out. What
`__init__.pyi` lists is stable; everything else may move in any version.
"""

from __future__ import annotations

import lazy_loader

# A name is imported when it is first used: `summarize --help` must not wait for pydantic.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
__version__ = "0.1.0"
