"""Prunes half of image-to-video's weights: `python -m training.stages.sparsify --minutes 20 --share 0.55`.

Heads and feed-forward units go by importance (`diffusion/pruning.py`), a tenth of the share at a time with scores computed
anew, since what is left changes what matters. Then the smaller model learns to predict what the whole one predicts (recovery),
and to have the same features after each block.

With `--steps 2 --guidance 2` the recovery is also a distillation: the smaller model is trained at the two noise levels where it will be
evaluated, on latents that it has drawn itself, with the whole model's guided prediction as its target. So it needs one evaluation a
step. Some of its prompts name no motion; there, the whole model is asked for the same subject at rest.
"""

import argparse
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.datasets.cached_scenes import scene_at
from training.datasets.latents import CONTEXT_NOISE, UNKNOWN_SHARE, Conditioning, LatentDataset, concat, drop_captions, with_noise
from training.diffusion.distilling import ADAM_RATE, MUON_RATE, draw, predict
from training.diffusion.losses import clean_latent_loss, sample_sigma
from training.diffusion.pruning import Importance, choose, weights_in, without
from training.diffusion.sampling import noised, schedule
from training.models.denoisers import DenoiserConfig
from training.models.pair import TextAndDenoiser
from training.scenes.captions import resting_captions
from training.scenes.tokens import forget_words, tokenize
from training.trainer.checkpoints import load_checkpoint
from training.trainer.denoisers import DenoiserSettings
from training.trainer.errors import StageError
from training.trainer.optimizer import Optimizers
from training.trainer.run import prepare, run, stage_arguments
from training.trainer.trained_models import copy_of, freeze, load_pair
from training.trainer.trainer import Trainer

PARENT, NAME = "image-to-video", "image-to-video-sparse"
ROUNDS = 10
#: Batches that each round's scores come from.
SCORE_BATCHES = 4
#: Share of captions that are emptied where guidance is not folded in.
CAPTION_DROPOUT = 0.1
#: Share of prompts that name no motion.
AT_REST = 0.15
#: Weight of the loss of features beside that of the prediction.
FEATURES = 0.5


class Resting:
    """The subjects of cached clips at rest, with prompts that name no motion and with prompts that say "standing still"."""

    def __init__(self, dataset: LatentDataset, seed: int) -> None:
        self.dataset = dataset
        generator = np.random.default_rng(seed)
        self.rows = range(dataset.held, len(dataset.firsts))
        scenes = [scene_at(row, seed, "clips")[0] for row in self.rows]
        pairs = [resting_captions(scene, short=bool(generator.random() < 0.5)) for scene in scenes]
        self.plain, self.said = (torch.tensor([tokenize(text) for text in texts]) for texts in zip(*pairs, strict=True))

    def draw(self, count: int, config: DenoiserConfig) -> tuple[Conditioning, Conditioning]:
        """With either prompt: the first window of a clip, or one that follows a window at rest (motion latents of zeros)."""
        picked = torch.randint(len(self.rows), (count,))
        firsts = with_noise(self.dataset.firsts[picked + self.rows.start].float(), CONTEXT_NOISE)
        context = torch.zeros(count, config.context, *firsts.shape[1:]).to(firsts)
        mask = (torch.rand(count, 1) < 0.5).float().expand(-1, config.context).to(firsts)
        others = (firsts, with_noise(context, CONTEXT_NOISE) * mask[:, :, None, None, None], mask)
        return Conditioning(self.plain[picked].to(firsts.device), others), Conditioning(self.said[picked].to(firsts.device), others)


class BlockFeatures:
    """The outputs of all blocks, collected over the calls since `take`."""

    def __init__(self, pair: TextAndDenoiser) -> None:
        self.outputs: list[Tensor] = []
        for block in pair.denoiser.body.blocks:
            block.register_forward_hook(self.keep)

    def keep(self, _: nn.Module, __: Any, output: Tensor) -> None:
        self.outputs.append(output)

    def take(self) -> list[Tensor]:
        taken, self.outputs = self.outputs, []
        return taken


