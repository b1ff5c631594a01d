"""Vehicles on land, on water, in the air and in space."""
from training.scenes.nouns.noun import Noun, animated, static

VEHICLES: tuple[Noun, ...] = (
    static("bus", "1f68c", None, "coach, city bus"),
    static("taxi", "1f695", "yellow", "cab, yellow cab", clashes="yellow, orange"),
    static("ambulance", "1f691", "white", "emergency car", clashes="white"),
    static("fire truck", "1f692", "red", "fire engine", clashes="red"),
    static("truck", "1f69a", None, "lorry, delivery truck"),
    static("tractor", "1f69c", "green", "farm tractor", clashes="green, meadow, forest"),
    static("racing car", "1f3ce-fe0f", "red", "race car, formula one car", clashes="red"),
    static("motorcycle", "1f3cd-fe0f", "red", "motorbike", clashes="red"),
    static("bicycle", "1f6b2", "red", "bike, cycle", clashes="red"),
    static("train", "1f682", None, "locomotive, steam train"),
    animated("helicopter", "1f681", "orange", "chopper", "flying", clashes="orange"),
    static("flying saucer", "1f6f8", "gray", "ufo, spacecraft", clashes="gray, purple"),
    static("sailboat", "26f5", "orange", "sailing boat, boat, yacht", clashes="orange"),
    static("ship", "1f6a2", None, "steamship, ocean liner"),
    static("skateboard", "1f6f9", "purple", "skate board", clashes="purple, night sky"),
    static("roller skate", "1f6fc", None, "skate"),
)
MORE_VEHICLES: tuple[Noun, ...] = (
    static("bullet train", "1f685", "white", "high-speed train, express train", clashes="white"),
    static("tram", "1f68a", None, "streetcar, trolley"),
    static("scooter", "1f6f5", "red", "moped, motor scooter, vespa", clashes="red"),
    static("canoe", "1f6f6", "orange", "kayak, rowboat", clashes="orange"),
    static("speedboat", "1f6a4", None, "motorboat, powerboat"),
    static("parachute", "1fa82", None, "skydiver, parachutist"),
    static("satellite", "1f6f0-fe0f", None, "space satellite, space probe", clashes="purple, night sky"),
    static("pickup truck", "1f6fb", "red", "pickup", clashes="red"),
    static("van", "1f690", "white", "minibus, minivan, camper van", clashes="white"),
    static("wheelchair", "1f9bd", None, clashes="red, black, night sky"),
)
