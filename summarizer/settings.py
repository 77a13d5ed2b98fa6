"""One frozen `Settings`, made once: flag, then environment, then configuration file, then default."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from ipaddress import IPv6Address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from pydantic import (
    ConfigDict,
    Field,
    NonNegativeFloat,
    PositiveFloat,
    PositiveInt,
    TypeAdapter,
    ValidationError,
    with_config,
)
from pydantic.dataclasses import dataclass
from typing_extensions import TypedDict  # pydantic reads no other before Python 3.12

from summarizer.errors import SettingsError
from summarizer.files import read_whole
from summarizer.guard import Limits
from summarizer.local.catalogue import CATALOGUE, DEFAULT
from summarizer.model.hosts import ALIASES, HOSTS
from summarizer.redact import MIN_SECRET, protect

OPENAI_DEFAULT = "gpt-6-luna"
"""OpenAI's own replacement for the small models it shuts down, and its cheapest by documented price."""
PROVIDERS = [name for name in HOSTS if name != "local"]
"""Names of hosts in front of a model's."""
_LOCAL_SERVERS = ("ollama", "lmstudio", "vllm", "llamacpp")


@dataclass(frozen=True, config=ConfigDict(extra="forbid", strict=True, allow_inf_nan=False))
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
    reader: Literal["whole", "steps", "auto"] = "auto"
    """`auto` lets the model decide."""
    effort: str = ""
    """How long the model is to think: `none`, `low`, `medium`, `high`; empty takes the least it has."""
    service_tier: str = ""
    """`flex`, where the host has it: half the price, and longer waiting."""
    readings: Literal[1, 2] = 1
    """2 asks everything a second time, to see how far both readings agree."""
    min_certainty: float = Field(default=0.0, ge=0, le=1)
    """What is less certain than this, 0 to 1, is listed as rejected."""
    cache: Path = Path()
    """The file of raw answers."""
    models: Path = Path()
    """The directory of embedded models."""
    concurrency: PositiveInt = Field(default=8, le=4096)
    """Most requests in flight to one endpoint; the embedded model takes one at a time."""
    timeout_s: PositiveFloat = 120.0
    """Total time of one attempt at an endpoint."""
    max_wait_s: NonNegativeFloat = 120.0
    """Longest pause an endpoint may ask for."""
    max_outage_s: NonNegativeFloat = 300.0
    """Longest outage sat through."""
    rpm: PositiveFloat | None = None
    """Requests per minute, where the user limits them."""
    tpm: PositiveFloat | None = None
    """Tokens per minute, where the user limits them."""
    article_timeout_s: PositiveFloat = Field(default=Limits().seconds, le=10**6)
    """Seconds that each step of our own on one article may take: reading it, cutting it, grounding."""
    article_memory_mb: PositiveInt = Field(default=Limits().memory_mb, le=10**7)
    """Megabytes that each of them may take."""

    @property
    def limits(self) -> Limits:
        """What the work on one article may take."""
        return Limits(self.article_timeout_s, self.article_memory_mb)

    @property
    def is_local(self) -> bool:
        """True for the embedded model."""
        return self.model.startswith("local/")

    @property
    def is_parser(self) -> bool:
        """True where no model is asked."""
        return self.model == f"local/{PARSER}"

    @property
    def model_name(self) -> str:
        """The model's name without its provider."""
        return bare_name(self.model)

    def shown(self) -> dict[str, str]:
        """Give every setting as text, the key masked."""
        values = {f.name: str(getattr(self, f.name)) for f in fields(self)}
        values["api_key"] = f"…{self.api_key[-2:]}" if self.api_key else "none"
        return values


@with_config(ConfigDict(extra="forbid", strict=True))
class Options(TypedDict, total=False):
    """What may be wished of any run from Python; what is left out, or None, is chosen as the command line does."""

    model: str | None
    """`PROVIDER/NAME`; else by environment, configuration file, OpenAI when a key is set, else the embedded model."""
    base_url: str | None
    """Any OpenAI-compatible endpoint."""
    reader: str | None
    """`whole` or `steps`; else the model decides."""
    readings: int | None
    """2 reads everything twice, and says of each item how far both readings agree."""
    min_certainty: float | None
    """0 to 1: what is less certain is listed as rejected."""
    published: date | datetime | str | None
    """Publication date, the anchor of relative dates, an ISO date where it is a string; wins over what is said there.
    Of a batch it is that of all its articles."""
    recordings: Path | None
    """Answer from recorded fixtures in this directory only."""


