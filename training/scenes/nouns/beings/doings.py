"""Who does what, and which noun that is: a girl who dances is the dancer, a boy on a bicycle the cyclist.

Boy, girl and child are heads; man, woman and person stand. People who do something are nouns of what they do, which nobody types: people
type "a girl dancing". Rows are read from top to bottom, so the more exact one comes first, and those whose noun a pack does not offer
are left out.
"""
from dataclasses import dataclass

#: Those whose sprites are heads, which slide over the ground when they are said to walk.
HEADS_OF_WOMEN = "girl, young girl, teenage girl, old woman, grandma, grandmother, granny, mother, mom, mum"
HEADS_OF_MEN = "boy, young boy, teenage boy, old man, grandpa, grandfather, bearded man, bald man, father, dad, daddy"
HEADS_OF_CHILDREN = "child, kid, youngster, teenager, teen, toddler"
WOMEN = f"woman, young woman, lady, female, ballerina, {HEADS_OF_WOMEN}"
MEN = f"man, young man, guy, dude, gentleman, male, {HEADS_OF_MEN}"
#: Of no sex, or of both; what stands here and is no noun is read only where a row says what it does.
ANYONE = (f"person, human being, adult, {HEADS_OF_CHILDREN}, someone, somebody, athlete, sportsman, sportswoman, friend, tourist, "
          "player, couple, crowd")
#: Words that are more than one of them without a number, and how many.
MANY = {"couple": 2, "crowd": 5}


@dataclass(frozen=True)
class Doing:
    """`who` does one of the verbs `does`, and has to do it with one of `objects` where there are any, or with nothing where `is_alone`.

    `noun` is empty of what stays what it is. `shows` is what the noun shows besides, so that it is not drawn once more. `moves` is said in the place of a verb that no caption
    has as a motion; `place` where it is, where the prompt does not say; `people` how many the noun shows.
    """

    who: str
    does: str
    noun: str
    objects: str = ""
    shows: str = ""
    moves: str = ""
    place: str = ""
    people: int = 1
    is_alone: bool = False


BICYCLE = "bicycle, bike, cycle, bmx"
MOUNTAIN_BIKE = "mountain bike, dirt bike, mtb"
#: Whoever is "on" something rides it.
RIDES = "ride, drive, pedal, cycle, on"
HORSE = "horse, pony, racehorse, stallion"
ONWARDS = "sliding to the right"
#: Things that do something in their own way.
ON_WHEELS = (
    "car, police car, bus, taxi, ambulance, fire truck, truck, tractor, racing car, motorcycle, train, bullet train, tram, scooter, pickup truck, van, suv, semi truck, "
    "rickshaw, trolleybus, railway car, monorail, bicycle"
)
ON_WATER = "sailboat, ship, canoe, speedboat, motor yacht, ferry, cruise ship"
PLANES = "airplane, propeller plane"
ROCKETS = "rocket, flying saucer"
IN_WATER = "fish, whale, dolphin, shark, octopus, seal, turtle, humpback whale, trout, pufferfish, squid, mermaid, merman"
WAVES = "wave"

