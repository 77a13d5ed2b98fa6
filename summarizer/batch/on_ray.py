"""Run a batch on a Ray cluster: Ray Data hands out partitions, any worker may die, finished partitions stay finished.

A partition is a set of articles by the hash of their names. Its output is written whole, beside a note of what went in;
a restart redoes only partitions whose articles or settings changed, and finds their answers in the shared store.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import posixpath
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from summarizer import documents
from summarizer.article import Article
from summarizer.batch import work
from summarizer.batch.course import fate_of
from summarizer.batch.find import Found
from summarizer.batch.ledger import DONE
from summarizer.batch.shared import SharedAnswers
from summarizer.documents import decode_document
from summarizer.errors import ArticleMissingError, SettingsError, SummarizerError
from summarizer.files import touch_private
from summarizer.provider import open_asker
from summarizer.question import How, Tally
from summarizer.redact import protect, redact_bytes
from summarizer.settings import Settings

SUFFIXES = (".txt", ".md", ".markdown", *(suffix for suffix in documents.SUFFIXES if suffix not in documents.FEEDS))


@dataclass(frozen=True)
class Job:
    """What every worker needs to know."""

    source: str
    """Directory or URI of the articles, as pyarrow knows it: a path, `s3://…`, `gs://…`."""
    out: str
    """Directory or URI of the output; every machine must reach both."""
    settings: Settings
    """Which model, where. Rate limits are per worker."""
    how: How
    """How articles are read."""
    store: str
    """`postgresql://…`."""


def filesystem(uri: str) -> tuple[Any, str]:
    """Give the pyarrow file system of a path or URI, and the path in it."""
    from pyarrow import fs

    if "://" not in uri:
        return fs.LocalFileSystem(), posixpath.abspath(uri)
    return fs.FileSystem.from_uri(uri)


def partitions(source: str, number: int) -> list[list[tuple[str, int, int]]]:
    """List the articles, by partition.

    Args:
        source: Directory or URI.
        number: How many partitions.

    Returns:
        For each partition name, size and modification time in nanoseconds of its articles, sorted by name.
    """
    from pyarrow import fs

    files, root = filesystem(source)
    found: list[list[tuple[str, int, int]]] = [[] for _ in range(number)]
    for info in files.get_file_info(fs.FileSelector(root, recursive=True)):
        if info.type == fs.FileType.File and info.path.lower().endswith(SUFFIXES):
            name = posixpath.relpath(info.path, root)
            place = int(hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:8], 16) % number
            found[place].append((name, info.size, info.mtime_ns or 0))
    return [sorted(part) for part in found]


class PartitionWorker:
    """Summarizes partitions; Ray keeps one for each slot of the cluster. Nothing in it raises: a failure is a row."""

    def __init__(self, job: Job) -> None:
        self._job = job
        protect(job.settings.api_key)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Summarize the partitions of a Ray batch; a row for each."""
        rows = [
            self._partition(int(n), json.loads(articles))
            for n, articles in zip(batch["number"], batch["articles"], strict=True)
        ]
        return {key: [row[key] for row in rows] for key in rows[0]}

    def _partition(self, number: int, articles: list[list[Any]]) -> dict[str, Any]:
        row = {"number": number, "articles": len(articles), "done": 0, "failed": 0, "requests": 0, "input": 0,
               "output": 0, "skipped": 0, "stopped": "", "code": 0}  # fmt: skip
        try:
            made_by = work.made_by(self._job.settings.model, self._job.how)
            note = hashlib.sha256(json.dumps([made_by, articles]).encode()).hexdigest()
            known = self._note(number)
            if known and known.get("of") == note:
                return row | {"done": known["done"], "failed": known["failed"], "skipped": 1}
            return row | asyncio.run(self._summarize(number, articles, note))
        except SummarizerError as error:
            return row | {"stopped": f"{error.message} ({error.hint})", "code": error.exit_code}
        except Exception as error:  # noqa: BLE001 - Ray would drop the whole block
            return row | {"stopped": f"{type(error).__name__}: {error}"[:300], "code": 70}

    async def _summarize(self, number: int, articles: list[list[Any]], note: str) -> dict[str, Any]:
        settings, tally = self._job.settings, Tally()
        store = SharedAnswers(self._job.store, lease_s=1.25 * settings.timeout_s + 5)
        asker = open_asker(settings, store=store)
        files, root = filesystem(self._job.source)

        def opener(found: Found) -> Article:
            try:
                with files.open_input_stream(posixpath.join(root, found.path)) as stream:
                    data = stream.read()
            except OSError as error:
                raise ArticleMissingError(f"{found.name!r} cannot be read: {error}") from None
            return replace(decode_document(data, name=found.name)[0], path=found.name)

        async def look(found: Found, failures: dict[str, str]) -> work.Outcome:
            return await asyncio.to_thread(work.look, found, settings.model, self._job.how, store, failures, opener)

        places = asyncio.Semaphore(2 * settings.concurrency)

        async def one(name: str, size: int, changed: int) -> work.Outcome:
            async with places:
                return await fate_of(Found(name, name, size, changed), look, asker, tally)  # pyright: ignore[reportArgumentType]

        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(one(*article)) for article in articles]
        except BaseExceptionGroup as errors:
            raise errors.exceptions[0] from None
        finally:
            await asker.close()
        outcomes = [task.result() for task in tasks]
        good = [o.detail for o in outcomes if o.fate in DONE]
        bad = [o.detail for o in outcomes if o.fate not in DONE]
        write_whole(self._job.out, f"summaries/part-{number:05d}.jsonl", good)
        write_whole(self._job.out, f"failures/part-{number:05d}.jsonl", bad)
        told = {"of": note, "done": len(good), "failed": len(bad)}
        write_whole(self._job.out, f"parts/part-{number:05d}.json", [json.dumps(told)])
        return {
            "done": len(good),
            "failed": len(bad),
            "requests": tally.requests,
            "input": tally.input,
            "output": tally.output,
        }

    def _note(self, number: int) -> dict[str, Any] | None:
        files, root = filesystem(self._job.out)
        try:
            with files.open_input_stream(posixpath.join(root, f"parts/part-{number:05d}.json")) as stream:
                return json.loads(stream.read())
        except (OSError, ValueError):
            return None


