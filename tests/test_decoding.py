"""What is said of a text that was decoded wrongly: how it looks, and what to do."""

from __future__ import annotations

import pytest

from summarizer.passage.encoding import warnings

TWICE = (
    "the text looks decoded twice ({!r}): marks and letters are misread; name the encoding with --encoding, or save the "
    "article as UTF-8 again from its source"
)
LOST = (
    "the text holds replacement characters: letters were lost when it was saved; name the encoding of the original "
    "with --encoding"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Le maire a démissionné lundi.", ()),
        ("Le maire a dÃ©missionnÃ© lundi.", (TWICE.format("Ã©"),)),
        ("Le maire a dÃ©missionné lundi.", ()),  # one place may be meant
        ("â€œNo,â€\x9d she said.", (TWICE.format("â€œ"),)),
        ("â€œNo,â€\ufffd she said.", (TWICE.format("â€œ"), LOST)),
        ("Fire ðŸ”¥ and ice ðŸ§Š", (TWICE.format("ðŸ”"),)),
        ("She left\ufffd on Monday.", (LOST,)),
        ("", ()),
    ],
)
def test_a_text_is_warned_about_in_one_sentence_for_each_sign(text: str, said: tuple[str, ...]):
    assert warnings(text) == said
