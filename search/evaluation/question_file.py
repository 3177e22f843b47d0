"""JSON Lines -> questions: one object a line."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from backissue.indexer.errors import QueryInvalid, QuestionsInvalid
from backissue.indexer.sources.read_jsonl import read_records
from backissue.indexer.sources.record import Problem, clean
from backissue.search.evaluation.questions import Question, Relevant, read_filters

# Judges tell few grades apart, and trec_eval takes memory for each up to the highest.
HIGHEST_GRADE = 100


def read_questions(path: str | Path) -> tuple[list[Question], list[Problem]]:
    """Read questions from JSON Lines, and list the lines that cannot be used and why.

    The keys of a line: `question`; `id`, else the number of the line stands for it; `answers`;
    `articles`, a list of ids or an object of ids and grades; `passages`, a list of objects with
    `article` and either `quote` or `start` and `end`, and `grade`; and the filters of a search,
    `asked` among them. An `article` with its `quote`, and `also` for more articles, may be given
    instead. Other keys are not read.

    Raises QuestionsInvalid where no line can be used.
    """
    path = Path(path)
    questions: dict[str, Question] = {}
    places: dict[str, str] = {}
    problems: list[Problem] = []
    with path.open("rb") as stream:
        for item in read_records(stream, path.name):
            if isinstance(item, Problem):
                problems.append(item)
                continue
            place, record = item
            try:
                question = question_from_record(record, place.rpartition(":")[2])
            except (QueryInvalid, QuestionsInvalid) as error:
                problems.append(Problem(place, str(error)))
                continue
            if question.id in questions:
                reason = f"The id {question.id!r} was used before, in {places[question.id]}."
                problems.append(Problem(place, reason))
                continue
            questions[question.id] = question
            places[question.id] = place
    if not questions:
        first = [f"The first problem, in {each.name}: {each.reason}" for each in problems[:1]]
        example = '{"question": "Who won?", "answers": ["Leicester"]}'
        told = f"No line of {path} is a question that can be used. Write one JSON object a line"
        raise QuestionsInvalid(" ".join([f"{told}, such as {example}.", *first]))
    return list(questions.values()), problems


def question_from_record(record: Mapping[str, Any], fallback_id: str) -> Question:
    """Make a question of a record with the keys that read_questions names.

    Raises QuestionsInvalid, or QueryInvalid where no search could be made of it.
    """
    text = record.get("question")
    if not isinstance(text, str):
        raise QuestionsInvalid('It has no "question", or one that is not text.')
    filters = read_filters(text, record)
    answers = _answers(record.get("answers"))
    relevant = _relevant(record)
    if answers == () and relevant:
        raise QuestionsInvalid(
            'Its "answers" are empty, which says that the archive does not answer it, and yet it '
            "names an article that does. Leave out either."
        )
    identity = record.get("id")
    return Question(
        id=fallback_id if identity is None else _identity(identity),
        question=" ".join(clean(text).split()),
        answers=answers,
        relevant=relevant,
        filters=filters,
    )


def _answers(value: object) -> tuple[str, ...] | None:
    if value is None:
        return None
    listed = value if isinstance(value, list) else [value]
    answers = tuple(
        clean(str(each)).strip()
        for each in listed
        if isinstance(each, str | int | float) and not isinstance(each, bool)
    )
    if len(answers) < len(listed) or not all(answers):
        raise QuestionsInvalid('Its "answers" are not a list of texts, none of them blank.')
    return answers


def _relevant(record: Mapping[str, Any]) -> tuple[Relevant, ...]:
    """Return the parts named, and the articles of which no part is, each once."""
    grades = _grades(record.get("also")) | _grades(record.get("articles"))
    passages = _list(record, "passages")
    if record.get("quote"):
        passages = [{"article": record.get("article"), "quote": record["quote"]}, *passages]
    elif record.get("article") is not None:
        grades.setdefault(_identity(record["article"]), 1)
    parts = [part for part in (_part(each, grades) for each in passages) if part.grade]
    quoted = {part.article for part in parts}
    whole = [
        Relevant(article=article, grade=grade)
        for article, grade in grades.items()
        if grade and article not in quoted
    ]
    return tuple(dict.fromkeys([*parts, *whole]))


def _grades(value: object) -> dict[str, int]:
    """Read ids, as a list or with their grades as an object."""
    if value is None:
        return {}
    if isinstance(value, dict):
        return {_identity(article): _grade(grade) for article, grade in value.items()}
    if not isinstance(value, list):
        raise QuestionsInvalid("Its articles are neither a list of ids nor ids with grades.")
    grades: dict[str, int] = {}
    for each in value:
        grades |= _grades(each) if isinstance(each, dict) else {_identity(each): 1}
    return grades


def _part(value: object, grades: Mapping[str, int]) -> Relevant:
    """Read a part of an article; without a grade it has that of the article."""
    if not isinstance(value, dict) or value.get("article") is None:
        raise QuestionsInvalid("One of its passages does not name its article.")
    article = _identity(value["article"])
    quote, start, end = value.get("quote"), value.get("start"), value.get("end")
    grade = _grade(value.get("grade", grades.get(article, 1)))
    if isinstance(quote, str) and quote.strip() and start is None and end is None:
        quote = " ".join(clean(quote).split())
        return Relevant(article=article, grade=grade, quote=quote)
    if quote is None and type(start) is int and type(end) is int and 0 <= start < end:
        return Relevant(article=article, grade=grade, span=(start, end))
    raise QuestionsInvalid(
        'Each of its passages needs either a "quote", or a "start" and a later "end" in characters.'
    )


def _identity(value: object) -> str:
    if isinstance(value, str | int) and not isinstance(value, bool):
        identity = " ".join(clean(str(value)).split())
        if identity:
            return identity
    raise QuestionsInvalid(f"{value!r:.80} is not an id. Ids are texts or whole numbers.")


def _grade(value: object) -> int:
    if type(value) is int and 0 <= value <= HIGHEST_GRADE:
        return value
    raise QuestionsInvalid(
        f"The grade {value!r:.80} is not a whole number from 0 to {HIGHEST_GRADE}."
    )


def _list(record: Mapping[str, Any], key: str) -> list[Any]:
    value = record.get(key)
    if isinstance(value, list | None):
        return list(value or [])
    raise QuestionsInvalid(f'Its "{key}" is not a list.')
