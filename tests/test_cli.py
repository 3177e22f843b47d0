"""The command line says what it did, or in one line what to do next."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from backissue.indexer import Embedder, build_archive
from backissue.ui.cli import main

from command_line import backissue, complaint, found_ids, lines

ARTICLES = {
    "harbour-post/local/ice.txt": (
        "Harbour freezes over\n"
        "Jan 31, 2020\n"
        "Skerry Point [NO], January 31 : The harbour froze over on Friday for the first time "
        "since 1987. Ferries stay in port until the ice is gone.\n"
    ),
    "harbour-post/local/bridge.txt": (
        "Council votes for a new bridge\n"
        "Jun 15, 2021\n"
        "The council voted on Tuesday to build a bridge over the sound for 40 million crowns.\n"
    ),
    "courier/ferries.md": (
        "---\n"
        "title: Ferries sail again\n"
        "published: 2020-04-02\n"
        "source: Courier\n"
        "url: https://courier.example/ferries\n"
        "authors: [Ann Berg]\n"
        "---\n\n"
        "The first ferry left the harbour on Thursday with 112 passengers.\n"
    ),
    "wire.jsonl": '{"id": "wire-1", "title": "Museum opens", "text": "A museum of ice opens."}\n',
}

COMMANDS = [
    "ask",
    "chat",
    "compare",
    "copies",
    "evaluate",
    "facets",
    "index",
    "info",
    "remove",
    "restore",
    "search",
    "show",
    "similar",
    "snapshot",
    "timeline",
    "ui",
    "verify",
]


def counts(archive: Path, said: str, passages: int) -> str:
    """Return the line in which indexing says how it went."""
    return f"{said}; {passages} passages embedded into {archive}."


def write(folder: Path, articles: dict[str, str]) -> Path:
    for name, content in articles.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an archive of ARTICLES, made by the command with the model that it installs."""
    here = tmp_path_factory.mktemp("real")
    result = backissue("index", write(here / "inbox", ARTICLES), "--archive", here / "archive")
    said = "4 articles added, 0 changed, 0 unchanged, 0 skipped"
    assert lines(result) == [counts(here / "archive", said, 4)]
    return here / "archive"


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """A folder that is not there."""
    return tmp_path / "nowhere"


def no_archive(folder: Path | str) -> str:
    return (
        f"There is no archive in {folder}. "
        f"Make one there with: backissue index PATH --archive {folder}"
    )


def test_help_names_every_command() -> None:
    shown = "\n".join(lines(backissue("--help")))
    assert sorted(main.commands) == COMMANDS
    assert [name for name in COMMANDS if f"\n  {name} " not in shown] == []


@pytest.mark.parametrize("option", ["--help", "-h"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, option: str) -> None:
    shown = lines(backissue(command, option))
    assert shown[0].startswith(f"Usage: main {command} [OPTIONS]")
    assert shown[2].strip()
    assert "\\" not in "".join(shown)


# It reads files that evaluate wrote, and no archive.
WITHOUT_ARCHIVE = {"compare"}


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - WITHOUT_ARCHIVE))
def test_help_of_every_command_says_where_its_archive_is(command: str) -> None:
    shown = " ".join("\n".join(lines(backissue(command, "--help"))).split())
    assert "--archive DIRECTORY The folder of the archive. [env var: BACKISSUE_ARCHIVE;" in shown
    assert "default: archive]" in shown


def test_the_examples_in_help_stand_on_lines_of_their_own() -> None:
    shown = lines(backissue("--help"))
    assert "    backissue index corpus/articles" in shown
    assert "\\b" not in "".join(shown)


def test_the_version_is_that_of_the_package() -> None:
    assert lines(backissue("--version")) == ["main, version 0.1.0"]


