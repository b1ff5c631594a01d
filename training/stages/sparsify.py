"""Takes half of image-to-video's weights away: `python -m training.stages.sparsify --minutes 20 --share 0.55`.

Heads and feed-forward units go by importance (`training/pruning.py`), a tenth of the share at a time with scores taken
anew, since what is left changes what matters. Then the smaller model learns to say what the whole one says (recovery): its guess,
and what goes on inside after each block.

With `--steps 2 --guidance 2` the recovery distils at once: the smaller model is taught at the two levels where it will be sampled,
from what it has drawn itself so far, and what it learns to say is the whole one's guided guess. So it needs one evaluation a step.
Some of its prompts name no motion, and the whole model is asked about the same thing at rest.
"""

from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.diffusion.distilling import ADAM_RATE, MUON_RATE, Cached, Given, draw, frozen, joined, load_trained, predict
from training.models.denoisers import DenoiserConfig
from training.models.pair import TextAndDenoiser
from training.trainer.optimizer import Optimizers
from training.diffusion.pruning import Importance, choose, weights_in, without
from training.trainer.run import StageError, Trainer, load_checkpoint, main, stage_arguments
from training.diffusion.sampling import noised, schedule
from training.scenes.captions import resting_captions
from training.stages.cache_latents import scene_at
from training.stages.image_to_video import CONTEXT_NOISE, with_noise
from training.stages.text_to_image import UNKNOWN_SHARE, Settings, clean_latent_loss, copy_of, drop_captions, sample_sigma
from training.scenes.tokens import forget_words, tokenize

PARENT, NAME = "image-to-video", "image-to-video-sparse"
ROUNDS = 10
#: Batches that each round's scores come from.
SCORE_BATCHES = 4
#: Share of prompts that name no motion.
AT_REST = 0.15
#: Weight of the features beside the guess.
FEATURES = 0.5


class Resting:
    """The cached clips' things at rest, with prompts that do not say so and with prompts that do."""

    def __init__(self, cached: Cached, seed: int) -> None:
        self.cached = cached
        generator = np.random.default_rng(seed)
        self.rows = range(cached.held, len(cached.firsts))
        scenes = [scene_at(row, seed, "clips")[0] for row in self.rows]
        pairs = [resting_captions(scene, short=bool(generator.random() < 0.5)) for scene in scenes]
        self.plain, self.said = (torch.tensor([tokenize(text) for text in texts]) for texts in zip(*pairs, strict=True))

    def draw(self, count: int, config: DenoiserConfig) -> tuple[Given, Given]:
        """The first window of a clip, or one that follows a window at rest: motion latents of zeros."""
        picked = torch.randint(len(self.rows), (count,))
        firsts = with_noise(self.cached.firsts[picked + self.rows.start].float(), CONTEXT_NOISE)
        context = torch.zeros(count, config.context, *firsts.shape[1:]).to(firsts)
        mask = (torch.rand(count, 1) < 0.5).float().expand(-1, config.context).to(firsts)
        others = (firsts, with_noise(context, CONTEXT_NOISE) * mask[:, :, None, None, None], mask)
        return Given(self.plain[picked].to(firsts.device), others), Given(self.said[picked].to(firsts.device), others)


class Insides:
    """What each block hands on, of the call before."""

    def __init__(self, pair: TextAndDenoiser) -> None:
        self.outputs: list[Tensor] = []
        for block in pair.denoiser.body.blocks:  # type: ignore[union-attr]
            block.register_forward_hook(self.keep)

    def keep(self, _: nn.Module, __: Any, output: Tensor) -> None:
        self.outputs.append(output)

    def take(self) -> list[Tensor]:
        taken, self.outputs = self.outputs, []
        return taken


