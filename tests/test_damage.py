"""Damaged files and read-only folders: an error that says so, or the same answers."""

import logging
import os
import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from backissue.indexer import Article, BackissueError, build_archive
from backissue.indexer.errors import (
    ArchiveDamaged,
    ArchiveMismatch,
    ArchiveNotFound,
    ArchiveUnwritable,
)
from backissue.indexer.indexes.article_words import ArticleWords
from backissue.indexer.indexes.passage_words import PassageWords
from backissue.indexer.indexes.words import Words, clear_words
from backissue.indexer.info import Info
from backissue.indexer.truth.database import FILE
from backissue.indexer.truth.rows import read_record
from backissue.indexer.truth.store import Known, Store
from backissue.indexer.verify import rebuild, verify_archive
from backissue.search import Archive, Reference
from backissue.search.answers.resolve import Resolution
from backissue.search.retrieval.hits import Hits

from conftest import ARTICLES, WordEmbedder, article
from mounts import cannot_mount, mounted, unmount
from patience import tried

# Where one bit or byte of the articles' file is changed, for each seed: about 20 ms each. That a
# row is lost from its table takes a flip among one in two hundred.
FLIPS = 300
SEEDS = (5, 6, 7, 8)

LONG = article(9, "The river rose by a hand before noon. " * 40)
REVISED = article(4, "The council voted against a new bridge.", source="Courier")


@dataclass(frozen=True, slots=True)
class Answers:
    """What an archive says to everything that these tests ask."""

    hits: list[Hits]
    articles: list[Article]
    cited: Resolution
    known: dict[str, Known]
    info: Info
    answer: str | None


IDS = [f"article-{number}" for number in (1, 2, 3, 4, 5, 9)]
FORMER = Reference("article-4", ARTICLES[3].content_hash, 4, 11)


