"""Made-up articles of which it is known who copied whom, and who only looks as if."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from backissue.indexer import Article

OUTLETS = 12
VOCABULARY = 30_000
FIRST_DAY = date(2024, 1, 1)

# Words come as often as in English: the n-th most common one about 1 / n times as often.
SHARES = np.cumsum(1 / (np.arange(VOCABULARY) + 2.7))
SHARES /= SHARES[-1]

Sentence = list[str]


@dataclass(frozen=True, slots=True)
class Made:
    """An article, what it was made as, and the number of the story that it truly tells."""

    article: Article
    kind: str
    story: int
    of: str
    """The id of the article that it was made from, or that it is mistaken for."""


class Maker:
    """Makes articles; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self._made = 0
        self._stories = 0
        self._notices = [self._paragraph(6) for _ in range(OUTLETS)]

    def cases(self, count: int) -> Iterator[Made]:
        """Make so many of every kind."""
        for number in range(count):
            day = FIRST_DAY + timedelta(days=number % 90)
            base = self._base(day)
            yield base
            text = base.article.text.split("\n\n")[:-1]
            yield self._copy(base, "wire copy", text)
            yield self._copy(base, "shortened to a half", text[: (len(text) + 1) // 2])
            yield self._copy(base, "light rewrite", self._rewritten(text))
            yield self._update(base, text)
            yield self._other(base, "same event, own report", self._report(self._facts, 6))
            yield self._other(base, "next day, old background", self._follow_up(text))
            yield from self._forms(day)
            yield from self._short(day)

    def articles(self, count: int, words: int) -> Iterator[Article]:
        """Make so many articles of so many words, one in ten of which is a wire copy."""
        text = ""
        for number in range(count):
            if number % 10 or not text:
                text = " ".join(self._sentence(words))
            yield self._article(text, FIRST_DAY + timedelta(days=number % 3_650))

    def _base(self, day: date) -> Made:
        self._facts = [self._sentence() for _ in range(4)]
        paragraphs = self._report(self._facts, int(self._rng.integers(6, 13)))
        return self._new("first telling", self._printed(paragraphs, day))

    def _copy(self, base: Made, kind: str, paragraphs: list[str]) -> Made:
        day = base.article.published or FIRST_DAY
        day += timedelta(days=int(self._rng.integers(2)))
        article = self._printed([" ".join(self._sentence(6)), *paragraphs], day)
        return Made(article, kind, base.story, base.article.id)

    def _update(self, base: Made, text: list[str]) -> Made:
        added = [self._paragraph(4) for _ in range(int(self._rng.integers(1, len(text))))]
        day = base.article.published or FIRST_DAY
        article = replace(self._printed([*added, *text], day), source=base.article.source)
        return Made(article, "live update", base.story, base.article.id)

    def _other(self, base: Made, kind: str, paragraphs: list[str]) -> Made:
        day = (base.article.published or FIRST_DAY) + timedelta(days=1)
        made = self._new(kind, self._printed(paragraphs, day))
        return replace(made, of=base.article.id)

    def _forms(self, day: date) -> Iterator[Made]:
        """Fill in the same form twice on one day, and once more a week later."""
        form = [self._sentence(int(self._rng.integers(7, 13))) for _ in range(25)]
        first = ""
        for later in (0, 0, 7):
            filled = [
                [*each[:4], *self._sentence(1), *each[4:], *self._sentence(1)] for each in form
            ]
            article = self._printed([_text(filled)], day + timedelta(days=later))
            kind = ("form", "form of the same day", "form of another week")[
                bool(first) + later // 7
            ]
            yield replace(self._new(kind, article), of=first)
            first = first or article.id

    def _short(self, day: date) -> Iterator[Made]:
        """Print two briefs that are shorter than their outlet's notice."""
        first = ""
        for _ in range(2):
            article = self._printed([self._paragraph(3)], day, outlet=0)
            kind = "brief under the same notice" if first else "brief"
            yield replace(self._new(kind, article), of=first)
            first = article.id

    def _new(self, kind: str, article: Article) -> Made:
        self._stories += 1
        return Made(article, kind, self._stories, "")

    def _printed(self, paragraphs: list[str], day: date, outlet: int | None = None) -> Article:
        """Print paragraphs in an outlet, with its notice below them."""
        if outlet is None:
            outlet = int(self._rng.integers(1, OUTLETS))
        article = self._article("\n\n".join([*paragraphs, self._notices[outlet]]), day)
        return replace(article, source=f"Outlet {outlet}")

    def _article(self, text: str, day: date) -> Article:
        self._made += 1
        title = " ".join(self._sentence(7))
        return Article(id=f"made-{self._made}", title=title, text=text, published=day)

    def _report(self, facts: list[Sentence], paragraphs: int) -> list[str]:
        """Tell facts, each quoted word for word, among sentences of one's own."""
        told = [self._paragraph(4) for _ in range(paragraphs)]
        return [
            f"{own} {_text([fact])}" for own, fact in zip(told, [*facts, *[[]] * 99], strict=False)
        ]

    def _follow_up(self, text: list[str]) -> list[str]:
        """Begin with news of one's own, and end with two fifths of what was printed before."""
        old = text[: max(1, 2 * len(text) // 5)]
        return [*(self._paragraph(4) for _ in range(len(text) - len(old))), *old]

    def _rewritten(self, text: list[str]) -> list[str]:
        """Drop one sentence in eight, replace one word in fifteen, and turn the order round."""
        sentences = [each.split() for each in " ".join(text).split(". ")]
        kept = [each for each in sentences if self._rng.random() > 1 / 8]
        edited = [
            [self._sentence(1)[0] if self._rng.random() < 1 / 15 else word for word in each]
            for each in kept
        ]
        return [_text([edited[place] for place in self._rng.permutation(len(edited))])]

    def _paragraph(self, sentences: int) -> str:
        return _text([self._sentence() for _ in range(sentences)])

    def _sentence(self, words: int | None = None) -> Sentence:
        count = int(self._rng.integers(10, 25)) if words is None else words
        chosen = np.searchsorted(SHARES, self._rng.random(count))
        return [f"w{word}" for word in chosen.tolist()]


def _text(sentences: list[Sentence]) -> str:
    return " ".join(" ".join(sentence) + "." for sentence in sentences if sentence)
