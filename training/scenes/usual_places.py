"""Where a thing is when nobody says it: a dog in a meadow, a shark under water. Plain gray is what a model draws of no place at all."""
from collections.abc import Iterable

from training.scenes.nouns import NOUN_BY_NAME, NOUN_NUMBERS, Noun
from training.scenes.nouns.beings.activities import ACTIVITIES, MORE_ACTIVITIES
from training.scenes.nouns.beings.animals import ANIMALS, MORE_ANIMALS
from training.scenes.nouns.beings.creatures import CREATURES
from training.scenes.nouns.beings.people import FIGURES, MORE_FIGURES
from training.scenes.nouns.beings.professions import PROFESSIONS
from training.scenes.nouns.noun import split
from training.scenes.nouns.objects.food import FOOD, MORE_FOOD
from training.scenes.nouns.objects.meals import MEALS
from training.scenes.nouns.objects.music_and_sport import MUSIC_AND_SPORT
from training.scenes.nouns.world.nature import MORE_NATURE, NATURE
from training.scenes.nouns.world.places import PLACES
from training.scenes.nouns.world.plants_and_sky import PLANTS_AND_SKY
from training.scenes.nouns.world.travel import TRAVEL
from training.scenes.nouns.world.vehicles import MORE_VEHICLES, VEHICLES
from training.scenes.vocabulary import BACKGROUNDS, Background

