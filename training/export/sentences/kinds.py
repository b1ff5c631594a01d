"""Kinds of things that are drawn as the plain thing, since no caption has them: a husky is a dog, an oak is a tree."""
from training.export.sentences.word_forms import many
from training.scenes.nouns.noun import split

#: By a name of the captions. Where a kind has two words, its first one alone may be another thing.
_KINDS: dict[str, str] = {
    "dog": "husky, siberian husky, corgi, dachshund, sausage dog, beagle, bulldog, french bulldog, chihuahua, german shepherd, shepherd dog, sheepdog, pug, "
           "dalmatian, terrier, yorkshire terrier, collie, border collie, shiba, shiba inu, rottweiler, doberman, pomeranian, greyhound, spaniel, "
           "cocker spaniel, mutt, hound, pitbull, pit bull, samoyed, malamute, great dane, saint bernard, st bernard, golden retriever, labrador retriever, "
           "retriever, lab puppy, doggo, pooch, pup, watchdog, shih tzu, akita, whippet, golden retriever puppy, labrador puppy, guard dog, stray dog, "
           "street dog",
    "cat": "tabby, tabby cat, siamese, siamese cat, persian cat, maine coon, ginger cat, bengal cat, sphynx, ragdoll cat, tomcat, house cat, calico, "
           "calico cat, stray cat, street cat, tuxedo cat, kitty cat, pussycat, feline, british shorthair",
    "horse": "stallion, mare, mustang horse, wild horse, racehorse, race horse",
    "bird": "sparrow, robin, seagull, gull, hummingbird, finch, bluebird, woodpecker, blue jay, nightingale, starling, stork, pelican, ostrich",
    "eagle": "falcon, vulture, condor, buzzard",
    "fish": "goldfish, clownfish, koi, koi fish, carp, angelfish, betta, betta fish, tuna, piranha, guppy, swordfish, clown fish, gold fish",
    "duck": "duckling, rubber duck, baby duck",
    "deer": "fawn",
    "dinosaur": "triceratops, raptor, velociraptor, stegosaurus, tyrannosaurus, tyrannosaurus rex, baby dinosaur",
    "leopard": "puma, cougar, snow leopard",
    "tree": "oak, oak tree, birch, birch tree, maple tree, apple tree, willow, willow tree",
    "rabbit": "easter bunny, baby bunny",
    "car": "ferrari, lamborghini, porsche, tesla, bmw, mercedes, audi, toyota, chevrolet, corvette, sedan, limo, convertible, hatchback, coupe, supercar, "
           "roadster, electric car, sportscar, muscle car, hot rod, sports car, honda, volkswagen",
    "spider": "black widow",
    "snake": "cobra, python, rattlesnake, viper, anaconda",
    "butterfly": "monarch butterfly, moth",
    "chick": "baby chick",
    "airplane": "airliner, jumbo jet, fighter jet, jet plane, passenger plane",
    "old woman": "old lady, elderly woman, elderly lady",
    "old man": "elderly man, old guy, old gentleman, elderly gentleman",
    "father": "papa",
    "mother": "mommy, mummy, mama",
    "girl": "schoolgirl, school girl",
    "boy": "schoolboy, school boy",
    "baby": "newborn, newborn baby",
    "king": "emperor",
    "hot drink": "hot chocolate, hot cocoa, cocoa",
    "birthday cake": "happy birthday",
    "christmas tree": "merry christmas, happy christmas",
    "halloween pumpkin": "happy halloween",
    "person": "soccer player, football player, tennis player, hockey player, baseball player, volleyball player, rugby player, goalkeeper, goalie, boxer, "
              "ice skater, figure skater, skater, roller skater, skateboarder",
    "singer": "guitarist, pianist, drummer, violinist, musician, rock star, rapper",
    "office worker": "business man, businesswoman, business woman",
    "coffee": "cappuccino, latte, espresso, coffee cup, coffee mug",
}


#: Names of captions that people mean otherwise: the noun is a guide dog in its harness.
MEANT_OTHERWISE = {"golden retriever", "retriever"}


def kind_forms(things: set[str]) -> dict[str, str]:
    """From a kind, in the singular and the plural, to the plain thing, of those that a pack offers. Not from what is a name, or part of one."""
    named = " , ".join(["", *things, ""])
    pairs = ((form, plain) for plain, kinds in _KINDS.items() if plain in things for kind in split(kinds) for form in (kind, *many(kind)))
    return {form: plain for form, plain in pairs if f" {form} " not in named}
