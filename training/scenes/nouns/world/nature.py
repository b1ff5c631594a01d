"""Plants, sky and weather."""
from training.scenes.nouns.noun import Noun, animated, static

NATURE: tuple[Noun, ...] = (
    static("palm tree", "1f334", "green", "palm, coconut tree", clashes="green, meadow, forest"),
    static("christmas tree", "1f384", "green", "xmas tree, decorated tree", clashes="green, meadow, forest"),
    static("rose", "1f339", "red", "red rose", clashes="red, pink"),
    static("leaf", "1f341", "red", "maple leaf, autumn leaf", clashes="red, pink"),
    static("moon", "1f319", "yellow", "crescent moon, crescent", clashes="yellow, orange"),
    static("planet", "1fa90", "orange", "saturn, ringed planet", clashes="orange, yellow"),
    static("earth", "1f30d", "blue", "globe, world, planet earth", clashes="blue"),
    static("rainbow", "1f308", None, "colorful rainbow"),
    static("cloud", "2601-fe0f", "white", "white cloud, fluffy cloud", clashes="white"),
    static("storm cloud", "26c8-fe0f", "purple", "thunderstorm, thundercloud", clashes="purple, blue"),
    static("snowflake", "2744-fe0f", "blue", "flake of snow", clashes="light blue, blue, white"),
    animated("fire", "1f525", "orange", "flame, flames", "burning, flickering", clashes="orange, red, yellow"),
    static("wave", "1f30a", "blue", "ocean wave, water wave", clashes="blue, light blue, ocean"),
    static("volcano", "1f30b", None, "erupting volcano", clashes="brown"),
    static("lightning", "26a1", "orange", "lightning bolt, thunderbolt", clashes="orange, yellow"),
)
MORE_NATURE: tuple[Noun, ...] = (
    static("tulip", "1f337", "pink", clashes="pink"),
    static("cherry blossom", "1f338", "pink", "sakura, blossom", clashes="pink, red"),
    static("bouquet", "1f490", None, "bunch of flowers", clashes="meadow, forest"),
    static("potted plant", "1fab4", "green", "houseplant, plant", clashes="green, meadow, forest"),
    static("clover", "1f340", "green", "four-leaf clover, shamrock", clashes="green, meadow, forest"),
    static("mountain", "1f3d4-fe0f", "brown", "snowy mountain, mountain peak", clashes="brown"),
    static("island", "1f3dd-fe0f", None, "tropical island"),
    static("full moon", "1f315", "yellow", "round moon", clashes="yellow, orange"),
    animated("tornado", "1f32a-fe0f", None, "twister, whirlwind, cyclone", "swirling, whirling", clashes="gray, white, meadow"),
    static("raindrop", "1f4a7", "blue", "water drop, drop of water, droplet", clashes="blue, light blue, ocean"),
    static("ice cube", "1f9ca", "blue", "block of ice, cube", clashes="light blue, blue, ocean"),
)
