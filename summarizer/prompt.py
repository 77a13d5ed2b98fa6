"""Load the prompt templates under `prompts/`, fill them in, and give their digest."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from string import Template

from summarizer.errors import SettingsError

VERSIONS = {"read": "v1", "mend": "v1", "speaker": "v1"}
"""The version of each task in force; a released folder never changes, a change is a new folder."""


def prompts_dir() -> Path:
    """Give the folder of the templates: inside the installed package, else beside it in a checkout."""
    inside = Path(__file__).parent / "_prompts"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "prompts"


@lru_cache(maxsize=64)
def _template(task: str, version: str, part: str) -> Template:
    path = prompts_dir() / task / version / f"{part}.txt"
    try:
        return Template(path.read_text("utf-8").strip())
    except OSError:
        raise SettingsError(f"the prompt {path} is missing", hint="reinstall the package") from None


def fill(task: str, part: str, **values: str) -> str:
    """Fill a template in.

    Args:
        task: A folder of `prompts/`.
        part: A file of its version in force: `system`, `user`, …
        values: One per `$name` of the template; what they hold is never read as a template.

    Returns:
        The text of one message.
    """
    return _template(task, VERSIONS[task], part).substitute(values)


def _templates() -> dict[str, str]:
    found: dict[str, str] = {}
    for task, version in sorted(VERSIONS.items()):
        for path in sorted((prompts_dir() / task / version).glob("*.txt")):
            found[f"{task}/{version}/{path.stem}"] = _template(task, version, path.stem).template
    return found


@lru_cache(maxsize=1)
def digest() -> str:
    """Give the SHA-256 over every template in force, as 16 hexadecimal digits."""
    return hashlib.sha256(json.dumps(_templates(), sort_keys=True).encode()).hexdigest()[:16]


def digests() -> dict[str, str]:
    """Give the SHA-256 of every template in force, by path: what `prompts/digests.json` holds."""
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in _templates().items()}
