"""How much disk, memory and time a graph takes, from the shapes alone."""

from dataclasses import dataclass

from kinora_convert.families.plan import GraphPlan
from kinora_convert.rewrites.recipe import has_recipe, recipe_of, weights_of

#: Of writing, on one core of a laptop: quantizing is the slowest part.
BYTES_PER_SECOND = 40e6
#: Of tracing, for each module of the network.
SECONDS_PER_MODULE = 0.12


@dataclass(frozen=True)
class Estimate:
    #: On disk.
    bytes: int
    #: Of the weights in float32.
    float_bytes: int
    #: In memory at a time, for one weight.
    peak_bytes: int
    seconds: float


def estimate(plan: GraphPlan) -> Estimate:
    module = plan.build().module
    infos = dict(plan.source.tensors())
    stored = floats = peak = 0
    for _, weight in weights_of(module):
        if not has_recipe(weight):
            stored += weight.numel() * weight.element_size()
            continue
        recipe = recipe_of(weight)
        stored += recipe.bytes
        floats += 4 * weight.numel()
        peak = max(peak, recipe.peak_bytes(infos))
    modules = sum(1 for _ in module.modules())
    return Estimate(stored, floats, peak, stored / BYTES_PER_SECOND + modules * SECONDS_PER_MODULE)
