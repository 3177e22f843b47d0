"""Asks an archive for the page, and keeps what was answered: nothing is asked twice for nothing."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, TypeAlias

from backissue.search.answers.answer import Answer
from backissue.search.archive import Archive
from backissue.search.dialogue.conversation import Conversation
from backissue.search.dialogue.follow_up import FollowUp
from backissue.search.llm.citation_marks import Mark
from backissue.search.llm.language_model import LanguageModel
from backissue.search.retrieval.hits import Hits
from backissue.ui.address import Address
from backissue.ui.asking import Asking, Chosen
from backissue.ui.recording import Recording

Part: TypeAlias = FollowUp | Hits | str | Mark | Answer
Key: TypeAlias = tuple[Address, Asking]

# Questions whose answers are kept.
KEPT = 100

# A language model that failed is asked anew where its question is shown again so much later, in
# seconds; the page asks sooner for what it may have lost.
TRIED_AGAIN_AFTER_S = 30.0


class Interview:
    """Asks questions as it was chosen; safe to share between threads.

    Who asks again gets what there is, or listens to what is still being said.
    """

    def __init__(self, archive: Archive, chosen: Chosen | None = None) -> None:
        """Ask an archive."""
        self._archive = archive
        self.chosen = chosen or Chosen()
        self._kept: OrderedDict[Key, Recording[Part]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def asking(self) -> Asking:
        """How questions are asked."""
        return self.chosen.asking

    @property
    def sources(self) -> Iterable[str]:
        """The outlets that there are."""
        return self._archive.info().sources

    def follow(
        self, address: Address, is_wanted: Callable[[], bool] = lambda: True
    ) -> Iterator[Part]:
        """Yield how a question was understood, and what comes of it, as `Conversation.stream`.

        An answer that a language model failed to give, or from before the archive was changed, is
        given anew. Raises QueryInvalid.
        """
        key, generation = (address.turn, self.asking), self._archive.info().generation
        return self._recording(key, lambda kept: _is_old(kept, key, generation)).follow(is_wanted)

    def answer(self, address: Address) -> Answer:
        """Return the answer to a question, the one that was given if there is one.

        Raises QueryInvalid.
        """
        return self._answer((address.turn, self.asking))

    def _answer(self, key: Key) -> Answer:
        while True:  # it may be stopped meanwhile
            for part in self._recording(key).follow():
                if isinstance(part, Answer):
                    return part

    def _recording(
        self, key: Key, is_old: Callable[[Recording[Part]], bool] = lambda _: False
    ) -> Recording[Part]:
        with self._lock:
            kept = self._kept.pop(key, None)
            is_good = kept is not None and not kept.is_stopped and not is_old(kept)
            recording = kept if kept and is_good else Recording(partial(self._ask, *key))
            self._kept[key] = recording
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return recording

    def _ask(self, turn: Address, asking: Asking, is_wanted: Callable[[], bool]) -> Generator[Part]:
        former, model = turn.former, model_for(turn, asking)
        scope: dict[str, Any] = dict(turn.scope)
        before = former.scope if former else scope
        changed: dict[str, Any] = {
            name: value for name, value in scope.items() if before.get(name) != value
        }
        conversation = Conversation(
            self._archive,
            strict=asking.strict,
            language_model=replace(model, is_wanted=is_wanted) if model else None,
            answer=self._answer((former, asking)) if former else None,
            **scope,
        )
        yield from conversation.stream(turn.q, as_typed=turn.q in turn.alone, **changed)


def _is_old(recording: Recording[Part], key: Key, generation: int) -> bool:
    """Whether what has ended is to be asked anew when it is shown again."""
    if recording.age is None:
        return False
    answer, model = recording.last, model_for(*key)
    if not isinstance(answer, Answer) or answer.receipt is None:
        return True
    has_failed = model is not None and model.name not in answer.receipt.models
    is_stale = answer.receipt.reach.generation != generation
    return is_stale or (has_failed and recording.age > TRIED_AGAIN_AFTER_S)


def model_for(address: Address, asking: Asking) -> LanguageModel | None:
    """Return the language model that words the answer to a question, if any does."""
    return None if address.q in address.plain else asking.language_model
