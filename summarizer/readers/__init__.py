"""Two readers behind one door: both fill the same sheet."""

from __future__ import annotations

from summarizer.passage import Passage
from summarizer.question import Asker, ReaderName, Tally
from summarizer.readers.outcome import Progress, Read


async def read(
    passage: Passage, asker: Asker, tally: Tally, reader: ReaderName, progress: Progress | None = None
) -> Read:
    """Read an article.

    Args:
        passage: The article, cut.
        asker: Who answers.
        tally: Counts what it costs.
        reader: Which reader reads.
        progress: Told how far it is.

    Returns:
        The sheet, and what kept it from being whole.

    Raises:
        ModelError: The endpoint gives no answers at all; an unusable answer is no error but a failure of the `Read`.
        LanguageError: The reader does not read the article's language.
    """
    if reader == "steps":
        from summarizer.readers import steps  # brings a parser with it

        return await steps.read(passage, asker, tally, progress)
    from summarizer.readers import whole

    return await whole.read(passage, asker, tally, progress)
