"""Write the reference of commands and options from the program itself: python docs/reference.py > docs/reference.md."""

from __future__ import annotations

from typing import Any

import typer.main

from summarizer import cli

HEAD = """# Commands and options

Made from the program by `python docs/reference.py`; a test fails where it is old. Every command explains itself with
`--help`. Exit codes: [output](output.md#exit-codes).

What `--show-settings` prints may stand in a configuration file too, by the same names: `model = "openai/gpt-6-luna"`,
`min_certainty = 0.8`; not so the key, `cache` and `models`, which are taken from the environment. The file is
`~/.config/grounded-summarizer/config.toml`, or what `SUMMARIZE_CONFIG` names. A flag comes before the environment, the
environment before the file.
"""


def main() -> str:
    """Give the whole page."""
    return "\n".join([HEAD, *_command("summarize", typer.main.get_command(cli.app))]) + "\n"


def _command(name: str, command: Any) -> list[str]:
    lines = [f"## {name}", "", str(command.help or "").strip(), ""]
    if epilog := str(command.epilog or "").removeprefix("Examples:").strip():
        examples = [example.strip() for example in epilog.split("   |   ")]
        lines += ["```sh", *examples, "```", ""]
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    if arguments or options:
        lines += ["| | |", "|---|---|"]
        lines += [_row(f"`{p.metavar or p.name.upper()}`", p) for p in arguments]
        lines += [_row(", ".join(f"`{o}`" for o in sorted(p.opts, key=len)) + _value(p), p) for p in options]
        lines += [""]
    for key, inner in sorted(getattr(command, "commands", {}).items()):
        lines += _command(f"{name} {key}", inner)
    return lines


def _value(option: Any) -> str:
    return "" if option.is_flag else f" {option.metavar or str(option.name).upper()}"


def _row(left: str, param: Any) -> str:
    words = " ".join(str(param.help or "").split()).replace("|", "\\|")
    return f"| {left} | {words} |"


if __name__ == "__main__":
    print(main(), end="")
