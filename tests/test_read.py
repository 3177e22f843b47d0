"""Files and folders are walked in a fixed order, and what cannot be read is named."""

import os
from pathlib import Path

import pytest

from backissue.indexer import Article
from backissue.indexer.errors import ArticleInvalid
from backissue.indexer.sources.read import READERS, Found, Source, read_sources
from backissue.indexer.sources.record import Problem

ICE = "Harbour freezes over\n\nThe ice is thick."
UNKNOWN = "Not a format that Backissue reads (.jsonl, .jsonl.gz, .md, .txt)."


def write(path: Path, content: str = ICE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def ids(sources: Source | list[Source]) -> list[str]:
    """Return the ids of all articles that are found, which must be all there is."""
    items = [found.item for found in read_sources(sources)]
    return [item.id for item in items if isinstance(item, Article)] + [
        item.name for item in items if isinstance(item, Problem)
    ]


def problems(source: Source | list[Source]) -> list[Problem]:
    """Return the problems that are found."""
    items = [found.item for found in read_sources(source)]
    return [item for item in items if isinstance(item, Problem)]


def test_articles_pass_through_as_they_are() -> None:
    ice = Article(id="post-1", title="Ice", text="The ice is thick.")
    frost = Article(id="post-2", title="Frost", text="The frost is hard.")
    assert list(read_sources(ice)) == [Found(item=ice)]
    assert list(read_sources(article for article in (ice, frost))) == [
        Found(item=ice),
        Found(item=frost),
    ]


@pytest.mark.parametrize(
    "source", [None, 17, b"inbox", {"id": "a", "text": "Ice."}, [None], [{"id": "a"}], ""], ids=repr
)
def test_what_is_neither_a_path_nor_an_article_is_refused(source: object) -> None:
    with pytest.raises(ArticleInvalid, match="is neither a path nor an Article"):
        list(read_sources(source))  # type: ignore[arg-type]


def test_no_sources_hold_no_articles() -> None:
    assert list(read_sources([])) == []


def test_an_empty_folder_holds_no_articles(tmp_path: Path) -> None:
    assert list(read_sources(tmp_path)) == []


def test_a_folder_is_read_in_the_order_of_names_its_own_files_first(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "z/a.txt", "local/2020/c.txt", "local/b.md", "Z.txt"):
        write(tmp_path / "inbox" / name)
    assert ids(tmp_path / "inbox") == [
        "inbox/Z.txt",
        "inbox/a.txt",
        "inbox/b.txt",
        "inbox/local/b.md",
        "inbox/local/2020/c.txt",
        "inbox/z/a.txt",
    ]


def test_sources_are_read_in_the_order_given(tmp_path: Path) -> None:
    first, second = write(tmp_path / "b" / "ice.txt"), write(tmp_path / "a" / "ice.txt")
    assert ids([first, tmp_path / "a", str(second)]) == ["b/ice.txt", "a/ice.txt", "a/ice.txt"]


@pytest.mark.parametrize("given", ["inbox", "inbox/", "./inbox", "inbox/../inbox", "inbox/post/.."])
def test_an_id_is_the_same_however_the_folder_was_typed(
    given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "inbox" / "post" / "ice.txt")
    monkeypatch.chdir(tmp_path)
    assert ids(given) == ids(tmp_path / given) == ["inbox/post/ice.txt"]


def test_the_folder_one_stands_in_has_a_name_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "inbox" / "ice.txt")
    monkeypatch.chdir(tmp_path / "inbox")
    assert ids(".") == ids("ice.txt") == ids("./ice.txt") == ["inbox/ice.txt"]


def test_a_found_article_says_which_file_it_came_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "inbox" / "ice.txt")
    monkeypatch.chdir(tmp_path)
    (found,) = read_sources("inbox")
    assert found.origin == file


def test_what_is_done_grows_with_the_bytes_read_and_ends_at_all(tmp_path: Path) -> None:
    for number in range(4):
        write(tmp_path / f"{number}.txt")
    assert [found.done for found in read_sources(tmp_path)] == [0.25, 0.5, 0.75, 1.0]


def test_what_is_done_is_known_of_empty_files_too(tmp_path: Path) -> None:
    write(tmp_path / "ice.txt", "")
    (found,) = read_sources(tmp_path)
    assert found.done == 0.0


