"""How long each graph of a pack takes in PyTorch: `python -m training.evaluation.torch_speed --sizes sizes.json`, beside `bench/native.mjs`.

Speed does not depend on what the weights are, so only sizes are read: those in the checkpoints, or what `--save-sizes` has written of them, a small file
that can be taken to a machine with a GPU. Every tensor is on the device already, and each run is waited for.
"""

import argparse
import copy
import json
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from training.evaluation.time_limit import at_most
from training.export.graphs import Graph, PackModels, pack_graphs, pack_tables
from training.models.image_autoencoder import ImageAutoencoder, ImageAutoencoderConfig
from training.models.inner_motion.animator import Animator, AnimatorConfig
from training.models.inner_motion.fields import InnerMotionConfig
from training.models.inner_motion.recognition import RecognitionConfig
from training.models.motion_autoencoder import MotionAutoencoder, MotionAutoencoderConfig
from training.models.pair import TextAndDenoiser, trained_config
from training.trainer.checkpoints import RUNS, load_checkpoint
from training.trainer.run import run
from training.trainer.trained_models import INNER_MOTION, without_shrinking

#: Runs before those that count.
WARM_UP = 5
#: What a film runs most often comes first, in case compiling takes all the time there is.
ORDER = ("imageToVideo", "videoDecoder", "textToImage", "imageDecoder", "videoDecoderPrepare", "textEncoder", "imageEncoder")
BACKENDS = ("eager float32", "eager float16", "compiled float16")

#: Of each model of a pack, the configuration in its checkpoint.
Sizes = dict[str, dict[str, Any]]
#: Of one graph on one of BACKENDS, with the names that `bench/native.mjs` has.
Row = dict[str, Any]


def trained_sizes(runs: Path, picture_model: str, video_model: str) -> Sizes:
    """@raises StageError when a checkpoint is missing"""
    files = {
        "pictures": "picture-decoder", "conditions": "condition-autoencoder", "motion": "motion-autoencoder", "animator": INNER_MOTION,
        "textToImage": picture_model, "imageToVideo": video_model,
    }
    return {name: load_checkpoint(runs / f"{file}.pt")["config"] for name, file in files.items()}


def untrained_models(sizes: Sizes, frame_size: int) -> PackModels:
    """Models of these sizes with random weights."""
    pictures, conditions = (ImageAutoencoder(ImageAutoencoderConfig(**sizes[name]["model"])) for name in ("pictures", "conditions"))
    drawing, moving = (TextAndDenoiser(trained_config({"config": sizes[name]})) for name in ("textToImage", "imageToVideo"))
    motion = MotionAutoencoder(MotionAutoencoderConfig(**sizes["motion"]["model"]))
    animator = Animator(AnimatorConfig(RecognitionConfig(**sizes["animator"]["recognition"]), InnerMotionConfig(**sizes["animator"]["motion"])))
    return PackModels(
        drawing.text, moving.text, drawing.picture_denoiser, moving.video_denoiser,
        pictures.decoder, without_shrinking(conditions), motion.decoder, frame_size, animator,
    )


class Bench:
    """Times graphs on one device, each `times` times."""

    def __init__(self, device: str, times: int, compile_seconds: int) -> None:
        self.device, self.times, self.compile_seconds = torch.device(device), times, compile_seconds

    def finish(self) -> None:
        if self.device.type == "cuda":
            torch.cuda.synchronize(self.device)

    def measure(self, graph: str, backend: str, call: Callable[[], object]) -> Row:
        def once() -> float:
            start = time.perf_counter()
            call()
            self.finish()
            return 1000 * (time.perf_counter() - start)

        first = once()
        for _ in range(min(WARM_UP, self.times)):
            once()
        taken = sorted(once() for _ in range(self.times))
        tenth = (len(taken) - 1) // 10
        spread = {"p10Ms": taken[tenth], "p90Ms": taken[-1 - tenth], "leastMs": taken[0], "mostMs": taken[-1]}
        return {"graph": graph, "backend": backend, "firstMs": first, "medianMs": statistics.median(taken), **spread}

    def eager(self, name: str, graph: Graph) -> Row:
        module, inputs = graph.module.to(self.device), on_device(graph, self.device, torch.float32)
        return self.measure(name, BACKENDS[0], lambda: module(*inputs))

    def halved(self, graph: Graph) -> "Halved":
        """With 16 bits for everything; or for its weights alone, if some of its numbers must have 32."""
        inputs, whole = on_device(graph, self.device, torch.float16), copy.deepcopy(graph.module).to(self.device).half()
        try:
            whole(*inputs)
        except RuntimeError:  # of two types in one operation
            return Halved(weights_halved(graph.module.to(self.device)), inputs, mixed=True)
        return Halved(whole, inputs, mixed=False)

    def in_half(self, name: str, graph: Graph) -> Row:
        halved = self.halved(graph)
        return self.measure(name, BACKENDS[1], halved) | {"mixed": halved.mixed}

    def compiled(self, name: str, graph: Graph) -> Row:
        """@raises Exception of many kinds where the compiler cannot, or takes too long"""
        halved = self.halved(graph)
        torch.compiler.reset()
        halved.module = torch.compile(halved.module, dynamic=False)
        with at_most(self.compile_seconds):
            start = time.perf_counter()
            halved()
            self.finish()
            took = 1000 * (time.perf_counter() - start)
        return self.measure(name, BACKENDS[2], halved) | {"mixed": halved.mixed, "loadMs": took}


