"""Adding to an archive from the page: looked at first, done elsewhere, stopped at will."""

from pathlib import Path

from backissue.indexer import build_archive
from backissue.indexer.build import Report
from backissue.indexer.sources.record import Problem
from backissue.indexer.verify import Verdict
from backissue.search import Archive
from backissue.ui.html.library_cards import preview_html, verdict_html
from backissue.ui.server.library import Librarian
from backissue.ui.work.job import IndexJob
from backissue.ui.work.preview import Preview, preview
from backissue.ui.work.upload import keep_uploads

from conftest import ROOT, WordEmbedder
from hostile import HOSTILE, shown

SOME = ROOT / "corpus" / "articles" / "harbour-post" / "politics"


def test_a_preview_counts_what_is_new_changed_and_unchanged(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"Headline {name}\n2020-01-01\nText of {name}.")
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    build_archive(files, tmp_path / "archive", embedder=embedder)
    files[0].write_text("Headline a\n2020-01-01\nOther text.")
    (tmp_path / "c.txt").write_text("Headline c\n2020-01-01\nText of c.")
    seen = preview([*files, tmp_path / "c.txt", tmp_path / "d.pdf"], tmp_path / "archive")
    assert (seen.new, seen.changed, seen.unchanged) == (1, 1, 1)
    assert [problem.reason for problem in seen.problems] == ["There is no such file or folder."]


def test_a_web_address_is_not_taken_for_a_file(folder: Path) -> None:
    librarian = Librarian(folder)
    for said in (
        librarian.look("https://post.example/17", None),
        librarian.add(f"{SOME}\nhttps://post.example/17", None, ""),
    ):
        assert "https://post.example/17 is a web address, which is not read yet." in said
    assert (librarian.progress(), librarian.state) == ("", "idle")


def test_a_job_indexes_in_another_process(tmp_path: Path) -> None:
    build_archive([], tmp_path / "archive")
    job = IndexJob([SOME], tmp_path / "archive")
    job.wait()
    assert isinstance(job.outcome, Report)
    assert job.outcome.added == len(list(SOME.glob("*.txt")))
    with Archive.open(tmp_path / "archive") as archive:
        assert archive.info().counts.articles == job.outcome.added


def test_a_job_that_is_stopped_says_so_and_leaves_the_archive_whole(folder: Path) -> None:
    job = IndexJob([SOME], folder)
    job.stop()
    assert isinstance(job.outcome, str)
    assert job.outcome.startswith("Cancelled.")
    with Archive.open(folder) as archive:
        assert archive.info().counts.articles == 5


def test_what_is_paused_goes_on_later_or_is_cancelled(tmp_path: Path) -> None:
    build_archive([], tmp_path / "archive")
    librarian = Librarian(tmp_path / "archive")
    assert "Indexing" in librarian.add(str(SOME), None, "")
    states = [librarian.state]
    for said, does in (
        ("Paused", librarian.pause),
        ("Indexing", librarian.go_on),
        ("Paused", librarian.pause),
        ("Cancelled. What was committed is kept", librarian.cancel),
    ):
        assert said in does()
        states.append(librarian.state)
    assert states == ["running", "paused", "running", "paused", "idle"]
    assert "Cancelled" in librarian.go_on(), "there is nothing to go on with"
    assert "Indexing" in librarian.add(str(SOME), None, "")
    job = librarian._job  # noqa: SLF001
    assert job is not None
    job.wait()
    assert "articles added" in librarian.progress()


def test_a_job_that_cannot_go_on_says_why(folder: Path) -> None:
    """The archive was made with another model than the one that would be loaded."""
    librarian = Librarian(folder)
    assert "Indexing" in librarian.add(str(SOME), None, "")
    job = librarian._job  # noqa: SLF001
    assert job is not None
    job.wait()
    assert "Indexing ended" in librarian.progress()
    assert librarian.state == "idle"


def test_what_is_left_empty_is_asked_for(folder: Path) -> None:
    librarian = Librarian(folder)
    assert "Name a file or folder" in librarian.look(" ", None)
    assert "Name a file or folder" in librarian.add("", [], "")
    assert "Name the file" in librarian.snapshot(" ")
    assert "Nothing is being indexed" in librarian.pause()
    assert "Nothing is being indexed" in librarian.cancel()
    assert librarian.go_on() == ""
    assert (librarian.progress(), librarian.state) == ("", "idle")


def test_an_archive_is_verified_and_written_into_a_file(folder: Path, tmp_path: Path) -> None:
    librarian = Librarian(folder)
    assert "Everything is as it should be" in librarian.verify()
    assert "Written to" in librarian.snapshot(str(tmp_path / "snapshot"))
    assert (tmp_path / "snapshot").stat().st_size > 0
    assert "there is no folder" in librarian.snapshot(str(tmp_path / "none" / "snapshot"))


def test_uploads_stay_inside_their_folder(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("News")
    file = str(tmp_path / "news.txt")
    archive = tmp_path / "archive"
    for outlet, name in (
        ("Post & Courier", "Post & Courier"),
        ("../../etc", "etc"),
        ("/", ""),
        ("..", ""),
        ("a/b\\c\0d", "a b c d"),
        (".hidden", "hidden"),
    ):
        top = keep_uploads([file], outlet, archive)
        assert top == archive / "uploads"
        assert (top / name / "news.txt").read_text() == "News"
    assert {path.name for path in tmp_path.iterdir()} == {"news.txt", "archive"}
    assert keep_uploads([], "Post", archive) is None


def test_names_and_reasons_are_shown_as_they_are() -> None:
    for payload in HOSTILE:
        problems = (Problem(payload, payload),)
        html = preview_html(Preview(new=1, changed=0, unchanged=0, problems=problems))
        assert {tag for tag, _ in shown(html).tags} == {"section", "h3", "p", "ul", "li", "strong"}


def test_damage_is_listed_with_what_to_do() -> None:
    damaged = shown(verdict_html(Verdict(1, 2, ("Article 3 is damaged.",), ()))).text
    assert "Article 3 is damaged." in damaged
    assert "Restore a snapshot" in damaged
    stale = shown(verdict_html(Verdict(1, 2, (), ("The words are behind.",)))).text
    assert "backissue verify --repair" in stale
