"""Taking articles out of an archive from the page: looked at first, and confirmed, as HTML."""

from collections.abc import Sequence

from markupsafe import Markup

from backissue.indexer.article import Article
from backissue.indexer.errors import ArticleNotFound
from backissue.search.archive import Archive
from backissue.ui.html.address import Address
from backissue.ui.html.cards import facts, name_of
from backissue.ui.html.marks import joined


def removal_form(address: Address) -> Markup:
    """Return the form that names what is to go."""
    return Markup(
        '<form class="bi-form bi-remove" aria-label="Remove articles" data-go>'
        '<input type="hidden" name="view" value="library"><details{}><summary>Remove articles'
        '</summary><label for="bi-remove">Their ids, one a line: the reader shows the id of an '
        'article below its text</label><textarea id="bi-remove" name="removing" rows="3" '
        'maxlength="2000" spellcheck="false">{}</textarea><button type="submit" '
        'class="bi-secondary">Look what goes</button></details></form>'
    ).format(Markup(" open") if address.removing else "", address.removing)


def confirmation(archive: Archive, address: Address) -> Markup:
    """Return the articles that an address names, with the way to remove them, or to keep them."""
    ids = ids_of(address)
    if not ids:
        return Markup("")
    found, missing = _look_up(archive, ids)
    lost = Markup("<p>Not in the archive: {}</p>").format(", ".join(missing)) if missing else ""
    keep = Address(view="library").link
    if not found:
        return Markup(
            '<section class="bi-empty" data-now><h2>There is nothing to remove</h2>{}'
            '<p><a data-go href="{}">Back to the library</a></p></section>'
        ).format(lost, keep)
    is_one = len(found) == 1
    which, it = ("this article", "it") if is_one else (f"these {len(found):,} articles", "them")
    items = joined(
        Markup('<li><a data-go href="{}">{}</a>{}</li>').format(
            address.but(article=article.id).link, name_of(article), facts(article)
        )
        for article in found
    )
    return Markup(
        '<section class="bi-answer" aria-labelledby="bi-sure-title" data-now>'
        '<h2 id="bi-sure-title">Remove {which} for good?</h2><p>All former texts go, too, and what '
        "cites {it} can no longer be looked up. Only indexing {it} again brings {it} back.</p>"
        '<ul class="bi-nearest">{items}</ul>{lost}<p class="bi-ways"><button type="button" '
        'class="bi-primary" data-remove>Remove {it}</button><a data-go href="{keep}">Keep {it}</a>'
        "</p></section>"
    ).format(which=which, it=it, items=items, lost=lost, keep=keep)


def ids_of(address: Address) -> list[str]:
    """Return the ids of the articles that an address is about to remove, each once."""
    lines = (line.strip() for line in address.removing.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def _look_up(archive: Archive, ids: Sequence[str]) -> tuple[list[Article], list[str]]:
    found, missing = list[Article](), list[str]()
    for each in ids:
        try:
            found.append(archive.article(each))
        except ArticleNotFound:
            missing.append(each)
    return found, missing