def answers(folder: Path, *, asked: bool = True) -> Answers:
    """Ask everything; what a reader makes of the hits takes so long that it may be left out."""
    with Archive.open(folder, embedder=WordEmbedder()) as archive, closing(Store(folder)) as store:
        return Answers(
            [
                archive.search(question, limit=50, mode=mode)
                for question in ("harbour", "a bridge", "the river in spring", "source courier")
                for mode in ("keyword", "semantic", "hybrid")
            ]
            + [archive.search("harbour", source="Post")]
            + [archive.search("harbour", after="2020-03-01")],
            [archive.article(identity) for identity in IDS],
            archive.resolve(FORMER),
            store.known(IDS),
            replace(archive.info(), folder="", bytes_on_disk=0),
            repr(archive.ask("When did the harbour open again?")) if asked else None,
        )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an archive with a revised article and a long one."""
    folder = tmp_path_factory.mktemp("whole") / "archive"
    for commit in (ARTICLES, [REVISED], [LONG]):
        build_archive(commit, folder, embedder=WordEmbedder())
    return folder


@pytest.fixture(scope="module")
def said(whole: Path) -> Answers:
    """What that archive answers."""
    return answers(whole)


def made_anew(whole: Path, folder: Path, said: Answers, *kinds: type[Words]) -> Answers:
    """Return what it answers once some of its words are made again.

    Tantivy counts words that were deleted until it merges what they stood in, so that the scores
    are a little different, and nothing else is.
    """
    shutil.copytree(whole, folder)
    for kind in kinds:
        clear_words(folder / kind.FOLDER)
    anew = answers(folder)
    assert replace(anew, hits=[], answer=None) == replace(said, hits=[], answer=None)
    for hits, former in zip(anew.hits, said.hits, strict=True):
        assert {hit.passage for hit in hits} == {hit.passage for hit in former}
    return anew


@pytest.fixture(scope="module")
def said_anew(whole: Path, said: Answers, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """What it answers once all its words are made again."""
    folder = tmp_path_factory.mktemp("anew") / "archive"
    return made_anew(whole, folder, said, ArticleWords, PassageWords)


@pytest.fixture(scope="module")
def right(
    whole: Path, said: Answers, said_anew: Answers, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Answers, ...]:
    """What it may answer where some of the words may have been made again."""
    folder = tmp_path_factory.mktemp("some-anew")
    some = [
        made_anew(whole, folder / kind.FOLDER, said, kind) for kind in (ArticleWords, PassageWords)
    ]
    return said, said_anew, *some


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    """A copy of it to be damaged."""
    return Path(shutil.copytree(whole, tmp_path / "copy"))


def seeded(seed: int | str) -> random.Random:
    return random.Random(seed)  # noqa: S311 - for variety, not for secrets


# The indexes: whatever happens to them, they are made again.


def flip(path: Path, dice: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[dice.randrange(len(content))] ^= dice.choice([1 << dice.randrange(8), 255])
    path.write_bytes(content)


def truncate(path: Path, dice: random.Random) -> None:
    os.truncate(path, dice.randrange(path.stat().st_size))


def empty(path: Path, _: random.Random) -> None:
    os.truncate(path, 0)


def delete(path: Path, _: random.Random) -> None:
    path.unlink()


FILES_OF_WORDS = ("del", "fast", "fieldnorm", "idx", "pos", "store", "term")
INDEX_FILES = (
    "vectors-*.faiss",
    *(
        f"{words.FOLDER}/{file}"
        for words in (ArticleWords, PassageWords)
        for file in ("meta.json", ".managed.json", *(f"*.{kind}" for kind in FILES_OF_WORDS))
    ),
)


@pytest.mark.parametrize("damage", [flip, truncate, empty, delete])
@pytest.mark.parametrize("pattern", INDEX_FILES)
def test_a_damaged_index_is_made_again_and_answers_as_before(
    copy: Path,
    right: tuple[Answers, ...],
    pattern: str,
    damage: Callable[[Path, random.Random], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    dice = seeded(f"{pattern} {damage.__name__}")
    for _ in range(2 if damage is flip else 1):
        if not (paths := sorted(copy.glob(pattern))):
            break  # made again, there is no file of deletions
        damage(path := dice.choice(paths), dice)
        caplog.clear()
        assert answers(copy) in right, path
        # In JSON, a flipped bit may do no harm; and a file that is gone is no damage by itself.
        if damage in (truncate, empty) or (damage is flip and not pattern.endswith("json")):
            warnings = [each for each in caplog.records if each.levelno == logging.WARNING]
            assert any("made again" in warning.getMessage() for warning in warnings), path
        assert verify_archive(copy)
        caplog.clear()
        assert answers(copy) in right
        assert caplog.records == [], "once it is made again there is nothing left to say"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r'"num_deleted_docs": [1-9]', '"num_deleted_docs": 0'),
        (r'"max_doc": [1-9]', '"max_doc": 9'),
        (r'"max_doc": [1-9]', '"max_doc": 0'),
        (r'"fieldnorms": true', '"fieldnormz": true'),
        (r'"name": "body"', '"name": "bodx"'),
        (r'"name": "passage"', '"name": "passagf"'),
        (r'"fast": true', '"fasu": true'),
        (r'"record": "position"', '"recorf": "position"'),
        (r'"tokenizer": "backissue_en"', '"tokenizer": "backissue_eo"'),
        (r'"opstamp": [1-9]', '"opstamp": 7'),
    ],
)
def test_a_wrong_value_in_a_list_of_words_changes_nothing(
    whole: Path, right: tuple[Answers, ...], tmp_path: Path, written: str, read: str
) -> None:
    """Tantivy puts no checksum into it."""
    lists = {
        words.FOLDER: (whole / words.FOLDER / "meta.json").read_text("utf-8")
        for words in (ArticleWords, PassageWords)
    }
    places = [
        (words, *each.span())
        for words, text in lists.items()
        for each in re.finditer(written, text)
    ]
    assert places
    for words, start, stop in places:
        folder = Path(shutil.copytree(whole, tmp_path / f"{words}-from-{start}"))
        changed = lists[words][:start] + read + lists[words][stop:]
        (folder / words / "meta.json").write_text(changed, "utf-8")
        found = answers(folder, asked=False)
        assert found in [replace(each, answer=None) for each in right], (words, start)


def test_without_any_index_they_are_made_again(copy: Path, said_anew: Answers) -> None:
    for words in (ArticleWords, PassageWords):
        clear_words(copy / words.FOLDER)
    for path in copy.glob("vectors-*"):
        path.unlink()
    assert answers(copy) == said_anew
    assert verify_archive(copy)


def test_indexing_makes_damaged_indexes_again_and_embeds_nothing_for_it(
    copy: Path, said_anew: Answers, embedder: WordEmbedder
) -> None:
    words = (
        path
        for kind in (ArticleWords, PassageWords)
        for path in copy.glob(f"{kind.FOLDER}/*.store")
    )
    for path in (*copy.glob("vectors-*"), *words):
        flip(path, seeded(1))
    assert build_archive([LONG], copy, embedder=embedder).unchanged == 1
    assert embedder.embedded == []
    assert verify_archive(copy)
    assert answers(copy) == said_anew


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store",
        "archive.sqlite3.bak",
        "archive.sqlite3.new",
        "archive.new",
        "notes/notes.txt",
        "vectors.new",
        "vectors-copy.faiss",
        "vectors-0000000003.faiss",
        "vectors-0000000003-deadbeef.faiss",
        "vectors-of-last-year.faiss",
        "words/notes.txt",
        "writer.json",
    ],
)
def test_a_stray_file_changes_nothing(copy: Path, said: Answers, name: str) -> None:
    (copy / name).parent.mkdir(exist_ok=True)
    (copy / name).write_text("Buy milk.", "utf-8")
    assert answers(copy) == said
    assert verify_archive(copy)
    assert build_archive([LONG], copy, embedder=WordEmbedder()).unchanged == 1


@pytest.mark.parametrize("folder", [ArticleWords.FOLDER, PassageWords.FOLDER])
def test_files_of_somebody_in_a_folder_of_words_are_never_deleted(
    copy: Path, right: tuple[Answers, ...], folder: str
) -> None:
    clear_words(copy / folder)
    (copy / folder / "2020").mkdir()
    theirs = (
        copy / folder / "2020" / "ice.txt",
        copy / folder / "ferry.txt",
        copy / "vectors-of-last-year.faiss",
    )
    for file in theirs:
        file.write_text("The ferry sank.", "utf-8")
    assert answers(copy) in right
    assert verify_archive(copy)
    rebuild(copy)
    assert answers(copy) in right
    assert [file.read_text("utf-8") for file in theirs] == ["The ferry sank."] * 3


# The articles: the same answers, or an error that names the damage.


@dataclass(frozen=True, slots=True)
class Flip:
    """What came of changing one byte of the articles' file."""

    position: int
    mask: int
    outcome: Answers | Exception
    verdict: bool | Exception
    """Whether verify found nothing."""


