"""What is exported: a module with its inputs and outputs, and what they are for."""

from dataclasses import dataclass

from torch import Tensor, nn


@dataclass
class Input:
    """An input of a graph, with a real tensor as an example."""

    role: str
    example: Tensor


@dataclass
class Graph:
    """One graph of a pack, static in all shapes."""

    module: nn.Module
    #: By name, in the order of `forward`.
    inputs: dict[str, Input]
    #: Roles by name, in the order of what `forward` returns.
    outputs: dict[str, str]
