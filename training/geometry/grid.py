"""Where subjects stand and how large they are: constants that scenes, text-to-image's memory and recognition share.

The frame spans -1..1 both ways, y down, so a length of 1 is half a frame.
"""

#: From one place of the grid to the next: one latent of a picture, 1/16 of the frame.
GRID = 0.125
#: Half the side of the square of a subject that is small, normal or big.
SIZES: dict[str, float] = {"small": 0.42, "normal": 0.62, "big": 0.82}
#: The same, in order: the sizes at which text-to-image's memory keeps pictures.
KEPT_SIZES: tuple[float, ...] = tuple(SIZES.values())
#: Share of its square's side that a subject's bounding box fills.
FILL = 0.9
