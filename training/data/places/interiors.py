"""More rooms."""

from training.data.places.canvas import Canvas, Painter

#: By the name of a stored place.
PLACES: dict[str, Painter] = {}
