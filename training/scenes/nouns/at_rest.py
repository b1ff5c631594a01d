"""Things whose animation in the emoji packages is not used. They keep still by themselves, but for the cats, which have rigs."""
from training.scenes.nouns.noun import split

# Their animations are motions that prompts ask for (a star that spins, a heart that pulses), or end with the thing gone; the model of the cats'
# comes apart: thin tails swing too far.
AT_REST: frozenset[str] = frozenset(split(
    "star, sun, heart, umbrella, rainbow, bomb, party popper, raindrop, hourglass, coffee, brain, broken heart, storm cloud, lightning, "
    "cat, black cat"
))