def test_without_a_command_the_help_is_shown() -> None:
    result = backissue()
    assert result.exit_code == 2
    assert "Commands:" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["serach", "ice"], "No such command 'serach'."),
        (["search"], "Missing argument 'QUERY'."),
        (["search", "ice", "--mode", "fuzzy"], "Invalid value for '--mode': 'fuzzy' is not one of"),
        (["search", "ice", "--limit", "many"], "Invalid value for '--limit'"),
        (["index"], "Missing argument 'PATH…'."),
        (["restore", "gone.backissue"], "Invalid value for 'FILE': File 'gone.backissue' does not"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_typed_wrongly_is_explained(arguments: list[str], message: str) -> None:
    result = backissue(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Error: {message}" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "ice"],
        ["search", "ice", "--mode", "keyword", "--json"],
        ["ask", "Did the harbour freeze?"],
        ["show", "article-1"],
        ["info"],
        ["info", "--json"],
        ["remove", "article-1"],
        ["verify"],
        ["verify", "--repair"],
        ["ui"],
    ],
    ids=" ".join,
)
def test_where_no_archive_is_a_command_says_how_to_make_one(
    arguments: list[str], nowhere: Path
) -> None:
    assert complaint(backissue(*arguments, "--archive", nowhere)) == no_archive(nowhere)
    assert not nowhere.exists()


def test_a_snapshot_of_no_archive_says_how_to_make_one(nowhere: Path) -> None:
    file = nowhere.with_name("ice.backissue")
    assert complaint(backissue("snapshot", file, "--archive", nowhere)) == no_archive(nowhere)
    assert not file.exists()


def test_the_archive_may_be_named_before_the_command_or_after_it(folder: Path) -> None:
    show = ["show", "article-1"]
    expected = ["Headline 1", "Post · 2020-01-31", "", "The harbour froze over in January."]
    assert lines(backissue("--archive", folder, *show)) == expected
    assert lines(backissue(*show, "--archive", folder)) == expected
    assert lines(backissue("show", "--archive", folder, "article-1")) == expected


def test_the_archive_named_after_the_command_counts(folder: Path, nowhere: Path) -> None:
    lines(backissue("--archive", nowhere, "info", "--archive", folder))
    assert complaint(backissue("--archive", folder, "info", "--archive", nowhere)) == no_archive(
        nowhere
    )


def test_the_environment_names_the_archive(folder: Path) -> None:
    assert lines(backissue("info", BACKISSUE_ARCHIVE=str(folder)))[0] == f"Archive     {folder}"


def test_an_archive_named_after_the_command_counts_more_than_the_environment(
    folder: Path, nowhere: Path
) -> None:
    lines(backissue("info", "--archive", folder, BACKISSUE_ARCHIVE=str(nowhere)))


def test_an_archive_named_before_the_command_counts_more_than_the_environment(
    folder: Path, nowhere: Path
) -> None:
    lines(backissue("--archive", folder, "info", BACKISSUE_ARCHIVE=str(nowhere)))


def test_the_archive_is_a_folder_of_that_name_where_none_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    assert lines(backissue("info"))[0] == f"Archive     {folder}"


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_file_is_no_archive(where: str, tmp_path: Path) -> None:
    file = tmp_path / "archive.zip"
    file.write_text("not an archive")
    option = ["--archive", str(file)]
    result = backissue(*option, "info") if where == "before" else backissue("info", *option)
    assert result.exit_code == 2
    assert f"Directory '{file}' is a file." in result.stderr


def test_info_counts_what_is_there(folder: Path) -> None:
    shown = lines(backissue("info", "--archive", folder))
    assert "Articles    5, 1 of them undated" in shown
    assert "Published   2020-01-31 to 2021-06-15" in shown
    record = json.loads(backissue("info", "--json", "--archive", folder).stdout)
    assert record["counts"] == {
        "articles": 5,
        "passages": 5,
        "undated": 1,
        "first_published": "2020-01-31",
        "last_published": "2021-06-15",
        "revisions": 0,
    }
    assert record["sources"] == {"Post": 3, "Courier": 2}
    model = {"name": "words", "weights": "words", "dimension": 64, "precision": "float32"}
    assert record["model"] == model