DOINGS: tuple[Doing, ...] = (
    # With something, before the same verb without it.
    Doing(WOMEN, RIDES, "female mountain biker", MOUNTAIN_BIKE, moves=ONWARDS),
    Doing(ANYONE, RIDES, "mountain biker", MOUNTAIN_BIKE, moves=ONWARDS),
    Doing(WOMEN, f"{RIDES}, bike", "female cyclist", BICYCLE, moves=ONWARDS),
    Doing(ANYONE, f"{RIDES}, bike", "cyclist", BICYCLE, moves=ONWARDS),
    Doing(ANYONE, "ride, race, mount, on", "jockey", HORSE, moves="running"),
    Doing(WOMEN, "lift, pump, train, hold, exercise", "female weightlifter", "weight, barbell, dumbbell", moves="pulsing"),
    Doing(ANYONE, "lift, pump, train, hold, exercise", "weightlifter", "weight, barbell, dumbbell", moves="pulsing"),
    Doing(WOMEN, "play, dribble, throw, shoot, bounce, dunk", "female basketball player", "basketball, hoop, streetball", moves="jumping"),
    Doing(ANYONE, "play, dribble, throw, shoot, bounce, dunk", "basketball player", "basketball, hoop, streetball", moves="jumping"),
    Doing(WOMEN, "play, throw", "female handball player", "handball", moves="jumping"),
    Doing(ANYONE, "play, throw", "handball player", "handball", moves="jumping"),
    Doing(ANYONE, "play", "water polo player", "water polo", moves="floating"),
    Doing(WOMEN, "play, swing, hit", "female golfer", "golf, golf ball, golf club", moves="swinging", place="in a meadow"),
    Doing(ANYONE, "play, swing, hit", "golfer", "golf, golf ball, golf club", moves="swinging", place="in a meadow"),
    Doing(WOMEN, "do, practice, practise, perform, make, turn", "female gymnast", "cartwheel, gymnastics, handstand, somersault, acrobatics", moves="spinning"),
    Doing(ANYONE, "do, practice, practise, perform, make, turn", "gymnast", "cartwheel, gymnastics, handstand, somersault, acrobatics", moves="spinning"),
    Doing(WOMEN, "do, practice, practise, sit", "meditating woman", "yoga, meditation, lotus", moves="breathing"),
    Doing(ANYONE, "do, practice, practise, sit", "meditating person", "yoga, meditation, lotus", moves="breathing"),
    Doing(ANYONE, "take, have, sit, lie, relax, enjoy, wash", "person taking a bath", "bath, bathtub, bubble bath, tub", moves="breathing"),
    Doing(ANYONE, "sleep, lie, rest, nap, snore, dream, wake", "person in bed", "bed", moves="breathing", place="in a bedroom"),
    Doing(ANYONE, "get, have", "massage", "massage, head massage", moves="breathing"),
    Doing(ANYONE, "get, have", "haircut", "haircut, hair cut", moves="breathing"),
    Doing(ANYONE, "fence, fight, duel", "fencer", "sword, epee, saber, foil", moves="jumping"),
    Doing(WOMEN, "surf, ride, catch", "female surfer", "wave, surfboard, surf board", moves=ONWARDS, place="by the sea"),
    Doing(ANYONE, "surf, ride, catch", "surfer", "wave, surfboard, surf board", moves=ONWARDS, place="by the sea"),
    Doing(ANYONE, "ride, go, slide, on", "snowboarder", "snowboard, snow board", moves=ONWARDS, place="in the snow"),
    Doing(ANYONE, "go, slide, on", "skier", "ski, skis", moves=ONWARDS, place="in the snow"),
    Doing(ANYONE, "on", "surfer", "surfboard, surf board", moves=ONWARDS, place="by the sea"),
    # By the verb alone.
    Doing(WOMEN, "juggle", "female juggler", shows="ball, club, apple, orange, pin", moves="jumping"),
    Doing(ANYONE, "juggle", "juggler", shows="ball, club, apple, orange, pin", moves="jumping"),
    Doing(WOMEN, "row, paddle", "female rower", shows="boat, rowboat, canoe, kayak", moves=ONWARDS, place="by the sea"),
    Doing(ANYONE, "row, paddle", "rower", shows="boat, rowboat, canoe, kayak", moves=ONWARDS, place="by the sea"),
    Doing(ANYONE, "fence", "fencer", moves="jumping"),
    Doing(WOMEN, "surf", "female surfer", moves=ONWARDS, place="by the sea"),
    Doing(ANYONE, "surf", "surfer", moves=ONWARDS, place="by the sea"),
    Doing(WOMEN, "dance, twirl, boogie, spin", "dancer"),
    Doing(MEN, "dance, boogie", "disco dancer"),
    Doing(ANYONE, "dance", "dancer"),
    Doing(WOMEN, "run, jog, sprint, race", "female runner"),
    Doing(ANYONE, "run, jog, sprint, race", "runner"),
    Doing(WOMEN, "walk, stroll, march, wander, hike", "female walker"),
    Doing(ANYONE, "walk, stroll, march, wander, hike", "walking man"),
    # Children who play do not sit.
    Doing(HEADS_OF_WOMEN, "play", "female runner", moves="running", is_alone=True),
    Doing(HEADS_OF_MEN, "play", "runner", moves="running", is_alone=True),
    Doing(HEADS_OF_CHILDREN, "play", "runner", moves="running", is_alone=True),
    Doing(HEADS_OF_WOMEN, "jump, hop, leap, skip, bounce", "woman", moves="jumping"),
    Doing(HEADS_OF_MEN, "jump, hop, leap, skip, bounce", "man", moves="jumping"),
    Doing(HEADS_OF_CHILDREN, "jump, hop, leap, skip, bounce", "person", moves="jumping"),
    Doing(HEADS_OF_WOMEN, "skate, skateboard, rollerblade, ice-skate, slide", "woman", moves=ONWARDS),
    Doing(HEADS_OF_MEN, "skate, skateboard, rollerblade, ice-skate, slide", "man", moves=ONWARDS),
    Doing(HEADS_OF_CHILDREN, "skate, skateboard, rollerblade, ice-skate, slide", "person", moves=ONWARDS),
    Doing(WOMEN, "swim", "female swimmer", place="by the sea"),
    Doing(ANYONE, "swim", "swimmer", place="by the sea"),
    Doing(WOMEN, "bike, cycle", "female cyclist", moves=ONWARDS),
    Doing(ANYONE, "bike, cycle", "cyclist", moves=ONWARDS),
    Doing(ANYONE, "ski", "skier", shows="slope", moves=ONWARDS, place="in the snow"),
    Doing(ANYONE, "snowboard", "snowboarder", moves=ONWARDS, place="in the snow"),
    Doing(WOMEN, "golf", "female golfer", moves="swinging", place="in a meadow"),
    Doing(ANYONE, "golf", "golfer", moves="swinging", place="in a meadow"),
    Doing(ANYONE, "wrestle", "wrestlers", moves="shaking", people=2),
    Doing(WOMEN, "climb", "female climber", shows="mountain, rock, wall, cliff, hill", moves="jumping", place="in the mountains"),
    Doing(ANYONE, "climb", "climber", shows="mountain, rock, wall, cliff, hill", moves="jumping", place="in the mountains"),
    Doing(ANYONE, "sing", "singer", moves="swinging"),
    Doing(ANYONE, "cook, bake", "chef", moves="breathing", place="in the kitchen"),
    Doing(ANYONE, "paint", "artist", moves="breathing"),
    Doing(WOMEN, "meditate", "meditating woman", moves="breathing"),
    Doing(ANYONE, "meditate", "meditating person", moves="breathing"),
    Doing(ANYONE, "bathe", "person taking a bath", moves="breathing"),
    Doing(ANYONE, "shrug", "shrugging person", moves="shaking"),
    Doing(ANYONE, "bow", "bowing person", moves="swinging"),
    # What things do.
    Doing(ON_WHEELS, "drift, race, speed, zoom, dash, rush, hurry, charge, accelerate", "", moves="driving quickly to the right"),
    Doing(ON_WHEELS, "drive, cruise, travel, ride, roll, go, pass, come, turn, cross", "", moves="driving to the right"),
    Doing(ON_WHEELS, "park, stop, wait, stand, brake", "", moves="standing still"),
    Doing(ON_WATER, "race, speed, rush", "", moves="sliding quickly to the right"),
    Doing(ON_WATER, "sail, cruise, travel, drift, go, pass, row, paddle, come, cross, glide", "", moves="sliding slowly to the right"),
    Doing(ON_WATER, "float, rock, bob, anchor, dance, lie", "", moves="swaying"),
    Doing(PLANES, "take, lift", "departing plane", objects="off", moves=ONWARDS, place="in the clouds"),
    Doing(PLANES, "depart, start", "departing plane", moves=ONWARDS, place="in the clouds"),
    Doing(PLANES, "land, arrive", "landing plane", moves=ONWARDS, place="in the clouds"),
    Doing(PLANES, "soar, glide, cruise, travel, pass, cross", "", moves=ONWARDS),
    Doing(ROCKETS, "launch, blast, lift, take, start, soar, travel, shoot, zoom, cruise", "", moves="flying"),
    Doing(IN_WATER, "dive, glide, cruise, leap, breach, splash", "", moves=ONWARDS),
    Doing(WAVES, "crash, roll, break, splash, rush, hit, lap, come, move, flow, surge", "", moves="standing still"),
)
