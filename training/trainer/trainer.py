"""The training loop: a time budget, an average of the weights, checkpoints that survive interruption, a curve."""

import argparse
import dataclasses
import json
import math
import signal
import time
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from training.trainer.checkpoints import load_checkpoint, save_checkpoint
from training.trainer.errors import StageError
from training.trainer.optimizer import Optimizers


class Trainer:
    """Runs `step(batch index) -> losses` until the minutes are over.

    The checkpoint holds model, average, optimizers, step and the typed configuration, and is written every
    `save_seconds`, on SIGINT or SIGTERM, and at the end.
    """

    def __init__(
        self,
        name: str,
        model: nn.Module,
        optimizers: Optimizers,
        config: Any,
        arguments: argparse.Namespace,
        ema_decay: float = 0.995,
        save_seconds: float = 120,
        extra: dict[str, Any] | None = None,
    ) -> None:
        """`extra` goes into the checkpoint as it is."""
        self.path = arguments.runs / f"{name}.pt"
        self.curve = arguments.runs / f"{name}.jsonl"
        self.model, self.optimizers, self.config = model, optimizers, config
        self.extra = extra or {}
        self.budget, self.most_steps = arguments.minutes * 60, arguments.updates or math.inf
        #: Reading a loss makes the GPU wait, so there it is looked at now and then.
        self.check_every = 20 if str(arguments.device).startswith("cuda") else 1
        #: Share of the time (or of the steps) that is used, 0..1.
        self.share = 0.0
        self.ema_decay, self.save_seconds = ema_decay, save_seconds
        self.ema = {key: value.detach().clone() for key, value in model.state_dict().items()}
        self.step_index, self.stopping = 0, False
        if arguments.resume:
            state = load_checkpoint(self.path, arguments.device)
            try:
                model.load_state_dict(state.get("model", state["ema"]))
            except RuntimeError:
                raise StageError(f"{self.path} has another size or other words. Begin anew, with --warm-start {self.path}.") from None
            self.ema = state["ema"]
            if "optimizers" in state:  # else it is a slice, or out of a pack
                self.optimizers.load_state_dict(state["optimizers"])
                self.step_index = state["step"]
            print(f"{name}: going on from step {self.step_index}")
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)

    def stop(self, *_: object) -> None:
        self.stopping = True

    def save(self) -> None:
        save_checkpoint(
            self.path,
            {
                "model": self.model.state_dict(),
                "ema": self.ema,
                "optimizers": self.optimizers.state_dict(),
                "step": self.step_index,
                "config": dataclasses.asdict(self.config),
                **self.extra,
            },
        )

    def finish(self, change: Callable[[nn.Module], None]) -> None:
        """Applies a last change in place to the weights and to their average, and saves."""
        trained = {key: value.detach().clone() for key, value in self.model.state_dict().items()}
        self.model.load_state_dict(self.ema)
        change(self.model)
        self.ema = {key: value.detach().clone() for key, value in self.model.state_dict().items()}
        self.model.load_state_dict(trained)
        change(self.model)
        self.save()

    def average(self) -> None:
        # A short average at first: the long one would remember the start.
        decay = min(self.ema_decay, (self.step_index + 1) / (self.step_index + 10))
        state = self.model.state_dict()
        floating = [key for key, value in state.items() if value.dtype.is_floating_point]
        with torch.no_grad():
            torch._foreach_lerp_([self.ema[key] for key in floating], [state[key] for key in floating], 1 - decay)
            for key in state.keys() - set(floating):
                self.ema[key].copy_(state[key])

    def run(
        self,
        step: Callable[[int], dict[str, Tensor]],
        validate: Callable[[], dict[str, float]] | None = None,
        report_seconds: float = 60,
        clip: float = 1.0,
    ) -> None:
        """`step` returns losses; "loss" is the one that is minimized."""
        start = reported = saved = time.monotonic()
        sums: dict[str, Tensor] = {}
        counted, begun = 0, self.step_index
        self.curve.parent.mkdir(parents=True, exist_ok=True)

        def report() -> None:
            row: dict[str, float] = {"step": self.step_index, "minutes": round((time.monotonic() - start) / 60, 2)}
            row |= {key: round(float(value) / counted, 5) for key, value in sums.items()}
            if validate:
                row |= {key: round(value, 4) for key, value in validate().items()}
            print(json.dumps(row), flush=True)
            with self.curve.open("a") as file:
                file.write(json.dumps(row) + "\n")

        while not self.stopping and time.monotonic() - start < self.budget and self.step_index - begun < self.most_steps:
            self.share = max((time.monotonic() - start) / self.budget, (self.step_index - begun) / self.most_steps)
            self.optimizers.set_progress(self.step_index, self.share)
            self.optimizers.zero_grad()
            losses = step(self.step_index)
            saving = time.monotonic() - saved > self.save_seconds
            if (saving or self.step_index % self.check_every == 0) and not torch.isfinite(losses["loss"]):
                raise StageError(f"The loss is not finite at step {self.step_index}. Lower the rate; the last save is good.")
            losses["loss"].backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), clip)
            self.optimizers.step()
            self.average()
            self.step_index += 1
            counted += 1
            for key, value in losses.items():
                sums[key] = sums.get(key, 0) + value.detach()
            if time.monotonic() - reported > report_seconds:
                report()
                sums, counted, reported = {}, 0, time.monotonic()
            if saving:
                self.save()
                saved = time.monotonic()
        if counted and not torch.isfinite(sums["loss"]):
            raise StageError(f"The loss is not finite at step {self.step_index}. Lower the rate; the last save is good.")
        self.save()
        if counted:
            report()
