"""A language model of the user's own: where it is, and how long it may take."""

import base64
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Self
from urllib.parse import unquote, urlsplit

from backissue.indexer.errors import LanguageModelInvalid, LibraryMissing

# A model of some billion weights on a laptop reads ten passages in half a minute, and may have to
# be loaded first; one that has said nothing for longer is not worth the wait.
SILENCE_SECONDS = 60.0
TOTAL_SECONDS = 120.0


def _always() -> bool:
    """Want it, in another process too: a lambda could not be sent there."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageModel:
    """A model at an OpenAI-compatible address: Ollama, vLLM, llama.cpp, or one that is hosted.

    Nothing is sent to it before a question is asked with it; then the question and the passages
    are. Raises LanguageModelInvalid where it cannot be asked so, or LibraryMissing.
    """

    name: str
    """As the server calls it: llama3.2."""
    url: str
    """What stands before /chat/completions: http://localhost:11434/v1."""
    key: str = field(default="", repr=False)
    """What the server wants to see; empty where it asks for none."""
    silence_seconds: float = SILENCE_SECONDS
    """How long it may say nothing, at first or midway."""
    total_seconds: float = TOTAL_SECONDS
    """How long an answer may take."""
    is_wanted: Callable[[], bool] = field(default=_always, repr=False, compare=False)
    """Whether anybody still waits for it; asked again and again, and where it is not, it is hung up
    on at once."""

    def __post_init__(self) -> None:
        if find_spec("openai") is None:
            raise LibraryMissing(
                "Asking a language model takes a library that is not installed. Install it with: "
                "pip install 'backissue[llm]'"
            )
        for name in ("name", "url", "key"):
            if not isinstance(getattr(self, name), str):  # not shown: it may be a key
                raise LanguageModelInvalid(f"{name} is not text. Give a str.")
        if not self.name.strip():
            raise LanguageModelInvalid(
                "The language model has no name. Give it as its server does."
            )
        for name in ("silence_seconds", "total_seconds"):
            seconds = getattr(self, name)
            if not (isinstance(seconds, int | float) and math.isfinite(seconds) and seconds > 0):
                raise LanguageModelInvalid(
                    f"{name} is {seconds!r}; give a number of seconds above 0."
                )
        object.__setattr__(self, "key", self.key.strip())
        if not (self.key.isascii() and self.key.isprintable()):
            raise LanguageModelInvalid(
                "The key for the language model has characters that no key has, such as line ends "
                "or letters with accents. Copy it again."
            )
        self._take_password()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self | None:
        """Read BACKISSUE_LLM_MODEL, _URL, _KEY and _SECONDS; None where there is neither of two.

        No other variable is read. Raises LanguageModelInvalid where only one of model and URL is
        set, or where they cannot be used.
        """
        name = environment.get("BACKISSUE_LLM_MODEL", "").strip()
        url = environment.get("BACKISSUE_LLM_URL", "").strip()
        if not name and not url:
            return None
        if not name or not url:
            raise LanguageModelInvalid(
                f"BACKISSUE_LLM_{'URL' if url else 'MODEL'} is set, but not "
                f"BACKISSUE_LLM_{'MODEL' if url else 'URL'}. Set both, or none to do without a "
                "language model."
            )
        seconds = environment.get("BACKISSUE_LLM_SECONDS", "").strip() or str(TOTAL_SECONDS)
        try:
            total = float(seconds)
        except ValueError as error:
            raise LanguageModelInvalid(
                f"BACKISSUE_LLM_SECONDS is {seconds!r}, which is no number of seconds."
            ) from error
        return cls(
            name=name, url=url, key=environment.get("BACKISSUE_LLM_KEY", ""), total_seconds=total
        )

    @property
    def authorization(self) -> str | None:
        """The header that shows the key, or None where there is no key."""
        if not self.key or self.key.startswith("Basic "):
            return self.key or None
        return f"Bearer {self.key}"

    def _take_password(self) -> None:
        """Check the URL, and keep a name and password in it where the key is kept."""
        try:
            parts = urlsplit(self.url.strip())
            host, _ = parts.hostname, parts.port
        except ValueError:
            host = None
        if not host or parts.scheme not in {"http", "https"} or parts.query or parts.fragment:
            raise LanguageModelInvalid(
                "The URL of the language model is not one. Give what stands before "
                "/chat/completions, such as http://localhost:11434/v1, without ? or #."
            )
        if parts.username is not None or parts.password is not None:
            if self.key:
                raise LanguageModelInvalid(
                    "The URL of the language model holds a password and there is a key too. Leave "
                    "one of them out."
                )
            secret = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
            basic = base64.b64encode(secret.encode()).decode()
            object.__setattr__(self, "key", f"Basic {basic}")
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2])
        object.__setattr__(self, "url", bare.geturl().rstrip("/"))
