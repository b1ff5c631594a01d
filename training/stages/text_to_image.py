"""Trains text-to-image on cached latents: `python -m training.stages.text_to_image --minutes 60`."""

import argparse
import dataclasses
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from training.models.denoisers import DenoiserConfig
from training.models.image_autoencoder import PICTURE
from training.models.memory import Truth
from training.models.pair import PairConfig, TextAndDenoiser, pair_config, trained_config
from training.models.text_encoder import TextTowerConfig
from training.trainer.optimizer import Optimizers
from training.datasets.portraits import TURNED_ROWS, portraits
from training.trainer.run import Trainer, half_precision, load_checkpoint, main, stage_arguments
from training.diffusion.sampling import noised, schedule
from training.scenes.artwork import sprites_path
from training.scenes.nouns import NOUNS, PRESETS
from training.scenes.render import Renderer
from training.stages.cache_latents import scene_at
from training.stages.image_autoencoder import load_picture_encoder
from training.scenes.tokens import forget_words, vocabulary_size, words
from training.trainer.warm_start import warm_start


#: Share of words that are made unknown in training.
UNKNOWN_SHARE = 0.02


@dataclass(frozen=True)
class Settings:
    text: TextTowerConfig
    model: DenoiserConfig
    muon_rate: float = 0.02
    adam_rate: float = 2.5e-3
    #: Weights of knowing which noun is meant and which way it goes, and where it stands.
    name_weight: float = 0.05
    layout_weight: float = 0.3
    #: Share of captions that are emptied, for guidance.
    caption_dropout: float = 0.1


def sample_sigma(batch: int, near_steps: int = 0) -> Tensor:
    """Noise levels [B] in 0.3..1, two fifths of them above 0.9.

    Four steps visit 1, 0.86, 0.67 and 0.4 and nothing below; and what a noun looks like is learned from strong noise alone,
    where the caption is all there is. With `near_steps`, three quarters lie within 0.05 of the levels that a schedule of so
    many steps visits: a last run spends its time where a sampler of few steps looks.
    """
    strong = torch.rand(batch) < 0.4
    anywhere = torch.where(strong, 0.9 + 0.1 * torch.rand(batch), 0.3 + 0.65 * torch.rand(batch))
    if not near_steps:
        return anywhere
    visited = torch.tensor(schedule(near_steps)[:-1])
    near = visited[torch.randint(near_steps, (batch,))] + 0.05 * (2 * torch.rand(batch) - 1)
    return torch.where(torch.rand(batch) < 0.75, near.clamp(max=1), anywhere)


def clean_latent_loss(made: Tensor, clean: Tensor, sigma: Tensor, smallest: float = 0.5) -> Tensor:
    """Squared error of the clean latents, weighted 1/sigma^2 as the velocity's would be; below `smallest` it is held."""
    weight = 1 / sigma.clamp(min=smallest).square()
    return (weight * (made - clean).square().flatten(1).mean(dim=1)).mean()


def drop_captions(tokens: Tensor, share: float) -> Tensor:
    """Empties a share of the captions, and makes a word here and there unknown; nothing when the share is 0."""
    if share == 0:
        return tokens
    kept = (torch.rand(tokens.shape[0], 1, device=tokens.device) >= share).to(tokens.dtype)
    return forget_words(tokens, UNKNOWN_SHARE) * kept


def pick_captions(tokens: Tensor, rows: Tensor) -> Tensor:
    """tokens [N, paraphrases, L], rows [B] -> one paraphrase each, int64 [B, L]"""
    choice = torch.randint(tokens.shape[1], rows.shape)
    return tokens[rows, choice].long()


def rows_of(nouns: frozenset[str], count: int, seed: int) -> Tensor:
    """Which of the first `count` cached pictures show one of `nouns`."""
    if nouns == PRESETS["all"]:
        return torch.arange(count)
    return torch.tensor([row for row in range(count) if scene_at(row, seed, "images")[0].noun in nouns])


def pair_arguments(description: str) -> argparse.ArgumentParser:
    """The arguments of both denoisers' stages."""
    parser = stage_arguments(description)
    parser.add_argument("--near-steps", type=int, default=0, help="look mostly at the noise levels of so many steps; 0: at all")
    parser.add_argument("--rate", type=float, default=1.0, help="factor of the learning rates; half or less after a warm start")
    parser.add_argument("--warm-start", type=Path, help="an earlier checkpoint, perhaps with fewer words, to begin from")
    return parser


