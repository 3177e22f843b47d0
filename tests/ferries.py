"""Reports of a ferry that ran aground: a first one with a copy, others, and one without a date."""

from datetime import date

from backissue.indexer import Article

WIRE = (
    "The ferry Skerry Star ran aground off Vexholm on Monday with two hundred aboard. "
    "Nobody was hurt, the harbour master said, and tugs pulled the ship free at high tide. "
    "The ferry company has ordered an inquiry into why the lights of the harbour were out."
)


def report(identity: str, day: date | None, text: str, **fields: object) -> Article:
    return Article(id=identity, title=f"Report {identity}", text=text, published=day, **fields)  # type: ignore[arg-type]


REPORTS = [
    report("copy", date(2020, 3, 4), WIRE, source="Courier"),
    report("wire", date(2020, 3, 3), WIRE, source="Wire"),
    report("inquiry", date(2020, 6, 1), "The inquiry into the ferry began.", source="Post"),
    report("early", date(2019, 1, 5), "A ferry sank long ago.", source="Post"),
    report("undated", None, "Every ferry has a harbour.", source="Post"),
    report("other", date(2020, 3, 5), "The council met.", source="Post"),
]