def train() -> None:
    parser = stage_arguments(__doc__ or "")
    parser.add_argument("--share", type=float, default=0.55, help="of the denoiser's weights that go, below 0.8")
    parser.add_argument("--steps", type=int, default=0, help="teach at the levels of so many steps alone; 0: at all levels")
    parser.add_argument("--guidance", type=float, default=1, help="of the whole model, to be folded in; only with --steps")
    parser.add_argument("--name", default=NAME, help="of the checkpoint")
    arguments = parser.parse_args()
    if arguments.guidance != 1 and not arguments.steps:
        raise StageError("--guidance is folded in for a sampler of few steps: give --steps 1 or 2 as well.")
    if not 0 < arguments.share < 0.8:
        raise StageError(f"--share {arguments.share} leaves nothing that works; give 0.5 to 0.7.")
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    device, batch = arguments.device, arguments.batch or 48
    cached = Cached(PARENT, arguments.cache, device)
    parent_path = arguments.runs / f"{PARENT}.pt"
    parent = load_trained(parent_path, device)

    sigmas = schedule(arguments.steps) if arguments.steps else ()

    def noisy_batch() -> tuple[Given, Tensor, Tensor, Tensor]:
        """Conditions, clean latents, levels [B], and latents at those levels: true ones with noise."""
        given, clean = cached.draw(batch, parent.config.model)
        sigma = sample_sigma(batch, arguments.steps).to(clean)
        noisy = noised(clean, sigma)
        return Given(drop_captions(given.tokens, 0.1), given.others), clean, sigma, noisy

    resting = Resting(cached, arguments.seed) if arguments.steps else None

    def drawn_batch(pair: TextAndDenoiser) -> tuple[Given, Given, Tensor, Tensor]:
        """Conditions of the small model and of the whole one, levels [B], and latents as `pair` itself has drawn them down to
        one of the sampler's levels."""
        assert resting is not None
        at_rest = round(AT_REST * batch)
        given, clean = cached.draw(batch - at_rest, parent.config.model)
        given = Given(forget_words(given.tokens, UNKNOWN_SHARE), given.others)
        plain, said = resting.draw(at_rest, parent.config.model)
        mine, its = joined([given, plain]), joined([given, said])
        last = int(torch.randint(arguments.steps, ()))
        noise = torch.randn(batch, *clean.shape[1:], device=device)
        with torch.no_grad():
            x = draw(pair, noise, sigmas[: last + 1], mine)
        return mine, its, torch.full((batch,), sigmas[last], device=device), x

    def prune(pair: TextAndDenoiser) -> TextAndDenoiser:
        whole = weights_in(pair)
        for number in range(1, ROUNDS + 1):
            importance = Importance(pair)
            for _ in range(SCORE_BATCHES):
                given, clean, sigma, noisy = noisy_batch()
                pair.zero_grad()
                clean_latent_loss(predict(pair, noisy, sigma, given), clean, sigma).backward()
                importance.add()
            already = whole - weights_in(pair)
            pair = without(pair, choose(importance.units(), whole * arguments.share * number / ROUNDS - already))
        return pair

    if arguments.resume:
        sparse = load_trained(arguments.runs / f"{arguments.name}.pt", device)
    else:
        sparse = prune(copy_of(parent, parent.state_dict()))
    gone = 1 - weights_in(sparse) / weights_in(parent)
    print(f"{weights_in(sparse)} of {weights_in(parent)} weights are left, {gone:.1%} are gone: {sparse.config.model.units}", flush=True)
    if gone < min(0.5, arguments.share) - 0.01:
        raise StageError(f"Only {gone:.1%} of the weights are in heads and feed-forward units that could go.")
    frozen(parent)
    settings = Settings(sparse.config.text, sparse.config.model, 3 * MUON_RATE, 3 * ADAM_RATE)
    extra: dict[str, Any] = {"words": load_checkpoint(parent_path).get("words")}
    if arguments.steps:
        extra["sampler"] = {"steps": arguments.steps, "guidance": 1.0}
    optimizers = Optimizers(sparse, settings.muon_rate, settings.adam_rate)
    trainer = Trainer(arguments.name, sparse, optimizers, settings, arguments, extra=extra)
    inside, inside_parent = Insides(sparse), Insides(parent)

    def recovery(sparse: TextAndDenoiser) -> tuple[Tensor, Tensor, Tensor]:
        """What the sparse model says, what it should, and the levels [B]."""
        if arguments.steps:
            mine, its, sigma, x = drawn_batch(sparse)
        else:
            mine, _, sigma, x = noisy_batch()
            its = mine
        for insides in (inside, inside_parent):
            insides.take()
        with torch.no_grad():
            wanted = predict(parent, x, sigma, its, arguments.guidance)
        return predict(sparse, x, sigma, mine), wanted, sigma

    def step(_: int) -> dict[str, Tensor]:
        made, wanted, sigma = recovery(sparse)
        # With guidance the parent sees each row twice, and the second half has no text.
        pairs = zip(inside.take(), (its[:batch] for its in inside_parent.take()), strict=True)
        features = sum(F.mse_loss(mine.float(), its.float()) / its.float().var() for mine, its in pairs) / len(sparse.config.model.units)
        guess = clean_latent_loss(made, wanted, sigma)
        return {"loss": guess + FEATURES * features, "guess": guess, "features": features}

    @torch.no_grad()
    def validate() -> dict[str, float]:
        """How far the whole way in the sampler's steps ends from where the parent's ends; or the guesses at all levels."""
        averaged = copy_of(sparse, trainer.ema)
        with torch.random.fork_rng():
            torch.manual_seed(1)
            if arguments.steps:
                given, clean = cached.draw(batch, parent.config.model)
                noise = torch.randn_like(clean)
                whole = draw(parent, noise, sigmas, given, arguments.guidance)
                return {"apart": float(F.mse_loss(draw(averaged, noise, sigmas, given), whole)), "spread": float(whole.var())}
            given, clean, sigma, noisy = noisy_batch()
        return {key: float(clean_latent_loss(predict(pair, noisy, sigma, given), clean, sigma)) for key, pair in (("sparse", averaged), ("dense", parent))}

    trainer.run(step, validate)


if __name__ == "__main__":
    main(train)
