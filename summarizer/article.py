"""Read an article: its text exactly as decoded, its digest, title and date."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from summarizer import front, notice
from summarizer.decoding import decode
from summarizer.errors import ArticleError, ArticleMissingError
from summarizer.front import iso_date, parse_date
from summarizer.language import UNSPACED, detect

__all__ = [
    "MAX_BYTES",
    "MIN_WORDS",
    "Article",
    "decode_article",
    "iso_date",
    "parse_date",
    "read_article",
    "read_bytes",
]

MAX_BYTES = 2 * 2**20
"""Largest article read: two mebibytes are some 350,000 words, more than any news article."""
MIN_WORDS = 5
"""Fewer words than this tell no event, claim or quote."""

_MAGIC = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"PK\x05\x06": "an empty ZIP archive",
    b"\xd0\xcf\x11\xe0": "an old office document (.doc), or one locked with a password",
    b"{\\rtf": "a rich text file (RTF)",
    b"%!PS": "a PostScript file",
    b"\x1f\x8b": "gzip data",
    b"\xfd7zXZ": "compressed data",
    b"\x28\xb5\x2f\xfd": "compressed data",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!\x1a": "a RAR archive",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}
_ORDERS = re.compile(
    r"<\|/?(?:im_start|im_end|system|user|assistant|endoftext)|\[/?INST\]|"
    r"\b(?:ignore|disregard|forget)\s(?:all\s|any\s|the\s|your\s|these\s|my\s)*(?:previous|prior|above|earlier|other)?\s?"
    r"(?:instructions|rules|prompts?|directions)\b|"
    r"\byou are (?:now )?(?:an? )?(?:AI|assistant|chatbot|language model)\b|"
    r"^[^\S\n]*(?:system|assistant)[^\S\n]*:",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class Article:
    """One article.

    Offsets everywhere in this package are code points into `text`.
    """

    text: str
    """The text exactly as decoded: byte-order mark removed, nothing else changed."""
    path: str | None = None
    """Where it was read from; None for standard input or a string."""
    title: str | None = None
    """Headline, where known."""
    published: date | None = None
    """Publication date, the anchor for relative dates."""
    source: str | None = None
    """Publisher, where the front matter names one."""
    body_start: int = 0
    """Code point at which the article itself begins, after any front matter."""
    headline: tuple[int, int] | None = None
    """Offsets of the headline where it stands in the text as its first line."""
    warnings: tuple[str, ...] = field(default=(), compare=False)
    """What a user should know about how it was read."""

    @cached_property
    def id(self) -> str:
        """SHA-256 of the text in UTF-8, as hexadecimal digits."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def called(self) -> str | None:
        """What its summary is called by: the title, else a first line directly over a byline; no request has that."""
        return self.title or front.over_byline(self.text, self.body_start)

    @cached_property
    def language(self) -> str | None:
        """ISO 639-1 code of the language it is written in; None where there is too little text to tell."""
        return detect(self.text[self.body_start :])

    @cached_property
    def flags(self) -> list[str]:
        """What the text as a whole is; nothing is left out or changed for that.

        `possible_injection`: it speaks to a language model. `correction`: it is or holds a correction notice (English).
        """
        body = self.text[self.body_start :].splitlines()
        corrects = notice.is_column(self.title) or any(notice.is_notice(line) for line in body)
        return ["possible_injection"] * bool(_ORDERS.search(self.text)) + ["correction"] * corrects

    @classmethod
    def from_text(
        cls, text: str, *, path: str | None = None, title: str | None = None, published: date | None = None
    ) -> Article:
        """Make an article from a string, reading front matter, heading and dateline where present.

        Args:
            text: The article; kept as it is.
            path: Shown in messages and in the summary.
            title: Wins over the front matter.
            published: Wins over the front matter and the dateline.

        Returns:
            The article.

        Raises:
            ArticleError: There are too few words to summarize, or characters no text holds.
        """
        name = repr(path) if path else "the article"
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise ArticleError(f"{name} holds lone surrogates, which are no text", hint="decode it as UTF-8 first")
        matter = front.matter(text)
        fields, begins = matter.fields, matter.start
        body = text[begins:]
        if len(re.findall(r"\w+", body)) < MIN_WORDS and len(UNSPACED.findall(body)) < 2 * MIN_WORDS:
            raise ArticleError(
                f"{name} is too short: fewer than {MIN_WORDS} words", hint="give the whole article, not its headline"
            )
        title = title or fields.get("title")
        headline = front.headline(text, begins, title)
        return cls(
            text=text,
            path=path,
            title=title or (text[slice(*headline)] if headline else None),
            published=published or front.published(text, begins, fields.get("date") or fields.get("published")),
            source=fields.get("source") or fields.get("publisher"),
            body_start=begins,
            headline=headline,
            warnings=(f"{name}: {matter.warning}",) if matter.warning else (),
        )


