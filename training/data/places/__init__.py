"""Places behind the subject, painted by this code: no picture of anyone's is in them."""

import zlib

import numpy as np
from numpy.typing import NDArray

from training.data.places import fables
from training.data.places.built import cities, cities_of_the_world, halls, homes, interiors, landmarks, rooms, town, workplaces
from training.data.places.canvas import Canvas, Painter
from training.data.places.nature import beyond, lands, outdoors, skies, waters
from training.scenes.vocabulary import BACKGROUNDS

BLUR = 0.018  # a little out of focus, so that the subject stands out
STORED_BLUR = 0.006  # what is stored stays sharp

#: By the `painter` of a background.
PAINTERS: dict[str, Painter] = {
    painter.__name__.replace("_", " "): painter
    for painter in (
        outdoors.beach, town.street, outdoors.snow, beyond.space, rooms.stage, rooms.kitchen, outdoors.garden, outdoors.mountain,
        town.rain, town.city_lights, outdoors.underwater, outdoors.jungle, town.farm, town.playground, town.stadium, rooms.bedroom,
        rooms.classroom, town.road, outdoors.autumn, outdoors.sunset_beach, rooms.party, beyond.rainbow, outdoors.cave, beyond.moon,
    )
}
if missing := {item.painter for item in BACKGROUNDS if item.painter} ^ PAINTERS.keys():
    raise ValueError(f"These are painted and not named, or named and not painted: {sorted(missing)}.")


def paint(painter: str, side: int) -> NDArray[np.uint8]:
    """[side, side, 3], the same each time."""
    return _painted(PAINTERS, painter, side, BLUR)


#: Weather moves, so what is stored has none.
WITHOUT_WEATHER: dict[str, Painter] = {"snow": outdoors.snowy_land, "rain": town.wet_town}
#: Those of the stored places; where a captioned place has two, this one is stored.
STORED_PAINTERS: dict[str, Painter] = (
    PAINTERS | WITHOUT_WEATHER | lands.PLACES | waters.PLACES | skies.PLACES | cities.PLACES | landmarks.PLACES | interiors.PLACES | workplaces.PLACES
    | halls.PLACES | fables.PLACES | homes.PLACES | cities_of_the_world.PLACES
)


def paint_stored(name: str, side: int) -> NDArray[np.uint8]:
    """[side, side, 3], of a stored place, the same each time."""
    return _painted(STORED_PAINTERS, name, side, STORED_BLUR)


def _painted(painters: dict[str, Painter], name: str, side: int, blur: float) -> NDArray[np.uint8]:
    canvas = Canvas(side, zlib.crc32(name.encode()))
    painters[name](canvas)
    return canvas.finished(blur)
