"""Streets and cities."""

from training.data.places.canvas import Painter

#: By the name of a stored place.
PLACES: dict[str, Painter] = {}