#: By phrases of captions. What is in no row is where its group is.
_BY_NAME: dict[str, str] = {
    "under water":
        "octopus, crab, fish, whale, dolphin, shark, jellyfish, lobster, seal, pufferfish, seashell, mermaid, humpback whale, trout, squid, shrimp, "
        "oyster, coral, merman, diving mask, bubbles",
    "in the snow":
        "penguin, polar bear, snowman, santa, mrs claus, christmas tree, mammoth, snowflake, ice cube, skis, ice skate, sled, snow cloud, skier, "
        "snowboarder, ice hockey, curling stone",
    "in the jungle":
        "monkey, tiger, lion, elephant, dinosaur, parrot, leopard, gorilla, orangutan, snake, crocodile, hippo, rhino, lizard, brontosaurus, sloth, "
        "flamingo, zebra, giraffe, tiger head, monkey face, see-no-evil monkey, hear-no-evil monkey, speak-no-evil monkey, banana, bamboo, caterpillar",
    "on a farm":
        "cow, horse, pig, sheep, rooster, chick, chicken, goat, turkey, llama, donkey, tractor, farmer, cowboy, rat, ox, buffalo, bison, ram, cow head, "
        "horse head, goose, hatching chick, dog face, pig face, wheat, corn, pumpkin, carrot, jockey",
    "in a forest":
        "panda, fox, frog, owl, koala, bear, wolf, hedgehog, raccoon, deer, skunk, beaver, badger, boar, moose, squirrel, mushroom, tree, pine tree, elf, "
        "fairy, troll, otter, leaf, green leaves, log, campsite, wizard",
    "in an autumn forest": "fallen leaves, chestnut",
    "in the desert": "camel, bactrian camel, cactus, scorpion, moai",
    "in the clouds":
        "eagle, bird, dove, dragon, bat, airplane, helicopter, parachute, propeller plane, departing plane, landing plane, angel, cloud, storm cloud, rain "
        "cloud, sun and cloud, balloon, kite, feather, wing, crow, baby bird, wind, superhero, unicorn, dragon head, sun, sun face, dodo",
    "in space":
        "alien, robot, rocket, star, astronaut, flying saucer, planet, moon, earth, satellite, comet, shooting star, space invader, full moon, half moon, "
        "new moon, moon face, telescope, sparkles, spiral",
    "by the sea":
        "duck, swan, sailboat, ship, canoe, speedboat, ferry, cruise ship, motor yacht, anchor, surfer, swimmer, rower, water polo player, female surfer, "
        "female swimmer, female rower, life ring, fishing rod, flip-flop",
    "on the beach": "turtle, palm tree, coconut, island, bikini, swimsuit, shorts, sandal, sunglasses, beach, volleyball, ice cream, pineapple, cocktail, wave",
    "in a cave": "ghost, vampire, skull, spider, zombie, devil, goblin, ogre, spider web, angry devil, coffin, gravestone, bone, diamond, bomb, genie",
    "in a garden":
        "cat, black cat, poodle, butterfly, bee, ladybug, snail, rabbit, sunflower, rose, tulip, cherry blossom, bouquet, potted plant, clover, "
        "sprout, hibiscus, daisy, herb, "
        "lotus, hyacinth, wilted rose, worm, ant, mosquito, cricket, beetle, housefly, fountain, peacock, hamster, mouse, nest, house with garden",
    "in a classroom": "teacher, student, book, pencil, books, open book, notebook, backpack, scientist, ruler, crayon, abacus, microscope, nerd face",
    "on a stage":
        "guitar, singer, dancer, disco dancer, microphone, clown, juggler, theater masks, gymnast, magic wand, drum, trumpet, violin, saxophone, piano, female "
        "juggler, female gymnast",
    "at a party": "cake, party popper, disco ball, confetti ball, champagne, champagne glasses, cheers, pinata, party face, cupcake, fireworks",
    "in a park":
        "dog, labrador, swan, squirrel, playground, carousel horse, ferris wheel, roller coaster, person, mother, father, boy, girl, child, walking man, "
        "female walker, runner, female runner, bicycle, cyclist, female cyclist, kick scooter, frisbee",
    "in the mountains": "mountain, mountain biker, female mountain biker, climber, female climber, mount fuji, volcano, tent, hiking boot, cable car",
    "in the city at night": "lightning",
    "in the rain": "umbrella, raindrop, water drops",
    "under a rainbow": "rainbow",
    # The living room of the vocabulary is a dark photograph.
    "in a bedroom":
        "bed, alarm clock, teddy bear, couch, chair, television, candle, gift, radio, "
        "telephone, mantel clock, picture frame, broom, vase, lantern, baby, person in bed",
    "in the kitchen": "apple, green apple, strawberry, watermelon, pizza, burger, donut, chef",
    "on the road": "car, police car",
    "in a stadium": "soccer ball, basketball, baseball, american football, tennis racket, trophy",
    "in a meadow": "house, castle",
}
#: Nouns of a group that no row names.
_BY_GROUP: tuple[tuple[Iterable[Noun], str], ...] = (
    ((*ANIMALS, *MORE_ANIMALS, *CREATURES), "in a meadow"),
    ((*VEHICLES, *MORE_VEHICLES, *TRAVEL), "on the road"),
    ((*FOOD, *MORE_FOOD, *MEALS), "in the kitchen"),
    (PLACES, "in a meadow"),
    ((*NATURE, *MORE_NATURE, *PLANTS_AND_SKY), "in a garden"),
    (MUSIC_AND_SPORT, "in a stadium"),
    ((*ACTIVITIES, *MORE_ACTIVITIES), "in a park"),
    ((*FIGURES, *MORE_FIGURES, *PROFESSIONS), "on the street"),
)
#: Faces, hearts, hands and signs, household things: a plain place, and for each the first of these that it does not clash with.
PLAIN = ("light blue", "sunset", "ocean", "pink", "meadow", "yellow")


def usual_place(noun: Noun) -> Background:
    """Where it is. What only its group is in a place of, and would be hard to see there, is somewhere plain; a polar bear stays in the snow."""
    usual = _NAMED.get(noun.name) or _GROUPED.get(noun.name)
    if usual is not None and (noun.name in _NAMED or not usual.clashes_with(noun)):
        return usual
    start = (NOUN_NUMBERS[noun.name] - 1) % len(PLAIN)
    plain = [_BACKGROUNDS[name] for name in (*PLAIN[start:], *PLAIN[:start])]
    return next((place for place in plain if not place.clashes_with(noun)), plain[0])


_BACKGROUNDS = {background.name: background for background in BACKGROUNDS}
_BY_PHRASE = {phrase: background for background in BACKGROUNDS for phrase in background.phrases}
_NAMED = {name: _BY_PHRASE[phrase] for phrase, names in _BY_NAME.items() for name in split(names)}
_GROUPED = {noun.name: _BY_PHRASE[phrase] for group, phrase in _BY_GROUP for noun in group}
if unknown := _NAMED.keys() - NOUN_BY_NAME.keys():
    raise ValueError(f"There are no such nouns: {sorted(unknown)}.")
