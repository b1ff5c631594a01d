"""What stands out of the land that it is in."""

from training.data.places.canvas import Painter

#: By the name of a stored place.
PLACES: dict[str, Painter] = {}
