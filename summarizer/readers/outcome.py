"""What a reader makes of an article, and how it tells how far it is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from summarizer.errors import SummarizerError
from summarizer.reading import Reading

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
"""Called with the kind of question, how many are answered, and how many there are."""


EMPTY = Reading(gist=[], people=[], quotes=[], loose=[], claims=[], events=[])
"""The sheet of an article that nobody read."""


@dataclass(frozen=True)
class Read:
    """What a reader made of an article."""

    reading: Reading
    """The sheet; empty where nothing was read."""
    failures: list[str] = field(default_factory=list)
    """Why a question got no usable answer, each in one line; empty where all did."""
    unreadable: list[str] = field(default_factory=list)
    """Rows that were not of the sheet's form, each with its fault."""
    is_empty: bool = False
    """True where not one question got a usable answer."""


def said(error: SummarizerError) -> str:
    """Say in one line why a question got no usable answer."""
    return f"{error.message} ({error.hint})" if error.hint else error.message


async def together(*asking: Coroutine[Any, Any, T]) -> list[T]:
    """Ask at once; the first error ends the others too, before it is raised: nobody goes on asking for nobody."""
    tasks = [asyncio.ensure_future(one) for one in asking]
    try:
        return await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
