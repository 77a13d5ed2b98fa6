"""`python -m summarizer` is `summarize`."""

from __future__ import annotations

from summarizer import stopping


def main() -> None:
    """Run the command line; signals are taken before anything slow is imported."""
    stopping.install()
    try:
        from summarizer.cli import run

        run()
    finally:
        stopping.finish()


if __name__ == "__main__":
    main()
