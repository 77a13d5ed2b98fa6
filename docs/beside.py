"""A hook of MkDocs: pages that live beside docs/ (evals, prompts, changes) join the site, and links to them still lead there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parent.parent
BESIDE = (
    "evals/README.md",
    "evals/GUIDELINES.md",
    "evals/labellings/third/changes.csv",
    "prompts/README.md",
    "CHANGELOG.md",
)
"""Files outside docs/ that the site has at the same path: `docs/x.md` calls one `../NAME`, on the site it is `NAME`."""


def on_files(files: Files, config: Any) -> Files:
    """Add the files from beside docs/."""
    for name in BESIDE:
        files.append(File.generated(config, name, abs_src_path=str(ROOT / name)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Give links between docs/ and what lies beside it the paths they have on the site."""
    name = page.file.src_uri
    if name in BESIDE:
        return re.sub(r"\]\((\.\./)*docs/", lambda m: f"]({m[1] or ''}", markdown)
    return re.sub(r"\]\(\.\./(" + "|".join(map(re.escape, BESIDE)) + r")", r"](\1", markdown)
