"""A question and its answer, and whom, what and where a question that follows may mean by them."""

import re
from collections.abc import Collection
from functools import cached_property
from itertools import pairwise, zip_longest

from backissue.indexer.article import Article
from backissue.search.answers.answer import Answer
from backissue.search.dialogue.thing import Thing, names_in, nouns_in
from backissue.search.language.mentions import TITLES, key
from backissue.search.language.statement import read_statement
from backissue.search.language.wording import fold, spread
from backissue.search.query.query import Query
from backissue.search.query.tokens import FIELDS

# Words by which a text takes a name up again.
PRONOUNS = {
    word: kind
    for kind, same in {
        "he": "he him his himself",
        "she": "she her hers herself",
        "it": "it its itself",
        "they": "they them their theirs themselves",
    }.items()
    for word in same.split()
}

NOMINATIVE = frozenset(PRONOUNS.values())

# In words: how soon after a name it is taken up.
SOON = 20

# What someone is, in capitals as a name has them.
ROLES = TITLES | spread("ceo cfo coo mp mep")

PEOPLE = spread("man woman boy girl person people child children men women boys girls")
# Of what a turn names, what came first is what the conversation is about.
MOST_NAMED = 4

# What asks who or what something is that is named after it.
WHO_IS = re.compile(r"(?:who|what)(?: (?:is|was|are|were)|['’]s) ", re.IGNORECASE)

ASKS_FOR_NAME = frozenset({"who", "whom", "whose", "which", "where", "what"})


