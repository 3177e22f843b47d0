"""One file out of an archive, and an archive out of it."""

from pathlib import Path

import pytest

from backissue.indexer import build_archive
from backissue.indexer.errors import ArchiveDamaged, ArchiveMismatch, ArchiveUnwritable
from backissue.indexer.snapshot import restore_snapshot, write_snapshot
from backissue.indexer.truth.database import FILE
from backissue.indexer.verify import verify_archive
from backissue.search import Archive

from conftest import WordEmbedder, article


def test_a_restored_archive_holds_and_finds_the_same(
    folder: Path, tmp_path: Path, embedder: WordEmbedder
) -> None:
    write_snapshot(folder, tmp_path / "news.snapshot")
    embedder.embedded.clear()
    restore_snapshot(tmp_path / "news.snapshot", tmp_path / "restored")
    assert verify_archive(tmp_path / "restored")
    with (
        Archive.open(folder, embedder=embedder) as before,
        Archive.open(tmp_path / "restored", embedder=embedder) as after,
    ):
        assert after.info().counts == before.info().counts
        assert after.search("harbour in spring") == before.search("harbour in spring")
    assert embedder.embedded == []


def test_old_citations_resolve_in_a_restored_archive(
    folder: Path, tmp_path: Path, embedder: WordEmbedder
) -> None:
    with Archive.open(folder, embedder=embedder) as archive:
        cited = archive.article("article-1")
    build_archive([article(1, "The harbour was open all winter.")], folder, embedder=embedder)
    write_snapshot(folder, tmp_path / "news.snapshot")
    restore_snapshot(tmp_path / "news.snapshot", tmp_path / "restored")
    from backissue.search import Reference

    with Archive.open(tmp_path / "restored", embedder=embedder) as archive:
        found = archive.resolve(Reference("article-1", cited.content_hash, 4, 11))
    assert found.citation.quote == "harbour"
    assert not found.is_current


def test_a_snapshot_replaces_the_one_before(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "news.snapshot"
    file.write_bytes(b"an older one")
    write_snapshot(folder, file)
    restore_snapshot(file, tmp_path / "restored")
    assert sorted(path.name for path in tmp_path.glob("news.snapshot*")) == ["news.snapshot"]


def test_an_archive_is_never_restored_over(folder: Path, tmp_path: Path) -> None:
    write_snapshot(folder, tmp_path / "news.snapshot")
    with pytest.raises(ArchiveUnwritable, match="new folder"):
        restore_snapshot(tmp_path / "news.snapshot", folder)
    assert verify_archive(folder)


@pytest.mark.parametrize("damage", ["cut", "flipped", "not one"])
def test_a_damaged_snapshot_makes_no_archive(folder: Path, tmp_path: Path, damage: str) -> None:
    file = tmp_path / "news.snapshot"
    write_snapshot(folder, file)
    data = bytearray(file.read_bytes())
    if damage == "cut":
        del data[len(data) // 2 :]
    elif damage == "flipped":
        for place in range(4096, len(data), 512):
            data[place] ^= 0xFF
    else:
        data = bytearray(b"just a text file\n" * 100)
    file.write_bytes(data)
    with pytest.raises((ArchiveDamaged, ArchiveMismatch)):
        restore_snapshot(file, tmp_path / "restored")
    with pytest.raises(FileNotFoundError):
        Archive.open(tmp_path / "restored")


def test_a_snapshot_with_a_damaged_text_makes_no_archive(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "news.snapshot"
    write_snapshot(folder, file)
    file.write_bytes(file.read_bytes().replace(b"The harbour froze", b"The harbour fr0ze"))
    with pytest.raises(ArchiveDamaged, match="article-1"):
        restore_snapshot(file, tmp_path / "restored")
    with pytest.raises(FileNotFoundError):
        Archive.open(tmp_path / "restored")
    write_snapshot(folder, file)
    restore_snapshot(file, tmp_path / "restored")
    assert verify_archive(tmp_path / "restored")


def test_a_snapshot_with_a_damaged_former_text_makes_no_archive(
    folder: Path, tmp_path: Path, embedder: WordEmbedder
) -> None:
    build_archive([article(1, "The harbour was open all winter.")], folder, embedder=embedder)
    file = tmp_path / "news.snapshot"
    write_snapshot(folder, file)
    file.write_bytes(file.read_bytes().replace(b"The harbour froze", b"The harbour fr0ze"))
    with pytest.raises(ArchiveDamaged, match="article-1"):
        restore_snapshot(file, tmp_path / "restored")
    with pytest.raises(FileNotFoundError):
        Archive.open(tmp_path / "restored")


def test_a_damaged_archive_does_not_replace_the_snapshot_of_it_while_it_was_whole(
    folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "news.snapshot"
    write_snapshot(folder, file)
    before = file.read_bytes()
    path = folder / FILE
    path.write_bytes(path.read_bytes().replace(b"The harbour froze", b"The harbour fr0ze"))
    with pytest.raises(ArchiveDamaged, match=r"no snapshot was made of it: .*article-1"):
        write_snapshot(folder, file)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.glob("news*")] == ["news.snapshot"]


def test_a_snapshot_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveDamaged, match=r"gone\.snapshot"):
        restore_snapshot(tmp_path / "gone.snapshot", tmp_path / "restored")


def test_a_folder_that_cannot_be_written_is_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ArchiveUnwritable, match="no-such-folder"):
        write_snapshot(folder, tmp_path / "no-such-folder" / "news.snapshot")
