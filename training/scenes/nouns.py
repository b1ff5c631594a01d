"""The nouns: one row a sprite, with the words for it.

Animated ones cost 36 frames of memory each, so only what moves most visibly is animated; the rest are stills.
"""
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Noun:
    """One sprite and the words for it.

    `codepoints` is the file name in the emoji packages; `colour` is the colour that people see
    in it (never used to recolour); `synonyms` stand for `name` in captions; `inner` are phrases
    for what its own animation shows, used only when it has no other motion; `clashes` are
    backgrounds on which it would be hard to see.
    """

    name: str
    codepoints: str
    source: Literal["animated", "static"]
    colour: str | None = None
    synonyms: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()


def _animated(name: str, codepoints: str, colour: str | None = None, synonyms: str = "",
              inner: str = "", clashes: str = "") -> Noun:
    return Noun(name, codepoints, "animated", colour, _split(synonyms), _split(inner), _split(clashes))


def _static(name: str, codepoints: str, colour: str | None = None, synonyms: str = "",
            clashes: str = "") -> Noun:
    return Noun(name, codepoints, "static", colour, _split(synonyms), (), _split(clashes))


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


FIRST: tuple[Noun, ...] = (
    _animated("panda", "1f43c", None, "panda bear, panda face", clashes="white"),
    _animated("cat", "1f431", "orange", "kitty, kitten, cat face", "blinking, looking around",
              clashes="orange, yellow"),
    _animated("dog", "1f436", "brown", "puppy, doggy, dog face", "panting, sticking its tongue out",
              clashes="brown, orange"),
    _animated("penguin", "1f427", None, "baby penguin", "waddling, flapping its wings", clashes="purple, night sky"),
    _animated("butterfly", "1f98b", "orange", "monarch", "flapping its wings, fluttering",
              clashes="orange, red, brown"),
    _animated("fox", "1f98a", "orange", "fox face", "looking around", clashes="orange"),
    _animated("frog", "1f438", "green", "toad, frog face", "looking around", clashes="green"),
    _animated("owl", "1f989", "brown", "night bird", "looking around", clashes="brown"),
    _animated("lion", "1f981", "brown", "lion face", "roaring", clashes="brown"),
    _animated("pig", "1f437", "pink", "piggy, piglet, pig face", clashes="pink"),
    _animated("monkey", "1f435", "brown", "ape, chimp, monkey face", "laughing, nodding", clashes="brown"),
    _animated("rabbit", "1f430", "white", "bunny, bunny rabbit", clashes="white"),
    _animated("elephant", "1f418", "gray", "baby elephant", "waving its trunk", clashes="gray"),
    _animated("octopus", "1f419", "orange", "squid", "swimming, dancing", clashes="orange, pink"),
    _animated("crab", "1f980", "red", "", "dancing, pinching", clashes="red, pink"),
    _animated("fish", "1f420", "blue", "tropical fish", "swimming", clashes="blue, light blue, ocean"),
    _animated("dinosaur", "1f996", "green", "dino, t-rex", clashes="green"),
    _animated("ghost", "1f47b", "white", "spook, phantom", "haunting, hovering", clashes="white"),
    _animated("alien", "1f47d", "green", "martian, extraterrestrial", clashes="green"),
    _animated("robot", "1f916", None, "android, robot face", "blinking", clashes="white"),
    _animated("smiley", "1f600", "yellow", "smiling face, happy face, grinning face, emoji", "laughing, grinning",
              clashes="yellow, orange"),
    _animated("police car", "1f693", None, "cop car, patrol car"),
    _animated("car", "1f697", "red", "automobile, auto", "driving", clashes="red"),
    _animated("rocket", "1f680", "white", "spaceship, space rocket", "flying", clashes="white"),
    _static("apple", "1f34e", "red", "apple fruit", clashes="red"),
    _static("green apple", "1f34f", None, "unripe apple", clashes="green"),
    _static("banana", "1f34c", "yellow", "peeled banana", clashes="yellow, orange"),
    _static("strawberry", "1f353", "red", "berry", clashes="red"),
    _static("watermelon", "1f349", "red", "melon, slice of watermelon", clashes="red"),
    _static("pizza", "1f355", None, "slice of pizza, pizza slice", clashes="yellow, orange"),
    _static("burger", "1f354", None, "hamburger, cheeseburger", clashes="orange, brown"),
    _static("donut", "1f369", "brown", "doughnut, chocolate donut", clashes="brown"),
    _static("balloon", "1f388", "red", "party balloon", clashes="red"),
    _static("soccer ball", "26bd", None, "football, soccer"),
    _static("basketball", "1f3c0", "orange", "basket ball", clashes="orange, red"),
    _static("star", "2b50", "yellow", "gold star", clashes="yellow, orange"),
    _static("sun", "2600-fe0f", "yellow", "bright sun", clashes="yellow, orange"),
    _static("heart", "2764-fe0f", "red", "love heart", clashes="red"),
    _static("tree", "1f333", "green", "leafy tree", clashes="green, meadow, forest"),
    _static("cactus", "1f335", "green", "desert plant", clashes="green, meadow, forest"),
    _static("mushroom", "1f344", "red", "toadstool", clashes="red"),
    _static("gift", "1f381", "yellow", "present, gift box, wrapped gift", clashes="yellow, orange"),
    _static("crown", "1f451", "yellow", "gold crown, royal crown", clashes="yellow, orange"),
    _static("guitar", "1f3b8", "red", "electric guitar", clashes="red"),
    _static("umbrella", "2602-fe0f", "purple", "parasol", clashes="purple, night sky"),
    _static("airplane", "2708-fe0f", "blue", "plane, aeroplane, jet", clashes="blue, gray"),
    _static("house", "1f3e0", None, "home, cottage"),
    _static("sunflower", "1f33b", "yellow", "flower", clashes="yellow"),
)
ANIMALS: tuple[Noun, ...] = (
    _animated("cow", "1f404", None, "milk cow", "walking"),
    _animated("horse", "1f40e", "brown", "pony", "walking", clashes="brown"),
    _animated("tiger", "1f405", "orange", "big cat", "walking", clashes="orange"),
    _animated("zebra", "1f993", None, "striped horse", "walking"),
    _animated("giraffe", "1f992", "yellow", "tall giraffe", "chewing", clashes="yellow, orange"),
    _animated("kangaroo", "1f998", "orange", "wallaby", "hopping", clashes="orange, brown"),
    _static("koala", "1f428", "gray", "koala bear", clashes="gray"),
    _animated("bear", "1f43b", "brown", "brown bear, grizzly, bear face", "looking around", clashes="brown"),
    _static("wolf", "1f43a", "gray", "gray wolf, wolf face", clashes="gray"),
    _animated("mouse", "1f42d", "gray", "little mouse, mouse face", "sniffing", clashes="gray"),
    _static("hedgehog", "1f994", "brown", "porcupine", clashes="brown"),
    _static("raccoon", "1f99d", "gray", "racoon", clashes="gray"),
    _static("sloth", "1f9a5", "brown", "lazy sloth", clashes="brown"),
    _animated("deer", "1f98c", "brown", "stag, reindeer, elk", "looking around", clashes="brown"),
    _animated("sheep", "1f411", "white", "lamb, ewe", "chewing", clashes="white"),
    _animated("crocodile", "1f40a", "green", "alligator, croc", "opening its mouth", clashes="green, meadow, forest"),
    _animated("snake", "1f40d", "green", "serpent", "slithering", clashes="green, meadow, forest"),
    _animated("turtle", "1f422", "green", "tortoise", "walking", clashes="green, meadow, forest"),
    _animated("dragon", "1f409", "green", "chinese dragon, wyvern", "flying", clashes="green, meadow, forest"),
    _animated("unicorn", "1f984", "white", "magic horse, unicorn face", "shining", clashes="white, pink"),
    _animated("whale", "1f433", "blue", "blue whale, spouting whale", "spouting water",
              clashes="blue, light blue, ocean"),
    _animated("dolphin", "1f42c", "blue", "porpoise", "swimming", clashes="blue, light blue, ocean"),
    _animated("shark", "1f988", "gray", "great white shark", "swimming", clashes="gray"),
    _static("jellyfish", "1fabc", "blue", "medusa, jelly", clashes="blue, ocean"),
    _static("snail", "1f40c", "brown", "garden snail", clashes="brown"),
    _static("spider", "1f577-fe0f", "black", "tarantula", clashes="black, night sky"),
    _animated("bee", "1f41d", "yellow", "honeybee, bumblebee", "buzzing", clashes="yellow, orange"),
    _static("ladybug", "1f41e", "red", "ladybird, lady beetle", clashes="red"),
    _static("caterpillar", "1f41b", "green", "worm, inchworm", clashes="green, meadow, forest"),
    _animated("bird", "1f426", "red", "songbird, red bird, cardinal", "chirping", clashes="red, pink"),
    _static("parrot", "1f99c", "red", "macaw, cockatoo", clashes="red, pink"),
    _animated("eagle", "1f985", "brown", "hawk, bald eagle", "flapping its wings", clashes="brown"),
    _animated("duck", "1f986", "green", "mallard", "quacking", clashes="green"),
    _static("swan", "1f9a2", "white", "white swan", clashes="white"),
    _animated("flamingo", "1f9a9", "pink", "pink flamingo", "standing on one leg", clashes="pink, red"),
    _static("peacock", "1f99a", "blue", "peafowl", clashes="blue, green"),
    _static("rooster", "1f413", None, "cock, cockerel"),
    _static("chick", "1f425", "yellow", "baby chicken, little chick", clashes="yellow, orange"),
    _static("bat", "1f987", "brown", "vampire bat", clashes="brown"),
    _static("squirrel", "1f43f-fe0f", "orange", "chipmunk", clashes="orange, brown"),
)
FIGURES: tuple[Noun, ...] = (
    _animated("snowman", "2603-fe0f", "white", "frosty snowman", "waving", clashes="white, light blue"),
    _animated("santa", "1f385", "red", "santa claus, father christmas", "laughing", clashes="red"),
    _static("astronaut", "1f9d1-200d-1f680", None, "spaceman, cosmonaut", clashes="white"),
    _static("ninja", "1f977", "black", "ninja warrior", clashes="black, night sky, purple"),
    _static("princess", "1f478", "yellow", "queen, fairy tale princess", clashes="yellow"),
    _static("mermaid", "1f9dc-200d-2640-fe0f", None, "sea maiden"),
    _static("wizard", "1f9d9", "blue", "mage, magician, sorcerer", clashes="blue"),
    _static("vampire", "1f9db", None, "dracula", clashes="black, night sky"),
    _static("skull", "1f480", "white", "skeleton, skull bone", clashes="white"),
    _animated("crying face", "1f62d", "yellow", "sad face, crying emoji", "crying, sobbing",
              clashes="yellow, orange"),
    _animated("angry face", "1f621", "red", "mad face, angry emoji", "fuming", clashes="red, orange"),
    _static("cool face", "1f60e", "yellow", "face with sunglasses, smiling face with sunglasses",
              clashes="yellow, orange"),
    _static("sleeping face", "1f634", "yellow", "sleepy face", clashes="yellow, orange"),
)
FOOD: tuple[Noun, ...] = (
    _static("lemon", "1f34b", "yellow", "yellow lemon", clashes="yellow, orange"),
    _static("pear", "1f350", "green", "ripe pear", clashes="green, meadow, forest"),
    _static("cherries", "1f352", "red", "cherry", clashes="red"),
    _static("grapes", "1f347", "purple", "bunch of grapes", clashes="purple"),
    _static("pineapple", "1f34d", "yellow", "ananas", clashes="yellow, orange"),
    _static("avocado", "1f951", "green", "half an avocado", clashes="green, meadow, forest"),
    _static("tomato", "1f345", "red", "ripe tomato", clashes="red"),
    _static("carrot", "1f955", "orange", "orange carrot", clashes="orange"),
    _static("corn", "1f33d", "yellow", "ear of corn, maize, sweetcorn", clashes="yellow"),
    _static("broccoli", "1f966", "green", "green vegetable", clashes="green, meadow, forest"),
    _static("croissant", "1f950", "brown", "pastry", clashes="brown, orange"),
    _static("cheese", "1f9c0", "yellow", "piece of cheese, cheese wedge", clashes="yellow, orange"),
    _static("hot dog", "1f32d", "orange", "hotdog, sausage", clashes="orange, yellow, brown"),
    _static("taco", "1f32e", "yellow", "mexican taco", clashes="yellow, orange"),
    _static("fries", "1f35f", "red", "french fries, chips", clashes="red, pink"),
    _static("popcorn", "1f37f", "red", "box of popcorn", clashes="red"),
    _static("ice cream", "1f366", None, "ice cream cone, soft ice cream"),
    _animated("cake", "1f382", None, "birthday cake", "burning"),
    _static("cupcake", "1f9c1", None, "muffin"),
    _static("cookie", "1f36a", "brown", "chocolate chip cookie, biscuit", clashes="brown, orange"),
    _static("lollipop", "1f36d", None, "lolly"),
    _static("coffee", "2615", None, "cup of coffee, mug, hot drink", clashes="white, gray"),
    _static("teapot", "1fad6", "red", "tea pot, kettle", clashes="red"),
    _static("beer", "1f37a", None, "mug of beer, beer mug", clashes="yellow, orange"),
    _static("cocktail", "1f379", None, "tropical drink, juice"),
)
NATURE: tuple[Noun, ...] = (
    _static("palm tree", "1f334", "green", "palm, coconut tree", clashes="green, meadow, forest"),
    _static("christmas tree", "1f384", "green", "xmas tree, decorated tree", clashes="green, meadow, forest"),
    _static("rose", "1f339", "red", "red rose", clashes="red, pink"),
    _static("leaf", "1f341", "red", "maple leaf, autumn leaf", clashes="red, pink"),
    _static("moon", "1f319", "yellow", "crescent moon, crescent", clashes="yellow, orange"),
    _static("planet", "1fa90", "orange", "saturn, ringed planet", clashes="orange, yellow"),
    _static("earth", "1f30d", "blue", "globe, world, planet earth", clashes="blue"),
    _static("rainbow", "1f308", None, "colorful rainbow"),
    _static("cloud", "2601-fe0f", "white", "white cloud, fluffy cloud", clashes="white"),
    _static("storm cloud", "26c8-fe0f", "purple", "thunderstorm, thundercloud, rain cloud", clashes="purple, blue"),
    _static("snowflake", "2744-fe0f", "blue", "flake of snow", clashes="light blue, blue, white"),
    _animated("fire", "1f525", "orange", "flame, flames", "burning, flickering", clashes="orange, red, yellow"),
    _static("wave", "1f30a", "blue", "ocean wave, water wave", clashes="blue, light blue, ocean"),
    _static("volcano", "1f30b", None, "erupting volcano", clashes="brown"),
    _static("lightning", "26a1", "orange", "lightning bolt, thunderbolt", clashes="orange, yellow"),
)
VEHICLES: tuple[Noun, ...] = (
    _static("bus", "1f68c", None, "coach, city bus"),
    _static("taxi", "1f695", "yellow", "cab, yellow cab", clashes="yellow, orange"),
    _static("ambulance", "1f691", "white", "emergency car", clashes="white"),
    _static("fire truck", "1f692", "red", "fire engine", clashes="red"),
    _static("truck", "1f69a", None, "lorry, delivery truck"),
    _static("tractor", "1f69c", "green", "farm tractor", clashes="green, meadow, forest"),
    _static("racing car", "1f3ce-fe0f", "red", "race car, formula one car", clashes="red"),
    _static("motorcycle", "1f3cd-fe0f", "red", "motorbike", clashes="red"),
    _static("bicycle", "1f6b2", "red", "bike, cycle", clashes="red"),
    _static("train", "1f682", None, "locomotive, steam train"),
    _animated("helicopter", "1f681", "orange", "chopper", "flying", clashes="orange"),
    _static("flying saucer", "1f6f8", "gray", "ufo, spacecraft", clashes="gray, purple"),
    _static("sailboat", "26f5", "orange", "sailing boat, boat, yacht", clashes="orange"),
    _static("ship", "1f6a2", None, "steamship, ocean liner"),
    _static("skateboard", "1f6f9", "purple", "skate board", clashes="purple, night sky"),
    _static("roller skate", "1f6fc", None, "skate"),
)
THINGS: tuple[Noun, ...] = (
    _static("tennis racket", "1f3be", None, "racket, tennis"),
    _static("baseball", "26be", "white", "base ball", clashes="white"),
    _static("volleyball", "1f3d0", None, "volley ball"),
    _static("american football", "1f3c8", "brown", "pigskin", clashes="brown"),
    _static("trophy", "1f3c6", "yellow", "cup, golden cup, prize", clashes="yellow, orange"),
    _static("target", "1f3af", "red", "bullseye, dartboard", clashes="red"),
    _static("kite", "1fa81", None, "toy kite, paper kite"),
    _static("teddy bear", "1f9f8", "brown", "teddy, stuffed bear", clashes="brown, orange"),
    _static("dice", "1f3b2", None, "die, game die", clashes="red, white"),
    _static("game controller", "1f3ae", "purple", "gamepad, video game", clashes="purple, night sky"),
    _static("drum", "1f941", "red", "snare drum, drums", clashes="red"),
    _static("trumpet", "1f3ba", "yellow", "horn, cornet", clashes="yellow, orange"),
    _static("violin", "1f3bb", "brown", "fiddle", clashes="brown"),
    _static("microphone", "1f3a4", "gray", "mike", clashes="gray"),
    _static("music note", "1f3b5", "black", "musical note, note", clashes="black, night sky"),
    _static("television", "1f4fa", "gray", "tv, tv set", clashes="gray, brown"),
    _static("camera", "1f4f7", "gray", "photo camera", clashes="gray"),
    _static("laptop", "1f4bb", "gray", "computer, notebook computer", clashes="gray, light blue"),
    _static("alarm clock", "23f0", "red", "clock", clashes="red"),
    _static("light bulb", "1f4a1", "yellow", "lightbulb, bulb", clashes="yellow"),
    _static("candle", "1f56f-fe0f", "white", "burning candle", clashes="white"),
    _static("book", "1f4d5", "red", "closed book, red book", clashes="red"),
    _static("scissors", "2702-fe0f", "red", "pair of scissors", clashes="red"),
    _static("key", "1f511", "yellow", "golden key", clashes="yellow, orange"),
    _static("bell", "1f514", "yellow", "golden bell", clashes="yellow, orange"),
    _static("magnifying glass", "1f50d", None, "magnifier, loupe"),
    _static("backpack", "1f392", "red", "rucksack, school bag", clashes="red"),
    _static("bomb", "1f4a3", "black", "bombshell", clashes="black, night sky"),
    _static("diamond", "1f48e", "blue", "gem, jewel, gemstone", clashes="blue, light blue, ocean"),
    _static("coin", "1fa99", "yellow", "gold coin", clashes="yellow, orange"),
    _static("sword", "1f5e1-fe0f", None, "dagger, blade", clashes="gray"),
    _static("anchor", "2693", None, "ship's anchor"),
    _static("t-shirt", "1f455", "green", "shirt, tee shirt", clashes="green, meadow, forest"),
    _static("dress", "1f457", "blue", "gown", clashes="blue"),
    _static("shoe", "1f45f", "purple", "sneaker, running shoe, trainer", clashes="purple"),
    _static("high heel", "1f460", "red", "high-heeled shoe, heels", clashes="red"),
    _static("hat", "1f3a9", "black", "top hat", clashes="black, night sky"),
    _static("sunglasses", "1f576-fe0f", "black", "shades", clashes="black, night sky"),
    _static("scarf", "1f9e3", "red", "woolen scarf", clashes="red"),
    _static("castle", "1f3f0", None, "fairy tale castle, fortress", clashes="gray, white"),
    _static("tent", "26fa", "green", "camping tent", clashes="green, meadow, forest"),
    _static("pumpkin", "1f383", "orange", "jack-o'-lantern, halloween pumpkin", clashes="orange"),
    _static("party popper", "1f389", None, "confetti, confetti popper"),
    _static("ferris wheel", "1f3a1", None, "big wheel"),
    _static("broken heart", "1f494", "red", "heartbreak", clashes="red"),
    _static("traffic light", "1f6a6", None, "stoplight, traffic lights"),
)
NOUNS: tuple[Noun, ...] = (*FIRST, *ANIMALS, *FIGURES, *FOOD, *NATURE, *VEHICLES, *THINGS)
NOUN_BY_NAME: dict[str, Noun] = {noun.name: noun for noun in NOUNS}

# What a few hours of two CPU cores can learn to draw well, of all of the above: simple shapes that people ask for.
_CPU_NAMES = {noun.name for noun in FIRST} | set(_split(
    "cow, horse, tiger, bear, koala, mouse, sheep, turtle, dragon, unicorn, whale, dolphin, bee, ladybug, bird, duck, chick, "
    "snowman, santa, astronaut, wizard, skull, lemon, pear, cherries, grapes, pineapple, avocado, tomato, carrot, ice cream, "
    "cake, cookie, lollipop, coffee, rose, moon, earth, rainbow, cloud, fire, bus, truck, train, sailboat, volleyball, "
    "teddy bear, light bulb, diamond, coin, pumpkin, castle"
))
PRESETS: dict[str, frozenset[str]] = {
    "all": frozenset(NOUN_BY_NAME), "cpu": frozenset(_CPU_NAMES), "first": frozenset(noun.name for noun in FIRST),
}
if unknown := PRESETS["cpu"] - PRESETS["all"]:
    raise ValueError(f"The preset names nouns that do not exist: {sorted(unknown)}.")
