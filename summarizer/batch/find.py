"""Find articles in a directory tree: streaming, in constant memory, in whatever order the disk gives."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from summarizer import documents
from summarizer.article import MAX_BYTES, Article, read_bytes, words_of
from summarizer.documents import FEEDS, Fields, read_document
from summarizer.errors import ArticleError, ArticleMissingError

SUFFIXES = (".txt", ".md", ".markdown", ".jsonl", *documents.SUFFIXES)
"""What is looked at where no `--include` is given."""


@dataclass(frozen=True, slots=True)
class Found:
    """One article as it was listed."""

    name: str
    """Path relative to the directory, `#LINE` added in a `.jsonl` file; printable and unique."""
    path: str
    """Where to read it."""
    size: int
    """Bytes, of the file."""
    changed: int
    """Last modification in nanoseconds."""
    offset: int = -1
    """Byte offset of its line in a `.jsonl` file; -1 for a file of its own."""
    line: int = 0
    """Number of its line or feed entry, from 1; 0 for a file of its own."""
    fields: Fields = field(default=Fields())
    """Where a JSON record keeps what."""
    with_text: bool = False
    """Whether its summary carries its text."""
    given: Article | str | None = None
    """The article itself or its text, where a program gave it; None where it lies on a disk."""
    published: date | None = None
    """Publication date, where one is given for all; wins over what the article says."""
    again: bool = False
    """True where a program gave the same article before: it is neither written nor counted once more."""


def given(item: Article | str | Path, *, with_text: bool = False, published: date | None = None) -> Iterator[Found]:
    """List one item that a program gives.

    Args:
        item: An article, an article's text, or a file that may hold several.
        with_text: Whether summaries carry the text.
        published: Publication date of all.

    Yields:
        What was found: a file that is not there too, since reading it will say so.

    Raises:
        TypeError: It is nothing of the kind.
    """
    if isinstance(item, Path):
        with suppress(OSError):
            status = item.stat()
            listed = _whole(_shown(item), str(item), status.st_size, status.st_mtime_ns)
            yield from (replace(found, with_text=with_text, published=published) for found in listed)
            return
        yield Found(_shown(item), str(item), 0, 0, with_text=with_text)
        return
    if not isinstance(item, (Article, str)):  # pyright: ignore[reportUnnecessaryIsInstance] - whatever a caller gives
        raise TypeError(f"{item!r:.80} is no article: a batch takes Articles, Paths and texts")
    article = Article(item) if isinstance(item, str) else item
    about = (article.text, article.title, str(article.published), article.source)
    digest = hashlib.sha256(repr(about).encode()).hexdigest()
    # Changed where the digest is another one, as a file is where its time is.
    name = article.path or f"article-{digest[:16]}"
    changed = int(digest[:15], 16)
    yield Found(name, "", len(article.text), changed, with_text=with_text, given=item, published=published)


def told_apart(listed: Iterable[Found]) -> Iterator[Found]:
    """Mark articles that are given again, and give others of the same name another one.

    Args:
        listed: What a program gives; the names alone are held, as hashes of eight bytes.

    Yields:
        The same, each of another name or marked as `again`.
    """
    names: set[int] = set()
    seen: set[int] = set()
    for found in listed:
        one = found
        if hash(one.name) in names and hash((one.name, one.size, one.changed)) not in seen:
            one = replace(one, name=f"{one.name}#{one.changed:x}"[: len(one.name) + 9])
        key = hash((one.name, one.size, one.changed))
        yield replace(one, again=True) if key in seen else one
        names.add(hash(one.name))
        seen.add(key)


def find(
    root: Path, *, include: list[str], exclude: list[str], follow: bool, skip: Path | None,
    fields: Fields | None = None, with_text: bool = False, published: date | None = None,
) -> Iterator[Found]:  # fmt: skip
    """List the articles below a directory.

    Args:
        root: The directory.
        include: Glob patterns on the relative path or the file name; empty means the known suffixes.
        exclude: Patterns that win over `include`.
        follow: Whether links are followed; they never lead out of `root`, nor in circles.
        skip: A directory that is left out: our own output inside the tree.
        fields: Where JSON records keep what.
        with_text: Whether summaries carry the text.
        published: Publication date of all.

    Yields:
        What was found, unsorted.
    """
    listed = _listed(root, include, exclude, follow=follow, skip=skip)
    if not with_text and not published and fields in (None, Fields()):
        yield from listed
        return
    for found in listed:
        yield replace(found, fields=fields or Fields(), with_text=with_text, published=published)


def _listed(root: Path, include: list[str], exclude: list[str], *, follow: bool, skip: Path | None) -> Iterator[Found]:
    top = os.path.realpath(root)
    status = Path(root).stat()
    seen = {(status.st_dev, status.st_ino)}
    stack = [str(root)]
    while stack:
        here = stack.pop()
        try:
            entries = os.scandir(here)
        except PermissionError:
            yield _unreadable(here, root)
            continue
        except OSError:  # gone since it was listed
            continue
        with suppress(OSError), entries:
            for entry in entries:
                if entry.is_symlink() and not (follow and _inside(top, entry.path)):
                    continue
                with suppress(OSError):
                    if entry.is_dir():
                        status = entry.stat()
                        place = (status.st_dev, status.st_ino)
                        if (skip is None or os.path.realpath(entry.path) != str(skip)) and place not in seen:
                            if follow:
                                seen.add(place)
                            stack.append(entry.path)
                    elif entry.is_file():
                        try:
                            yield from _file(entry, os.path.relpath(entry.path, root), include, exclude)
                        except PermissionError:
                            yield _unreadable(entry.path, root)


def _unreadable(path: str, root: Path) -> Found:
    """List what may not be looked at: reading it will say so, where leaving it out would say nothing."""
    return Found(_shown(os.path.relpath(path, root)), path, 0, 0)


def _inside(top: str, path: str) -> bool:
    target = os.path.realpath(path)
    return target == top or target.startswith(top + os.sep)


def _file(entry: os.DirEntry[str], relative: str, include: list[str], exclude: list[str]) -> Iterator[Found]:
    name = entry.name

    def matches(patterns: list[str]) -> bool:
        return any(fnmatch(relative, pattern) or fnmatch(name, pattern) for pattern in patterns)

    if matches(exclude) or not (matches(include) if include else name.lower().endswith(SUFFIXES)):
        return
    if name.startswith("."):
        return
    status = entry.stat()
    yield from _whole(_shown(relative), entry.path, status.st_size, status.st_mtime_ns)


def _shown(path: str | Path) -> str:
    # Names are bytes on this system: what is no text is shown escaped, and stays distinct.
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _whole(shown: str, path: str, size: int, changed: int) -> Iterator[Found]:
    """Give what one file holds."""
    if path.lower().endswith(FEEDS):
        yield from _entries(path, Found(shown, path, size, changed))
        return
    if not path.lower().endswith(".jsonl"):
        yield Found(shown, path, size, changed)
        return
    offset = 0
    with open(path, "rb") as file:  # noqa: PTH123 - a path that may be no text
        for number, (line, length) in enumerate(_lines(file), start=1):
            if line.strip():
                yield Found(f"{shown}#{number}", path, size, changed, offset, number)
            offset += length


def _lines(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Give each line's beginning and its length in bytes; a line of any length takes no more memory than another."""
    while line := file.readline(MAX_BYTES + 1):
        length = len(line)
        while not line.endswith(b"\n") and (more := file.readline(MAX_BYTES + 1)):
            length += len(more)
            if more.endswith(b"\n"):
                break
        yield line, length


