"""Which way things look: what is drawn from the side looks to the left, and is turned when it moves to the right."""
from training.scenes.nouns.noun import split

FACING_LEFT: frozenset[str] = frozenset(split(
    "cat, dog, rabbit, pig, mouse, elephant, fish, dinosaur, police car, car, cow, horse, tiger, zebra, giraffe, kangaroo, hedgehog, deer, sheep, snake, turtle, "
    "dragon, unicorn, whale, dolphin, shark, snail, bee, caterpillar, bird, parrot, eagle, duck, swan, flamingo, rooster, squirrel, "
    "bus, taxi, ambulance, fire truck, truck, tractor, racing car, motorcycle, bicycle, train, helicopter, ship, leopard, goat, "
    "camel, dove, turkey, gorilla, rhino, brontosaurus, llama, hippo, skunk, beaver, mammoth, seal, ant, donkey, pufferfish, "
    "bullet train, scooter, speedboat, pickup truck, van, wheelchair, "
    "rat, ox, buffalo, bison, ram, boar, moose, black cat, poodle, labrador, horse head, dragon head, badger, bactrian camel, "
    "humpback whale, trout, shrimp, goose, dodo, baby bird, cricket, mosquito, runner, walking man, surfer, swimmer, skier, cyclist, "
    "mountain biker, fencer, handball player, basketball player, jockey, female runner, female walker, female surfer, "
    "female swimmer, female cyclist, female mountain biker, female basketball player, female handball player, suv, semi truck, rickshaw, kick scooter, electric wheelchair, "
    "trolleybus, monorail, motor yacht, ferry, cruise ship, sled, carousel horse, pinata, shopping cart"
))
