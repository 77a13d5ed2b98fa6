"""The same work as others do it: `loops.py instructor|langextract URL OUT FILE…` writes a line for each article.

`loops.py align FILE` lets LangExtract align one fixed answer with a text, no endpoint asked.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "rivals"))
warnings.simplefilter("ignore")
FIXED = [{"event": "killed"}, {"claim": "five people were killed in Arlen"}, {"quote": "We stay in the old harbour"}]
"""What a model found: two that stand in the text, one that does not."""


def by_instructor(url: str, out: Path, files: list[Path]) -> None:
    """Ask with instructor's own retries, and keep each answer when it is there."""
    import instructor
    import naive
    from openai import OpenAI

    client = instructor.from_openai(
        OpenAI(base_url=url, api_key="sk-canary-0123456789", timeout=5), mode=instructor.Mode.JSON_SCHEMA
    )
    with out.open("a") as kept:
        for path in files:
            got = client.chat.completions.create(
                model="m", response_model=naive.Everything, max_retries=3,
                messages=[{"role": "system", "content": naive.PROMPT}, {"role": "user", "content": path.read_text()}],
            )  # fmt: skip
            kept.write(got.model_dump_json() + "\n")
            kept.flush()


def _extract(text: str, url: str) -> Any:
    import langextract as lx
    import langextract_rival

    return lx.extract(
        text_or_documents=text, prompt_description=langextract_rival.PROMPT, examples=[langextract_rival.example()],
        show_progress=False,
        config=lx.factory.ModelConfig(
            model_id="m", provider="openai",
            provider_kwargs={"base_url": url, "api_key": "sk-canary-0123456789", "temperature": 0},
        ),
    )  # fmt: skip


def by_langextract(url: str, out: Path, files: list[Path]) -> None:
    """Ask as LangExtract does, and keep each answer when it is there."""
    with out.open("a") as kept:
        for path in files:
            result = _extract(path.read_text(), url)
            kept.write(json.dumps([e.extraction_text for e in result.extractions or []]) + "\n")
            kept.flush()


def align(path: Path) -> None:
    """Align `FIXED` with a text."""
    from openai.resources.chat.completions import Completions
    from openai.types.chat import ChatCompletion

    message = {"role": "assistant", "content": json.dumps({"extractions": FIXED})}
    answer = ChatCompletion.model_validate({
        "id": "1", "created": 0, "model": "m", "object": "chat.completion",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
    })  # fmt: skip
    Completions.create = lambda *_, **__: answer  # type: ignore[method-assign]
    print(len(_extract(path.read_text(), "http://127.0.0.1:9/v1").extractions or []))


if __name__ == "__main__":
    mode, *rest = sys.argv[1:]
    if mode == "align":
        align(Path(rest[0]))
    else:
        work = by_instructor if mode == "instructor" else by_langextract
        work(rest[0], Path(rest[1]), [Path(name) for name in rest[2:]])
