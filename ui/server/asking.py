"""How questions are asked on the page: what was chosen, for as long as it is served."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from markupsafe import Markup

from backissue.indexer.errors import BackissueError
from backissue.search.llm.language_model import LanguageModel
from backissue.search.llm.llm import Message, write
from backissue.ui.html.address import Address
from backissue.ui.html.frame import message

# What a model is asked to see whether it answers at all.
TRIAL: Message = {"role": "user", "content": "Answer with the one word yes."}

# In seconds: a model that takes longer to say yes is not there.
TRIAL_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who words an answer, and how sure it has to be."""

    strict: bool = False
    """Whether an answer is withheld that what it cites does not bear out."""
    language_model: LanguageModel | None = None
    """Who words it; None for the articles' own words."""


class Chosen:
    """Holds what was chosen, the key of a language model too, in memory alone."""

    def __init__(self, asking: Asking | None = None) -> None:
        """Begin with something."""
        self.asking = asking or Asking()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Begin with the language model that is set up. Raises LanguageModelInvalid."""
        return cls(Asking(language_model=LanguageModel.from_environment(environment)))

    def be_strict(self, strict: bool) -> str:  # noqa: FBT001 - Gradio gives no names
        """Withhold doubtful answers, or not any longer."""
        self.asking = replace(self.asking, strict=strict)
        return self.said

    def use(self, name: str, url: str, key: str) -> str:
        """Let a language model word the answers; without a new key the one before is kept."""
        model = self._read(name, url, key)
        if isinstance(model, str):
            return model
        self.asking = replace(self.asking, language_model=model)
        return self.said

    def forget(self) -> str:
        """Go back to the articles' own words, and forget the key."""
        self.asking = replace(self.asking, language_model=None)
        return self.said

    def test(self, name: str, url: str, key: str) -> str:
        """Ask a language model to say yes, and say how that went."""
        model = self._read(name, url, key)
        if isinstance(model, str):
            return model
        begun = time.monotonic()
        trial = replace(model, total_seconds=TRIAL_SECONDS, silence_seconds=TRIAL_SECONDS)
        try:
            said = " ".join("".join(write(trial, [TRIAL])).split())
        except BackissueError as error:
            return message(f"{error}.")
        took = time.monotonic() - begun
        return message(f"{model.name} at {model.url} said “{said[:80]}” after {took:.1f} s.")

    @property
    def said(self) -> str:
        """Who words answers now, and which are given, as HTML."""
        model = self.asking.language_model
        strictly = " Those that their citations do not bear out are withheld."
        who = "Answers are in the words of the articles; nothing leaves this machine."
        if model is not None:
            key = "with the key that was given" if model.key else "without a key"
            who = f"Answers are worded by {model.name} at {model.url}, {key}."
        return message(who + strictly * self.asking.strict)

    def _read(self, name: str, url: str, key: str) -> LanguageModel | str:
        """Return the language model that was typed, or why it cannot be used."""
        before = self.asking.language_model
        try:
            model = LanguageModel(name=name.strip(), url=url, key=key)
        except BackissueError as error:
            return message(str(error))
        is_same = before is not None and (before.name, before.url) == (model.name, model.url)
        return before if before and is_same and not model.key else model


def asking_note(asking: Asking) -> Markup:
    """Return what is to be known before a question is asked, or nothing."""
    model = asking.language_model
    parts = []
    if model is not None:
        parts.append(
            f"{model.name} at {model.url} words the answer: your question and the passages found "
            "are sent there."
        )
    if asking.strict:
        parts.append("An answer that its citations do not bear out is withheld.")
    if not parts:
        return Markup("")
    return Markup('<p class="bi-asking">{} <a data-go href="{}">Settings</a></p>').format(
        " ".join(parts), Address(view="settings").link
    )