def words_of(text: str, *, title: str | None = None, published: date | None = None) -> Article:
    """Make an article of the words that a program gives.

    Args:
        text: The article.
        title: Wins over the front matter.
        published: Wins over the front matter and the dateline.

    Returns:
        The article.

    Raises:
        ArticleError: As `Article.from_text` does; or the words are the name of a file, meant as a path.
    """
    if _names_a_file(text):  # asked about as it stands, it would cost money
        raise ArticleError("the text is the name of a file", hint=f'a path? use Path("{text}")')
    return Article.from_text(text, title=title, published=published)


def _names_a_file(words: str) -> bool:
    try:
        return Path(words).is_file()
    except (OSError, ValueError):
        return False  # too long for a name, or holding what no name holds


def read_article(
    path: str | Path, *, encoding: str | None = None, title: str | None = None, published: date | None = None
) -> Article:
    """Read a text or Markdown file.

    Args:
        path: A regular file of at most `MAX_BYTES` bytes.
        encoding: Decode with this instead of finding it out.
        title: Wins over the front matter.
        published: Wins over the front matter.

    Returns:
        The article; `warnings` says so where the encoding had to be inferred.
    """
    data = read_bytes(path)
    return decode_article(data, name=str(path), encoding=encoding, title=title, published=published)


def read_bytes(path: str | Path, limit: int = MAX_BYTES) -> bytes:
    """Read a regular file, refusing everything that could hang or overflow.

    Args:
        path: The file.
        limit: Most bytes.

    Returns:
        Its bytes; one more than `limit` where there are more.

    Raises:
        ArticleMissingError: No such file, no permission, or not a regular file.
        ArticleError: Larger than `MAX_BYTES`.
    """
    name = repr(str(path))
    try:
        # Non-blocking, so that a FIFO without a writer cannot hang the open.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError:
        link = Path(path).is_symlink()
        raise ArticleMissingError(
            f"{name} is a link to a file that does not exist" if link else f"{name} does not exist",
            hint="check the path; `-` reads standard input",
        ) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ArticleMissingError(f"{name} cannot be read: {reason}", hint="check its permissions") from None
    status = os.fstat(descriptor)
    if stat.S_ISDIR(status.st_mode):
        os.close(descriptor)
        raise ArticleMissingError(f"{name} is a directory", hint=f"summarize batch {path} -o out/ takes a directory")
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(status.st_mode):
            raise ArticleMissingError(f"{name} is not a regular file", hint="pipe it in: summarize - < FILE")
        try:
            return file.read(limit + 1) or b""  # None where a file of the system would have to wait
        except OSError as error:
            raise ArticleMissingError(f"{name} cannot be read: {error.strerror}") from None


def decode_article(
    data: bytes,
    *,
    name: str | None,
    encoding: str | None = None,
    title: str | None = None,
    published: date | None = None,
) -> Article:
    """Decode bytes into an article, or refuse them with the reason.

    Args:
        data: The file's bytes.
        name: Path for messages and the summary; None for standard input.
        encoding: Decode with this instead of finding it out.
        title: Wins over the front matter.
        published: Wins over the front matter.

    Returns:
        The article.

    Raises:
        ArticleError: Empty, too large, not text, or of an encoding that cannot be told safely.
    """
    shown = repr(name) if name else "standard input"
    if not data.strip(b" \t\r\n\x00\x0c"):
        raise ArticleError(f"{shown} is empty", hint="give a file that holds an article")
    if len(data) > MAX_BYTES:
        raise ArticleError(
            f"{shown} is larger than {MAX_BYTES // 2**20} MiB, too long for one article",
            hint="split it into articles and use: summarize batch DIR -o OUT",
        )
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise ArticleError(f"{shown} is not text: it is {what}", hint="save the article as plain text first")
    text, warning = decode(data, shown, encoding)
    controls = sum(text.count(chr(code)) for code in (*range(1, 9), 0x0E, 0x0F, *range(0x10, 0x1B)))
    if text.count("\x00") or controls > len(text) / 100:
        raise ArticleError(f"{shown} is not text: it holds NUL or control bytes", hint="save it as plain text first")
    article = Article.from_text(text, path=name, title=title, published=published)
    return article if warning is None else _warned(article, warning)


def _warned(article: Article, warning: str) -> Article:
    from dataclasses import replace

    return replace(article, warnings=(*article.warnings, warning))
