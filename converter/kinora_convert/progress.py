"""Bars on a terminal, lines elsewhere. All of it goes to stderr."""

import sys
import time
from typing import TextIO

WIDTH = 28
#: Seconds between two lines where there is no terminal.
LINE_EVERY = 10.0


class Progress:
    """The progress of one graph, in bytes."""

    def __init__(self, title: str, total: int, stream: TextIO | None = None) -> None:
        self._title, self._total = title, max(1, total)
        self._done = 0
        self._stream = stream or sys.stderr
        self._started = self._shown = time.monotonic()

    def add(self, amount: int) -> None:
        self._done += amount
        now = time.monotonic()
        if now - self._shown >= (0.1 if self._stream.isatty() else LINE_EVERY):
            self._shown = now
            self._show(now)

    def finish(self, note: str = "") -> None:
        seconds = time.monotonic() - self._started
        begin, clear = ("\r", "\x1b[K") if self._stream.isatty() else ("", "")
        print(f"{begin}{self._title}: {self._done / 1e6:,.1f} MB in {seconds:.1f} s{note}{clear}", file=self._stream, flush=True)

    def _show(self, now: float) -> None:
        part = min(1.0, self._done / self._total)
        left = (now - self._started) * (1 - part) / part if part > 0 else 0
        text = f"{self._title}: {'#' * round(part * WIDTH):<{WIDTH}} {part:4.0%}, {left:.0f} s left"
        print(f"\r{text}\x1b[K" if self._stream.isatty() else text, end="" if self._stream.isatty() else "\n", file=self._stream, flush=True)
