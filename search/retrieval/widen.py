"""Passages that were found, shown with the sentences around them."""

from collections.abc import Iterable
from dataclasses import replace

from backissue.indexer.article import Passage
from backissue.indexer.split import sentences
from backissue.search.retrieval.hit import Hit

# In characters: the 256 tokens that the model reads at once, at 4.6 characters a token of news.
# Passages are cut to less, so that their vectors stay sharp, but what answers a question often
# stands in the sentence before or after. benchmarks/README.md says what other widths find.
WIDE = 1_200


def widen(hits: Iterable[Hit], better: Iterable[Hit] = ()) -> list[Hit]:
    """Return hits with what stands around their passages, best first.

    One of which a better one shows half is left out; `better` are those that are shown already.
    """
    shown: dict[str, list[Passage]] = {}
    for hit in better:
        shown.setdefault(hit.article.id, []).append(hit.passage)
    wider = []
    for hit in hits:
        seen = shown.setdefault(hit.article.id, [])
        if not any(_has_half(wide, hit.passage) for wide in seen):
            wide = widened(hit.passage)
            seen.append(wide)
            wider.append(replace(hit, passage=wide))
    return wider


def widened(passage: Passage) -> Passage:
    """Add whole sentences, those that follow first, up to WIDE characters in all."""
    text, start, end = passage.article.text, passage.start, passage.end
    border = start + WIDE
    if end < border:
        after = sentences(text[end:border])
        # The last one may go on beyond what was looked at.
        whole = after if border >= len(text) else after[:-1]
        end += max((stop for _, stop in whole), default=0)
    border = end - WIDE
    if border < start:
        border = max(0, border)
        before = sentences(text[border:start])
        whole = before if border == 0 else before[1:]
        start = min((border + first for first, _ in whole), default=start)
    return Passage(passage.article, start, end)


def _has_half(wide: Passage, passage: Passage) -> bool:
    common = min(wide.end, passage.end) - max(wide.start, passage.start)
    return 2 * common >= passage.end - passage.start
