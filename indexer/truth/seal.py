"""Checksums of what the truth holds, so that a flipped bit is noticed rather than answered with."""

from zlib import crc32


class SealBroken(Exception):
    """What is stored is not what was written; the message says what it is, and no more."""


def seal(*values: object) -> int:
    """Return the CRC-32 of some values in ASCII, which every version of Python writes alike."""
    return crc32(ascii(values).encode())


def vector_seal(key: int, data: bytes) -> int:
    """Return the CRC-32 of a passage's vector, or of an article's sketch."""
    return crc32(data, key)
