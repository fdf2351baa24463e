"""Near misses: which known word was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Final

FEW: Final = 100
MOST_COMPARED: Final = 500
"""So many different words are compared with all known ones; for more, nobody reads the suggestions."""
SIMILAR: Final = 0.72


class Neighbours:
    """The known words, found again with one slip of the pen: a letter more, less, wrong or swapped, or another case.

    Every word is filed under itself and under itself less one letter, so asking costs the length of the word and not
    the number of known words.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self.known = sorted(known)
        self.filed: dict[str, str] = {}
        self.answered: dict[str, str] = {}
        for word in self.known:
            for variant in _variants(word):
                self.filed.setdefault(variant, word)

    def nearest(self, word: str) -> str:
        """Return the known word that was probably meant, or an empty text."""
        if word not in self.answered:
            self.answered[word] = self._nearest(word)
        return self.answered[word]

    def _nearest(self, word: str) -> str:
        for variant in _variants(word):
            if variant and variant in self.filed:
                return self.filed[variant]
        if len(self.known) > FEW or len(self.answered) > MOST_COMPARED:
            return ""
        folded = {known.casefold(): known for known in self.known}
        close = difflib.get_close_matches(word.casefold(), sorted(folded), n=1, cutoff=SIMILAR)
        return folded[close[0]] if close else ""


def _variants(word: str) -> list[str]:
    plain = word.strip().casefold()
    if len(plain) < 3:
        return [plain]
    return [plain, *(plain[:at] + plain[at + 1 :] for at in range(len(plain)))]
