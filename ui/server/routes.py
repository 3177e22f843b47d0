"""What the page's server has beside the page: style and script, exports, and removal."""

from collections.abc import Callable
from pathlib import Path

import fastapi
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse, Response

from backissue.indexer.errors import BackissueError
from backissue.search.answers.export import to_bibtex, to_csl_json, to_markdown
from backissue.search.answers.record import answer_record, hits_record
from backissue.search.archive import Archive
from backissue.ui.html.address import Address, read_address
from backissue.ui.html.removal import ids_of
from backissue.ui.html.results import PER_PAGE
from backissue.ui.server.interview import Interview
from backissue.ui.server.views import find
from backissue.ui.work.export import hits_csv

FOLDER = Path(__file__).parents[1] / "page"
KINDS = {".css": "text/css", ".js": "text/javascript"}

# Passages in an export: what people look through, and no more than is read quickly.
EXPORTED = 10 * PER_PAGE


def add_routes(app: fastapi.FastAPI, archive: Archive, interview: Interview) -> None:
    """Let an app answer for the page's assets, exports, and what is removed or forgotten."""

    @app.get("/page/{name}")
    def asset(name: str) -> Response:
        file = FOLDER / name
        if file.suffix not in KINDS or not file.is_file():
            return PlainTextResponse("There is no such file.", 404)
        headers = {"cache-control": "no-cache"}
        return FileResponse(file, media_type=KINDS[file.suffix], headers=headers)

    @app.get("/export/{name}")
    def export(name: str, request: fastapi.Request) -> Response:
        if name not in EXPORTS:
            return PlainTextResponse("There is no such export.", 404)
        try:
            return EXPORTS[name](archive, read_address(request.url.query), interview)
        except BackissueError as error:
            return PlainTextResponse(str(error), 400)

    @app.post("/remove")
    def remove(request: fastapi.Request) -> Response:
        try:
            gone = archive.remove(ids_of(read_address(request.url.query)))
        except BackissueError as error:
            return PlainTextResponse(str(error), 409)
        interview.forget(gone)
        return PlainTextResponse(f"{len(gone):,} article{'' if len(gone) == 1 else 's'} removed.")

    @app.post("/forget")
    def forget() -> Response:
        interview.forget()
        return PlainTextResponse("No answer is kept any longer.")


def _answer_markdown(_: Archive, address: Address, interview: Interview) -> Response:
    return PlainTextResponse(
        to_markdown(interview.answer(address)), media_type="text/markdown; charset=utf-8"
    )


def _answer_json(_: Archive, address: Address, interview: Interview) -> Response:
    return JSONResponse(answer_record(interview.answer(address)))


def _answer_bibtex(_: Archive, address: Address, interview: Interview) -> Response:
    text = to_bibtex(interview.answer(address))
    return PlainTextResponse(text, media_type="application/x-bibtex; charset=utf-8")


def _answer_csl(_: Archive, address: Address, interview: Interview) -> Response:
    return Response(
        to_csl_json(interview.answer(address)),
        media_type="application/vnd.citationstyles.csl+json",
    )


def _passages_csv(archive: Archive, address: Address, _: Interview) -> Response:
    text = hits_csv(find(archive, address, EXPORTED))
    return PlainTextResponse(text, media_type="text/csv; charset=utf-8")


def _passages_json(archive: Archive, address: Address, _: Interview) -> Response:
    return JSONResponse(hits_record(find(archive, address, EXPORTED)))


EXPORTS: dict[str, Callable[[Archive, Address, Interview], Response]] = {
    "answer.bib": _answer_bibtex,
    "answer.csl.json": _answer_csl,
    "answer.json": _answer_json,
    "answer.md": _answer_markdown,
    "passages.csv": _passages_csv,
    "passages.json": _passages_json,
}