@dataclass
class Halved:
    """A graph with 16 bits. `mixed`: PyTorch chooses which of its operations have 32."""

    module: Callable[..., object]
    inputs: Sequence[Tensor]
    mixed: bool

    def __call__(self) -> object:
        with torch.autocast(self.inputs[0].device.type, torch.float16, enabled=self.mixed):
            return self.module(*self.inputs)


def weights_halved(module: nn.Module) -> nn.Module:
    """A copy whose weights have half the bits; numbers of rows and thresholds, which are buffers, keep theirs."""
    halved = copy.deepcopy(module)
    for parameter in halved.parameters():
        parameter.data = parameter.data.half()
    return halved


def on_device(graph: Graph, device: torch.device, kind: torch.dtype) -> list[Tensor]:
    return [value.to(device, kind) if value.is_floating_point() else value.to(device) for value in graph.inputs.values()]


def table(rows: Sequence[Row]) -> str:
    """Medians in milliseconds, with the tenth and the ninetieth percentile, in Markdown."""
    cells = {(row["graph"], row["backend"]): f"{row['medianMs']:.2f} ({row['p10Ms']:.2f} to {row['p90Ms']:.2f})" for row in rows}
    lines = [" | ".join([name, *(cells.get((name, backend), "-") for backend in BACKENDS)]) for name in ORDER]
    return "\n".join(f"| {line} |" for line in [" | ".join(["graph", *BACKENDS]), "|".join(["---", *["---:"] * len(BACKENDS)]), *lines])


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sizes", type=Path, help="what --save-sizes wrote; without it, the checkpoints are read")
    arguments.add_argument("--save-sizes", type=Path, help="writes the sizes in the checkpoints, and times nothing")
    arguments.add_argument("--runs", type=Path, default=RUNS, help="folder of checkpoints")
    arguments.add_argument("--image-model", default="text-to-image", help="name of the checkpoint")
    arguments.add_argument("--video-model", default="image-to-video-sparse", help="likewise")
    arguments.add_argument("--frame", type=int, default=512, help="side of the frames")
    arguments.add_argument("--times", type=int, default=100, help="how often each graph is run")
    arguments.add_argument("--compile-seconds", type=int, default=30, help="how long compiling a graph may take; 0: none is compiled")
    arguments.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    arguments.add_argument("--out", type=Path, help="file for all numbers, JSON")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    sizes = json.loads(arguments.sizes.read_text()) if arguments.sizes else trained_sizes(arguments.runs, arguments.image_model, arguments.video_model)
    if arguments.save_sizes:
        arguments.save_sizes.write_text(json.dumps(sizes))
        return
    # WebGPU has no TensorFloat-32 either.
    torch.set_float32_matmul_precision("highest")
    torch.backends.cudnn.allow_tf32 = False
    torch.manual_seed(0)
    models = untrained_models(sizes, arguments.frame)
    graphs = pack_graphs(models, pack_tables(models))
    bench = Bench(arguments.device, arguments.times, arguments.compile_seconds)
    name = torch.cuda.get_device_name(bench.device) if bench.device.type == "cuda" else platform.processor()
    report: dict[str, Any] = {"torch": torch.__version__, "device": name, "runs": arguments.times, "rows": []}
    ways = [bench.eager, bench.in_half, *([bench.compiled] if arguments.compile_seconds else [])]
    with torch.no_grad():
        for backend, way in zip(BACKENDS, ways, strict=False):
            for graph in ORDER:
                graphs[graph].module.eval()
                try:
                    report["rows"].append(way(graph, graphs[graph]))
                except Exception as error:  # a compiler raises many kinds
                    print(f"{graph}, {backend}: {type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}")
                # After each, so that what was measured is there if the time runs out.
                if arguments.out:
                    arguments.out.write_text(json.dumps(report, indent=2) + "\n")
    print(table(report["rows"]))


if __name__ == "__main__":
    run(main)