@pytest.fixture(scope="module")
def flips(whole: Path, said: Answers, tmp_path_factory: pytest.TempPathFactory) -> list[Flip]:
    """Change bytes all over the articles' file, but where nothing but zeros is around them."""
    assert said
    folders = tmp_path_factory.mktemp("flips")
    content = (whole / FILE).read_bytes()
    used = [at for at in range(len(content)) if any(content[max(0, at - 2) : at + 3])]
    found: list[Flip] = []
    for dice in map(seeded, SEEDS):
        for position in dice.sample(used, FLIPS):
            mask = dice.choice([1 << dice.randrange(8), 255])
            folder = Path(shutil.copytree(whole, folders / f"archive-{len(found)}"))
            damaged = bytearray(content)
            damaged[position] ^= mask
            (folder / FILE).write_bytes(damaged)
            outcome = tried(partial(answers, folder, asked=False))
            verdict = tried(partial(is_whole, folder))
            found.append(Flip(position, mask, outcome, verdict))
            shutil.rmtree(folder, ignore_errors=True)  # tantivy may just be taking its lock
    return found


def is_whole(folder: Path) -> bool:
    return bool(verify_archive(folder))


def test_damage_to_the_articles_raises_nothing_but_our_own_errors(flips: list[Flip]) -> None:
    foreign = [
        (each.position, each.mask, repr(outcome))
        for each in flips
        for outcome in (each.outcome, each.verdict)
        if isinstance(outcome, Exception) and not isinstance(outcome, BackissueError)
    ]
    assert foreign == []


def test_damage_to_the_articles_never_gives_a_wrong_answer(
    flips: list[Flip], said: Answers
) -> None:
    right = replace(said, answer=None)
    wrong = [
        (each.position, each.mask, each.outcome)
        for each in flips
        if each.outcome != right
        and not isinstance(each.outcome, ArchiveDamaged | ArchiveMismatch)
        # Exceptions of others: the test before this one.
        and (not isinstance(each.outcome, Exception) or isinstance(each.outcome, BackissueError))
    ]
    assert wrong == []


def test_verify_finds_all_damage_that_changes_an_answer(flips: list[Flip], said: Answers) -> None:
    right = replace(said, answer=None)
    missed = [
        (each.position, each.mask, each.outcome)
        for each in flips
        if each.verdict is True and each.outcome != right
    ]
    assert missed == []


ADVICE = ("backissue verify", "backissue restore", "Index it again")