def _entries(path: str, feed: Found) -> Iterator[Found]:
    try:
        articles = _feed(path, feed.size, feed.changed)
    except ArticleError:
        yield feed  # reading it again will say what is wrong with it
        return
    for name in articles:
        number = int(name.rpartition("#")[2])
        yield replace(feed, name=f"{feed.name}#{number}", line=number)


@lru_cache(maxsize=8)
def _feed(path: str, size: int, changed: int) -> dict[str, Article]:
    """Parse a feed once, not once for each of its entries, which go by their names; a changed file is another feed."""
    del size, changed
    return {article.path or "": article for article in read_document(path)}


def read(found: Found) -> Article:
    """Read what was found.

    Args:
        found: An article as listed.

    Returns:
        The article, its path being the name it was listed by.

    Raises:
        ArticleError: It is no article, or no longer there.
    """
    article = _read(found)
    return replace(article, published=found.published) if found.published else article


def _read(found: Found) -> Article:
    if found.given is not None:
        return found.given if isinstance(found.given, Article) else words_of(found.given)
    if found.offset < 0 and found.path.lower().endswith(".json"):
        return documents.decode_record(read_bytes(found.path), name=found.name, fields=found.fields)
    if found.offset < 0:
        if not found.line:
            article = read_document(found.path)[0]
        else:
            article = _feed(found.path, found.size, found.changed).get(f"{found.path}#{found.line}")
        if article:
            return replace(article, path=found.name)
        raise ArticleMissingError(f"{found.name!r} is no longer in the feed")
    try:
        with open(found.path, "rb") as file:  # noqa: PTH123
            file.seek(found.offset)
            data = file.readline(MAX_BYTES + 1)
    except OSError as error:
        raise ArticleMissingError(f"{found.name!r} cannot be read: {error.strerror}") from None
    if len(data) > MAX_BYTES:
        raise ArticleError(f"{found.name!r} is larger than {MAX_BYTES // 2**20} MiB")
    return documents.decode_record(data, name=found.name, fields=found.fields)
