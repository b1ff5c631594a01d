"""Open land, by day."""

from training.data.places.canvas import Painter

#: By the name of a stored place.
PLACES: dict[str, Painter] = {}
