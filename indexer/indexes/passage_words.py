"""The words of an archive's passages: what is searched."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backissue.indexer.article import Passage
from backissue.indexer.indexes.analyzers import ANALYZER, AS_WRITTEN
from backissue.indexer.indexes.wording import seam, with_percent, wordings
from backissue.indexer.indexes.words import Fields, Words
from backissue.indexer.truth.catalogue import Catalogue, ordinal
from backissue.indexer.truth.store import Store

if TYPE_CHECKING:
    import tantivy

# What is known about an article and can be asked for by name.
LABELS = ("source", "section", "author", "place")


class PassageWords(Words):
    """An entry for every current passage.

    `title` and `body` are ranked by, any form of a word for any other. The three fields as written
    hold phrases: `seam` the words on either side of the border with the article's next passage.
    What is known about an article stands with its first passage alone, so that it counts once.
    """

    FOLDER = "words"

    @staticmethod
    def _add_fields(builder: "tantivy.SchemaBuilder") -> None:
        builder.add_unsigned_field("article", indexed=True)
        builder.add_unsigned_field("passage", fast=True)
        builder.add_unsigned_field("day", fast=True, indexed=True)
        builder.add_text_field("source", tokenizer_name="raw", index_option="basic")
        for field in ("title", "body"):
            builder.add_text_field(field, tokenizer_name=ANALYZER, index_option="freq")
        for field in ("title_as_written", "body_as_written", "seam"):
            builder.add_text_field(field, tokenizer_name=AS_WRITTEN, index_option="position")
        for field in LABELS:
            builder.add_text_field(f"{field}_label", tokenizer_name="raw", index_option="basic")

    @staticmethod
    def documents(store: Store, catalogue: Catalogue, place: int) -> Iterator[Fields]:
        """Yield the passages of an article, the first with what is known about it."""
        first, count = int(catalogue.first_passages[place]), int(catalogue.passages[place])
        passages = store.passages(range(first, first + count))
        for number in sorted(passages):
            document = _document(number, passages[number], passages.get(number + 1))
            yield {**document, **(_labels(passages[number]) if number == first else {})}


def _document(key: int, passage: Passage, following: Passage | None) -> Fields:
    """Return the fields of a passage, before the one that follows it in its article."""
    article = passage.article
    fields: Fields = {
        "passage": key,
        "title": with_percent(article.title),
        "body": with_percent(passage.text),
        "title_as_written": wordings(article.title),
        "body_as_written": wordings(passage.text),
    }
    if following:
        fields["seam"] = seam(passage.text, following.text)
    if article.published:
        fields["day"] = ordinal(article.published)
    if article.source:
        fields["source"] = article.source.casefold()
    return fields


def _labels(passage: Passage) -> Fields:
    """Return what is known about the article of a passage, which is its first."""
    article = passage.article
    known = {"source": article.source, "section": article.section, "place": article.place}
    labels: Fields = {f"{field}_label": name for field, name in known.items() if name}
    return labels | {"author_label": list(article.authors)}
