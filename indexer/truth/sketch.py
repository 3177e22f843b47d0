"""An article -> its sketch: a sample of its runs of words, by which copies of it are recognised."""

import re
from typing import NamedTuple, TypeAlias
from zlib import crc32

import numpy as np
import numpy.typing as npt

from backissue.indexer.article import Article

Hashes: TypeAlias = npt.NDArray[np.uint32]

# Words that follow one another are one shingle: with fewer, stock phrases look like copying; with
# more, a light rewrite leaves too few whole.
WORDS_PER_SHINGLE = 3

# One shingle in so many is kept, chosen by its hash: every article keeps the same ones, so that
# samples compare as whole texts do, whatever their lengths.
ONE_IN = 8

WORD = re.compile(r"\w+")

# Odd constants of MurmurHash3 (Appleby, public domain), which mixes what the polynomial leaves.
FACTOR = np.uint64(0x9E3779B97F4A7C15)
MIXERS = (np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53))
SHIFT = np.uint64(33)


class Sketch(NamedTuple):
    """What is kept of an article to compare it by.

    Broder, On the resemblance and containment of documents (1997), calls it a sketch modulo m.
    """

    headline: int
    """A hash of the headline's words."""
    shingles: Hashes
    """Hashes of the shingles that were chosen, each once, in order."""

    def __bytes__(self) -> bytes:
        return np.concatenate(([self.headline], self.shingles)).astype("<u4").tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Sketch":
        """Return the sketch that was written as these bytes."""
        values = np.frombuffer(data, "<u4").astype(np.uint32)
        return cls(int(values[0]), values[1:])


def sketch(article: Article) -> Sketch:
    """Sketch an article: case, punctuation and white space make no difference, nor does its title.

    Outlets give copies headlines of their own.
    """
    words = WORD.findall(article.text.casefold())
    codes = np.array([crc32(word.encode()) for word in words], np.uint64)
    count = max(0, len(codes) - WORDS_PER_SHINGLE + 1)
    hashes = np.zeros(count, np.uint64)
    for place in range(WORDS_PER_SHINGLE):
        hashes = hashes * FACTOR + codes[place : place + count]
    for mixer in MIXERS:
        hashes = (hashes ^ (hashes >> SHIFT)) * mixer
    chosen = hashes[hashes >> np.uint64(32) < 2**32 // ONE_IN]
    headline = crc32(" ".join(WORD.findall(article.title.casefold())).encode())
    return Sketch(headline, np.unique(chosen.astype(np.uint32)))
