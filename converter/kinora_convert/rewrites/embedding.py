"""Tables of tokens, of which a prompt reads few rows."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from kinora_convert.rewrites.precision import Precision
from kinora_convert.rewrites.recipe import derive

#: Smaller tables, such as those of positions, stay in float32.
FEWEST_ROWS = 1024


class HalfEmbedding(nn.Module):
    """Rows are stored in float16 and widened after they are looked up."""

    def __init__(self, table: nn.Embedding) -> None:
        super().__init__()
        self.table = derive(lambda weight: weight, table.weight, dtype=torch.float16)

    def forward(self, tokens: Tensor) -> Tensor:
        return F.embedding(tokens, self.table).to(torch.float32)


def shrink_embeddings(module: nn.Module, precision: Precision) -> None:
    if "float32" in (precision.linear, precision.table):
        return
    for owner in list(module.modules()):
        for name, child in list(owner.named_children()):
            if isinstance(child, nn.Embedding) and child.num_embeddings >= FEWEST_ROWS:
                setattr(owner, name, HalfEmbedding(child))