def test_remove_takes_articles_out_and_names_those_that_were_not_there(folder: Path) -> None:
    assert lines(backissue("remove", "article-1", "article-2", "--archive", folder)) == [
        "2 articles removed."
    ]
    assert found_ids("harbour", "--archive", folder) == ["article-3", "article-5"]
    again = backissue("remove", "article-1", "article-3", "--archive", folder)
    assert (again.exit_code, again.stdout.splitlines()) == (
        1,
        ["article-1: not in the archive", "1 article removed."],
    )
    missing = backissue("remove", "article-1", "article-5", "--json", "--archive", folder)
    assert missing.exit_code == 1
    assert json.loads(missing.stdout) == {"removed": ["article-5"], "missing": ["article-1"]}


def test_verify_finds_nothing_wrong_with_a_new_archive(folder: Path) -> None:
    assert lines(backissue("verify", "--archive", folder)) == [
        "5 texts are intact, with 5 current passages.",
        "Nothing is wrong.",
    ]
    record = json.loads(backissue("verify", "--json", "--archive", folder).stdout)
    assert record == {"articles": 5, "passages": 5, "damage": [], "stale": []}


def test_verify_fails_until_a_lost_index_is_repaired(folder: Path) -> None:
    for file in folder.glob("vectors-*.faiss"):
        file.unlink()
    result = backissue("verify", "--archive", folder)
    assert (result.exit_code, result.stdout.splitlines()) == (
        1,
        [
            "To be repaired: There is no intact index of the vectors.",
            "5 texts are intact, with 5 current passages.",
            "Run the same command with --repair: nothing needs to be embedded again.",
        ],
    )
    assert backissue("verify", "--repair", "--archive", folder).exit_code == 0
    assert lines(backissue("verify", "--archive", folder))[-1] == "Nothing is wrong."


def test_a_snapshot_restores_the_archive_elsewhere(folder: Path, tmp_path: Path) -> None:
    file, copy = tmp_path / "ice.backissue", tmp_path / "copy"
    (written,) = lines(backissue("snapshot", file, "--archive", folder))
    assert written.startswith(f"{folder} was written to {file}, ")
    assert lines(backissue("restore", file, "--archive", copy)) == [
        f"{file} was restored to {copy}."
    ]
    assert found_ids("harbour", "--archive", copy) == found_ids("harbour", "--archive", folder)


def test_a_snapshot_is_not_restored_over_an_archive(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "ice.backissue"
    lines(backissue("snapshot", file, "--archive", folder))
    assert complaint(backissue("restore", file, "--archive", folder)) == (
        f"{folder} holds an archive already. Restore into a new folder."
    )


def test_a_file_that_is_no_snapshot_is_not_restored(tmp_path: Path) -> None:
    file = tmp_path / "ice.backissue"
    file.write_text("The harbour froze over.")
    message = complaint(backissue("restore", file, "--archive", tmp_path / "copy"))
    assert str(file) in message
    assert not (tmp_path / "copy" / "archive.sqlite3").exists()


def test_a_snapshot_into_a_folder_that_is_not_there_is_explained(
    folder: Path, nowhere: Path
) -> None:
    file = nowhere / "ice.backissue"
    message = complaint(backissue("snapshot", file, "--archive", folder))
    assert message == f"{file} cannot be written: there is no folder {nowhere}."


def test_indexing_fails_where_nothing_could_be_read(tmp_path: Path) -> None:
    inbox = write(tmp_path / "inbox", {"notes": "Ice.", "ice.txt": "Only a headline"})
    archive, gone = tmp_path / "archive", tmp_path / "gone"
    result = backissue("index", inbox, gone, "--archive", archive)
    formats = ".jsonl, .jsonl.gz, .md, .txt"
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{inbox}/notes: skipped: Not a format that Backissue reads ({formats}).",
        f"{gone}: skipped: There is no such file or folder.",
        f"{inbox}/ice.txt: skipped: It has a headline at most: no text follows the first line.",
        counts(archive, "0 articles added, 0 changed, 0 unchanged, 3 skipped", 0),
    ]
    assert result.stderr == "Nothing could be read.\n"


