"""Asks an archive for the page, and keeps what was answered: nothing is asked twice for nothing."""

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeAlias

from backissue.search.answers.answer import Answer
from backissue.search.archive import Archive
from backissue.search.dialogue.conversation import Conversation
from backissue.search.dialogue.follow_up import FollowUp
from backissue.search.llm.citation_marks import Mark
from backissue.search.llm.language_model import LanguageModel
from backissue.search.retrieval.hits import Hits
from backissue.ui.html.address import Address
from backissue.ui.server.asking import Asking, Chosen
from backissue.ui.work.given import Given
from backissue.ui.work.kept import Kept
from backissue.ui.work.recording import Recording

Part: TypeAlias = FollowUp | Hits | str | Mark | Given
Key: TypeAlias = tuple[Address, Asking]

# Questions that are being answered, or just were, and can be listened to from their beginning.
LIVE = 100

# A language model that failed is asked anew where its question is shown again so much later, in
# seconds; the page asks sooner for what it may have lost.
TRIED_AGAIN_AFTER_S = 30.0


class Interview:
    """Asks questions as it was chosen; safe to share between threads.

    Who opens an answer gets the one that was given; who asks again gets it, too, as long as the
    archive and the way of asking are the same, or listens to what is still being said.
    """

    def __init__(
        self, archive: Archive, chosen: Chosen | None = None, kept: Kept | None = None
    ) -> None:
        """Ask an archive."""
        self._archive = archive
        self.chosen = chosen or Chosen()
        self.kept = kept or Kept(archive)
        self._live: OrderedDict[Key, Recording[Part]] = OrderedDict()
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
        self,
        address: Address,
        is_wanted: Callable[[], bool] = lambda: True,
        *,
        anew: bool = False,
    ) -> Iterator[Part]:
        """Yield how a question was understood, and what comes of it, as `Conversation.stream`.

        The answer comes with when it was given. What was given before the archive was changed, or
        otherwise than it is asked now, is given anew only if that is wanted. Raises QueryInvalid.
        """
        return self._recording((address.turn, self.asking), anew=anew).follow(is_wanted)

    def answer(self, address: Address) -> Answer:
        """Return the answer to a question, the one that was given if there is one.

        Raises QueryInvalid.
        """
        return self._answer((address.turn, self.asking))

    def differs(self, given: Given, address: Address) -> list[str]:
        """Return why an answer would not be given like that now, in a few words each."""
        reasons = []
        if given.generation != self._archive.info().generation:
            reasons.append("before the archive was changed")
        if given.how != _how((address.turn, self.asking)):
            reasons.append("by other settings")
        return reasons

    def forget(self, article_ids: Iterable[str] | None = None) -> None:
        """Let go of all answers, or of those for which any of some articles was read."""
        with self._lock:
            self._live.clear()
        if article_ids is None:
            self.kept.forget()
        else:
            self.kept.forget_articles(article_ids)

    def _answer(self, key: Key) -> Answer:
        while True:  # it may be stopped meanwhile
            for part in self._recording(key).follow():
                if isinstance(part, Given):
                    return part.answer

    def _recording(self, key: Key, *, anew: bool = False) -> Recording[Part]:
        generation = self._archive.info().generation
        with self._lock:
            live = self._live.pop(key, None)
            if live is None or live.is_stopped or _is_old(live, key, generation):
                live = self._given(key, generation, anew=anew) or Recording(
                    partial(self._ask, *key)
                )
            self._live[key] = live
            if len(self._live) > LIVE:
                self._live.popitem(last=False)
            return live

    def _given(self, key: Key, generation: int, *, anew: bool) -> Recording[Part] | None:
        """Return what was given to a question, if it will do."""
        turn, how = key[0].link, _how(key)
        given = self.kept.read(turn, how)
        if given is None or (anew and (given.how, given.generation) != (how, generation)):
            return None

        def play(_: Callable[[], bool]) -> Generator[Part]:
            yield from (given.understood, given.hits, given)

        return Recording(play)

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
        understood: FollowUp | None = None
        hits: Hits | None = None
        for part in conversation.stream(turn.q, as_typed=turn.q in turn.alone, **changed):
            if isinstance(part, Answer):
                if understood is None or hits is None:
                    raise TypeError("An answer came before what it was made from.")
                how, at = _how((turn, asking)), datetime.now(UTC)
                given = Given(understood=understood, hits=hits, answer=part, how=how, at=at)
                if not _has_failed(given, model):
                    self.kept.write(turn.link, given)
                yield given
                continue
            if isinstance(part, FollowUp):
                understood = part
            elif isinstance(part, Hits):
                hits = part
            yield part


def _is_old(recording: Recording[Part], key: Key, generation: int) -> bool:
    """Whether what has ended is to be asked anew when it is shown again."""
    if recording.age is None:
        return False
    given = recording.last
    if not isinstance(given, Given) or (given.how, given.generation) != (_how(key), generation):
        return True
    return _has_failed(given, model_for(*key)) and recording.age > TRIED_AGAIN_AFTER_S


def _has_failed(given: Given, model: LanguageModel | None) -> bool:
    """Whether a language model was to word an answer and did not."""
    receipt = given.answer.receipt
    return receipt is None or (model is not None and model.name not in receipt.models)


def _how(key: Key) -> str:
    """Return how a question is asked as text; no key to a language model is part of it."""
    model = model_for(*key)
    return json.dumps([key[1].strict, *([model.name, model.url] if model else [])])


def model_for(address: Address, asking: Asking) -> LanguageModel | None:
    """Return the language model that words the answer to a question, if any does."""
    return None if address.q in address.plain else asking.language_model
