"""Text that nobody would type: characters of four scripts in any order, for what must always hold."""

from hypothesis import strategies as st

from lms.text.writing_systems import WRITINGS


def _characters() -> str:
    blocks = "".join(chr(point) for w in WRITINGS for point in range(ord(w.block[0]), ord(w.block[-1]) + 1))
    return (
        blocks
        + "😀 -aA9"
        + "\n\t\x00\x1f\x85\u00a0\u00ad\u0130\u0301\u0323\u0345\u200b\u200c\u200d\u2028\u25cc\ud83d\ufb03"
    )


_OURS = st.text(st.sampled_from(_characters()), max_size=12)
# Few characters, so that they meet: Khmer, Lao, Thai and Burmese letters with the signs that have rules.
_KHMER = st.text(
    st.sampled_from("\u1780\u179a\u178a\u17d2\u17c9\u17be\u17c1\u17b8\u17b6\u17bb\u17c6\u17cc\u17dd\u200c"),
    max_size=12,
)
_THAI = st.text(
    st.sampled_from("\u0e01\u0e40\u0e31\u0e34\u0e38\u0e3a\u0e48\u0e49\u0e4c\u0e4d\u0e32\u0e33\u0e45"),
    max_size=12,
)
_LAO = st.text(
    st.sampled_from("\u0e81\u0eab\u0ebc\u0ec0\u0eb1\u0eb8\u0eba\u0ec8\u0ec9\u0ecc\u0ecd\u0eb2\u0eb3\u0edc"),
    max_size=12,
)
_BURMESE = st.text(
    st.sampled_from("\u1000\u1004\u1025\u102e\u1039\u103a\u103b\u103d\u103e\u102f\u1036\u1037\u1038"),
    max_size=12,
)

soup = st.one_of(_OURS, _KHMER, _THAI, _LAO, _BURMESE, st.text(st.characters(codec=None), max_size=20))
