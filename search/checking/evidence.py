"""What an answer's sentence rests on: the sentences of the cited passages, and their headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from backissue.indexer.article import Article, Passage
from backissue.indexer.split import sentences
from backissue.search.checking.alignment import Alignment, align
from backissue.search.checking.named import Named
from backissue.search.language.dates import Day, published_day
from backissue.search.language.polarity import plain
from backissue.search.language.quantities import CURRENCIES, Quantity
from backissue.search.language.statement import Statement, read_statement
from backissue.search.language.wording import Word, words

# Sentences that are laid beside a claim, word by word.
LAID_BESIDE = 5

# Characters before a passage: two sentences.
LOOKING_BACK = 240


@dataclass(frozen=True, slots=True, eq=False)
class Cited:
    """One sentence of what is cited, or a headline."""

    statement: Statement
    article: Article
    passage: Passage | None
    """Where it stands; None for a headline."""


class Evidence:
    """All that a sentence cites, read once."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        """Read the passages, and the headlines and days of their articles."""
        self.passages = tuple(passages)
        self.articles = list({each.article.id: each.article for each in passages}.values())
        self.sentences = [cited for passage in passages for cited in _sentences(passage)]
        self.headlines = [
            Cited(read_statement(article.title), article, None)
            for article in self.articles
            if article.title
        ]
        self.all = [*self.sentences, *self.headlines]

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """Every word of it that says something."""
        return frozenset().union(*(cited.statement.lemmas for cited in self.all))

    @cached_property
    def roots(self) -> list[tuple[Cited, frozenset[str]]]:
        """Each sentence with its words, without the prefixes that deny them."""
        return [
            (cited, frozenset(plain(word.lemma) for word in cited.statement.words))
            for cited in self.all
        ]

    @cached_property
    def facts(self) -> list[list[Word]]:
        """The words of what is known of the articles: outlet, place, section and authors."""
        return [
            words(fact)
            for article in self.articles
            for fact in (article.source, article.place, article.section, *article.authors)
            if fact
        ]

    @cached_property
    def named(self) -> Named:
        """Every name in it, and in the lines before it, whom “he” or “she” may mean."""
        before = [
            words(each.article.text[max(0, each.start - LOOKING_BACK) : each.start])
            for each in self.passages
        ]
        return Named.of([*(cited.statement.words for cited in self.all), *before, *self.facts])

    @cached_property
    def named_in_articles(self) -> list[Named]:
        """Every name in each whole article, for full names of those that are named here."""
        return [_named_in(article.text) for article in self.articles]

    @cached_property
    def denied(self) -> frozenset[str]:
        """Every word that it denies somewhere."""
        return frozenset(
            plain(cited.statement.words[place].lemma)
            for cited in self.all
            for place in cited.statement.denied
        )

    @cached_property
    def numbers(self) -> list[Quantity | Day]:
        """Every number and day in it, and the days on which it was published."""
        quantities = {
            (each.key, each.hedge): each
            for cited in self.all
            for each in cited.statement.quantities
        }
        days = [day for cited in self.all for day in cited.statement.days]
        published = [each.published for each in self.articles if each.published]
        return [*quantities.values(), *days, *map(published_day, published)]

    @cached_property
    def currencies(self) -> frozenset[str]:
        """Every currency in it, in which other sums of it may be meant."""
        return CURRENCIES & {each.unit for each in self.numbers if isinstance(each, Quantity)}

    @cached_property
    def years(self) -> frozenset[int]:
        """Every year that it gives."""
        return frozenset(
            each.year for each in self.numbers if isinstance(each, Day) and each.year is not None
        )

    def published_days(self, day: Day) -> set[date | None]:
        """Return when the articles appeared that name a day, which says what “Tuesday” means."""
        return {cited.article.published for cited in self.all if day in cited.statement.days} or {
            None
        }

    def beside(self, claim: Statement, question: Statement) -> list[tuple[Cited, Alignment]]:
        """Lay the sentences that share most with a claim and its question beside the claim."""
        wanted = {unit.key for unit in (*claim.units, *question.units)}
        shared = [
            (len(wanted & {unit.key for unit in cited.statement.units}), -place)
            for place, cited in enumerate(self.all)
        ]
        best = sorted(shared, reverse=True)[:LAID_BESIDE]
        return [(self.all[-place], align(claim, self.all[-place].statement)) for _, place in best]


def _sentences(passage: Passage) -> Iterator[Cited]:
    for start, end in sentences(passage.text):
        sentence = Passage(passage.article, passage.start + start, passage.start + end)
        yield Cited(read_statement(sentence.text), passage.article, sentence)


@lru_cache(maxsize=64)
def _named_in(text: str) -> Named:
    return Named.of([words(text)])