def test_damage_to_the_articles_is_named_with_what_to_do_next(flips: list[Flip]) -> None:
    damaged = [each.outcome for each in flips if isinstance(each.outcome, ArchiveDamaged)]
    assert len(damaged) > len(flips) // 2
    for error in damaged:
        assert any(each in str(error) for each in ADVICE), error


def test_verify_says_which_article_is_damaged_and_how_many_are_not(copy: Path) -> None:
    path = copy / FILE
    content = path.read_bytes()
    assert content.count(b"The harbour froze over in January.") == 1
    path.write_bytes(content.replace(b"The harbour froze", b"The harbour fr0ze"))
    verdict = verify_archive(copy)
    assert not verdict
    assert any("article-1" in each for each in verdict.damage)
    assert verdict.articles == 6
    with Archive.open(copy, embedder=WordEmbedder()) as archive:
        with pytest.raises(ArchiveDamaged, match=r"'article-1'.*Index it again from its source"):
            archive.article("article-1")
        assert archive.article("article-2") == ARTICLES[1]
        hits = archive.search("bridge council", mode="keyword")
        assert [hit.passage.article for hit in hits] == [REVISED]


def test_a_damaged_article_can_be_indexed_again_from_its_source(copy: Path, said: Answers) -> None:
    path = copy / FILE
    path.write_bytes(path.read_bytes().replace(b"The harbour froze", b"The harbour fr0ze"))
    with Archive.open(copy, embedder=WordEmbedder()) as archive:
        archive.remove(["article-1"])
    build_archive(ARTICLES[0], copy, embedder=WordEmbedder())
    assert verify_archive(copy)
    assert set(answers(copy).articles) == set(said.articles)


@pytest.mark.parametrize("length", [1, 99, 512, 4096, 10_000, 20_480, 26_000])
def test_articles_cut_short_are_an_error(copy: Path, length: int) -> None:
    os.truncate(copy / FILE, length)
    with pytest.raises(ArchiveDamaged, match=r"damaged|is not the database"):
        answers(copy)
    assert tried(lambda: bool(verify_archive(copy))) is not True


@pytest.mark.parametrize("content", ["", "Buy milk. " * 2_000], ids=["empty", "another file"])
def test_a_file_that_is_no_database_is_an_error(copy: Path, content: str) -> None:
    (copy / FILE).write_text(content, "utf-8")
    with pytest.raises(ArchiveDamaged, match=r"damaged|is not the database"):
        Archive.open(copy)
    with pytest.raises(ArchiveDamaged, match=r"damaged|is not the database"):
        build_archive(LONG, copy, embedder=WordEmbedder())


def test_without_the_articles_there_is_no_archive(copy: Path) -> None:
    (copy / FILE).unlink()
    with pytest.raises(ArchiveNotFound, match="backissue index"):
        Archive.open(copy)


def alter(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / FILE)
    connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE passages SET stop = stop - 1 WHERE key = 2",
        "UPDATE passages SET start = 4 WHERE key = 2",
        "UPDATE passages SET article = 1 WHERE key = 2",
        "DELETE FROM passages WHERE key = 2",
        "UPDATE articles SET retired = 3 WHERE key = 2",
        "UPDATE articles SET retired = NULL WHERE id = 'article-4' AND retired = 2",
        "UPDATE articles SET added = 9 WHERE key = 2",
        "UPDATE articles SET first_passage = 3 WHERE key = 2",
        "UPDATE articles SET published = '2019-01-01' WHERE key = 2",
        "UPDATE articles SET source = 'Courier' WHERE key = 2",
        "UPDATE articles SET removed = 1 WHERE key = 2",
        "DELETE FROM texts WHERE article = 2",
        "UPDATE texts SET article = 99 WHERE article = 2",
        "DELETE FROM vectors WHERE passage = 2",
        "UPDATE vectors SET passage = 99 WHERE passage = 2",
        "UPDATE vectors SET seal = 0 WHERE passage = 2",
        "UPDATE manifest SET value = '2' WHERE name = 'generation'",
        "UPDATE manifest SET value = '7' WHERE name = 'generation'",
    ],
)
def test_a_wrong_value_among_the_articles_is_an_error_or_changes_nothing(
    copy: Path, said: Answers, statement: str
) -> None:
    """What a flipped bit can do without harm to SQLite's own structures."""
    if tried(lambda: alter(copy, statement)) is None:
        found = tried(lambda: answers(copy))
        assert found == said or isinstance(found, ArchiveDamaged)


