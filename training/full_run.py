"""Everything from the artwork to students, in the time that there is: `python -m training.full_run --hours 0.45 --out DIR`.

Made for a GPU that is lent for half an hour. The run goes on behind the shell that starts it and writes what it does to DIR/progress.txt.
Stages that do not wait for each other run side by side: models this small leave a GPU idle between their steps. Whenever a stage
ends, its weights are in DIR in slices below 16 MB (`training.slices` joins them). The same command again goes on after an interruption.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from training.run import StageError, main
from training.slices import cut

#: Kept back for stopping, saving and cutting.
LAST_MINUTES = 1.0


@dataclass(frozen=True)
class Stage:
    name: str
    module: str
    #: Of all the time.
    share: float
    arguments: tuple[str, ...] = ()
    #: Stages that must have ended.
    after: tuple[str, ...] = ()
    #: Files of `runs` that must be there: a decoder in training has a finished encoder.
    files: tuple[str, ...] = ()
    batch: int = 0

    @property
    def trains(self) -> bool:
        return self.module.startswith("training.stages.") and "cache" not in self.module


def student(model: str, steps: int, share: float, after: tuple[str, ...], batch: int, start: str = "", name: str = "") -> Stage:
    name = name or f"{model}-student-{steps}"
    options = ("--model", model, "--steps", str(steps), "--name", name, "--paths", "16384")
    return Stage(name, "training.stages.distill", share, (*options, *(("--student", start) if start else ())), after, (), batch)


SPARSE = "image-to-video-sparse"
PLAN = (
    Stage("image-autoencoder", "training.stages.image_autoencoder", 0.12, batch=64),
    Stage("motion-autoencoder", "training.stages.motion_autoencoder", 0.14, batch=64),
    Stage("classifier", "training.classifier", 0.2, ("--steps", "900")),
    Stage("image-decoder", "training.stages.image_autoencoder", 0.35, ("--phase", "decoder"), ("image-autoencoder",), batch=32),
    Stage("images", "training.stages.cache_latents", 0.05, ("--kind", "images", "--count", "60000", "--workers", "6"),
          ("image-autoencoder",), ("image-decoder.pt",)),
    Stage("clips", "training.stages.cache_latents", 0.06, ("--kind", "clips", "--count", "24000", "--workers", "6"),
          ("motion-autoencoder",), ("image-decoder.pt",)),
    Stage("text-to-image", "training.stages.text_to_image", 0.42, after=("images",), batch=512),
    Stage("image-to-video", "training.stages.image_to_video", 0.36, after=("clips",), batch=256),
    student("text-to-image", 2, 0.10, ("text-to-image",), 256),
    student("text-to-image", 1, 0.08, ("text-to-image-student-2",), 256, "{runs}/text-to-image-student-2.pt"),
    Stage(SPARSE, "training.stages.sparsify", 0.08, ("--share", "0.55"), ("image-to-video",), batch=192),
    student("image-to-video", 2, 0.08, ("image-to-video",), 128),
    student("image-to-video", 2, 0.09, (SPARSE,), 128, f"{{runs}}/{SPARSE}.pt", f"{SPARSE}-student-2"),
    Stage(f"{SPARSE}-student-2-forced", "training.stages.self_forcing", 0.08, ("--student", f"{{runs}}/{SPARSE}-student-2.pt"),
          (f"{SPARSE}-student-2",), batch=48),
    student("image-to-video", 1, 0.08, (f"{SPARSE}-student-2",), 128, f"{{runs}}/{SPARSE}-student-2.pt", f"{SPARSE}-student-1"),
)  # fmt: skip
#: What the smoke test asks of the same plan.
TOY_OPTIONS = {"--count": "32", "--steps": "", "--paths": "8", "--share": "0.3", "--workers": "0"}


@dataclass
class Run:
    arguments: argparse.Namespace
    started: float = field(default_factory=time.monotonic)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    ended: dict[str, str] = field(default_factory=dict)
    stopping: bool = False

    def minutes(self) -> float:
        return (time.monotonic() - self.started) / 60

    def say(self, text: str) -> None:
        line = f"{self.minutes():6.2f} min  {text}"
        print(line, flush=True)
        with (self.arguments.out / "progress.txt").open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    def command(self, stage: Stage) -> list[str]:
        toy, all_minutes, runs = self.arguments.size == "toy", self.arguments.hours * 60, self.arguments.runs
        options = [option.replace("{runs}", str(runs)) for option in stage.arguments]
        if toy:
            for flag, value in TOY_OPTIONS.items():
                if flag in options and value:
                    options[options.index(flag) + 1] = value
            if stage.name == "classifier":
                options = ["--steps", "3", "--batch", "8"]
        command = [sys.executable, "-u", "-m", stage.module, *options, "--runs", str(runs), "--cache", str(self.arguments.cache)]
        if stage.name == "classifier":
            return command
        left = all_minutes - LAST_MINUTES - self.minutes()
        command += ["--minutes", f"{min(stage.share * all_minutes, max(left, 0.1)):.2f}", "--device", self.arguments.device]
        if stage.trains:
            command += ["--size", self.arguments.size]
            command += ["--updates", "2", "--batch", "4"] if toy else ["--batch", str(stage.batch)]
            if self.arguments.compile:
                command.append("--compile")
            if (runs / f"{stage.name}.pt").exists():
                command.append("--resume")
        if toy:
            command += ["--threads", "1"]
            if "distill" in stage.module:
                command += ["--teacher-steps", "4"]
        return command

    def start_ready(self) -> None:
        for stage in PLAN:
            if stage.name in self.running or stage.name in self.ended or len(self.running) >= self.arguments.side_by_side:
                continue
            if any(self.ended.get(name, "ok") != "ok" for name in stage.after):
                self.ended[stage.name] = "left out"
                self.say(f"{stage.name} is left out: what it needs has failed")
            elif all(name in self.ended for name in stage.after) and all((self.arguments.runs / name).exists() for name in stage.files):
                log = (self.arguments.out / f"{stage.name}.txt").open("ab")
                environment = os.environ | {"TOKENIZERS_PARALLELISM": "false"}
                command = self.command(stage)
                self.running[stage.name] = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=environment)
                log.close()
                self.say(f"{stage.name} begins: {' '.join(command[3:])}")

    def collect(self) -> None:
        for name, process in list(self.running.items()):
            if process.poll() is None:
                continue
            del self.running[name]
            self.ended[name] = "ok" if process.returncode == 0 else "failed"
            log = (self.arguments.out / f"{name}.txt").read_text(encoding="utf-8", errors="replace").strip().splitlines()
            self.say(f"{name} {'is stopped' if self.stopping else 'ends' if process.returncode == 0 else 'FAILED'}: {log[-1] if log else 'it said nothing'}")
            self.keep(name)
            if not self.stopping:
                done = [name for name, state in self.ended.items() if state == "ok"]
                (self.arguments.out / "done.json").write_text(json.dumps(done), encoding="utf-8")

    def keep(self, name: str) -> None:
        """Slices of what a stage has written."""
        checkpoint = self.arguments.runs / f"{name}.pt"
        if checkpoint.exists():
            try:
                cut(checkpoint, self.arguments.out)
            except (StageError, OSError) as error:
                self.say(f"{name} could not be cut: {error}")

    def go(self) -> None:
        done = self.arguments.out / "done.json"
        if done.exists():
            self.ended = dict.fromkeys(json.loads(done.read_text(encoding="utf-8")), "ok")
            self.say(f"goes on; these are done: {', '.join(self.ended)}")
        signal.signal(signal.SIGTERM, lambda *_: setattr(self, "stopping", True))
        last = self.arguments.hours * 60 - LAST_MINUTES
        while len(self.ended) < len(PLAN) and not self.stopping:
            self.collect()
            self.start_ready()
            self.stopping = self.stopping or self.minutes() > last
            if not self.running and len(self.ended) < len(PLAN):
                waiting = [stage.name for stage in PLAN if stage.name not in self.ended]
                self.say(f"nothing can go on; waiting: {', '.join(waiting)}")
                break
            time.sleep(0.2)
        for process in self.running.values():
            process.terminate()  # every stage saves on this signal
        for name, process in self.running.items():
            try:
                process.wait(timeout=40)
            except subprocess.TimeoutExpired:
                process.kill()
                self.say(f"{name} did not stop in time; its last save counts")
        self.collect()
        self.say(f"over: {sum(state == 'ok' for state in self.ended.values())} of {len(PLAN)} stages went to their end")


def start() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=0.45)
    parser.add_argument("--out", type=Path, required=True, help="folder of slices, logs and progress")
    parser.add_argument("--runs", type=Path, help="folder of checkpoints; else OUT/runs")
    parser.add_argument("--cache", type=Path, default=Path("training/cache"))
    parser.add_argument("--artwork", type=Path, help="a file of training.data.pack_for_device, unpacked into the cache first")
    parser.add_argument("--size", choices=("toy", "cpu", "gpu"), default="gpu")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--side-by-side", type=int, default=4, help="stages at a time")
    parser.add_argument("--foreground", action="store_true", help="stay in this shell")
    arguments = parser.parse_args()
    arguments.runs = arguments.runs or arguments.out / "runs"
    arguments.out.mkdir(parents=True, exist_ok=True)
    if arguments.foreground:
        if arguments.artwork:
            from training.data.pack_for_device import unpack

            unpack(arguments.artwork, arguments.cache)
        Run(arguments).go()
        return
    with (arguments.out / "full-run.txt").open("ab") as log:
        command = [sys.executable, "-u", "-m", "training.full_run", *sys.argv[1:], "--foreground"]
        process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
    (arguments.out / "pid").write_text(f"{process.pid}\n", encoding="utf-8")
    print(f"Runs as process {process.pid}; {arguments.out / 'progress.txt'} says how far it is.")


if __name__ == "__main__":
    main(start)
