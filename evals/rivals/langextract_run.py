"""LangExtract 1.7 over an OpenAI-compatible endpoint, in an environment of its own: article JSON in, extractions out.

python langextract_run.py BASE_URL KEY MODEL < {"text": …} > {"quotes": …, "claims": …, "events": …}
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

TYPES = (
    "attack, death, injury, accident, disaster, rescue, arrest, charge, trial, investigation, protest, strike, election, "
    "appointment, decision, agreement, meeting, threat, announcement, deployment, movement, transaction, result, closure, "
    "opening, discovery, outbreak, sport, award, other"
)
PROMPT = (
    "Extract, in order of appearance and in the exact words of the text: quotes (words in quotation marks, attribute speaker), "
    "claims (statements attributed to somebody in other words, attribute claimant), events (the word that names something that "
    "happened, attributes type, actor, target, place, date). Types of events: " + TYPES + ". Do not paraphrase."
)
EXAMPLE = (
    "March 5, 2024. Two gunmen attacked a bus near Kano on Monday, police said. “They fired for a minute,” said Amina Bello, who runs a shop "
    "there. The governor denied that the road had been left unguarded."
)


def main() -> None:
    """Run one article."""
    import langextract as lx
    from openai.resources.chat.completions import Completions

    base_url, key, model = sys.argv[1:4]
    text = json.load(sys.stdin)["text"]
    usage = {"output": 0, "input": 0}
    send = Completions.create

    def counted(self: Any, **kwargs: Any) -> Any:
        response = send(self, **kwargs)
        usage["output"] += response.usage.completion_tokens
        usage["input"] += response.usage.prompt_tokens
        return response

    Completions.create = counted  # LangExtract reports no tokens: count them where they pass
    extraction = lx.data.Extraction
    examples = [
        lx.data.ExampleData(
            text=EXAMPLE,
            extractions=[
                extraction(
                    "event",
                    "attacked",
                    attributes={
                        "type": "attack",
                        "actor": "Two gunmen",
                        "target": "a bus",
                        "place": "Kano",
                        "date": "2024-03-04",
                    },
                ),
                extraction("claim", "Two gunmen attacked a bus near Kano on Monday", attributes={"claimant": "police"}),
                extraction("quote", "They fired for a minute", attributes={"speaker": "Amina Bello"}),
                extraction("claim", "the road had been left unguarded", attributes={"claimant": "The governor"}),
            ],
        )
    ]
    began = time.monotonic()
    found: dict[str, Any] = {"quotes": [], "claims": [], "events": []}
    try:
        result = lx.extract(
            text_or_documents=text, prompt_description=PROMPT, examples=examples, max_workers=1, show_progress=False,
            config=lx.factory.ModelConfig(
                model_id=model, provider="openai",
                provider_kwargs={"base_url": base_url, "api_key": key, "temperature": 0, "max_output_tokens": 1500},
            ),
        )  # fmt: skip
        for item in result.extractions or []:
            place = item.char_interval
            span = (place.start_pos, place.end_pos) if place else (-2, -1)
            said = {k: v for k, v in (item.attributes or {}).items() if isinstance(v, str)}
            if item.extraction_class == "quote":
                found["quotes"].append(([span], said.get("speaker")))
            elif item.extraction_class == "claim":
                found["claims"].append(([span], said.get("claimant")))
            elif item.extraction_class == "event":
                found["events"].append((span, said))
    except Exception as error:  # noqa: BLE001 - a failed article counts as nothing found
        found["error"] = f"{type(error).__name__}: {error}"[:200]
    json.dump({**found, "seconds": time.monotonic() - began, **usage}, sys.stdout)


if __name__ == "__main__":
    main()