@pytest.mark.parametrize(("added", "retired"), [(1, 9), (9, None), (9, 9)])
def test_a_row_of_a_commit_that_was_never_made_is_an_error(
    copy: Path, added: int, retired: int | None
) -> None:
    """What SQLite's log leaves behind where a part of it is lost may be sound row by row."""
    connection = sqlite3.connect(copy / FILE)
    record = read_record(connection, 2)._replace(added=added, retired=retired)
    values = (record.added, record.retired, *record.seals)
    update = "UPDATE articles SET added = ?, retired = ?, identity = ?, seal = ? WHERE key = 2"
    connection.execute(update, values)
    connection.commit()
    connection.close()
    with pytest.raises(ArchiveDamaged, match="article 2 is of a commit that was never made"):
        answers(copy)
    assert not verify_archive(copy)


def test_vectors_that_were_changed_are_an_error_when_they_are_indexed_again(
    copy: Path, said: Answers
) -> None:
    alter(copy, "UPDATE vectors SET vector = (SELECT vector FROM vectors LIMIT 1)")
    for path in copy.glob("vectors-*"):
        path.unlink()
    found = tried(lambda: answers(copy))
    assert found == said or isinstance(found, ArchiveDamaged)


def test_an_article_that_the_database_indexes_have_lost_is_found_without_them(
    copy: Path, said: Answers, embedder: WordEmbedder
) -> None:
    connection = sqlite3.connect(copy / FILE)
    query = "SELECT rootpage FROM sqlite_schema WHERE name IN ('current', 'revisions')"
    pages = [page for (page,) in connection.execute(query)]
    connection.close()
    content = bytearray((copy / FILE).read_bytes())
    for page in pages:
        part = slice(4096 * (page - 1), 4096 * page)
        content[part] = content[part].replace(b"article-2", b"article-0")
    (copy / FILE).write_bytes(content)
    with Archive.open(copy, embedder=embedder) as archive:
        assert [archive.article(identity) for identity in IDS] == said.articles
        cited = Reference("article-2", ARTICLES[1].content_hash, 4, 11)
        assert archive.resolve(cited).citation.quote == "harbour"
    assert not verify_archive(copy)


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """The folder of an archive whose last commits are in SQLite's log alone, after a kill."""
    folder = tmp_path / "killed"
    build_archive(ARTICLES, folder, embedder=WordEmbedder())
    with Archive.open(folder, embedder=WordEmbedder()):
        build_archive([REVISED], folder, embedder=WordEmbedder())
        build_archive([LONG], folder, embedder=WordEmbedder())
        shutil.copytree(folder, tmp_path / "copied-in-use")
    return tmp_path / "copied-in-use"


def test_after_a_kill_the_log_is_read(killed: Path) -> None:
    assert (killed / f"{FILE}-wal").stat().st_size > 0
    assert answers(killed).articles[-1] == LONG


