"""One frozen `Settings`, made once: flag, then environment, then configuration file, then default."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from summarizer.errors import SettingsError
from summarizer.local.catalogue import CATALOGUE, DEFAULT
from summarizer.redact import MIN_SECRET, protect

OPENAI_URL = "https://api.openai.com/v1"
OPENAI_DEFAULT = "gpt-4.1-mini"
PROVIDERS: dict[str, tuple[str, str]] = {
    "openai": (OPENAI_URL, "OPENAI_API_KEY"),
    "openrouter": ("https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
    "ollama": ("http://127.0.0.1:11434/v1", "OLLAMA_API_KEY"),
    "lmstudio": ("http://127.0.0.1:1234/v1", "LMSTUDIO_API_KEY"),
    "vllm": ("http://127.0.0.1:8000/v1", "VLLM_API_KEY"),
    "llamacpp": ("http://127.0.0.1:8080/v1", "LLAMA_API_KEY"),
    "azure": ("", "AZURE_OPENAI_API_KEY"),
}
"""Base URL and key variable of each provider; `--base-url` replaces the first."""


@dataclass(frozen=True)
class Settings:
    """Everything a run depends on besides its articles."""

    model: str
    """`PROVIDER/NAME`, `local/NAME` or `local//path/to/file.gguf`."""
    why: str
    """Why this model: what a line on stderr says."""
    base_url: str = ""
    """The endpoint; empty for the embedded model."""
    api_key: str = ""
    """Sent to the endpoint and nowhere else; masked when shown."""
    profile: str = ""
    """`small` or `large`; empty lets the model decide."""
    cache: Path = Path()
    """The file of raw answers."""
    models: Path = Path()
    """The directory of embedded models."""
    concurrency: int = 8
    """Most requests in flight to one endpoint; the embedded model takes one at a time."""
    timeout_s: float = 120.0
    """Total time of one attempt at an endpoint."""
    max_wait_s: float = 120.0
    """Longest pause an endpoint may ask for."""
    max_outage_s: float = 300.0
    """Longest outage sat through."""
    rpm: float | None = None
    """Requests per minute, where the user limits them."""
    tpm: float | None = None
    """Tokens per minute, where the user limits them."""

    @property
    def is_local(self) -> bool:
        """True for the embedded model."""
        return self.model.startswith("local/")

    @property
    def model_name(self) -> str:
        """The model's name without its provider."""
        name = self.model.partition("/")[2]
        return Path(name).name if name.startswith("/") else name

    def shown(self) -> dict[str, str]:
        """Give every setting as text, the key masked."""
        values = {f.name: str(getattr(self, f.name)) for f in fields(self)}
        values["api_key"] = f"…{self.api_key[-2:]}" if self.api_key else "none"
        return values


def cache_dir() -> Path:
    """Give the user's cache directory for this program."""
    base = os.environ.get("SUMMARIZE_CACHE_DIR")
    if base:
        return Path(base)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "grounded-summarizer"