def flags_of(function: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """Give the options of a call that `load` takes: all but the date.

    Raises:
        TypeError: One of them is no option, or of another type.
    """
    try:
        TypeAdapter(Options).validate_python(options)
    except ValidationError as error:
        fault = error.errors()[0]
        name = fault["loc"][0]
        if fault["type"] == "extra_forbidden":
            raise TypeError(f"{function}() got an unexpected keyword argument {name!r}") from None
        wanted = str(Options.__annotations__[str(name)].__forward_arg__).removesuffix(" | None")
        raise TypeError(f"{function}() takes {name} as {wanted}, not {fault['input']!r:.80}") from None
    return {name: value for name, value in options.items() if name != "published"}


def bare_name(model: str) -> str:
    """Give a model's name without its provider, as it is sent and as it enters the keys of answers."""
    name = model.partition("/")[2]
    return Path(name).name if name.startswith("/") else name


_BRACKETED = re.compile(r"\[[^\[\]]+\](?::[0-9]*)?")
"""An IPv6 host and a port: nothing stands before or between them."""
_LONGEST_URL = 2048
_LONGEST_FILE = 2**15
"""Bytes of a configuration file: all settings take one thousand, and names in a million parts hours to read."""
PARSER = "parser"
"""Stands for no model at all: what the steps reader's parser cannot tell stays open."""
_NOT_IN_A_FILE = {
    "why": "leave it out: the program says it",
    "api_key": "export OPENAI_API_KEY=…, or --api-key-file FILE",
    "cache": "export SUMMARIZE_CACHE_DIR=DIRECTORY",
    "models": "export SUMMARIZE_MODELS=DIRECTORY",
}
"""Settings that the configuration file may not hold, and what to do instead."""
_LONGEST_KEY = 8192
"""Bytes of a key file: tokens of cloud providers have some two thousand, and no server takes a longer header."""


def cache_dir() -> Path:
    """Give the user's cache directory for this program."""
    base = os.environ.get("SUMMARIZE_CACHE_DIR")
    if base:
        return Path(base)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "grounded-summarizer"


def models_dir() -> Path:
    """Give the directory of embedded models and of the parser."""
    return Path(os.environ.get("SUMMARIZE_MODELS") or cache_dir() / "models")


def load(**flags: Any) -> Settings:
    """Make the settings of a run.

    Args:
        flags: What the command line gave: `model`, `base_url`, `reader`, `cache`, `api_key_file`, `timeout_s`, …;
            None means not given. `recordings`, where answers are replayed: then any model may be named, and no key
            or endpoint is needed.

    Returns:
        The settings.

    Raises:
        SettingsError: A value cannot be used; the message names it and where it came from.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    config = _configured()
    key_file, replays = given.pop("api_key_file", None), given.pop("recordings", None) is not None
    flag, configured = str(given.pop("base_url", "") or ""), config.pop("base_url", "")
    named = given.pop("model", None), os.environ.get("SUMMARIZE_MODEL"), config.pop("model", "")
    if replays and named[0] and not (flag or configured):
        model, why = str(named[0]), "from --model"
    else:
        model, why = _choose(named, flag or os.environ.get("OPENAI_BASE_URL") or configured)
    provider, _, name = model.partition("/")
    chosen: dict[str, Any] = {"model": model, "why": why}
    chosen |= {"cache": cache_dir() / "answers.sqlite", "models": models_dir()}
    if provider == "local":
        _known_local(name)
    elif not replays:
        chosen |= _endpoint(provider, name, (flag, configured), key_file)
    try:
        return Settings(**(chosen | config | given))
    except ValidationError as error:
        name, value, told = _fault(error)
        flag = re.sub("_(s|mb)$", "", name).replace("_", "-")
        raise SettingsError(f"--{flag} cannot be {value!r:.80}", hint=told) from None


def _fault(error: ValidationError) -> tuple[str, Any, str]:
    """Give the setting that is wrong, its value, and what it should be."""
    first = error.errors()[0]
    return str(first["loc"][0]), first["input"], first["msg"].replace("Input", "it")


def least_certainty(wished: float | None) -> float:
    """Give how certain an item must be to be shown: as wished, else as the configuration file says, else 0."""
    return _configured().get("min_certainty", 0.0) if wished is None else wished


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
    provider, slash, name = model.partition("/")
    provider = ALIASES.get(provider, provider)
    if slash and provider in HOSTS:
        return f"{provider}/{name}"
    if has_url:
        return f"openai/{model}"
    if model in CATALOGUE or model == PARSER:
        return f"local/{model}"
    able = [host.name for host in HOSTS.values() if any(os.environ.get(key) for key in host.keys)]
    if len(able) == 1:
        return f"{able[0]}/{model}"
    hint = f"PROVIDER/NAME with one of {', '.join(PROVIDERS)}, local; or add --base-url URL"
    if able:
        raise SettingsError(
            f"model {model!r} names no provider, and keys of {', '.join(able)} are set",
            hint=f"--model {able[0]}/{model}",
        )
    raise SettingsError(f"model {model!r} names no known provider", hint=hint)


def _known_local(name: str) -> None:
    if name.startswith("/"):
        if not Path(name).is_file():
            raise SettingsError(f"model file {name!r} does not exist", hint="local//absolute/path/to/file.gguf")
    elif name not in CATALOGUE and name != PARSER:
        raise SettingsError(
            f"embedded model {name!r} is not known",
            hint=f"one of {', '.join(CATALOGUE)}, {PARSER} (no model), or local//path/to/file.gguf",
        )


def _endpoint(provider: str, name: str, urls: tuple[str, str], key_file: Any) -> dict[str, Any]:
    """Give address and key of a host; of the addresses, the flag's comes before the environment's, then the file's."""
    if not name:
        raise SettingsError(f"model {provider + '/'!r} has no name", hint=f"{provider}/NAME")
    host, (flag, configured) = HOSTS[provider], urls
    variable = ""
    if provider == "openai":
        variable = os.environ.get("OPENAI_BASE_URL", "")  # nobody else's: it must not send one host's key to another
    elif provider == "azure":
        variable = _azure(os.environ.get("AZURE_OPENAI_ENDPOINT", ""))
    url = (flag or variable or configured or host.url).rstrip("/")
    if not url:
        raise SettingsError(f"{provider} has no address of its own", hint="export AZURE_OPENAI_ENDPOINT=https://…")
    own = os.environ.get("SUMMARIZE_API_KEY")
    key = own or next((value for variable in host.keys if (value := os.environ.get(variable))), "")
    if key_file:
        try:
            with Path(key_file).open("rb") as file:
                key = file.read(_LONGEST_KEY + 1).decode("utf-8-sig").strip()
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or "it holds no text"
            raise SettingsError(
                f"--api-key-file {str(key_file)!r} cannot be read: {why}", hint="name a file that holds the key alone"
            ) from None
        if not key.isprintable() or not 0 < len(key) <= _LONGEST_KEY:
            raise SettingsError(
                f"--api-key-file {str(key_file)!r} holds no key", hint="name a file that holds the key alone"
            )
    protect(key)
    _checked(url, key)
    if not key and url == host.url and provider not in _LOCAL_SERVERS:
        raise SettingsError(
            f"{host.keys[0]} is not set",
            hint=f"export {host.keys[0]}=…, or use the embedded model: --model local/" + DEFAULT,
        )
    return {"base_url": url, "api_key": key}


def _azure(endpoint: str) -> str:
    """Complete the address that Azure's own tools take, with or without a path."""
    base = endpoint.rstrip("/").removesuffix("/v1").removesuffix("/openai")
    return f"{base}/openai/v1" if base else ""


def _checked(url: str, key: str) -> None:
    """Refuse an address that cannot be called, or that carries a key: it is printed, and kept in `run.json`."""
    told = "leave it out; export OPENAI_API_KEY=…, or --api-key-file FILE"
    shown = re.sub(r"(?<=//)[^/?#]*@", "", url).partition("?")[0].partition("#")[0][:200]
    try:
        parts = urlsplit(url)
        if "@" in parts.netloc:
            raise SettingsError(f"base URL {shown!r} carries a name or key before its host", hint=told)
        if parts.query or parts.fragment or "?" in url:
            raise SettingsError(f"base URL {shown!r} carries a query, where a key would show", hint=told)
        if len(key) >= MIN_SECRET and key in unquote(url):
            raise SettingsError("the base URL carries the key", hint=told)
        host = parts.hostname
        if parts.scheme not in ("http", "https") or not host or parts.port == 0 or len(url) > _LONGEST_URL:
            raise ValueError("parts")
        if " " in url or not url.isprintable():
            raise ValueError("characters")
        if "[" in parts.netloc and "%" in host:
            raise SettingsError(
                f"base URL {shown!r} names a zone, which no HTTP address has", hint="name the host instead"
            )
        if "[" in parts.netloc:
            IPv6Address(host)
            if not _BRACKETED.fullmatch(parts.netloc):
                raise ValueError("brackets")
    except ValueError:
        raise SettingsError(f"base URL {shown!r} is no http address", hint="--base-url https://HOST/v1") from None


def config_path() -> Path:
    """Give where the configuration file is looked for."""
    named = os.environ.get("SUMMARIZE_CONFIG")
    base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return Path(named) if named else base / "grounded-summarizer" / "config.toml"


def _config_file() -> dict[str, Any]:
    path = config_path()
    try:
        return tomllib.loads(read_whole(path, _LONGEST_FILE).decode("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        why = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else getattr(error, "strerror", None) or error
        raise SettingsError(
            f"{str(path)!r} cannot be read: {str(why)[:120]}", hint="correct it, or move it away"
        ) from None


def _configured() -> dict[str, Any]:
    """Give what the configuration file sets, by the names of `Settings`.

    Raises:
        SettingsError: It holds what is no setting, or a value that a setting cannot have.
    """
    config = _config_file()
    made: dict[str, Any] = {"model": "", "why": ""}
    for name in config.keys() & _NOT_IN_A_FILE:
        raise SettingsError(f"{str(config_path())!r} holds {name!r}, which is not set there", hint=_NOT_IN_A_FILE[name])
    try:
        Settings(**(made | config))
    except ValidationError as error:
        name, value, told = _fault(error)
        held = f"{str(config_path())!r} holds {name!r:.80}"
        known = [field.name for field in fields(Settings) if field.name not in _NOT_IN_A_FILE]
        if name not in known:
            raise SettingsError(f"{held}, which is no setting", hint=f"known: {', '.join(known)}") from None
        raise SettingsError(f"{held} = {value!r:.80}, which it cannot be", hint=told) from None
    return config
