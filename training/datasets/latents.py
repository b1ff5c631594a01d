"""Cached latents with their captions, and what is drawn from them at random: captions, windows, noise on the context."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.models.denoisers import DenoiserConfig
from training.scenes.tokens import forget_words
from training.trainer.checkpoints import load_checkpoint

#: Share of words that training replaces by the unknown word.
UNKNOWN_SHARE = 0.02
#: Share of windows that begin a clip. Later ones can read the motion off their context; only these learn it from the words.
FIRST_WINDOWS = 0.6
#: Most noise on the context and on the first frame, so that the model's own small errors do not add up.
CONTEXT_NOISE = 0.15


@dataclass
class Conditioning:
    """A denoiser's conditions: captions [B, L], and for image-to-video the first frame, the context and its mask."""

    tokens: Tensor
    others: tuple[Tensor, ...] = ()

    def __getitem__(self, rows: Any) -> "Conditioning":
        return Conditioning(self.tokens[rows], tuple(item[rows] for item in self.others))


def concat(parts: list[Conditioning]) -> Conditioning:
    """One batch of all parts."""
    others = zip(*(part.others for part in parts), strict=True)
    return Conditioning(torch.cat([part.tokens for part in parts]), tuple(torch.cat(items) for items in others))


class LatentDataset:
    """The file that `stages.cache_latents` writes for "text-to-image" or "image-to-video"."""

    def __init__(self, model: str, cache: Path, device: str) -> None:
        stored = load_checkpoint(cache / f"latents-{'clips' if model == 'image-to-video' else 'images'}.pt", device)
        self.tokens, self.firsts, self.clips = stored["tokens"], stored["firsts"], stored.get("clips")
        #: Rows from 0 to here are held out.
        self.held = min(256, len(self.firsts) // 10)

    def draw(self, count: int, config: DenoiserConfig) -> tuple[Conditioning, Tensor]:
        """Conditions of random training scenes, and their true clean latents."""
        rows = torch.randint(self.held, len(self.firsts), (count,))
        tokens, first = pick_captions(self.tokens, rows), self.firsts[rows].float()
        if self.clips is None:
            return Conditioning(tokens), first
        clean, context, mask = window_at(self.clips[rows].float(), draw_starts(count, self.clips.shape[1] - config.window), config)
        context = with_noise(context, CONTEXT_NOISE) * mask[:, :, None, None, None]
        return Conditioning(tokens, (with_noise(first, CONTEXT_NOISE), context, mask)), clean


def drop_captions(tokens: Tensor, share: float) -> Tensor:
    """Empties a share of the captions and makes a few words unknown; nothing when the share is 0."""
    if share == 0:
        return tokens
    kept = (torch.rand(tokens.shape[0], 1, device=tokens.device) >= share).to(tokens.dtype)
    return forget_words(tokens, UNKNOWN_SHARE) * kept


def pick_captions(tokens: Tensor, rows: Tensor) -> Tensor:
    """tokens [N, paraphrases, L], rows [B] -> one paraphrase each, int64 [B, L]"""
    choice = torch.randint(tokens.shape[1], rows.shape)
    return tokens[rows, choice].long()


def with_noise(latents: Tensor, most: float) -> Tensor:
    """Adds noise of a random strength up to `most`, one strength a sample."""
    strength = torch.rand(latents.shape[0], *[1] * (latents.dim() - 1), device=latents.device) * most
    return latents + strength * torch.randn_like(latents)


def window_at(clips: Tensor, starts: Tensor, config: DenoiserConfig) -> tuple[Tensor, Tensor, Tensor]:
    """clips [B, T, C, h, w], starts [B] -> the window [B, N, ...], its context [B, K, ...], context_mask [B, K]"""
    rows = torch.arange(len(clips))[:, None]
    window = clips[rows, starts[:, None] + torch.arange(config.window)]
    past = starts[:, None] - config.context + torch.arange(config.context)
    mask = (past >= 0).to(clips)
    return window, clips[rows, past.clamp(min=0)] * mask[:, :, None, None, None], mask


def draw_starts(count: int, last: int) -> Tensor:
    """Where in their clips [count] windows begin, 0..last."""
    return torch.where(torch.rand(count) < FIRST_WINDOWS, 0, torch.randint(1, last + 1, (count,)))
