"""Tells which script most of a text is written in."""

import unicodedata
from collections import Counter


def script_of(character: str) -> str:
    name = unicodedata.name(character, "")
    for script in ("TIBETAN", "CJK", "LATIN"):
        if name.startswith(script):
            return script.title()
    return "Other"


def main_script(text: str) -> str:
    letters = (c for c in text if unicodedata.category(c)[0] in "LM")
    counts = Counter(script_of(letter) for letter in letters)
    return counts.most_common(1)[0][0] if counts else "Other"


if __name__ == "__main__":
    for sample in ("བོད་ཡིག", "漢語", "English"):
        print(sample, main_script(sample))
