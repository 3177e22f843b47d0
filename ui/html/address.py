"""What is shown on the page -> its address, and back: a link to it can be kept and sent."""

from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal, TypeAlias, get_args
from urllib.parse import parse_qsl, urlencode

Sort: TypeAlias = Literal["relevance", "newest", "oldest"]
View: TypeAlias = Literal["ask", "search", "timeline", "library", "evaluate", "settings"]

# In characters: more than anybody types, and less than would be a burden.
LONGEST = 2_000

# The same as a part of a link, with filters beside it.
LONGEST_LINK = 4 * LONGEST

# In pages: nobody reads further, and each costs as much as all before it.
LAST_PAGE = 50

# Questions that one goes on from: what came before them is shown no more.
MOST_EARLIER = 12

# What can be chosen, and no more than that.
CHOICES = {"view": get_args(View), "sort": get_args(Sort)}

# What may be given several times: questions, each a text.
SEVERAL = ("earlier", "alone", "plain")

# What says which articles are searched.
SCOPE = ("source", "section", "author", "place", "after", "before", "as_of", "asked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A view, what is asked or searched for in it, and the article that is open beside it."""

    view: View = "ask"
    q: str = ""
    """The question, or the words to look for."""
    earlier: tuple[str, ...] = ()
    """The questions that it goes on from, the first one first, each `as_earlier`."""
    alone: tuple[str, ...] = ()
    """Those of the questions that are asked as they are typed, whatever came before."""
    plain: tuple[str, ...] = ()
    """Those that are answered in the words of the articles, whatever model is set up."""
    source: str = ""
    section: str = ""
    author: str = ""
    place: str = ""
    after: str = ""
    before: str = ""
    as_of: str = ""
    asked: str = ""
    mode: str = "hybrid"
    sort: Sort = "relevance"
    like: str = ""
    """The id of an article that others are to be like; empty for a search by words."""
    sheet: int = 1
    """Which of the pages of results, from 1; Gradio takes `page` for its own."""
    run: str = ""
    """The name of a run of questions, in the view that measures."""
    question: str = ""
    """The id of one of its questions that is looked into."""
    other: str = ""
    """The name of another run that it is compared with."""
    removing: str = ""
    """The ids of articles that are about to be removed, one a line."""
    article: str = ""
    """The id of the article in the reader; empty where the reader is closed."""
    revision: str = ""
    """The content hash of the revision that is cited; empty for the current one."""
    start: int = 0
    end: int = 0
    """The characters that are marked; none where both are 0."""
    against: str = ""
    """The content hash of the text that the open article is compared with; empty for none."""

    @property
    def link(self) -> str:
        """The address as the page's own link."""
        given = {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if getattr(self, field.name) != field.default
        }
        return "?" + urlencode(given, doseq=True)

    @property
    def view_alone(self) -> "Address":
        """The same without the reader."""
        return self.but(article="", revision="", start=0, end=0, against="")

    @property
    def scope(self) -> dict[str, str]:
        """The filters that are set, by name."""
        values = asdict(self)
        return {name: values[name] for name in SCOPE if values[name]}

    @property
    def turn(self) -> "Address":
        """The question with those that it goes on from and its scope: what an answer depends on."""
        kept: dict[str, Any] = {name: getattr(self, name) for name in ("q", *SEVERAL, *SCOPE)}
        return Address(**kept)

    @property
    def as_earlier(self) -> str:
        """The question as those that go on from it name it: by its link where it has a scope."""
        is_plain = not self.scope and not self.q.startswith("?")
        return self.q if is_plain else Address(q=self.q, **self.scope).link  # type: ignore[arg-type]

    @property
    def former(self) -> "Address | None":
        """The turn that the question goes on from, in its own scope; None where it is the first."""
        if not self.earlier:
            return None
        *before, last = self.earlier
        asked = read_address(last) if last.startswith("?") else Address(q=last)
        scope: dict[str, Any] = {name: getattr(asked, name) for name in SCOPE}
        return self.turn.but(q=asked.q, earlier=tuple(before), **scope)

    @property
    def conversation(self) -> "list[Address]":
        """The turns that the question goes on from, the first one first."""
        former = self.former
        return [*former.conversation, former] if former else []

    def but(self, **changes: Any) -> "Address":
        """Return the address with some parts changed."""
        return replace(self, **changes)


def read_address(link: str) -> Address:
    """Read an address; what is unknown or impossible in it is left out."""
    given: dict[str, Any] = {}
    kinds = {field.name: field.type for field in fields(Address)}
    for name, value in parse_qsl(link.removeprefix("?")):
        if name in SEVERAL:
            given[name] = (*given.get(name, ()), value[:LONGEST_LINK])[-MOST_EARLIER:]
        elif name in CHOICES:
            given.update({name: value} if value in CHOICES[name] else {})
        elif kinds.get(name) is int:
            given.update({name: int(value)} if value.isascii() and value.isdigit() else {})
        elif name in kinds:
            given[name] = value[:LONGEST]
    sheet = min(max(given.get("sheet", 1), 1), LAST_PAGE)
    return Address(**{**given, "sheet": sheet})
