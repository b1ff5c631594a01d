"""Words to vectors. The denoisers are trained apart, each with a tower of its own; one graph holds both towers and joins
their outputs, and each denoiser takes its half."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from training.models.blocks import Attention, FeedForward
from training.models.memory import PictureMemory
from training.models.word_meanings import WordMeanings

#: Of which meanings are computed together.
WORDS_AT_A_TIME = 512


@dataclass(frozen=True)
class TextTowerConfig:
    """Number of words, tokens in a prompt, and the transformer's width, layers and heads."""

    vocabulary: int
    tokens: int = 32
    width: int = 128
    layers: int = 2
    heads: int = 4


class TextLayer(nn.Module):
    """A transformer layer over tokens: x [B, L, width], mask [B, L] -> the same shape."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.attention_norm = nn.LayerNorm(width)
        self.attention = Attention(width, heads)
        self.feed_forward_norm = nn.LayerNorm(width)
        self.feed_forward = FeedForward(width, width * 4)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        x = x + self.attention(self.attention_norm(x), mask=mask)
        return x + self.feed_forward(self.feed_forward_norm(x))


class TextTower(nn.Module):
    """tokens [B, L] (0 = padding) -> text [B, L, width], text_mask [B, L] (1 = a token)."""

    def __init__(self, config: TextTowerConfig) -> None:
        super().__init__()
        self.config = config
        self.words = nn.Embedding(config.vocabulary, config.width)
        nn.init.normal_(self.words.weight, std=0.5)
        self.positions = nn.Parameter(torch.randn(1, config.tokens, config.width) * 0.1)
        self.layers = nn.ModuleList(TextLayer(config.width, config.heads) for _ in range(config.layers))
        self.norm = nn.LayerNorm(config.width)

    def forward(self, tokens: Tensor, words: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """`words` [B, L, width]: the vectors of the tokens, where they are not to be looked up here."""
        mask = (tokens != 0).to(self.positions.dtype)
        x = (self.words(tokens) if words is None else words) + self.positions
        for layer in self.layers:
            x = layer(x, mask)
        return self.norm(x) * mask[:, :, None], mask


class TextEncoder(nn.Module):
    """The shipped graph: both towers side by side, text [B, L, image width + video width]; and with a memory the number of its row that the text
    names, int32 [B]."""

    def __init__(self, image: TextTower, video: TextTower, memory: PictureMemory | None = None) -> None:
        super().__init__()
        self.image = image
        self.video = video
        self.memory = memory

    def forward(self, tokens: Tensor, words: Tensor) -> tuple[Tensor, ...]:
        """`words` [B, L, image width + video width]: rows of `word_rows`."""
        of_image, of_video = words.split([self.image.config.width, self.video.config.width], dim=2)
        image, mask = self.image(tokens, of_image)
        video, _ = self.video(tokens, of_video)
        text = torch.cat([image, video], dim=2)
        return (text, mask) if self.memory is None else (text, mask, self.memory.row(image, mask))

    @torch.no_grad()
    def word_rows(self, meanings: WordMeanings | None = None) -> Tensor:
        """What each token is to the towers, by its id: [ids, image width + video width]. `meanings`: for words beyond the towers' own."""
        own = [self.image.words.weight, self.video.words.weight]
        if meanings is None:
            return torch.cat(own, dim=1)
        ids = torch.arange(len(own[0]) + len(meanings.vectors))
        return torch.cat([torch.cat([meanings(part[None], table)[0] for part in ids.split(WORDS_AT_A_TIME)]) for table in own], dim=1)
