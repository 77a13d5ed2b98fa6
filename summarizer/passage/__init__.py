"""An article cut for reading: paragraphs, numbered sentences and numbered quotations, with exact offsets."""

from __future__ import annotations

from summarizer.article import Article
from summarizer.passage import layout
from summarizer.passage.encoding import warnings
from summarizer.passage.parts import Passage, Piece, Quotation, Sentence, within
from summarizer.passage.quotations import quotations

__all__ = ["Passage", "Piece", "Quotation", "Sentence", "cut", "within"]


def cut(article: Article) -> Passage:
    """Cut an article.

    Args:
        article: The article; its text is never changed.

    Returns:
        Its passage.
    """
    text = article.text
    headline = article.headline
    blocks = layout.paragraphs(text, headline[1] if headline else article.body_start)
    sentences = layout.sentences(text, blocks, article.language)
    return Passage(article, headline, blocks, sentences, quotations(text, blocks, sentences), warnings(text))
