"""Who does what, and which noun that is: a girl who dances is the dancer, a boy on a bicycle the cyclist.

Boy, girl and child are heads; man, woman and person stand. People who do something are nouns of what they do, which nobody types: people
type "a girl dancing". Rows are read from top to bottom, so the more exact one comes first, and those whose noun a pack does not offer
are left out.
"""
from dataclasses import dataclass

WOMEN = "woman, young woman, girl, young girl, lady, female, teenage girl, ballerina"
MEN = "man, young man, boy, young boy, guy, dude, bearded man, gentleman, male, teenage boy"
#: Of no sex, or of both; what stands here and is no noun is read only where a row says what it does.
ANYONE = ("person, human being, adult, child, kid, youngster, teenager, teen, toddler, someone, somebody, athlete, sportsman, sportswoman, friend, tourist, "
          "player, couple, crowd")
#: Words that are more than one of them without a number, and how many.
MANY = {"couple": 2, "crowd": 5}


@dataclass(frozen=True)
class Doing:
    """`who` does one of the verbs `does`, and has to do it with one of `objects` where there are any.

    `shows` is what the noun shows besides, so that it is not drawn once more. `moves` is said in the place of a verb that no caption
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


BICYCLE = "bicycle, bike, cycle, bmx"
MOUNTAIN_BIKE = "mountain bike, dirt bike, mtb"
#: Whoever is "on" something rides it.
RIDES = "ride, drive, pedal, cycle, on"
HORSE = "horse, pony, racehorse, stallion"
ONWARDS = "sliding to the right"

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
)
