"""Measures where answers from the example archive are said to be in conflict, and where not.

Run it from the project's folder: python benchmarks/conflicts.py ARCHIVE

ARCHIVE is an archive of corpus/articles. It prints every conflict on corpus/questions.jsonl, to be
read: false alarms are those that one answer settles. Then, for events that several articles report
differently, what came back of the values that they give. The limits in
search/answers/conflict.py were chosen on both.
"""

import sys
from dataclasses import asdict
from pathlib import Path

from backissue.search import Answer, Archive
from backissue.search.evaluation.evaluate import read_questions

# Questions about events that were counted again, with what early and later articles say.
DIFFERENT = {
    "How many American soldiers were killed in the attack at Kabul airport?": ("12", "13"),
    "How many suicide bombers attacked Kabul airport?": ("two", "one"),
    "How many American soldiers were wounded at Kabul airport?": ("15", "18"),
    "How many people were killed in Turkey by the earthquake?": ("912", "3,549", "41,156"),
    "How many buildings collapsed in Turkey?": ("2,818", "105,000"),
    "How many flights has the Mars helicopter Ingenuity made?": ("five", "50"),
    "How many American soldiers are there in Afghanistan?": ("8,600", "4,500", "2,500"),
    "How many ships were waiting to pass the Suez Canal?": ("100", "422"),
    "How many people were killed in the Christchurch mosque attacks?": ("49", "50"),
    "What was the turnout in the referendum on leaving the European Union?": ("71.8", "72.2"),
    "How long does Dimorphos take to circle Didymos?": ("55 minutes", "23 minutes"),
}


def main() -> None:
    """Ask and print."""
    questions, _ = read_questions(Path("corpus/questions.jsonl"))
    answered = conflicting = 0
    with Archive.open(sys.argv[1]) as archive:
        for question in questions:
            answer = archive.ask(question.question, **asdict(question.filters))
            answered += bool(answer)
            if answer.conflicts:
                conflicting += 1
                print(f"{question.id} {question.question} {list(question.answers or ())}")
                print(_sides(answer))
        print(f"{conflicting} of {answered} answers are in conflict with another.\n")
        for text, values in DIFFERENT.items():
            answer = archive.ask(text)
            told = [value for value in values if value in _sides(answer)]
            print(f"{text}\n    {', '.join(told) or 'none'} of {', '.join(values)}")
            print(_sides(answer))


def _sides(answer: Answer) -> str:
    sides = [f"{side.text} ({side.confidence:.2f}, {side.published})" for side in answer.conflicts]
    return "    " + " | ".join(sides)


if __name__ == "__main__":
    main()