def write_whole(out: str, name: str, lines: list[str]) -> None:
    """Write a file of the output whole: object stores do so by nature, directories by renaming."""
    files, root = filesystem(out)
    path = posixpath.join(root, name)
    files.create_dir(posixpath.dirname(path), recursive=True)
    temporary = f"{path}.{secrets.token_hex(4)}.tmp"
    if "://" not in out:
        touch_private(Path(temporary))
    with files.open_output_stream(temporary) as stream:
        stream.write(redact_bytes("".join(line + "\n" for line in lines).encode()))
    files.move(temporary, path)


def run(job: Job, *, address: str, workers: int, parts: int) -> Iterator[dict[str, Any]]:
    """Summarize on a cluster.

    Args:
        job: What to do.
        address: Of the cluster; empty starts one on this machine.
        workers: How many workers.
        parts: How many partitions; the same number again resumes.

    Yields:
        What became of each partition, as it is finished.

    Raises:
        SettingsError: Ray is not installed.
    """
    try:
        import ray
        import ray.data
    except ImportError:
        raise SettingsError("--engine ray needs the extra `ray`", hint='pip install ".[ray]"') from None
    ray.init(address=address or None, log_to_driver=False, logging_level=logging.ERROR, ignore_reinit_error=True)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    listed = partitions(job.source, parts)
    rows = [{"number": n, "articles": json.dumps(articles)} for n, articles in enumerate(listed) if articles]
    if not rows:
        return
    dataset = ray.data.from_items(rows, override_num_blocks=len(rows)).map_batches(
        PartitionWorker, fn_constructor_args=(job,), batch_size=1, concurrency=workers, num_cpus=1, max_restarts=-1,
        max_task_retries=-1,
    )  # fmt: skip
    yield from dataset.iter_rows()