def new_pair(kind: str, arguments: argparse.Namespace) -> tuple[TextAndDenoiser, Settings]:
    """An untrained (or warm-started) pair on the device, of the size asked for, or of the checkpoint's when it is resumed."""
    config = pair_config(kind, arguments.size, vocabulary_size(), len(NOUNS), len(TURNED_ROWS))
    if arguments.resume:
        config = trained_config(load_checkpoint(arguments.runs / f"{kind}.pt"))
    pair = TextAndDenoiser(config)
    if arguments.warm_start:
        print(f"{len(warm_start(pair, arguments.warm_start, words()))} words are new")
    if arguments.compile:
        pair.denoiser.compile()
    return pair.to(arguments.device), Settings(config.text, config.model)


@torch.no_grad()
def remember(pair: TextAndDenoiser, arguments: argparse.Namespace) -> None:
    """Writes what each noun looks like into the memory."""
    encoder = load_picture_encoder(arguments.runs, arguments.device)
    side = PICTURE.seen_side
    renderer = Renderer(sprites_path(arguments.cache, side), arguments.device, side)
    pair.denoiser.memory.fill(portraits(encoder, renderer), TURNED_ROWS)


def copy_of(pair: TextAndDenoiser, weights: dict[str, Tensor]) -> TextAndDenoiser:
    """Another pair of the same shape and on the same device, with these weights."""
    other = TextAndDenoiser(PairConfig(pair.config.text, pair.config.model))
    other.load_state_dict(weights)
    return other.to(next(pair.parameters()).device)


def train() -> None:
    parser = pair_arguments(__doc__ or "")
    parser.add_argument("--preset", choices=sorted(PRESETS), default="all", help="which nouns to learn")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    cached = load_checkpoint(arguments.cache / "latents-images.pt", arguments.device)
    rows = rows_of(PRESETS[arguments.preset], len(cached["firsts"]), arguments.seed)
    latents, tokens = cached["firsts"][rows], cached["tokens"][rows]
    nouns = cached["nouns"][rows].long()
    layouts, meant, headings = (cached[name][rows] for name in ("layouts", "meant", "headings"))
    held = min(256, len(latents) // 10)
    pair, settings = new_pair("text-to-image", arguments)
    if not arguments.resume:
        remember(pair, arguments)
    optimizers = Optimizers(pair, settings.muon_rate * arguments.rate, settings.adam_rate * arguments.rate)
    trainer = Trainer("text-to-image", pair, optimizers, settings, arguments, extra={"words": words(), "nouns": [noun.name for noun in NOUNS]})
    batch = arguments.batch or 128

    def losses_of(pair: TextAndDenoiser, rows: Tensor, dropout: float) -> dict[str, Tensor]:
        clean = latents[rows].float()
        captions = drop_captions(pick_captions(tokens, rows), dropout)
        said = captions.any(dim=1)
        sigma = sample_sigma(len(rows), arguments.near_steps).to(clean)
        noisy = noised(clean, sigma)
        with half_precision(arguments.device):
            text = pair.text(captions)
            recalled = pair.denoiser.recall(*text, noisy, Truth(nouns[rows] * said, layouts[rows], headings[rows]))
            made = pair.denoiser(noisy, sigma, *text, recalled)
        astray = (recalled.layout.float() - meant[rows])[said]
        return {
            "drawn": clean_latent_loss(made.float(), clean, sigma),
            "named": F.cross_entropy(recalled.scores.float(), nouns[rows] * said),
            # Not squared: where words leave it open, the commonest place is on the grid, and the mean is not.
            "placed": astray.abs().mean(),
            "headed": F.binary_cross_entropy_with_logits(recalled.heading.float()[said], headings[rows][said]),
        }

    def step(_: int) -> dict[str, Tensor]:
        losses = losses_of(pair, torch.randint(held, len(latents), (batch,)), settings.caption_dropout)
        read = settings.name_weight * (losses["named"] + losses["headed"]) + settings.layout_weight * losses["placed"]
        return {"loss": losses["drawn"] + read, **losses}

    @torch.no_grad()
    def validate() -> dict[str, float]:
        averaged = copy_of(pair, trainer.ema)
        with torch.random.fork_rng():
            torch.manual_seed(1)
            held_losses = losses_of(averaged, torch.arange(held), 0.0)
            return {f"held_{key}": float(value) for key, value in held_losses.items()}

    print(dataclasses.asdict(settings), sum(p.numel() for p in pair.parameters()))
    trainer.run(step, validate, report_seconds=120)


if __name__ == "__main__":
    main(train)
