"""Writes the questions of QAMR in SQuAD's format: sentences of Wikinews and Wikipedia.

Michael et al., Crowdsourcing Question-Answer Meaning Representations (NAACL 2018). Its filtered
development and test sets are taken, where two readers marked about the same answer.

Run it from the project's folder: python training/qamr.py QAMR/data DATA/qamr.json.gz
"""

import argparse
import csv
import gzip
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

PARTS = ("dev", "test")
PER_SENTENCE = 12
LONGEST_ANSWER = 10
SHORTEST_QUESTION = 15
SEED = 5

# How many of the words that either marked must be those that both did.
AGREED = 0.5

MARKS = {
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "-LCB-": "{",
    "-RCB-": "}",
    "``": '"',
    "''": '"',
}
OPENING = {"``", "-LRB-", "-LSB-", "$", "#", "£", "€"}
CLOSING = {*",.;:?!%", "n't", "-RRB-", "-RSB-", "''", "'"}


def main() -> None:
    """Read, choose, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="the folder data of QAMR")
    parser.add_argument("target", type=Path)
    arguments = parser.parse_args()
    sentences = {
        name: words.split(" ") for name, words in _rows(arguments.source / "wiki-sentences.tsv")
    }
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for part in PARTS:
        for row in _rows(arguments.source / "filtered" / f"{part}.tsv"):
            question, span = row[5].strip(), _agreed(row[6:9])
            if span and len(question) >= SHORTEST_QUESTION:
                question = question[0].upper() + question[1:]
                found.setdefault(row[0], {}).setdefault(question, span)
    rng = random.Random(SEED)  # noqa: S311 - a fixed choice is what is wanted
    paragraphs = []
    for name, questions in sorted(found.items()):
        chosen = rng.sample(sorted(questions.items()), min(PER_SENTENCE, len(questions)))
        paragraphs.append(_paragraph(name, sentences[name], chosen))
    with gzip.open(arguments.target, "wt", encoding="utf-8") as file:
        json.dump({"data": [{"title": "", "paragraphs": paragraphs}]}, file)
    count = sum(len(each["qas"]) for each in paragraphs)
    print(f"{count:,} questions about {len(paragraphs):,} sentences")


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _agreed(columns: Sequence[str]) -> tuple[int, int] | None:
    """Return the first and last word of an answer that both readers marked too, if it is a run."""
    words = [int(each) for each in columns[0].split()]
    marked = set(words)
    for reader in columns[1:]:
        theirs = {int(each) for each in reader.split(":")[1].split()}
        if len(marked & theirs) < AGREED * len(marked | theirs):
            return None
    whole = words == list(range(words[0], words[-1] + 1)) and len(words) <= LONGEST_ANSWER
    return (words[0], words[-1]) if whole else None


def _paragraph(
    name: str, words: Sequence[str], questions: Sequence[tuple[str, tuple[int, int]]]
) -> dict[str, Any]:
    """Set a sentence as it was printed, and find the answers in it."""
    text, places, glued = "", [], True
    for word in words:
        printed = MARKS.get(word, word)
        if not glued and word not in CLOSING and not word.startswith("'"):
            text += " "
        places.append((len(text), len(text) + len(printed)))
        text += printed
        glued = word in OPENING
    return {
        "context": text,
        "qas": [
            {
                "id": f"{name}:{number}",
                "question": question,
                "answers": [
                    {
                        "text": text[places[first][0] : places[last][1]],
                        "answer_start": places[first][0],
                    }
                ],
            }
            for number, (question, (first, last)) in enumerate(questions)
        ],
    }


if __name__ == "__main__":
    main()
