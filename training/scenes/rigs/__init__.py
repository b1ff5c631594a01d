"""Rigs of the nouns that emoji packages have no animation of."""
from training.scenes.rigs.animals import ANIMALS
from training.scenes.rigs.heads import HEADS
from training.scenes.rigs.nature import NATURE
from training.scenes.rigs.people import PEOPLE
from training.scenes.rigs.rig import Rig
from training.scenes.rigs.things import THINGS

__all__ = ["RIGS", "Rig"]

RIGS: dict[str, Rig] = {**PEOPLE, **ANIMALS, **HEADS, **NATURE, **THINGS}