@pytest.mark.parametrize("damage", [flip, truncate, empty, delete])
def test_commits_lost_with_the_log_are_not_passed_over_in_silence(
    killed: Path,
    damage: Callable[[Path, random.Random], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The words are of a commit that the articles no longer know of."""
    damage(killed / f"{FILE}-wal", seeded(damage.__name__))
    (killed / f"{FILE}-shm").unlink()
    with Archive.open(killed, embedder=WordEmbedder()) as archive:
        assert archive.search("river", mode="keyword") == []
        assert archive.info().counts.articles == len(ARTICLES)
    assert "commits were lost" in caplog.text
    assert verify_archive(killed)


def test_an_older_copy_of_the_articles_does_not_get_the_newer_words(
    copy: Path, tmp_path: Path, embedder: WordEmbedder
) -> None:
    """An editor puts back yesterday's file of articles, and goes on."""
    for suffix in ("-wal", "-shm"):
        Path(f"{copy / FILE}{suffix}").unlink(missing_ok=True)
    shutil.copy(copy / FILE, tmp_path / "yesterday")
    for number in range(10, 14):
        build_archive(article(number, f"Ferry {number} left."), copy, embedder=embedder)
    shutil.copy(tmp_path / "yesterday", copy / FILE)
    build_archive(article(20, "A bridge fell. " * 60), copy, embedder=embedder)
    with Archive.open(copy, embedder=embedder) as archive:
        hits = archive.search("ferry", mode="keyword")
    assert [hit.passage.article.id for hit in hits] == ["article-3"]
    assert verify_archive(copy)


def test_indexes_of_another_archive_are_not_used(copy: Path, tmp_path: Path) -> None:
    """Somebody copies one file of an archive over that of another."""
    for commit in ([article(7, "The lake froze.")], [article(8, "A storm came.")], ARTICLES[:3]):
        build_archive(commit, tmp_path / "other", embedder=WordEmbedder())
    shutil.copy(tmp_path / "other" / FILE, copy / FILE)
    with Archive.open(copy, embedder=WordEmbedder()) as archive:
        for mode in ("keyword", "semantic"):
            hits = archive.search("Headline 7 The lake froze.", limit=1, mode=mode)
            assert [hit.passage.article.id for hit in hits] == ["article-7"]
    assert verify_archive(copy)


# Folders that cannot be written.


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Callable[[Path], Path]]:
    """Show a folder at a place where nobody, root included, can write."""
    place = tmp_path / "read-only"
    place.mkdir()
    undo: list[Callable[[], None]] = []

    def show(folder: Path) -> Path:
        if mounted("--bind", str(folder), str(place)):
            undo.append(lambda: unmount(place))
            assert mounted("-o", "remount,bind,ro", str(place))
            return place
        if os.geteuid() == 0:
            cannot_mount()  # and permissions do not keep root from writing
        for each in (folder, folder / ArticleWords.FOLDER, folder / PassageWords.FOLDER):
            each.chmod(0o555)
            undo.append(partial(each.chmod, 0o755))
        return folder

    yield show
    for each in undo:
        each()


def test_a_read_only_archive_answers_and_verifies(
    copy: Path, said: Answers, read_only: Callable[[Path], Path]
) -> None:
    place = read_only(copy)
    assert answers(place) == said
    assert verify_archive(place)


def test_a_read_only_archive_without_what_readers_share_answers(
    copy: Path, said: Answers, read_only: Callable[[Path], Path]
) -> None:
    """As it comes from a CD, or from a copy that left such files out."""
    for suffix in ("-wal", "-shm"):
        Path(f"{copy / FILE}{suffix}").unlink(missing_ok=True)
    (copy / "writer.lock").unlink()
    assert answers(read_only(copy)) == said


def test_a_read_only_archive_of_a_killed_writer_answers(
    killed: Path, read_only: Callable[[Path], Path]
) -> None:
    assert answers(read_only(killed)).articles[-1] == LONG


def test_a_read_only_archive_cannot_be_written_and_says_so(
    copy: Path, read_only: Callable[[Path], Path]
) -> None:
    place = read_only(copy)
    with pytest.raises(ArchiveUnwritable, match="cannot be written: "):
        build_archive(article(1, "Changed."), place, embedder=WordEmbedder())
    with (
        Archive.open(place, embedder=WordEmbedder()) as archive,
        pytest.raises(ArchiveUnwritable, match="cannot be written"),
    ):
        archive.remove(["article-1"])


def test_a_read_only_archive_with_damaged_vectors_reads_them_from_the_articles(
    copy: Path,
    said: Answers,
    read_only: Callable[[Path], Path],
    caplog: pytest.LogCaptureFixture,
) -> None:
    (path,) = copy.glob("vectors-*.faiss")
    flip(path, seeded(1))
    assert answers(read_only(copy)) == said
    assert "It is read as it is." in caplog.text


def test_a_read_only_archive_without_words_of_whole_articles_ranks_without_them(
    copy: Path,
    said: Answers,
    read_only: Callable[[Path], Path],
    caplog: pytest.LogCaptureFixture,
) -> None:
    clear_words(copy / ArticleWords.FOLDER)
    found = answers(read_only(copy), asked=False)
    assert replace(found, hits=[]) == replace(said, hits=[], answer=None)
    for hits, former in zip(found.hits, said.hits, strict=True):
        assert {hit.passage for hit in hits} == {hit.passage for hit in former}
    assert "It is read as it is." in caplog.text


def test_a_read_only_archive_with_damaged_words_is_an_error(
    copy: Path, read_only: Callable[[Path], Path]
) -> None:
    (copy / PassageWords.FOLDER / "meta.json").unlink()
    with pytest.raises(ArchiveUnwritable, match=r"cannot be written: .*has to be made again"):
        Archive.open(read_only(copy))


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ArchiveUnwritable, match="cannot be written"):
        build_archive(ARTICLES, tmp_path / "file" / "archive", embedder=WordEmbedder())
