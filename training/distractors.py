"""Passages that are like a question and do not answer it, as a search finds them by the dozen."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from backissue.indexer.models.load import load_embedder

from examples import Question, Text

# Passages kept for a question, out of so many likest ones.
KEPT = 24
CONSIDERED = 40

# What meaning counts beside words; both are cosines.
MEANING = 0.7

AT_ONCE = 2_000

Matrix = NDArray[np.float32]


def find_distractors(questions: Sequence[Question]) -> dict[str, list[Text]]:
    """Return passages for each answerable question that can be asked anywhere, by its id.

    The likest come first; those that hold an answer of the question are left out.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    asked = [each for each in questions if each.anywhere and each.answers]
    texts = list(dict.fromkeys(each.text for each in questions))
    whole = [f"{text.heading} {text.body}" for text in texts]
    lower = [text.body.lower() for text in texts]
    words = TfidfVectorizer(sublinear_tf=True, stop_words="english", dtype=np.float32)
    by_words = words.fit_transform(whole)
    embedder = load_embedder()
    by_meaning: Matrix = embedder.embed_texts(whole)
    found: dict[str, list[Text]] = {}
    for first in range(0, len(asked), AT_ONCE):
        part = asked[first : first + AT_ONCE]
        likeness: Matrix = (words.transform([each.words for each in part]) @ by_words.T).toarray()
        vectors = np.stack([embedder.embed_question(each.words) for each in part])
        likeness += MEANING * (vectors @ by_meaning.T)
        for question, row in zip(part, likeness, strict=True):
            nearest = np.argsort(-row, kind="stable")[:CONSIDERED].tolist()
            answers = [answer.lower() for answer, _, _ in question.answers]
            found[question.id] = [
                texts[place]
                for place in nearest
                if texts[place] != question.text
                and not any(answer in lower[place] for answer in answers)
            ][:KEPT]
    return found