class Turn:
    """A question that was answered."""

    def __init__(self, answer: Answer) -> None:
        """Take the answer, with what it cites and what was read for it."""
        self.answer = answer
        self.asked = _without_filters(answer.query)
        self.question = read_statement(self.asked)

    @cached_property
    def articles(self) -> list[Article]:
        """The articles cited, or else those that were read."""
        cited = [citation.article for citation in self.answer.citations]
        read = [hit.article for hit in self.answer.passages]
        return list({article.id: article for article in cited or read}.values())

    @cached_property
    def names(self) -> list[Thing]:
        """The names in the question, in order."""
        return list(names_in(self.question))

    @cached_property
    def nouns(self) -> list[Thing]:
        """What the question names otherwise: the bridge, New Zealand’s ban."""
        return list(nouns_in(self.question, self._goes_on))

    @cached_property
    def answered(self) -> list[Thing]:
        """The names in the answer."""
        return list(names_in(read_statement(self.answer.text)))

    def person(self, kind: str) -> str | None:
        """Return whom “he” or “she” means: someone whom the articles call so.

        If there is none, it may be who is taken up by no pronoun, or called so and only quoted.
        """
        answer_first = self._asks_for(ASKS_FOR_NAME)
        spoken = [*self.answered, *self.names] if answer_first else [*self.names, *self.answered]
        quoted = [
            each
            for citation in self.answer.citations
            for each in names_in(read_statement(citation.quote))
        ]
        asked_about = self.names if self._asks_who_one_is else []
        for among, wanted in (
            (asked_about, {kind, None}),
            (spoken, {kind}),
            (spoken, {None}),
            (quoted, {kind}),
        ):
            for each in among:
                full = self._in_full(each)
                if (
                    " " in full
                    and not each.is_place
                    and self._called(each, {"he", "she"}) in wanted
                ):
                    return full
        return None

    def thing(self, kind: str) -> str | None:
        """Return what “it” or “they” means: a thing in the question, or a name that is no one's."""
        things = sorted(
            [*self.nouns, *self.names], key=lambda each: (each.is_led, each.start, -each.end)
        )
        for each in [*self.answered, *things] if self._asks_for({"which"}) else things:
            is_plural = each.text.endswith("s") and not each.is_name
            if each.is_place or fold(each.text.split()[-1]) in PEOPLE | TITLES:
                continue
            if not each.is_name and is_plural == (kind == "they"):
                return each.text
            if each.is_name and self._is_thing(each, kind, is_said=each not in self.answered):
                return each.text
        return None

    def _is_thing(self, name: Thing, kind: str, *, is_said: bool) -> bool:
        """Whether a name may be called so: what the articles call so, or for “it” no person."""
        called = self._called(name, {"he", "she", "it", "they"})
        if kind == "they":
            return called == kind
        is_short = " " not in self._in_full(name)
        return called == kind or is_short or (is_said and called not in {"he", "she"})

    def topic(self) -> list[str]:
        """Return what a question is about: the names in it, and those that answer it.

        Who is asked for comes first, and which thing last.
        """
        answered = [each.text for each in self.answered] if self._asks_for(ASKS_FOR_NAME) else []
        if self._asks_who_one_is:
            answered = []
        asked = []
        for each, after in zip_longest(self.names, self.names[1:]):
            is_part = after is not None and each.is_owner and after.start - each.end == len("’s ")
            asked.append(self.asked[each.start : after.end] if is_part and after else each.text)
        names = [*asked, *answered] if self._asks_for({"which"}) else [*answered, *asked]
        said: list[str] = []
        for name in (each.removeprefix("the ") for each in names):
            if fold(name) not in ROLES and not any(name in each for each in said):
                said.append(name)
        return said[:MOST_NAMED]

    def place(self) -> str | None:
        """Return where “there” is: a place that the question names, or the answer."""
        if self._asks_for({"where"}) and not re.search(r"\d", self.answer.text):
            return next((each.text for each in self.answered), None)
        named = (*self.names, *self.answered)
        return next((each.text for each in named if each.is_place), None)

    def _asks_for(self, words: Collection[str]) -> bool:
        """Whether the question begins with one of these."""
        return bool(self.question.words) and fold(self.question.words[0].text) in words

    @cached_property
    def _asks_who_one_is(self) -> bool:
        """Whether it names somebody, and asks for what is to be known of them and not for a name.

        As in: who was Christopher Miller.
        """
        if not self.names:
            return False
        lead, end = self.asked[: self.names[0].start], self.asked[self.names[0].end :]
        return WHO_IS.fullmatch(lead) is not None and not end.strip(" ?.!")

    def _called(self, thing: Thing, pronouns: Collection[str]) -> str | None:
        """Return by which of some pronouns the articles mostly take a name up, None for by none.

        Other forms do not tell: in “Lund thanked her” she is someone else.
        """
        counts = dict.fromkeys(pronouns, 0)
        for article in self.articles:
            statement = read_statement(article.text)
            named = {name.start: key(name.parts[-1].text) for name in statement.names}
            for place, word in enumerate(statement.words):
                if word.is_capital and key(word.text) == thing.key:
                    for after in statement.words[place + 1 : place + SOON]:
                        kind = fold(after.text)
                        if kind in counts:
                            counts[kind] += 1
                        if kind in NOMINATIVE or named.get(after.start, thing.key) != thing.key:
                            break
        best = max(counts, key=lambda kind: counts[kind])
        return best if counts[best] else None

    @cached_property
    def _goes_on(self) -> frozenset[str]:
        """The words after which another that says something mostly follows, in what was read.

        So “second” is told from “bridge”: the former needs one.
        """
        found: dict[str, list[bool]] = {}
        for hit in self.answer.passages:
            text = hit.passage.text
            for word, after in pairwise(read_statement(text).words):
                is_beside = after.start - word.end == 1
                found.setdefault(fold(word.text), []).append(is_beside and after.is_content)
        return frozenset(word for word, follows in found.items() if sum(follows) > len(follows) / 2)

    def _in_full(self, thing: Thing) -> str:
        """Return the fullest form of a person's name: Christopher Miller for Miller."""
        said = thing.text.removeprefix("the ")
        if " " in said:
            return said
        for article in self.articles:
            for name in read_statement(article.text).names:
                is_plain = len(name.parts) > 1 and not re.search(r" (?:of|the) ", name.text)
                if is_plain and name.text.endswith(f" {said}"):
                    return name.text
        return said


def _without_filters(query: Query) -> str:
    """Return a question without what only filters: source:post."""
    text = query.text
    for part in reversed(query.parts):
        if part.kind in FIELDS:
            text = text[: part.start] + text[part.end :]
    return " ".join(text.split())
