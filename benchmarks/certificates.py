"""Certificates in Khmer, one by one: a CPU second's worth, and whether memory grows; against a naive loop.

Each way runs in a process of its own, so that neither profits from what the other has set up.
"""

from __future__ import annotations

import importlib
import multiprocessing
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any, Final

from benchmarks.processes import memory_mb
from benchmarks.table import Row, at_least, at_most
from lms.certificates.rendering import document, samples
from lms.config import CHECKOUT
from lms.content import loader
from lms.content.types.curriculum import Design
from lms.pdf import FONTS

_LANGUAGE: Final = "km"
_BLOCK: Final = 100
_BLOCKS: Final = 5
_NAIVE: Final = 2  # in a block: the slowest takes half a second for each
_WEIGHTS: Final = (400, 700)
_WEB_FONTS: Final = CHECKOUT / "lms" / "static" / "fonts"


def measure() -> list[Row]:
    """Every figure of the certificates."""
    # "spawn": a fork would inherit whatever this process has imported.
    context = multiprocessing.get_context("spawn")
    with (
        ProcessPoolExecutor(1, context) as ours,
        ProcessPoolExecutor(1, context) as web_fonts,
        ProcessPoolExecutor(1, context) as full_fonts,
    ):
        rates, woff2, ttf, memory = [], [], [], []
        ours.submit(draw, 5).result()
        for _ in range(_BLOCKS):
            rate, used = ours.submit(draw, _BLOCK).result()
            rates.append(rate)
            memory.append(used)
            woff2.append(web_fonts.submit(draw_naively, _NAIVE, "woff2").result())
            ttf.append(full_fonts.submit(draw_naively, _NAIVE, "ttf").result())
    median = statistics.median(rates)
    grown = memory[-1] - memory[0]
    return [
        Row("certificates a CPU second (WeasyPrint, woff2)", median, statistics.median(woff2), at_least(30)),
        Row("certificates a CPU second (WeasyPrint, TTF)", median, statistics.median(ttf), at_least(30)),
        Row(f"memory after {_BLOCK} certificates, MB", memory[0]),
        Row(f"memory grown from {_BLOCK} to {_BLOCK * _BLOCKS}, MB", grown, None, at_most(10)),
    ]


def draw(count: int) -> tuple[float, float]:
    """Ours: how many a CPU second, and the memory of this process in MB afterwards."""
    design = _design()
    paper = samples.sample(design, _LANGUAGE)
    return _rate(count, lambda: document.draw(design, paper)), memory_mb(
        multiprocessing.current_process().pid or 0
    )


def draw_naively(count: int, kind: str) -> float:
    """As the manual shows it: fonts set up and styles parsed for each. How many a CPU second."""
    # Not by name: the types that Sala keeps for WeasyPrint describe only what Sala itself uses.
    weasyprint: Any = importlib.import_module("weasyprint")
    fonts: Any = importlib.import_module("weasyprint.text.fonts")
    design = _design()
    html = document.page(design, samples.sample(design, _LANGUAGE))

    def one() -> None:
        configuration = fonts.FontConfiguration()
        styles = [
            weasyprint.CSS(string=_faces(kind), font_config=configuration),
            weasyprint.CSS(filename=design.folder / "style.css", font_config=configuration),
        ]
        page = weasyprint.HTML(string=html, base_url=f"{design.folder.as_uri()}/")
        page.write_pdf(stylesheets=styles, font_config=configuration, pdf_variant="pdf/a-3a")

    one()
    return _rate(count, one)


def _design() -> Design:
    return loader.load(CHECKOUT).designs["standard"]


def _rate(count: int, one: Callable[[], object]) -> float:
    began = time.process_time()
    for _ in range(count):
        one()
    return count / (time.process_time() - began)


def _faces(kind: str) -> str:
    web = [_WEB_FONTS / f"{script}-{weight}.woff2" for script in ("latn", "khmr") for weight in _WEIGHTS]
    whole = [
        FONTS / f"{name}-{style}.ttf"
        for name in ("NotoSans", "NotoSansKhmer")
        for style in ("Regular", "Bold")
    ]
    files = {"woff2": web, "ttf": whole}[kind]
    faces = [
        f"@font-face {{ font-family: F{at // 2}; font-weight: {_WEIGHTS[at % 2]}; src: url({path.as_uri()}) }}"
        for at, path in enumerate(files)
    ]
    return "\n".join([*faces, "html { font-family: F0, F1 }"])
