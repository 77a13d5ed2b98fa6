"""What all pages share: templates that escape, a policy that lets only our own script and style run, safe data."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

_UNSAFE = re.compile(r"[<>&\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_ASSETS = Path(__file__).parent / "assets"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        autoescape=True, loader=FileSystemLoader(_ASSETS), undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip


@lru_cache(maxsize=8)
def _asset(name: str) -> str:
    return (_ASSETS / name).read_text("utf-8")


def render(template: str, *, style: str, script: str, **data: Any) -> str:
    """Fill a template of ours.

    Args:
        template: File name among the assets.
        style: Style sheets among the assets, separated by spaces.
        script: Scripts among the assets, separated by spaces.
        data: For the template; every text in it is escaped.

    Returns:
        A page whose policy allows these very styles and these very scripts and nothing else: no network, no frames,
        no forms, no other code.
    """
    from markupsafe import Markup

    css, code = ("".join(_asset(name) for name in names.split()) for names in (style, script))
    policy = (
        f"default-src 'none'; img-src data:; style-src '{_digest(css)}'; script-src '{_digest(code)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    # Style and script are ours and constant; everything else is escaped.
    return _environment().get_template(template).render(
        style=Markup(css), script=Markup(code), policy=policy, **data  # noqa: S704
    )  # fmt: skip


def _digest(code: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


PACKED = 200_000
"""Characters of JSON from which data may be written packed: a tenth of the bytes are read faster than all of them."""


def data_island(value: Any, *, packed: bool = False) -> Any:
    r"""Write data for a `<script type="application/json">`: nothing in it can end the element or turn its text around.

    Args:
        value: Anything JSON holds.
        packed: Whether what is long is written as a string: its JSON, deflated, in base64.

    Returns:
        Markup; `<`, control codes, direction overrides and halves of characters being `\u003c` and the like.
    """
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if packed and len(text) > PACKED:
        plain = _UNSAFE.sub(lambda m: f"\\u{ord(m.group()):04x}", text).encode()
        text = json.dumps(base64.b64encode(zlib.compress(plain)).decode())
    return Markup(_UNSAFE.sub(lambda m: f"\\u{ord(m.group()):04x}", text))  # noqa: S704
