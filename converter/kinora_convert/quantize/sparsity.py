"""Structured sparsity: whole hidden units of feed-forward layers are left out, so that what is left is a smaller dense network.

Which ones is judged by the norms of the weights that lead to a unit and away from it. Without training afterwards this costs quality; how much
has to be seen with real weights.
"""

from torch import Tensor

#: Units are left out in groups, so that blocks of 32 stay whole.
GROUP = 32


def kept_count(units: int, sparsity: float) -> int:
    return max(GROUP, round(units * (1 - sparsity) / GROUP) * GROUP)


def kept_units(score: Tensor, count: int) -> Tensor:
    """The indices of the units of largest score, in their order."""
    return score.topk(count).indices.sort().values
