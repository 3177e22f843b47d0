"""What can go wrong, as exceptions whose message says what to do next.

BackissueError
├── AnswerInvalid        (ValueError)         a saved answer cannot be read
├── ArchiveNotFound      (FileNotFoundError)  no archive in that folder
├── ArchiveLocked        (RuntimeError)       another process is writing to it
├── ArchiveDamaged       (RuntimeError)       what is stored cannot be trusted
├── ArchiveMismatch      (ValueError)         made with another model or a newer version
│   └── ArchiveOutdated                       of an older format, where it cannot be changed
├── ArchiveUnwritable    (OSError)            the disk is full or the folder read-only
├── ArticleInvalid       (ValueError)         an article cannot be indexed as it is
├── ArticleNotFound      (KeyError)           no article with that id
├── CitationUnresolved   (KeyError)           the cited revision is not in the archive
├── LibraryMissing       (ImportError)        a library is not on this machine
├── ModelUnusable        (RuntimeError)       the embedding model is missing or not the one expected
├── QueryInvalid         (ValueError)         a question or filter cannot be understood
└── QuestionsInvalid     (ValueError)         questions to measure with cannot be used
"""


class BackissueError(Exception):
    """The root of every error that Backissue raises on purpose."""

    def __str__(self) -> str:
        """Return the message itself, which KeyError would wrap in quotes."""
        return str(self.args[0]) if self.args else ""


class AnswerInvalid(BackissueError, ValueError):
    """What is to be read is no answer that was saved."""


class ArchiveNotFound(BackissueError, FileNotFoundError):
    """No archive in that folder."""


class ArchiveLocked(BackissueError, RuntimeError):
    """Another process is writing to the archive."""


class ArchiveDamaged(BackissueError, RuntimeError):
    """What is stored cannot be trusted."""


class ArchiveMismatch(BackissueError, ValueError):
    """The archive was made with another model or by a newer version."""


class ArchiveUnwritable(BackissueError, OSError):
    """The disk is full, or the folder cannot be written."""


class ArchiveOutdated(ArchiveMismatch):
    """The archive has an older format and cannot be brought up to date where it is."""


class ArticleInvalid(BackissueError, ValueError):
    """An article cannot be indexed as it is."""


class ArticleNotFound(BackissueError, KeyError):
    """No article with that id."""


class CitationUnresolved(BackissueError, KeyError):
    """The cited revision of an article is not in the archive."""


class LibraryMissing(BackissueError, ImportError):
    """A library that not every machine has is not installed on this one."""


class ModelUnusable(BackissueError, RuntimeError):
    """The embedding model is missing, or is not the one expected."""


class QueryInvalid(BackissueError, ValueError):
    """A question or filter cannot be understood."""


class QuestionsInvalid(BackissueError, ValueError):
    """Questions to measure with, or the results of such questions, cannot be used."""
