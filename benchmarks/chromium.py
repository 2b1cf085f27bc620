"""A cheap phone on a slow line, as Chromium plays it: 360 pixels, a quarter of this CPU, an empty cache.

Says what came over the line and when it could be read. Bytes are those on the wire, headers included.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright


@dataclass(frozen=True)
class Line:
    """A mobile network: kilobits a second, milliseconds that every request waits."""

    name: str
    kilobits: int
    wait: int


SLOW: Final = Line("slow 3G", 400, 2000)
REGULAR: Final = Line("regular 3G", 630, 1100)
_CPUSLOWER: Final = 4

# Collected from the first moment of every page on.
_WATCH: Final = """
window.seen = {shift: 0, blocked: 0};
const watch = (type, look) =>
  new PerformanceObserver(list => list.getEntries().forEach(look)).observe({type, buffered: true});
watch("layout-shift", one => { if (!one.hadRecentInput) seen.shift += one.value; });
watch("longtask", one => { seen.blocked += Math.max(0, one.duration - 50); });
"""
_SEEN: Final = """() => {
  const ends = kind => performance.getEntriesByType(kind);
  const fonts = ends("resource").filter(one => one.name.includes(".woff2")).map(one => one.responseEnd);
  return {...window.seen, painted: ends("paint").find(one => one.name === "first-contentful-paint").startTime,
          font: Math.max(0, ...fonts)};
}"""


@dataclass
class Visit:
    """One opened page: what came over the line, and when it could be read (seconds)."""

    kilobytes: float = 0
    script_kilobytes: float = 0
    requests: int = 0
    painted: float = 0
    font: float = 0
    shift: float = 0
    blocked: float = 0


@dataclass
class Phone:
    """A phone with an empty cache, and what its network panel shows."""

    page: Page
    _kinds: dict[str, str] = field(default_factory=dict)
    _sizes: dict[str, int] = field(default_factory=dict)

    def watch(self, line: Line) -> None:
        """Slow it down and look at the line from now on."""
        panel = self.page.context.new_cdp_session(self.page)
        panel.on("Network.requestWillBeSent", self._asked)
        panel.on("Network.loadingFinished", self._finished)
        panel.send("Network.enable")
        bytes_a_second = line.kilobits * 1000 / 8
        panel.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": line.wait,
                "downloadThroughput": bytes_a_second,
                "uploadThroughput": bytes_a_second,
            },
        )
        panel.send("Emulation.setCPUThrottlingRate", {"rate": _CPUSLOWER})
        self.page.add_init_script(_WATCH)

    def open(self, address: str) -> Visit:
        """Open a page and wait until the line is quiet."""
        self._kinds.clear()
        self._sizes.clear()
        self.page.goto(address, wait_until="load", timeout=60_000)
        self.page.wait_for_load_state("networkidle")
        seen = self.page.evaluate(_SEEN)
        # What came out of the phone's own cache has no bytes on the wire.
        sent = {one: size for one, size in self._sizes.items() if size and one in self._kinds}
        scripts = sum(size for one, size in sent.items() if self._kinds[one] == "Script")
        return Visit(
            kilobytes=sum(sent.values()) / 1000,
            script_kilobytes=scripts / 1000,
            requests=len(sent),
            painted=seen["painted"] / 1000,
            font=max(seen["painted"], seen["font"]) / 1000,
            shift=seen["shift"],
            blocked=seen["blocked"] / 1000,
        )

    def _asked(self, event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith("http"):
            self._kinds[event["requestId"]] = event.get("type", "")

    def _finished(self, event: dict[str, Any]) -> None:
        self._sizes[event["requestId"]] = event["encodedDataLength"]


@contextmanager
def chromium(fonts: Path | None = None) -> Iterator[Browser]:
    """A browser without a window. With `fonts`, these are the fonts of the phone, instead of this machine's."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        environment: dict[str, str | float | bool] = {**os.environ}
        if fonts:
            config = Path(name) / "fonts.conf"
            config.write_text(f"<fontconfig><dir>{fonts}</dir><cachedir>{name}</cachedir></fontconfig>")
            environment["FONTCONFIG_FILE"] = str(config)
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"], env=environment
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def new_phone(browser: Browser, line: Line) -> Iterator[Phone]:
    """A phone that has never been anywhere, until the block ends."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True, has_touch=True
    )
    phone = Phone(context.new_page())
    phone.watch(line)
    yield phone
    context.close()
