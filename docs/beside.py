"""A hook of MkDocs: the site reads Markdown as a code host does, and what lies beside docs/ joins it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parent.parent
BESIDE = (
    "evals/README.md",
    "evals/GUIDELINES.md",
    "evals/labellings/third/changes.csv",
    "examples/who-said-what.ipynb",
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
    """Give links to what lies beside docs/ the paths they have on the site, and tables and lists their empty line."""
    name = page.file.src_uri
    if name in BESIDE:
        markdown = re.sub(r"\]\((\.\./)*docs/", lambda m: f"]({m[1] or ''}", markdown)
    else:
        markdown = re.sub(r"\]\(\.\./(" + "|".join(map(re.escape, BESIDE)) + r")", r"](\1", markdown)
    return _spaced(markdown)


def _spaced(markdown: str) -> str:
    """Put an empty line before tables and lists that stand right behind a paragraph: Python-Markdown wants it."""
    rows = ["", *markdown.splitlines()]
    found: list[str] = []
    fenced = False
    for before, row in pairwise(rows):
        if before.startswith("```"):
            fenced = not fenced
        if not fenced and before and re.match(r"\| |\|-|\|\||- ", row) and not re.match(r"\||- |  ", before):
            found.append("")
        found.append(row)
    return "\n".join(found) + "\n"
