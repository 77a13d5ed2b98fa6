"""What an event goes without, since its words are not there or are something else."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.summary import Rejected


@dataclass(frozen=True, slots=True)
class Left:
    """Parts of one event that could not be grounded."""

    event: str
    """Type and word."""
    rejected: list[Rejected]
    """One for each."""

    def out(self, kind: str, words: str, reason: str = "stands nowhere in the article") -> None:
        """List a part with its reason."""
        self.rejected.append(Rejected(kind=kind, reason=reason, answer=f"{self.event}: {words}"))
