"""Weights that are described and not held: parameters on the meta device, each with a recipe that makes its values from a checkpoint.

A model of any size can so be built, rewritten and exported in a few megabytes. Only when a parameter is written are its sources read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import cast

import torch
from torch import Tensor, nn

from kinora_convert.checkpoints.source import TensorInfo, TensorSource
from kinora_convert.errors import ConvertError

Compute = Callable[..., Tensor]


@dataclass(frozen=True)
class Recipe:
    """Which tensors of the checkpoint a parameter is made of, and how; `compute` gets them in float32."""

    keys: tuple[str, ...]
    shapes: tuple[tuple[int, ...], ...]
    compute: Compute
    #: Of the result.
    bytes: int = 0
    #: Gives the values where they have been computed already, along with others, and then no more.
    waiting: Callable[[], Tensor | None] = lambda: None

    def make(self, source: TensorSource) -> Tensor:
        """Reads the sources and computes the values."""
        made = self.waiting()
        if made is not None:
            return made
        return self.compute(*[source.read(key).to(torch.float32) for key in self.keys])

    def peak_bytes(self, source_infos: dict[str, TensorInfo]) -> int:
        """What is in memory at most while the values are made: the sources as stored, in float32, one copy, and the result."""
        stored = sum(source_infos[key].bytes for key in self.keys)
        floats = sum(4 * source_infos[key].elements for key in self.keys)
        return stored + 2 * floats + self.bytes


def same(value: Tensor) -> Tensor:
    return value


def recipe_of(weight: Tensor) -> Recipe:
    """The recipe of a parameter or buffer on the meta device."""
    recipe = getattr(weight, "recipe", None)
    if recipe is None:
        raise AssertionError(f"a weight of the shape {tuple(weight.shape)} has no recipe")
    return cast(Recipe, recipe)


def has_recipe(weight: Tensor) -> bool:
    return hasattr(weight, "recipe")


def described(shape: tuple[int, ...], recipe: Recipe, dtype: torch.dtype = torch.float32) -> nn.Parameter:
    """A parameter without values."""
    parameter = nn.Parameter(torch.empty(shape, dtype=dtype, device="meta"), requires_grad=False)
    size = parameter.numel() * dtype.itemsize
    parameter.recipe = replace(recipe, bytes=size)  # type: ignore[attr-defined]
    return parameter


def derive(compute: Compute, *weights: Tensor, shape: tuple[int, ...] | None = None, dtype: torch.dtype = torch.float32) -> nn.Parameter:
    """A parameter that is computed from others, which have recipes. Without a shape it is found by computing on the meta device."""
    recipes = [recipe_of(weight) for weight in weights]
    if shape is None:
        shape = tuple(compute(*[torch.empty(weight.shape, device="meta") for weight in weights]).shape)

    def from_sources(*sources: Tensor) -> Tensor:
        values, start = [], 0
        for recipe in recipes:
            values.append(recipe.compute(*sources[start : start + len(recipe.keys)]))
            start += len(recipe.keys)
        return compute(*values).to(dtype)

    keys = tuple(key for recipe in recipes for key in recipe.keys)
    shapes = tuple(each for recipe in recipes for each in recipe.shapes)
    return described(shape, Recipe(keys, shapes, from_sources), dtype)


Both = tuple[Tensor, Tensor]


def derive_pair(compute: Callable[[Tensor], Both], weight: Tensor, shapes: tuple[tuple[int, ...], ...], dtypes: tuple[torch.dtype, ...]) -> list[nn.Parameter]:
    """Two parameters that are computed together, so that the source is read once."""
    recipe = recipe_of(weight)
    made: dict[int, Tensor] = {}

    def part(index: int) -> Compute:
        def from_sources(*sources: Tensor) -> Tensor:
            results = compute(recipe.compute(*sources))
            made[1 - index] = results[1 - index].to(dtypes[1 - index])
            return results[index].to(dtypes[index])

        return from_sources

    def waiting(index: int) -> Callable[[], Tensor | None]:
        return lambda: made.pop(index, None)

    recipes = [Recipe(recipe.keys, recipe.shapes, part(index), waiting=waiting(index)) for index in range(2)]
    return [described(shape, each, dtype) for shape, each, dtype in zip(shapes, recipes, dtypes, strict=True)]


def describe_module(module: nn.Module, prefix: str = "") -> None:
    """Gives every parameter and persistent buffer of a module on the meta device the recipe "as in the checkpoint"."""
    persistent = set(module.state_dict())
    for owner_name, owner in module.named_modules():
        for name, value in [*owner._parameters.items(), *owner._buffers.items()]:
            key = f"{owner_name}.{name}" if owner_name else name
            if value is None or key not in persistent:
                continue
            recipe = Recipe((prefix + key,), (tuple(value.shape),), same)
            parameter = described(tuple(value.shape), recipe)
            if name in owner._parameters:
                owner._parameters[name] = parameter
            else:
                owner._buffers[name] = parameter


def weights_of(module: nn.Module) -> Iterator[tuple[str, Tensor]]:
    """All parameters and buffers by the names that they have in an exported graph."""
    yield from module.named_parameters(remove_duplicate=True)
    yield from module.named_buffers(remove_duplicate=True)


def check_coverage(modules: list[nn.Module], source: TensorSource, unused: Callable[[str], bool] = lambda key: False) -> None:
    """Every tensor of the checkpoint is used or known to be of no use, and every one that is needed is there with its shape.

    @raises ConvertError that names the first differences
    """
    wanted: dict[str, tuple[int, ...]] = {}
    for module in modules:
        for _, weight in weights_of(module):
            if has_recipe(weight):
                recipe = recipe_of(weight)
                wanted |= dict(zip(recipe.keys, recipe.shapes, strict=True))
    found = source.tensors()
    missing = sorted(wanted.keys() - found.keys())
    unknown = sorted(key for key in found.keys() - wanted.keys() if not unused(key))
    misshapen = sorted(key for key in wanted.keys() & found.keys() if wanted[key] != found[key].shape)
    hint = "the checkpoint is of another model or version than its configuration says; give one of the families in converter/README.md"
    if missing:
        raise ConvertError(f"{source.name} lacks {len(missing)} tensors, such as {missing[0]}; {hint}.")
    if misshapen:
        key = misshapen[0]
        raise ConvertError(f"{source.name}: {key} is {list(found[key].shape)} and should be {list(wanted[key])}; {hint}.")
    if unknown:
        raise ConvertError(f"{source.name} has {len(unknown)} tensors that nothing uses, such as {unknown[0]}; {hint}.")


def materialize(module: nn.Module, source: TensorSource) -> nn.Module:
    """Gives all described weights their values, in place: for goldens and tests, where all of the model fits into memory."""
    for owner in module.modules():
        for held in (owner._parameters, owner._buffers):
            for name, value in held.items():
                if value is not None and value.is_meta:
                    held[name] = nn.Parameter(recipe_of(value).make(source).to(value.dtype), requires_grad=False)
    return module
