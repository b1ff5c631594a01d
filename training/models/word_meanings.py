"""Words that are in no caption, read by the nearest words of captions, by their word vectors."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

#: Similarity at which a word is as much the unknown word as it is the nearest known one.
LEAST_SIMILAR = 0.6
#: Sharpness of the softmax over known words.
SHARPNESS = 24.0


class WordMeanings(nn.Module):
    """Token ids from `learned` on stand for words of which only a vector is known.

    vectors [N, D] and known [K, D] have unit length; `rows` [K] are the ids of the known words. The vectors are kept with 8 bits.
    """

    vectors: Tensor
    known: Tensor
    rows: Tensor

    def __init__(self, learned: int, vectors: Tensor, known: Tensor, rows: Tensor, unknown: int) -> None:
        super().__init__()
        self.learned = learned
        self.register_buffer("vectors", (vectors * 127).round().to(torch.int8))
        self.register_buffer("known", known.T.contiguous())
        self.register_buffer("rows", torch.cat([torch.tensor([unknown]), rows]))

    def forward(self, tokens: Tensor, table: Tensor) -> Tensor:
        """tokens [B, L], a tower's word vectors [learned, width] -> [B, L, width]"""
        vector = F.embedding((tokens - self.learned).clamp(min=0), self.vectors).float() / 127
        similar = vector @ self.known
        scores = torch.cat([torch.full_like(similar[:, :, :1], LEAST_SIMILAR), similar], dim=2) * SHARPNESS
        meant = scores.softmax(dim=2) @ F.embedding(self.rows, table)
        return torch.where((tokens < self.learned)[:, :, None], F.embedding(tokens.clamp(max=self.learned - 1), table), meant)