def load(**flags: Any) -> Settings:
    """Make the settings of a run.

    Args:
        flags: What the command line gave: `model`, `base_url`, `profile`, `cache`, `api_key_file`, `timeout_s`, …;
            None means not given.

    Returns:
        The settings.

    Raises:
        SettingsError: A value cannot be used; the message names it and where it came from.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    config = _config_file()
    key_file = given.pop("api_key_file", None)
    url = given.pop("base_url", None) or os.environ.get("OPENAI_BASE_URL") or config.get("base_url", "")
    named = given.pop("model", None), os.environ.get("SUMMARIZE_MODEL"), config.get("model")
    model, why = _choose(named, url)
    provider, _, name = model.partition("/")
    settings = Settings(
        model=model, why=why, cache=cache_dir() / "answers.sqlite",
        models=Path(os.environ.get("SUMMARIZE_MODELS") or cache_dir() / "models"),
    )  # fmt: skip
    if provider == "local":
        _known_local(name)
    else:
        settings = replace(settings, **_endpoint(provider, name, str(url), key_file))
    allowed = {f.name: f for f in fields(Settings)}
    for key, value in config.items():
        if key not in allowed and key not in ("model", "base_url"):
            raise SettingsError(
                f"{str(config_path())!r} holds {key!r}, which is no setting", hint=f"known: {', '.join(allowed)}"
            )
        if key not in given and key not in ("model", "base_url"):
            given[key] = value
    settings = replace(settings, **given)
    if settings.profile not in ("", "small", "large"):
        raise SettingsError(f"--profile {settings.profile!r} is not known", hint="small or large")
    return settings


def _choose(named: tuple[Any, Any, Any], url: str) -> tuple[str, str]:
    flag, variable, configured = named
    for value, why in ((flag, "--model"), (variable, "SUMMARIZE_MODEL"), (configured, f"model in {config_path()}")):
        if value:
            return _complete(str(value), bool(url)), f"from {why}"
    if url:
        raise SettingsError("an endpoint is named, but no model", hint="--model NAME, as the endpoint calls it")
    if os.environ.get("OPENAI_API_KEY"):
        return f"openai/{OPENAI_DEFAULT}", "OPENAI_API_KEY is set"
    return f"local/{DEFAULT}", "no key is set, so the embedded model answers"


def _complete(model: str, has_url: bool) -> str:
    provider = model.partition("/")[0]
    if provider == "local" or provider in PROVIDERS:
        return model
    if has_url:
        return f"openai/{model}"
    if model in CATALOGUE:
        return f"local/{model}"
    raise SettingsError(
        f"model {model!r} names no known provider",
        hint=f"PROVIDER/NAME with one of {', '.join(PROVIDERS)}, local; or add --base-url URL",
    )


def _known_local(name: str) -> None:
    if name.startswith("/"):
        if not Path(name).is_file():
            raise SettingsError(f"model file {name!r} does not exist", hint="local//absolute/path/to/file.gguf")
    elif name not in CATALOGUE:
        raise SettingsError(
            f"embedded model {name!r} is not known", hint=f"one of {', '.join(CATALOGUE)}, or local//path/to/file.gguf"
        )


def _endpoint(provider: str, name: str, url: str, key_file: Any) -> dict[str, Any]:
    if not name:
        raise SettingsError(f"model {provider + '/'!r} has no name", hint=f"{provider}/NAME")
    default_url, variable = PROVIDERS[provider]
    if provider == "azure" and not url:
        url = os.environ.get("AZURE_OPENAI_ENDPOINT", "").rstrip("/")
        url = f"{url}/openai/v1" if url else ""
    url = (url or default_url).rstrip("/")
    key = os.environ.get("SUMMARIZE_API_KEY") or os.environ.get(variable) or ""
    if key_file:
        try:
            key = Path(key_file).read_text("utf-8").strip()
        except OSError as error:
            raise SettingsError(f"--api-key-file {str(key_file)!r} cannot be read: {error.strerror}") from None
    protect(key)
    _checked(url, key)
    if not key and url == OPENAI_URL:
        raise SettingsError(
            "OPENAI_API_KEY is not set",
            hint="export OPENAI_API_KEY=…, or use the embedded model: --model local/" + DEFAULT,
        )
    return {"base_url": url, "api_key": key}


def _checked(url: str, key: str) -> None:
    """Refuse an address that cannot be called, or that carries a key: it is printed, and kept in `run.json`."""
    told = "export OPENAI_API_KEY=…, or --api-key-file FILE"
    shown = re.sub(r"(?<=//)[^/?#]*@", "", url).partition("?")[0].partition("#")[0]
    try:
        parts = urlsplit(url)
        if "@" in parts.netloc:
            raise SettingsError(
                f"base URL {shown!r} carries a name or key before its host", hint=f"leave it out; {told}"
            )
        if parts.query or parts.fragment or "?" in url:
            raise SettingsError(
                f"base URL {shown!r} carries a query, where a key would show", hint=f"leave it out; {told}"
            )
        if len(key) >= MIN_SECRET and key in unquote(url):
            raise SettingsError("the base URL carries the key", hint=f"leave it out; {told}")
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
            raise ValueError("parts")
    except ValueError:
        raise SettingsError(f"base URL {shown!r} is no http address", hint="--base-url https://HOST/v1") from None


def protect_environment() -> None:
    """Keep every key of the environment out of what is written, whichever is used."""
    for variable in ("SUMMARIZE_API_KEY", *(name for _, name in PROVIDERS.values())):
        protect(os.environ.get(variable))


def config_path() -> Path:
    """Give where the configuration file is looked for."""
    named = os.environ.get("SUMMARIZE_CONFIG")
    base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return Path(named) if named else base / "grounded-summarizer" / "config.toml"


def _config_file() -> dict[str, Any]:
    path = config_path()
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{str(path)!r} cannot be read: {error}", hint="correct it, or move it away") from None
