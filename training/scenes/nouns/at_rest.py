"""Things that keep still by themselves, though the emoji packages have an animation of them."""
from training.scenes.nouns.noun import split

# Their animations are motions that prompts ask for (a star that spins, a heart that pulses), or end with the thing gone; the model of the cats'
# comes apart: thin tails swing too far.
AT_REST: frozenset[str] = frozenset(split(
    "star, sun, heart, umbrella, rainbow, bomb, party popper, raindrop, hourglass, coffee, brain, broken heart, storm cloud, lightning, "
    "cat, black cat"
))