def test_indexing_nothing_prints_json_all_the_same(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    result = backissue("index", tmp_path / "gone", "--json", "--archive", archive)
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "added": 0,
        "changed": 0,
        "unchanged": 0,
        "passages": 0,
        "problems": [
            {
                "name": str(tmp_path / "gone"),
                "reason": "There is no such file or folder.",
                "skipped": True,
            }
        ],
    }


def test_indexing_the_same_again_needs_no_model_and_goes_well(
    tmp_path: Path, embedder: Embedder
) -> None:
    # The archive's model is known to the tests only: loading it would fail.
    inbox, archive = write(tmp_path / "inbox", ARTICLES), tmp_path / "archive"
    build_archive(inbox, archive, embedder=embedder)
    assert lines(backissue("index", inbox, tmp_path / "gone", "--archive", archive)) == [
        f"{tmp_path}/gone: skipped: There is no such file or folder.",
        counts(archive, "0 articles added, 0 changed, 4 unchanged, 1 skipped", 0),
    ]


def test_a_model_that_is_not_there_is_explained_in_one_line(tmp_path: Path) -> None:
    model = tmp_path / "no-model"
    message = complaint(backissue("index", tmp_path, "--model", model, "--archive", tmp_path))
    assert message.startswith(f"The model '{model}' could not be loaded: ")
    assert message.endswith("or leave it at all-MiniLM-L6-v2.")


def test_an_archive_inside_a_file_cannot_be_written(tmp_path: Path) -> None:
    inbox = write(tmp_path / "inbox", {"ice.txt": ARTICLES["harbour-post/local/ice.txt"]})
    archive = inbox / "ice.txt" / "archive"
    message = complaint(backissue("index", inbox, "--archive", archive))
    assert message == f"The archive in {archive} cannot be written: Not a directory."


def test_a_search_by_meaning_and_word_finds_what_was_indexed(real: Path) -> None:
    result = backissue("search", "ships sailing in spring", "--json", "--archive", real)
    assert result.exit_code == 0
    first = json.loads(result.stdout)["hits"][0]
    assert first["article"]["title"] == "Ferries sail again"
    assert first["article"]["url"] == "https://courier.example/ferries"
    assert first["text"] == "The first ferry left the harbour on Thursday with 112 passengers."
    assert (first["start"], first["end"]) == (0, 65)


def test_an_article_is_shown_by_the_id_that_its_file_gave_it(real: Path) -> None:
    shown = lines(backissue("show", "inbox/harbour-post/local/ice.txt", "--archive", real))
    assert shown[:3] == [
        "Harbour freezes over",
        "harbour-post · 2020-01-31 · Skerry Point [NO] · local",
        "",
    ]


@pytest.mark.parametrize(
    "question", ["When did the harbour freeze over?", "Who won the chess tournament in Lima?"]
)
def test_an_answer_quotes_the_article_word_for_word_or_says_why_there_is_none(
    question: str, real: Path
) -> None:
    result = backissue("ask", question, "--json", "--archive", real)
    assert (result.exit_code, result.stderr) == (0, "")
    answer = json.loads(result.stdout)
    assert answer["question"] == question
    assert 0 <= answer["confidence"] <= 1
    assert answer["reason"]
    assert answer["answered"] == bool(answer["citations"]) == bool(answer["text"])
    for citation in answer["citations"]:
        shown = backissue("show", citation["article"]["id"], "--json", "--archive", real)
        text = json.loads(shown.stdout)["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"] != ""


@pytest.mark.parametrize(
    ("form", "begins", "holds"),
    [
        ("markdown", "**When did the harbour freeze over?**", "[^1]: “"),
        ("json", '{\n  "question": "When did the harbour freeze over?"', '"receipt": {'),
        ("bibtex", "@article{harbour-post-2020-", "title = {Harbour freezes over}"),
        ("csl", '[\n  {\n    "id": "harbour-post-2020-', '"type": "article-newspaper"'),
    ],
)
def test_an_answer_is_printed_to_be_taken_along(
    real: Path, form: str, begins: str, holds: str
) -> None:
    question = "When did the harbour freeze over?"
    result = backissue("ask", question, "--format", form, "--archive", real)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(begins)
    assert holds in result.stdout


