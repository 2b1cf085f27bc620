"""What each writing system is made of: one row per script, read by every other module of this package.

Data only, no rules. Characters are written as escapes, because most of them are signs that an editor would
draw on top of the quotation mark. The strings are the inside of a regular-expression class
("\\u1780-\\u17a2"). Ranges follow the Unicode code charts and the core specification, chapter 16.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Writing:
    """One script, with the roles its characters play around a base letter.

    `letters` can carry signs. `signs` follow their letter and cannot stand without it. `trailing` are spacing
    vowels that end a written syllable, `leading` are vowels written before the letter they are spoken after.
    `stacker` is the invisible character that puts the next letter below, or empty. `closer`, where a script
    has one, is a sign that ends the syllable before it: a letter that carries it cannot start a line.
    """

    language: str
    block: str
    digit_zero: str
    letters: str
    signs: str
    trailing: str = ""
    leading: str = ""
    stacker: str = ""
    closer: str = ""


KHMER = Writing(
    language="km",
    block="\u1780-\u17ff",
    digit_zero="\u17e0",
    letters="\u1780-\u17b3",
    signs="\u17b4-\u17d3\u17dd",
    stacker="\u17d2",
)
LAO = Writing(
    language="lo",
    block="\u0e80-\u0eff",
    digit_zero="\u0ed0",
    letters="\u0e81-\u0eae\u0edc-\u0edf",
    signs="\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece",
    trailing="\u0eb0\u0eb2\u0eb3\u0ebd",
    leading="\u0ec0-\u0ec4",
)
THAI = Writing(
    language="th",
    block="\u0e00-\u0e7f",
    digit_zero="\u0e50",
    letters="\u0e01-\u0e2e",
    signs="\u0e31\u0e34-\u0e3a\u0e47-\u0e4e",
    trailing="\u0e30\u0e32\u0e33\u0e45",
    leading="\u0e40-\u0e44",
)
BURMESE = Writing(
    language="my",
    block="\u1000-\u109f",
    digit_zero="\u1040",
    letters="\u1000-\u102a\u103f\u104e",
    signs="\u102b-\u103e",
    stacker="\u1039",
    closer="\u1037?[\u103a\u1039]",  # asat or virama, with the dot below that NFC puts before it
)

WRITINGS = (KHMER, LAO, THAI, BURMESE)

ZERO_WIDTH_SPACE = "\u200b"
JOINERS = "\u200c\u200d"
DOTTED_CIRCLE = "\u25cc"