@pytest.mark.parametrize("name", ["ICE.TXT", "Ice.Md", "ice.v2.txt", ".txt.txt.md", "ice .txt"])
def test_a_suffix_is_known_in_any_case_and_after_any_name(name: str, tmp_path: Path) -> None:
    write(tmp_path / "inbox" / name)
    assert ids(tmp_path / "inbox" / name) == [f"inbox/{name}"]


def test_every_format_has_a_suffix_that_is_named_where_another_is_refused() -> None:
    assert sorted(READERS) == [".jsonl", ".jsonl.gz", ".md", ".txt"]


@pytest.mark.parametrize(
    "name",
    ["scan.pdf", "table.json", "page.html", "notes", "wire.gz", "wire.jsonl.bz2", "ice.txt~"],
)
def test_a_file_of_another_format_is_named(name: str, tmp_path: Path) -> None:
    other = write(tmp_path / "inbox" / name)
    ice = write(tmp_path / "inbox" / "ice.txt")
    assert [found.item for found in read_sources(tmp_path / "inbox")] == [
        Problem(str(other), UNKNOWN),
        Article(id="inbox/ice.txt", title="Harbour freezes over", text="The ice is thick."),
    ]
    assert problems([other, ice]) == [Problem(str(other), UNKNOWN)]


def test_names_that_begin_with_a_dot_are_left_alone(tmp_path: Path) -> None:
    for name in (".DS_Store", "._ice.txt", ".git/ice.txt", "post/.draft.txt", "post/.old/ice.txt"):
        write(tmp_path / "inbox" / name)
    write(tmp_path / "inbox" / "post" / "ice.txt")
    assert ids(tmp_path / "inbox") == ["inbox/post/ice.txt"]


def test_a_name_that_begins_with_a_dot_is_read_where_it_was_asked_for(tmp_path: Path) -> None:
    write(tmp_path / ".drafts" / ".ice.txt")
    assert ids(tmp_path / ".drafts" / ".ice.txt") == [".drafts/.ice.txt"]
    assert ids(tmp_path / ".drafts") == []


@pytest.mark.parametrize("name", ["nowhere", "nowhere.txt", "ice.txt/inside.txt"])
def test_a_path_where_nothing_is_is_named(name: str, tmp_path: Path) -> None:
    ice = write(tmp_path / "ice.txt")
    assert [found.item for found in read_sources([tmp_path / name, ice])] == [
        Problem(str(tmp_path / name), "There is no such file or folder."),
        Article(
            id=f"{tmp_path.name}/ice.txt", title="Harbour freezes over", text="The ice is thick."
        ),
    ]


def test_a_file_that_goes_away_while_others_are_read_is_named(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.txt"), write(tmp_path / "b.txt")
    third = write(tmp_path / "c.txt")
    reading = read_sources([first, second, third])
    next(reading)
    second.unlink()
    gone, last = (found.item for found in reading)
    assert gone == Problem(
        str(second),
        f"The file cannot be read to its end: [Errno 2] No such file or directory: '{second}'.",
    )
    assert isinstance(last, Article)


def test_a_file_and_a_folder_that_may_not_be_read_are_named(tmp_path: Path) -> None:
    secret = write(tmp_path / "inbox" / "secret.txt")
    closed = write(tmp_path / "inbox" / "closed" / "ice.txt").parent
    write(tmp_path / "inbox" / "ice.txt")
    secret.chmod(0)
    closed.chmod(0)
    if os.access(secret, os.R_OK):
        pytest.skip("root may read everything")
    try:
        items = [found.item for found in read_sources(tmp_path / "inbox")]
    finally:
        closed.chmod(0o755)
    assert items == [
        Problem(str(closed), "The folder cannot be read: Permission denied."),
        Article(id="inbox/ice.txt", title="Harbour freezes over", text="The ice is thick."),
        Problem(
            str(secret),
            f"The file cannot be read to its end: [Errno 13] Permission denied: '{secret}'.",
        ),
    ]


def test_a_link_to_a_file_is_read_under_its_own_name(tmp_path: Path) -> None:
    ice = write(tmp_path / "store" / "ice.txt")
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "linked.txt").symlink_to(ice)
    assert ids(tmp_path / "inbox") == ["inbox/linked.txt"]