def test_an_answer_in_words_ends_well_whether_or_not_there_is_one(real: Path) -> None:
    shown = lines(backissue("ask", "Who won the chess tournament in Lima?", "--archive", real))
    assert shown[0].startswith("No answer. ")
    assert "Nearest passages:" in shown


def test_a_question_outside_of_all_dates_finds_nothing_to_answer_with(real: Path) -> None:
    shown = lines(backissue("ask", "Who won?", "--after", "2030-01-01", "--archive", real))
    assert shown[0].startswith("No answer. ")
    assert "Nearest passages:" not in shown


def test_what_changed_is_indexed_again_and_the_rest_left_alone(real: Path) -> None:
    inbox = real.parent / "inbox"
    wire = {"id": "wire-1", "title": "Museum opens", "text": "A museum of snow opens."}
    (inbox / "wire.jsonl").write_text(f"{json.dumps(wire)}\n{{\n")
    added = {"id": "wire-2", "text": "A school for skippers opens.", "published": "soon"}
    more = inbox / "wire.jsonl.gz"
    more.write_bytes(gzip.compress(json.dumps(added).encode()))
    result = backissue("index", inbox, "--archive", real)
    assert (result.exit_code, result.stderr) == (0, "")
    broken, undated, last = result.stdout.splitlines()
    assert broken.startswith(f"{inbox}/wire.jsonl:2: skipped: Not JSON: ")
    assert undated == (
        f"{more}:1: indexed, but: 'published' is not a whole date: 'soon'. It is kept as undated."
    )
    assert last == counts(real, "1 article added, 1 changed, 3 unchanged, 1 skipped", 2)
    assert lines(backissue("show", "wire-1", "--archive", real))[-1] == "A museum of snow opens."


def test_an_empty_path_does_not_stand_for_this_folder(tmp_path: Path) -> None:
    result = backissue("index", "", "--archive", tmp_path / "archive")
    assert result.exit_code == 2
    assert "It is empty. Name a file or a folder" in result.stderr
    assert not (tmp_path / "archive").exists()


def test_one_path_that_may_not_be_read_stops_no_others(tmp_path: Path) -> None:
    ice = tmp_path / "ice.txt"
    ice.write_text("Ice\n\nThe harbour froze over.")
    secret = tmp_path / "secret.txt"
    secret.write_text("Secret\n\nNobody knows.")
    secret.chmod(0)
    if os.access(secret, os.R_OK):
        pytest.skip("root may read everything")
    result = backissue("index", secret, ice, "--archive", tmp_path / "archive")
    assert result.exit_code == 0
    refused, last = lines(result)
    assert refused.startswith(f"{secret}: skipped: The file cannot be read to its end: ")
    assert last.startswith("1 article added, 0 changed, 0 unchanged, 1 skipped")


def test_a_correction_may_come_in_another_file(tmp_path: Path, embedder: Embedder) -> None:
    inbox = write(
        tmp_path / "inbox",
        {
            "2020-01.jsonl": '{"id": "wire-1", "text": "The harbour froze on Thursday."}',
            "2020-02.jsonl": '{"id": "wire-1", "text": "The harbour froze on Friday."}',
        },
    )
    report = build_archive(inbox, tmp_path / "archive", embedder=embedder)
    assert (report.added, report.changed, report.problems) == (1, 1, [])


@pytest.mark.parametrize("command", ["search", "ask"])
def test_a_fresh_process_finds_and_answers_without_torch(
    command: str, corpus_archive: Path
) -> None:
    words = [command, "Who presented the results?", "--archive", str(corpus_archive)]
    program = (
        "import sys; from backissue.ui.cli import main; "
        f"main({words!r}, standalone_mode=False); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(done.stderr.split())
    assert done.stdout.strip()
    assert {"faiss", "onnxruntime", "tantivy", "tokenizers"} <= loaded
    assert {"torch", "transformers", "sentence_transformers", "filelock"}.isdisjoint(loaded)
