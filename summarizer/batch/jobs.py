"""Jobs of a batch endpoint, in the forms that hosts give them: OpenAI's, which Azure and Groq share, and Mistral's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from openai import AsyncOpenAI

from summarizer.errors import SettingsError
from summarizer.model.hosts import ANY, Host

_ENDPOINT = "/v1/chat/completions"


@dataclass(frozen=True)
class JobState:
    """How far a job is."""

    name: str
    """What the host calls it."""
    over: bool
    """True once nothing more will come of it."""
    refused: str
    """Why the host refused the job itself; empty where it did not."""
    done: int
    """Requests answered."""
    files: tuple[str, ...] = ()
    """Ids of the files of answers and of errors."""


class Jobs(Protocol):
    """A host's jobs."""

    def line(self, key: str, body: Mapping[str, Any]) -> str:
        """Give one line of a file of requests."""
        ...

    async def submit(self, file: str, label: str) -> str:
        """Open a job for an uploaded file; give its id."""
        ...

    async def find(self, label: str) -> str | None:
        """Find a job by its label; None where there is none."""
        ...

    async def state(self, job: str) -> JobState:
        """Ask how far a job is."""
        ...


class OpenAIJobs:
    """`/batches` as OpenAI documents it."""

    def __init__(self, sdk: AsyncOpenAI, model: str) -> None:
        self._sdk = sdk
        del model  # each line names it

    def line(self, key: str, body: Mapping[str, Any]) -> str:
        """Give one line of a file of requests."""
        return json.dumps({"custom_id": key, "method": "POST", "url": _ENDPOINT, "body": body}) + "\n"

    async def submit(self, file: str, label: str) -> str:
        """Open a job for an uploaded file; give its id."""
        job = await self._sdk.batches.create(
            input_file_id=file, endpoint=_ENDPOINT, completion_window="24h", metadata={"summarize": label}
        )
        return str(job.id)

    async def find(self, label: str) -> str | None:
        """Find a job by its label among the last hundred; None where there is none."""
        page = await self._sdk.batches.list(limit=100)
        return next((str(job.id) for job in page.data if (job.metadata or {}).get("summarize") == label), None)

    async def state(self, job: str) -> JobState:
        """Ask how far a job is."""
        found = await self._sdk.batches.retrieve(job)
        errors = found.errors.data if found.errors and found.errors.data else []
        why = str(errors[0].message)[:160] if errors else "no reason given"
        return JobState(
            str(found.status), found.status in ("completed", "expired", "failed", "cancelled"),
            why if found.status == "failed" else "", int(found.request_counts.completed) if found.request_counts else 0,
            tuple(str(file) for file in (found.output_file_id, found.error_file_id) if file),
        )  # fmt: skip


class MistralJobs:
    """`/batch/jobs` as Mistral documents it: the model belongs to the job."""

    def __init__(self, sdk: AsyncOpenAI, model: str) -> None:
        self._sdk, self._model = sdk, model

    def line(self, key: str, body: Mapping[str, Any]) -> str:
        """Give one line of a file of requests."""
        return json.dumps({"custom_id": key, "body": {k: v for k, v in body.items() if k != "model"}}) + "\n"

    async def submit(self, file: str, label: str) -> str:
        """Open a job for an uploaded file; give its id."""
        wish = {
            "input_files": [file], "endpoint": _ENDPOINT, "model": self._model, "timeout_hours": 24,
            "metadata": {"summarize": label},
        }  # fmt: skip
        job: Any = await self._sdk.post("/batch/jobs", body=wish, cast_to=object)
        return str(job["id"])

    async def find(self, label: str) -> str | None:
        """Find a job by its label among the last hundred; None where there is none."""
        page: Any = await self._sdk.get("/batch/jobs?page_size=100", cast_to=object)
        jobs = page.get("data") or []
        return next((str(job["id"]) for job in jobs if (job.get("metadata") or {}).get("summarize") == label), None)

    async def state(self, job: str) -> JobState:
        """Ask how far a job is."""
        found: Any = await self._sdk.get(f"/batch/jobs/{job}", cast_to=object)
        name = str(found.get("status"))
        errors = found.get("errors") or [{}]
        files = tuple(str(found[kind]) for kind in ("output_file", "error_file") if found.get(kind))
        refused = str(errors[0].get("message") or "no reason given")[:160] if name == "FAILED" and not files else ""
        over = name in ("SUCCESS", "FAILED", "TIMEOUT_EXCEEDED", "CANCELLED")
        return JobState(name.lower(), over, refused, int(found.get("completed_requests") or 0), files)


def jobs_of(host: Host, sdk: AsyncOpenAI, model: str) -> Jobs:
    """Give a host's jobs.

    Raises:
        SettingsError: It has no batch endpoint, or none whose form is known here.
    """
    if host.batch == "mistral":
        return MistralJobs(sdk, model)
    if host.batch or host is ANY:
        return OpenAIJobs(sdk, model)
    raise SettingsError(f"{host.name} has no batch endpoint that is known here", hint="leave --via batch-api out")
