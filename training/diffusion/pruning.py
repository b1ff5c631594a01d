"""Structured pruning: the least important heads and feed-forward units of a denoiser, and the smaller model without them.

A unit's importance is the square of its first-order Taylor term, (sum of weight * gradient)^2, averaged over batches
(Molchanov et al., arXiv 1906.10771). What remains is an ordinary dense model, so that every backend runs it faster.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from training.models.blocks import Attention, DenoiserBlock, FeedForward
from training.models.pair import PairConfig, TextAndDenoiser

#: Feed-forward units go in groups of the quantizer's block, so that no exported row is padded.
GROUP = 32
PARTS = ("attention", "cross", "feed_forward")


@dataclass(frozen=True)
class Unit:
    """A head, or a group of feed-forward units, of one block."""

    block: int
    part: str
    #: Heads: [the head's number]. Feed-forward: the numbers of the group's units.
    members: tuple[int, ...]
    score: float
    weights: int


def parts_of(block: DenoiserBlock) -> Iterable[tuple[str, nn.Module]]:
    return ((name, part) for name in PARTS if (part := getattr(block, name)) is not None)


def spans(part: nn.Module) -> tuple[int, int]:
    """How many units a part has, and how many inner features belong to each."""
    if isinstance(part, Attention):
        return part.heads, part.query.out_features // part.heads
    assert isinstance(part, FeedForward)
    return part.expand.out_features, 1


def inner_layers(part: nn.Module) -> tuple[list[nn.Linear], nn.Linear]:
    """The layers whose outputs are the part's inner features, and the one that reads them."""
    if isinstance(part, Attention):
        return [part.query, part.key, part.value], part.out
    assert isinstance(part, FeedForward)
    return [part.expand], part.contract


class Importance:
    """Collects scores over batches: call `add` after each backward pass."""

    def __init__(self, pair: TextAndDenoiser) -> None:
        self.blocks: list[DenoiserBlock] = list(pair.denoiser.body.blocks)  # type: ignore[arg-type]
        self.sums: dict[tuple[int, str], Tensor] = {}

    def add(self) -> None:
        for number, block in enumerate(self.blocks):
            for name, part in parts_of(block):
                count, span = spans(part)
                _, reader = inner_layers(part)
                assert reader.weight.grad is not None
                # What the unit adds to the stream passes through these columns alone.
                term = (reader.weight * reader.weight.grad).detach().unflatten(1, (count, span)).sum(dim=(0, 2))
                self.sums[number, name] = self.sums.get((number, name), torch.zeros_like(term)) + term.square()

    def units(self) -> list[Unit]:
        """Every unit that can go, the least important for its size first."""
        found = []
        for (number, name), scores in self.sums.items():
            part = getattr(self.blocks[number], name)
            _, span = spans(part)
            makers, reader = inner_layers(part)
            each = span * (sum(layer.in_features + 1 for layer in makers) + reader.out_features)
            size = 1 if isinstance(part, Attention) else min(GROUP, len(scores))
            for members in scores.argsort().split(size):
                score = float(scores[members].sum())
                found.append(Unit(number, name, tuple(members.tolist()), score, each * len(members)))
        return sorted(found, key=lambda unit: unit.score / unit.weights)


def choose(units: list[Unit], weights: float) -> list[Unit]:
    """The least important units that hold so many weights together, or all there are."""
    gone, chosen = 0, []
    for unit in units:
        if gone >= weights:
            break
        chosen.append(unit)
        gone += unit.weights
    return chosen


@torch.no_grad()
def without(pair: TextAndDenoiser, gone: list[Unit]) -> TextAndDenoiser:
    """A smaller pair with the weights of all the rest."""
    lost: dict[tuple[int, str], set[int]] = {}
    for unit in gone:
        lost.setdefault((unit.block, unit.part), set()).update(unit.members)
    blocks: list[DenoiserBlock] = list(pair.denoiser.body.blocks)  # type: ignore[arg-type]
    state, kept_units = dict(pair.state_dict()), []
    for number, block in enumerate(blocks):
        left = dict.fromkeys(PARTS, 0)
        for name, part in parts_of(block):
            count, span = spans(part)
            kept = [index for index in range(count) if index not in lost.get((number, name), set())]
            left[name] = len(kept)
            features = torch.tensor([index * span + offset for index in kept for offset in range(span)], dtype=torch.long)
            makers, reader = inner_layers(part)
            names = {layer: f"denoiser.body.blocks.{number}.{path}" for path, layer in block.named_modules()}
            for layer in makers:
                state[f"{names[layer]}.weight"] = layer.weight[features]
                state[f"{names[layer]}.bias"] = layer.bias[features]
            state[f"{names[reader]}.weight"] = reader.weight[:, features]
        kept_units.append((left["attention"], left["cross"], left["feed_forward"]))
    model = replace(pair.config.model, kept=tuple(kept_units))
    smaller = TextAndDenoiser(PairConfig(pair.config.text, model))
    wanted = smaller.state_dict().keys()
    smaller.load_state_dict({key: value for key, value in state.items() if key in wanted})
    return smaller.to(next(pair.parameters()).device)


def weights_in(pair: TextAndDenoiser) -> int:
    """Number of the denoiser's weights, without those of the text tower."""
    return sum(parameter.numel() for parameter in pair.denoiser.parameters())
