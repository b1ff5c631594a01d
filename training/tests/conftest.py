"""Settings of all tests."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

#: Files and folders that the tests name are relative to the root of the repository.
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session", autouse=True)
def settings() -> Iterator[None]:
    """One thread, since toy batches gain nothing from a second one, and the handling of denormals that every command has."""
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.fixture(autouse=True)
def seed() -> None:
    torch.manual_seed(0)
