"""How likely it is that two runs differ by chance."""

from collections.abc import Sequence
from typing import Any

# Two values are equal where they differ by no more than rounding.
EQUAL = 1e-9

# The smallest p that can be told is one in this plus one; with the seed it is the same each time.
PERMUTATIONS = 9_999
SEED = 1963


def chance(pairs: Sequence[tuple[float | None, float | None]]) -> float:
    """Return how likely the means of two runs differ so much by chance, 0 to 1, both ways.

    A pair holds what both runs reached on one question, None where the measure does not apply.
    Under the null hypothesis the two are one and the same, so that which of them reached what is
    a coin toss for each question: the randomisation test of Smucker, Allan and Carterette (CIKM
    2007), exact where few questions differ.
    """
    import numpy as np
    from scipy.stats import permutation_test

    every = np.array(pairs, np.float64).reshape(-1, 2)
    differs = ~np.isclose(every[:, 0], every[:, 1], rtol=0, atol=EQUAL, equal_nan=True)
    if differs.sum() <= 1:
        return 1.0
    # Whichever way they go, pairs of equals add the same to both means.
    same = every[~differs, 0]
    added, counted = np.nansum(same), np.sum(~np.isnan(same))

    def mean(values: Any, axis: int) -> Any:
        number = np.sum(~np.isnan(values), axis=axis) + counted
        # A run that a toss leaves without any question is as far from the other as can be.
        return (np.nansum(values, axis=axis) + added) / np.maximum(number, 1)

    def statistic(one: Any, other: Any, axis: int) -> Any:
        return mean(other, axis) - mean(one, axis)

    test = permutation_test(
        (every[differs, 0], every[differs, 1]),
        statistic,
        permutation_type="samples",
        vectorized=True,
        n_resamples=PERMUTATIONS,
        batch=1_000,
        rng=SEED,
    )
    return float(test.pvalue)