def test_a_folder_given_as_a_link_is_named_after_the_link(tmp_path: Path) -> None:
    write(tmp_path / "store" / "ice.txt")
    (tmp_path / "inbox").symlink_to(tmp_path / "store")
    assert ids(tmp_path / "inbox") == ["inbox/ice.txt"]


def test_links_that_lead_in_circles_or_nowhere_end(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    write(inbox / "ice.txt")
    (inbox / "again").symlink_to(inbox)
    (inbox / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    (inbox / "self.txt").symlink_to(inbox / "self.txt")
    assert [found.item for found in read_sources(inbox)] == [
        Problem(
            str(inbox / "again"), "A link to a folder is not followed: index the folder itself."
        ),
        Problem(str(inbox / "nowhere.txt"), "The file cannot be read: No such file or directory."),
        Problem(
            str(inbox / "self.txt"), "The file cannot be read: Too many levels of symbolic links."
        ),
        Article(id="inbox/ice.txt", title="Harbour freezes over", text="The ice is thick."),
    ]


def test_folders_nested_too_deep_to_be_named_end_no_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "inbox" / "ice.txt")
    monkeypatch.chdir(tmp_path / "inbox")
    for _ in range(20):
        os.mkdir("d" * 250)  # noqa: PTH102 - a Path would be as long as all of them
        monkeypatch.chdir("d" * 250)
    article, problem = (found.item for found in read_sources(tmp_path / "inbox"))
    if isinstance(article, Problem):
        article, problem = problem, article
    assert isinstance(article, Article)
    assert isinstance(problem, Problem)
    assert problem.reason == "The folder cannot be read: File name too long."


def test_a_folder_may_be_named_like_a_file(tmp_path: Path) -> None:
    write(tmp_path / "inbox" / "post.txt" / "ice.txt")
    assert ids(tmp_path / "inbox") == ["inbox/post.txt/ice.txt"]
    assert ids(tmp_path / "inbox" / "post.txt") == ["post.txt/ice.txt"]


@pytest.mark.parametrize(
    "name",
    ["glace épaisse.txt", "ice\u0301.txt", "氷.txt", "new\nline.txt", "😀.txt", "a" * 200 + ".md"],
)
def test_a_file_may_have_any_name(name: str, tmp_path: Path) -> None:
    write(tmp_path / "inbox" / name, "# Ice\n\nThick.")
    assert ids(tmp_path / "inbox") == [f"inbox/{name}"]


def test_a_file_name_that_is_not_utf_8_makes_an_id_that_can_be_stored(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(ICE)
    for found in read_sources(tmp_path):
        if isinstance(found.item, Article):
            found.item.id.encode()


def test_a_problem_names_the_file_on_disk_and_not_the_id(tmp_path: Path) -> None:
    file = write(tmp_path / "inbox" / "post" / "wire.jsonl", 'Ice.\n{"text": "Ice."}\n')
    assert [problem.name for problem in problems(tmp_path / "inbox")] == [f"{file}:1", f"{file}:2"]


def test_a_refused_file_does_not_hide_those_after_it(tmp_path: Path) -> None:
    for name, content in {
        "a.txt": "Only a headline",
        "b.md": "---\ntitle: [\n---\nThick.",
        "c.jsonl": "{",
        "d.jsonl.gz": "not gzip",
        "e.txt": ICE,
    }.items():
        write(tmp_path / "inbox" / name, content)
    *refused, last = read_sources(tmp_path / "inbox")
    assert [found.item.name for found in refused if isinstance(found.item, Problem)] == [
        str(tmp_path / "inbox" / "a.txt"),
        str(tmp_path / "inbox" / "b.md"),
        str(tmp_path / "inbox" / "c.jsonl") + ":1",
        str(tmp_path / "inbox" / "d.jsonl.gz"),
    ]
    assert isinstance(last.item, Article)
    assert last.done == 1.0


def test_a_pipe_is_reported_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "wire.txt")
    (found,) = read_sources(tmp_path)
    assert isinstance(found.item, Problem)
    assert found.item.reason == "It is not a file, but a device or a pipe."
