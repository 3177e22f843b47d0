"""What is installed: the right packages, light to import, leaning on one another one way only."""

import ast
import importlib
import os
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT

PACKAGES = ("indexer", "search", "ui")

# Each takes from a tenth of a second to many to import.
HEAVY = {
    "dateparser",
    "faiss",
    "gradio",
    "langchain_text_splitters",
    "numpy.testing",
    "onnxruntime",
    "openai",
    "pandas",
    "pytrec_eval",
    "rapidfuzz",
    "rich.progress",
    "rich.table",
    "scipy.stats",
    "sentence_transformers",
    "sentencex",
    "simplemma",
    "tantivy",
    "text_to_num",
    "tokenizers",
    "torch",
    "transformers",
}

ALLOWED = {
    "indexer": {"indexer"},
    "search": {"indexer", "search"},
    "ui": {"indexer", "search", "ui"},
}

# The parts of each package, each leaning only on those before it.
PARTS = {
    "indexer": (
        "lazy",
        "errors",
        "article",
        "folder",
        "cores",
        "forks",
        "gate",
        "memory",
        "sources",
        "split",
        "models",
        "truth",
        "indexes",
        "writer",
        "build",
        "info",
        "mend",
        "snapshot",
        "verify",
    ),
    "search": (
        "language",
        "query",
        "llm",
        "retrieval",
        "reading",
        "checking",
        "answers",
        "archive",
        "dialogue",
        "evaluation",
    ),
    "ui": ("lines", "commands", "work", "html", "server", "cli", "start"),
}


def _python(program: str, *, python: str | Path = sys.executable) -> str:
    return subprocess.run(
        [python, "-W", "error", "-c", program], capture_output=True, text=True, check=True
    ).stdout


def test_every_package_folder_is_listed() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    folders = {
        "backissue." + ".".join(init.parent.relative_to(ROOT).parts)
        for package in PACKAGES
        for init in (ROOT / package).rglob("__init__.py")
    }
    assert sorted(settings["packages"]) == sorted(folders)


@pytest.mark.parametrize("package", PACKAGES)
def test_importing_a_package_loads_nothing_heavy(package: str) -> None:
    loaded = _python(f"import sys, backissue.{package}; print(*sys.modules)").split()
    assert f"backissue.{package}" in loaded
    assert HEAVY.isdisjoint(loaded)


def test_the_command_line_loads_nothing_heavy_until_it_runs() -> None:
    loaded = _python("import sys, backissue.ui.cli; print(*sys.modules)").split()
    assert HEAVY.isdisjoint(loaded)


@pytest.mark.parametrize("package", PACKAGES)
def test_packages_depend_in_one_direction(package: str) -> None:
    imported = {module.split(".")[1] for module in _imported_by(ROOT / package)}
    assert package in imported | {"ui"}
    assert imported <= ALLOWED[package]


@pytest.mark.parametrize(
    ("package", "part"), [(package, part) for package in PACKAGES for part in PARTS[package]]
)
def test_the_parts_of_a_package_lean_on_those_before(package: str, part: str) -> None:
    source, prefix = ROOT / package / part, f"backissue.{package}."
    modules = _imported_by(source if source.is_dir() else source.with_suffix(".py"))
    within = {module.split(".")[2] for module in modules if module.startswith(prefix)}
    parts = PARTS[package]
    assert within <= {*parts[: parts.index(part) + 1]}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_part_of_a_package_has_its_place(package: str) -> None:
    folders = {init.parent.name for init in (ROOT / package).glob("*/__init__.py")}
    modules = {source.stem for source in (ROOT / package).glob("*.py")} - {"__init__"}
    assert folders | modules == set(PARTS[package])


def _imported_by(place: Path) -> set[str]:
    """Return the modules of Backissue that a module, or one in a folder, imports."""
    return {
        node.module
        for source in (place.rglob("*.py") if place.is_dir() else [place])
        for node in ast.walk(ast.parse(source.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("backissue.")
    }


@pytest.mark.parametrize("package", ["indexer", "search"])
def test_a_package_names_what_it_offers_in_order(package: str) -> None:
    module = importlib.import_module(f"backissue.{package}")
    assert module.__all__ == sorted(module.__all__)
    assert all(hasattr(module, name) for name in module.__all__)
    assert dir(module) == module.__all__, "whatever is loaded of it"


def test_help_tells_of_what_a_package_offers() -> None:
    said = _python("import pydoc, backissue.search as s; print(pydoc.plaintext.document(s))")
    assert "Searches and answers; safe to share between threads." in said


@pytest.fixture(scope="session")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel made from it."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--quiet", "--outdir", folder, ROOT], check=True, text=True
    )
    return folder


def test_the_wheel_holds_the_three_packages_and_nothing_else(distributions: Path) -> None:
    (wheel,) = distributions.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    tops = {"/".join(name.split("/")[:2]) for name in names if name.startswith("backissue/")}
    assert tops == {f"backissue/{package}" for package in PACKAGES}
    assert {f"backissue/{package}/py.typed" for package in PACKAGES} <= set(names)
    assert not [name for name in names if not name.startswith(("backissue/", "backissue-"))]


def test_the_sdist_holds_the_licence_and_the_code(distributions: Path) -> None:
    (sdist,) = distributions.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {"/".join(name.split("/")[1:]) for name in archive.getnames()}
    assert {"LICENSE", "README.md", "pyproject.toml", "indexer/build.py"} <= names


def test_a_host_app_with_a_search_of_its_own_can_use_the_wheel(
    distributions: Path, tmp_path: Path
) -> None:
    (wheel,) = distributions.glob("*.whl")
    venv.create(tmp_path / "env", system_site_packages=False, with_pip=False, symlinks=True)
    python = tmp_path / "env" / "bin" / "python"
    site = Path(_python("import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    # The libraries of this environment, without its backissue.
    (own,) = (tmp_path / "env" / "lib").glob("python*/site-packages")
    for path in site.iterdir():
        if "backissue" not in path.name:
            (own / path.name).symlink_to(path)
    subprocess.run([sys.executable, "-m", "zipfile", "-e", wheel, own], check=True)
    (tmp_path / "search.py").write_text("NAME = 'the app’s own'\n", "utf-8")
    program = """
import search
from backissue.indexer import Article, build_archive
from backissue.search import Archive
import backissue
assert 'site-packages' in list(backissue.__path__)[0], backissue.__path__
article = Article(id='1', title='Ferry', text='The last ferry left Dover at noon on Friday.')
report = build_archive([article], 'archive')
with Archive.open('archive') as archive:
    print(search.NAME, '|', archive.search('last ferry')[0].article.title)
"""
    done = subprocess.run(
        [python, "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": ""},
    )
    assert done.stdout == "the app’s own | Ferry\n", done.stderr


def test_the_command_says_its_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    command = Path(sys.executable).with_name("backissue")
    said = subprocess.run([command, "--version"], capture_output=True, text=True, check=True).stdout
    assert said == f"backissue, version {version}\n"
