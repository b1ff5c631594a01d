"""Names what a picture shows by the nearest rendering: which thing, in which colour, in front of which background.

Nothing here is learned. Things are drawn from known sprites, so what is in the picture is cut out at its outline, brought to one size, and compared
with every noun's sprite, put in front of the same background.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from training.geometry.warps import look_up, pixel_centres
from training.scenes.backdrop import JITTER
from training.scenes.colours import COLOURS, takes_colours
from training.scenes.nouns import FACING_LEFT, Noun
from training.scenes.render import Renderer
from training.scenes.vocabulary import BACKGROUNDS, NOUN_BY_NAME, NOUNS

#: Side of a portrait, and how many times finer it is sampled.
SIDE, FINER = 32, 3
#: Share of the outline's mass that may lie beyond each side of its box: a few specks do not count.
BEYOND = 0.004
#: Alpha up to which a pixel is none of it: drawn alpha is never quite 0, and a frame has many pixels.
FAINT = 0.1
#: How much wider than its box a portrait is.
MARGIN = 1.12
#: The comparison of all portraits is this many times coarser; so many of the nearest are looked at again, up to a pixel off on each side.
COARSER, CLOSER = 2, 64
#: Difference from the background (largest channel, of 1) at which a pixel begins to be the subject's, and at which it is wholly.
FROM, FULL = 0.04, 0.12
#: Side at which backgrounds are compared, the places between which a picture is tried sideways, and the most alpha of a background's pixel.
GROUND_SIDE, JITTERS, BARE = 64, 31, 0.02
#: Side of the sprites that portraits are made from, in pixels.
SPRITE_SIDE = 64


@dataclass(frozen=True)
class Shown:
    """A picture [1, 3, H, W], the same without its subject, and the subject's alpha [1, 1, H, W], all in 0..1."""

    image: Tensor
    plate: Tensor
    alpha: Tensor


def by_difference(image: Tensor, plate: Tensor) -> Shown:
    """The subject is what differs from the background."""
    apart = (image - plate).abs().amax(dim=1, keepdim=True)
    return Shown(image, plate, ((apart - FROM) / (FULL - FROM)).clamp(0, 1))


def cut_out(planes: Tensor, alpha: Tensor) -> Tensor:
    """Planes [N, C, h, w] in the square around each outline [N, 1, h, w]: [N, C, SIDE, SIDE]"""
    middles, halves = [], []
    clear = (alpha - FAINT).clamp(min=0)
    for other in (2, 3):
        mass = clear.sum(dim=other)[:, 0].cumsum(dim=1)
        share = mass / mass[:, -1:].clamp(min=1e-6)
        first, last = (share < BEYOND).sum(dim=1), (share < 1 - BEYOND).sum(dim=1) + 1
        middles.append((first + last) / mass.shape[1] - 1)
        halves.append((last - first) / mass.shape[1])
    half = (MARGIN * torch.maximum(*halves)).clamp(min=1e-3)
    line = pixel_centres(SIDE * FINER)
    x, y = (middle[:, None] + half[:, None] * line for middle in middles)
    grid = torch.stack([x[:, None, :].expand(-1, len(line), -1), y[:, :, None].expand(-1, -1, len(line))], dim=3)
    return F.avg_pool2d(look_up(planes, grid), FINER)


@dataclass(frozen=True)
class Portraits:
    """Sprites in one colour, cut out: `pixels` [N, 4, SIDE, SIDE], premultiplied, and the nouns that they are of."""

    nouns: tuple[str, ...]
    pixels: Tensor

    def nearest(self, picture: Tensor, plate: Tensor) -> list[tuple[float, str]]:
        """Distances of the nearest, and their nouns; picture and plate [1, 3, SIDE, SIDE]."""
        coarse = apart(F.avg_pool2d(self.pixels, COARSER), F.avg_pool2d(picture, COARSER), F.avg_pool2d(plate, COARSER))
        closer = coarse.argsort()[:CLOSER]
        pixels = self.pixels[closer]
        moved = [apart(pixels.roll((down, right), dims=(2, 3)), picture, plate) for down in (-1, 0, 1) for right in (-1, 0, 1)]
        least = torch.stack(moved).amin(dim=0)
        return sorted(zip(least.tolist(), (self.nouns[row] for row in closer.tolist()), strict=True))


