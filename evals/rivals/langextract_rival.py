"""LangExtract 1.7.1 with its own prompt form, chunks and alignment, over an OpenAI-compatible endpoint.

It needs an environment of its own: pip install "langextract[openai]==1.7.1".
"""

from __future__ import annotations

import warnings
from typing import Any, get_args

from summarizer.article import Article
from summarizer.summary import EventType, Realis, Stance

PROMPT = (
    "Extract, in order of appearance and in the exact words of the text: quotes (words in quotation marks; attributes "
    "speaker, cue), claims (statements attributed to somebody in other words; attributes claimant, cue, stance), events "
    "(the word that names something that happened, is planned or is denied; attributes type, actors, targets, place, date "
    "as YYYY-MM-DD, dead, injured, realis). Types of events: " + ", ".join(get_args(EventType)) + ". Stances: "
    + ", ".join(get_args(Stance)) + ". Realis: " + ", ".join(get_args(Realis)) + ". Do not paraphrase."
)  # fmt: skip
EXAMPLE = (
    "March 5, 2024. Two gunmen attacked a bus near Kano on Monday, killing three people and wounding two, police said. "
    "“They fired for a minute,” said Amina Bello, who runs a shop there. The governor denied that the road had been left unguarded."
)


def example() -> Any:
    """Give the one worked example, in LangExtract's own form."""
    import langextract as lx

    made = lx.data.Extraction
    return lx.data.ExampleData(
        text=EXAMPLE,
        extractions=[
            made(
                "claim", "Two gunmen attacked a bus near Kano on Monday, killing three people and wounding two",
                attributes={"claimant": "police", "cue": "said", "stance": "asserted"},
            ),
            made(
                "event", "attacked",
                attributes={
                    "type": "attack", "actors": ["Two gunmen"], "targets": ["a bus"], "place": "Kano",
                    "date": "2024-03-04", "dead": 3, "injured": 2, "realis": "actual",
                },
            ),
            made("quote", "They fired for a minute", attributes={"speaker": "Amina Bello", "cue": "said"}),
            made(
                "claim", "the road had been left unguarded",
                attributes={"claimant": "The governor", "cue": "denied", "stance": "denied"},
            ),
        ],
    )  # fmt: skip


def ask(article: Article, base_url: str, key: str, model: str) -> dict[str, Any]:
    """Ask about one article, in as many requests as LangExtract cuts it into.

    Returns:
        Quotes, claims and events with the offsets LangExtract aligned them to (`None` where it could not), and `usage`.
    """
    import langextract as lx
    from openai.resources.chat.completions import Completions

    usage = {"output": 0, "input": 0, "requests": 0}
    send = Completions.create

    def counted(self: Any, **wishes: Any) -> Any:
        response = send(self, **wishes)
        usage["output"] += response.usage.completion_tokens
        usage["input"] += response.usage.prompt_tokens
        usage["requests"] += 1
        return response

    head = [f"Headline: {article.title}."] if article.title else []
    head += [f"Published: {article.published}."] if article.published else []
    Completions.create = counted  # LangExtract reports no tokens: count them where they pass
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # One worker: requests then come in the order of the text, which is what they are named by.
            result = lx.extract(
                text_or_documents=article.text[article.body_start :], prompt_description=PROMPT, examples=[example()],
                additional_context=" ".join(head) or None, max_workers=1, show_progress=False,
                config=lx.factory.ModelConfig(
                    model_id=model, provider="openai",
                    provider_kwargs={"base_url": base_url, "api_key": key, "temperature": 0, "max_output_tokens": 4000},
                ),
            )  # fmt: skip
    except Exception as error:  # noqa: BLE001 - a failed article counts as nothing found
        return {"error": f"{type(error).__name__}: {error}"[:200], "usage": usage}
    finally:
        Completions.create = send
    found: dict[str, Any] = {"quotes": [], "claims": [], "events": [], "usage": usage}
    for item in result.extractions or []:
        place = item.char_interval
        row = dict(item.attributes or {}) | {"text": item.extraction_text}
        row["at"] = [place.start_pos + article.body_start, place.end_pos + article.body_start] if place else None
        if f"{item.extraction_class}s" in found:
            found[f"{item.extraction_class}s"].append(row)
    return found