class Recovery:
    """Batches of both kinds for a parent and its pruned model."""

    def __init__(self, arguments: argparse.Namespace, batch: int) -> None:
        self.arguments, self.batch = arguments, batch
        self.dataset = LatentDataset(PARENT, arguments.cache, arguments.device)
        self.parent = load_pair(arguments.runs / f"{PARENT}.pt", arguments.device)
        self.config = self.parent.config.model
        self.sigmas = schedule(arguments.steps) if arguments.steps else ()
        self.resting = Resting(self.dataset, arguments.seed) if arguments.steps else None

    def noisy_batch(self) -> tuple[Conditioning, Tensor, Tensor, Tensor]:
        """Conditions, clean latents [B, ...], levels [B], and the latents with noise of these levels."""
        conditioning, clean = self.dataset.draw(self.batch, self.config)
        sigma = sample_sigma(self.batch, self.arguments.steps).to(clean)
        noisy = noised(clean, sigma)
        return Conditioning(drop_captions(conditioning.tokens, CAPTION_DROPOUT), conditioning.others), clean, sigma, noisy

    def drawn_batch(self, pair: TextAndDenoiser) -> tuple[Conditioning, Conditioning, Tensor, Tensor]:
        """Conditions of the small model and of the whole one, levels [B], and latents as `pair` draws them down to one of the
        sampler's levels."""
        assert self.resting is not None
        device, at_rest = self.arguments.device, round(AT_REST * self.batch)
        conditioning, clean = self.dataset.draw(self.batch - at_rest, self.config)
        conditioning = Conditioning(forget_words(conditioning.tokens, UNKNOWN_SHARE), conditioning.others)
        plain, said = self.resting.draw(at_rest, self.config)
        own, parents = concat([conditioning, plain]), concat([conditioning, said])
        last = int(torch.randint(self.arguments.steps, ()))
        noise = torch.randn(self.batch, *clean.shape[1:], device=device)
        with torch.no_grad():
            x = draw(pair, noise, self.sigmas[: last + 1], own)
        return own, parents, torch.full((self.batch,), self.sigmas[last], device=device), x

    def prune(self, pair: TextAndDenoiser) -> TextAndDenoiser:
        """The pair without --share of its denoiser's weights."""
        whole = weights_in(pair)
        for number in range(1, ROUNDS + 1):
            importance = Importance(pair)
            for _ in range(SCORE_BATCHES):
                conditioning, clean, sigma, noisy = self.noisy_batch()
                pair.zero_grad()
                clean_latent_loss(predict(pair, noisy, sigma, conditioning), clean, sigma).backward()
                importance.add()
            already = whole - weights_in(pair)
            pair = without(pair, choose(importance.units(), whole * self.arguments.share * number / ROUNDS - already))
        return pair

    @torch.no_grad()
    def compare(self, sparse: TextAndDenoiser) -> dict[str, float]:
        """With --steps: squared distance of the sampled latents from the parent's, and the variance of those. Else: both losses."""
        if self.arguments.steps:
            conditioning, clean = self.dataset.draw(self.batch, self.config)
            noise = torch.randn_like(clean)
            whole = draw(self.parent, noise, self.sigmas, conditioning, self.arguments.guidance)
            return {"apart": float(F.mse_loss(draw(sparse, noise, self.sigmas, conditioning), whole)), "spread": float(whole.var())}
        conditioning, clean, sigma, noisy = self.noisy_batch()
        pairs = (("sparse", sparse), ("dense", self.parent))
        return {name: float(clean_latent_loss(predict(pair, noisy, sigma, conditioning), clean, sigma)) for name, pair in pairs}


class RecoveryLoss:
    """The pruned model's prediction and features against the parent's."""

    def __init__(self, recovery: Recovery, sparse: TextAndDenoiser) -> None:
        self.recovery, self.sparse = recovery, sparse
        self.own, self.parents = BlockFeatures(sparse), BlockFeatures(recovery.parent)

    def __call__(self) -> dict[str, Tensor]:
        recovery, arguments = self.recovery, self.recovery.arguments
        if arguments.steps:
            own, parents, sigma, x = recovery.drawn_batch(self.sparse)
        else:
            own, _, sigma, x = recovery.noisy_batch()
            parents = own
        for features in (self.own, self.parents):
            features.take()
        with torch.no_grad():
            wanted = predict(recovery.parent, x, sigma, parents, arguments.guidance)
        made = predict(self.sparse, x, sigma, own)
        # With guidance the parent sees each row twice, and the second half has no text.
        pairs = zip(self.own.take(), (output[: recovery.batch] for output in self.parents.take()), strict=True)
        apart = torch.stack([F.mse_loss(one.float(), other.float()) / other.float().var() for one, other in pairs])
        features_loss = apart.sum() / len(apart)
        guess = clean_latent_loss(made, wanted, sigma)
        return {"loss": guess + FEATURES * features_loss, "guess": guess, "features": features_loss}


def parser() -> argparse.ArgumentParser:
    arguments = stage_arguments(__doc__)
    arguments.add_argument("--share", type=float, default=0.55, help="of the denoiser's weights that go, below 0.8")
    arguments.add_argument("--steps", type=int, default=0, help="train only at the noise levels of this many steps; 0: at all levels")
    arguments.add_argument("--guidance", type=float, default=1, help="of the whole model, to be folded in; only with --steps")
    arguments.add_argument("--name", default=NAME, help="of the checkpoint")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    if arguments.guidance != 1 and not arguments.steps:
        raise StageError("--guidance is folded in for a sampler of few steps: give --steps 1 or 2 as well.")
    if not 0 < arguments.share < 0.8:
        raise StageError(f"--share {arguments.share} leaves nothing that works; give 0.5 to 0.7.")
    prepare(arguments)
    recovery = Recovery(arguments, arguments.batch or 48)
    parent = recovery.parent
    path = arguments.runs / f"{arguments.name}.pt"
    sparse = load_pair(path, arguments.device) if arguments.resume else recovery.prune(copy_of(parent, parent.state_dict()))
    gone = 1 - weights_in(sparse) / weights_in(parent)
    print(f"{weights_in(sparse)} of {weights_in(parent)} weights are left, {gone:.1%} are gone: {sparse.config.model.units}", flush=True)
    if gone < min(0.5, arguments.share) - 0.01:
        raise StageError(f"Only {gone:.1%} of the weights are in heads and feed-forward units that could go.")
    freeze(parent)
    settings = DenoiserSettings(sparse.config.text, sparse.config.model, 3 * MUON_RATE, 3 * ADAM_RATE)
    extra: dict[str, Any] = {"words": load_checkpoint(arguments.runs / f"{PARENT}.pt").get("words")}
    if arguments.steps:
        extra["sampler"] = {"steps": arguments.steps, "guidance": 1.0}
    optimizers = Optimizers(sparse, settings.muon_rate, settings.adam_rate)
    trainer = Trainer(arguments.name, sparse, optimizers, settings, arguments, extra=extra)
    loss = RecoveryLoss(recovery, sparse)

    def validate() -> dict[str, float]:
        averaged = copy_of(sparse, trainer.ema)
        with torch.random.fork_rng():
            torch.manual_seed(1)
            return recovery.compare(averaged)

    trainer.run(lambda _: loss(), validate)


if __name__ == "__main__":
    run(main)
