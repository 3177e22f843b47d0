"""How many: a number in digits or in English words."""

ONES = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
OTHERS = {
    "a": 1,
    "an": 1,
    "a dozen": 12,
    "dozen": 12,
    "a hundred": 100,
    "a couple of": 2,
    "couple of": 2,
    "a few": 3,
    "few": 3,
    "several": 3,
}
NUMBERS = ONES | TENS | OTHERS
NUMBER = r"(?P<number>\d{{1,3}}|(?:{})-(?:{})|{})".format(
    "|".join(TENS), "|".join(ONES), "|".join(sorted(NUMBERS, key=len, reverse=True))
)


def count_of(said: str | None) -> int:
    """Return a number that NUMBER has found; where none is said, as in “the past week”, one."""
    words = " ".join((said or "one").lower().split())
    if words.isdigit():
        return int(words)
    return sum(NUMBERS[word] for word in words.split("-"))