def apart(sprites: Tensor, picture: Tensor, plate: Tensor) -> Tensor:
    """Mean squared distance of each sprite in front of the plate to the picture, [N]."""
    return (sprites[:, :3] + (1 - sprites[:, 3:]) * plate - picture).square().mean(dim=(1, 2, 3))


class Namer:
    """The judge of nouns, colours and backgrounds."""

    def __init__(self, renderer: Renderer) -> None:
        self.renderer = renderer
        self.level = next(level for level, sprites in enumerate(renderer.pyramid) if sprites.shape[-1] <= SPRITE_SIDE)
        self.known: dict[str, Portraits] = {}
        sideways = torch.linspace(-JITTER, JITTER, JITTERS).tolist()
        #: Names and how far each is off its middle.
        self.grounds = [(item.name, jitter) for item in BACKGROUNDS for jitter in (sideways if item.is_picture else [0.0])]
        self.ground_pixels = self.ground(self.grounds, GROUND_SIDE)

    def ground(self, grounds: list[tuple[str, float]], side: int) -> Tensor:
        """Backgrounds without a subject, [N, 3, side, side]."""
        backdrops = self.renderer.backdrops
        rows = torch.tensor([backdrops.rows[name] for name, _ in grounds])
        still = torch.tensor([[1.0, 0.0, 0.0]]).expand(len(rows), -1)
        return backdrops.draw(rows, still, torch.tensor([jitter for _, jitter in grounds]), side)

    def portraits(self, colour: str) -> Portraits:
        """Of everything that takes the colour; "" is everything's own."""
        if colour not in self.known:
            self.known[colour] = self.cut_sprites([noun.name for noun in NOUNS if not colour or has_in_colour(noun, colour)], colour)
        return self.known[colour]

    def cut_sprites(self, nouns: list[str], colour: str) -> Portraits:
        renderer = self.renderer
        sprites = renderer.pyramid[self.level][torch.tensor([renderer.sprites[noun][0] for noun in nouns]), :4].float() / 255
        if colour:
            wanted = (torch.tensor(COLOURS[colour]) / 255).expand(len(nouns), -1)
            sprites = renderer.hues.recolour(sprites, torch.tensor([renderer.hue_of[noun] for noun in nouns]), wanted)
        pixels = cut_out(sprites, sprites[:, 3:])
        turned = [row for row, noun in enumerate(nouns) if noun in FACING_LEFT]
        return Portraits((*nouns, *(nouns[row] for row in turned)), torch.cat([pixels, pixels[turned].flip(3)]))

    def thing(self, shown: Shown, colour: str = "") -> str:
        """The noun; where a colour was asked for, what takes it may have it."""
        picture = portrait(shown)
        return min(self.portraits(one).nearest(*picture)[0] for one in {"", colour})[1]

    def colour(self, shown: Shown, noun: str) -> str:
        """The colour of a known noun, "" for its own."""
        picture, item = portrait(shown), NOUN_BY_NAME[noun]
        colours = ["", *(colour for colour in COLOURS if has_in_colour(item, colour))]
        return min(colours, key=lambda colour: self.cut_sprites([noun], colour).nearest(*picture)[0])

    def background(self, shown: Shown) -> tuple[str, float]:
        """The background that is nearest where the subject is not, and how far it is off its middle."""
        image, alpha = (F.adaptive_avg_pool2d(planes, GROUND_SIDE) for planes in (shown.image, shown.alpha))
        distances = ((self.ground_pixels - image).abs() * (alpha <= BARE)).mean(dim=(1, 2, 3))
        return self.grounds[int(distances.argmin())]


def portrait(shown: Shown) -> tuple[Tensor, Tensor]:
    """The picture around the subject, and its background there."""
    picture, plate = cut_out(torch.cat([shown.image, shown.plate], dim=1), shown.alpha).split(3, dim=1)
    return picture, plate


def has_in_colour(noun: Noun, colour: str) -> bool:
    return takes_colours(noun) and noun.colour != colour
