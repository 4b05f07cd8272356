"""When the garbage collector runs while pages are written.

A batch makes hundreds of thousands of rows that the next statement drops, hardly a cycle among them (some 2,000 objects of
256 pages). Going over them all again and again took nearly half of the time of writing (4.9 ms a page, 2.7 without), and
going after every batch over all that is remembered from one to the next a fifth (19 ms a page at 100,000 pages, 15 without).
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

EVERY = 16
"""Batches after which the collector looks at what is new since it last did."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector; within another such block nothing changes."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@contextmanager
def rarely_collected() -> Iterator[Callable[[], None]]:
    """The same over many batches; what it gives is to be called after each."""
    batches = 0

    def collect() -> None:
        nonlocal batches
        batches += 1
        if batches % EVERY == 0:
            gc.collect(1)

    with uncollected():
        yield collect
