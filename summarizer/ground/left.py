"""What an item goes without, since its words are not there or are something else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from summarizer.summary import Rejected


def tie(rejected: list[Rejected], parts: Mapping[int, str]) -> None:
    """Give rejected parts the id of the item that goes without them.

    Args:
        rejected: All that is rejected; those named are replaced.
        parts: Ids by where in the list such a part stands.
    """
    for at, item_id in parts.items():
        rejected[at] = rejected[at].model_copy(update={"item_id": item_id})


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
