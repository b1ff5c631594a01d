"""The two denoisers: transformers that predict the clean latents (flow matching, arXiv 2210.02747)."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.models.blocks import DenoiserBlock, ResidualBlock, SigmaEmbedding, zero
from training.models.memory import PictureMemory, Recollection, Truth


@dataclass(frozen=True)
class DenoiserConfig:
    """Sizes of either denoiser, as its checkpoint stores them."""

    latent_channels: int = 32
    latent_size: int = 8
    width: int = 192
    blocks: int = 6
    heads: int = 3
    feed_forward: int = 768
    text_width: int = 128
    #: Where this denoiser's half of the text begins; see TextEncoder.
    text_offset: int = 0
    #: Side of the square of latents that are joined into one token.
    patch: int = 2
    #: Image-to-video only: latents a window, latents of context.
    window: int = 0
    context: int = 0
    #: Adds the mean of the text to the noise level's embedding: a short way from a noun to the whole picture.
    pooled_text: bool = False
    #: Text-to-image only: nouns whose pictures are looked up; 0: none are.
    entries: int = 0
    #: Text-to-image only: of those nouns, how many have a second picture, turned.
    turned: int = 0
    #: Text-to-image only: channels of the convolutions that correct what is drawn; 0: there are none.
    refined: int = 0
    #: What pruning has left of each block: heads of self-attention, heads of cross-attention, feed-forward units. Empty: everything.
    kept: tuple[tuple[int, int, int], ...] = ()

    @property
    def units(self) -> tuple[tuple[int, int, int], ...]:
        """As `kept`, of every block, pruned or not."""
        return self.kept or ((self.heads, self.heads, self.feed_forward),) * self.blocks


class DenoiserBody(nn.Module):
    """Blocks with their shared modulation; [B, n, width] -> [B, n, width]."""

    def __init__(self, config: DenoiserConfig) -> None:
        super().__init__()
        width = config.width
        self.config = config
        self.sigma = SigmaEmbedding(width)
        self.pooled = nn.Linear(config.text_width, width) if config.pooled_text else None
        self.modulation = nn.Linear(width, width * 6)
        zero(self.modulation)
        self.blocks = nn.ModuleList(
            DenoiserBlock(width, width // config.heads, config.text_width, kept) for kept in config.units
        )
        self.final_modulation = nn.Linear(width, width * 2)
        zero(self.final_modulation)

    def forward(self, x: Tensor, sigma: Tensor, text: Tensor, text_mask: Tensor) -> Tensor:
        text = text[:, :, self.config.text_offset : self.config.text_offset + self.config.text_width]
        condition = self.sigma(sigma)
        if self.pooled is not None:
            visible = text_mask[:, :, None]
            condition = condition + self.pooled((text * visible).sum(dim=1) / (visible.sum(dim=1) + 1.0))
        condition = F.silu(condition)
        modulation = self.modulation(condition).unflatten(1, (6, -1))
        for block in self.blocks:
            x = block(x, modulation, text, text_mask)
        shift, scale = self.final_modulation(condition).chunk(2, dim=1)
        return F.layer_norm(x, (x.shape[-1],)) * (1 + scale[:, None]) + shift[:, None]


def to_tokens(latents: Tensor, patch: int) -> Tensor:
    """[B, C, h, w] -> [B, (h/p)(w/p), C p p]"""
    joined = F.pixel_unshuffle(latents, patch) if patch > 1 else latents
    return joined.flatten(2).transpose(1, 2)


def from_tokens(tokens: Tensor, side: int, patch: int) -> Tensor:
    """The inverse of `to_tokens`; `side` is the latents' h = w."""
    latents = tokens.transpose(1, 2).unflatten(2, (side // patch, side // patch))
    return F.pixel_shuffle(latents, patch) if patch > 1 else latents


#: Channels at each place of the grid that the blocks tell the refiner, and its residual blocks.
TOLD, REFINER_BLOCKS = 32, 2


class Refiner(nn.Module):
    """Corrects clean latents [B, C, h, w] by what is looked up at each place [B, C + 1, h, w] and what the blocks say of it [B, n, width].

    A token is a square of 2x2 latents, and what is looked up lies anywhere on the grid: linear layers copy it only roughly, convolutions closely.
    """

    def __init__(self, config: DenoiserConfig) -> None:
        super().__init__()
        channels, self.side, self.patch = config.latent_channels, config.latent_size, config.patch
        self.told = nn.Linear(config.width, TOLD * config.patch**2)
        self.stem = nn.Conv2d(2 * channels + 1 + TOLD, config.refined, 3, padding=1)
        self.blocks = nn.Sequential(*(ResidualBlock(config.refined) for _ in range(REFINER_BLOCKS)))
        self.head = nn.Conv2d(config.refined, channels, 3, padding=1)
        zero(self.head)

    def forward(self, made: Tensor, recalled: Tensor, said: Tensor) -> Tensor:
        told = from_tokens(self.told(said), self.side, self.patch)
        return made + self.head(F.silu(self.blocks(self.stem(torch.cat([made, recalled, told], dim=1)))))


class TextToImage(nn.Module):
    """latents [B, C, h, w] at noise level sigma [B] -> the clean latents."""

    def __init__(self, config: DenoiserConfig) -> None:
        super().__init__()
        self.config = config
        token_width = config.latent_channels * config.patch**2
        self.embed = nn.Linear(token_width, config.width)
        self.positions = nn.Parameter(torch.randn(1, (config.latent_size // config.patch) ** 2, config.width) * 0.1)
        self.body = DenoiserBody(config)
        self.head = nn.Linear(config.width, token_width)
        zero(self.head)
        self.memory = None
        if config.entries:
            self.memory = PictureMemory(config.entries, config.turned, config.latent_channels, config.latent_size, config.text_width)
            reference_width = (config.latent_channels + 1) * config.patch**2
            self.embed_reference = nn.Linear(reference_width, config.width)
            #: A short way from what was looked up to what is drawn.
            self.copy = nn.Linear(reference_width, token_width)
            for layer in (self.embed_reference, self.copy):
                zero(layer)
            self.refiner = Refiner(config) if config.refined else None

    def recall(
        self,
        text: Tensor,
        text_mask: Tensor,
        latents: Tensor,
        truth: Truth | None = None,
        subject: Tensor | None = None,
        reference: Tensor | None = None,
    ) -> Recollection:
        """What the memory holds of this text; see PictureMemory."""
        assert self.memory is not None
        return self.memory(text[:, :, : self.config.text_width], text_mask, latents, truth, subject, reference)

    def forward(
        self,
        latents: Tensor,
        sigma: Tensor,
        text: Tensor,
        text_mask: Tensor,
        subject: Tensor | None = None,
        reference: Tensor | None = None,
        recalled: Recollection | None = None,
    ) -> Tensor:
        """Where `subject` [B] is 0, the scene is drawn without its subject, the background as the same noise has it with one. `reference`: as
        PictureMemory has it."""
        config = self.config
        x = self.embed(to_tokens(latents, config.patch)) + self.positions
        if self.memory is None:
            return from_tokens(self.head(self.body(x, sigma, text, text_mask)), config.latent_size, config.patch)
        recalled = recalled or self.recall(text, text_mask, latents, subject=subject, reference=reference)
        shown = to_tokens(recalled.picture, config.patch)
        said = self.body(x + self.embed_reference(shown), sigma, text, text_mask)
        made = from_tokens(self.head(said) + self.copy(shown), config.latent_size, config.patch)
        return self.refiner(made, recalled.picture, said) if self.refiner else made


class ImageToVideo(nn.Module):
    """A window of N noisy latents [B, N, C, h, w] -> the clean ones.

    It sees the first frame's latents [B, C, h, w], the last K latents of the window before [B, K, C, h, w] with
    context_mask [B, K] (0 where there is none, as in the first window), and the text.
    """

    def __init__(self, config: DenoiserConfig) -> None:
        super().__init__()
        self.config = config
        width, patch = config.width, config.patch
        token_width = config.latent_channels * patch * patch
        token_count = (config.latent_size // patch) ** 2
        self.embed = nn.Linear(token_width, width)
        self.embed_context = nn.Linear(token_width, width)
        self.embed_first = nn.Linear(token_width, width)
        self.positions = nn.Parameter(torch.randn(1, 1, token_count, width) * 0.1)
        #: One for each latent of the window, of the context, and for the first frame.
        self.times = nn.Parameter(torch.randn(1, config.window + config.context + 1, 1, width) * 0.1)
        self.no_context = nn.Parameter(torch.randn(1, 1, 1, width) * 0.1)
        self.body = DenoiserBody(config)
        self.head = nn.Linear(width, token_width)
        zero(self.head)

    def patches(self, latents: Tensor) -> Tensor:
        """[B, N, C, h, w] -> [B, N, tokens, C p p]"""
        batch = latents.shape[0]
        return to_tokens(latents.flatten(0, 1), self.config.patch).unflatten(0, (batch, -1))

    def forward(
        self,
        latents: Tensor,
        sigma: Tensor,
        text: Tensor,
        text_mask: Tensor,
        first_frame: Tensor,
        context: Tensor,
        context_mask: Tensor,
    ) -> Tensor:
        config = self.config
        visible = context_mask[:, :, None, None]
        past = self.embed_context(self.patches(context)) * visible + self.no_context * (1 - visible)
        x = torch.cat(
            [
                self.embed(self.patches(latents)),
                past,
                self.embed_first(self.patches(first_frame[:, None])),
            ],
            dim=1,
        )
        x = (x + self.positions + self.times).flatten(1, 2)
        x = self.body(x, sigma, text, text_mask)
        token_count = self.positions.shape[2]
        window = self.head(x[:, : config.window * token_count])
        window = window.unflatten(1, (config.window, token_count)).flatten(0, 1)
        return from_tokens(window, config.latent_size, config.patch).unflatten(0, (-1, config.window))
