"""One picture to latents and back. The encoder looks at the picture shrunk by `enlargement` and makes it 16x smaller in each direction; the
decoder draws it at full size.

There are two. `PICTURE` is that of text-to-image: its decoder runs once a shot and draws the first frame, with an alpha channel. `CONDITION` is
that of image-to-video, whose encoder tells it what the first frame shows: coarser, since motion needs no detail.
"""

from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.models.blocks import Downsample, ResidualBlock, Upsample, start_near_unit_variance


@dataclass(frozen=True)
class ImageAutoencoderConfig:
    """Sizes of a picture autoencoder."""

    latent_channels: int = 32
    #: Channels at 1/4, 1/8 and 1/16 of the picture's size.
    encoder_widths: tuple[int, int, int] = (48, 96, 192)
    #: Channels of the decoder at 16, 8, 4 (and 2, when it enlarges) pixels of the encoder's picture.
    decoder_widths: tuple[int, ...] = (256, 128, 64, 32)
    encoder_blocks: tuple[int, int, int] = (1, 1, 2)
    decoder_blocks: tuple[int, ...] = (2, 2, 2, 2)
    #: Side of the picture that the encoder sees.
    seen_side: int = 128
    #: Draws the subject's alpha as a fourth channel.
    alpha: bool = False

    @property
    def channels(self) -> int:
        """Of a drawn picture."""
        return 4 if self.alpha else 3

    @property
    def latent_size(self) -> int:
        """Side of the latents."""
        return self.seen_side // 16

    @property
    def enlargement(self) -> int:
        """How many times the decoded picture's side is the one that the encoder sees."""
        return 2 ** (len(self.decoder_widths) - 3)


CONDITION = ImageAutoencoderConfig()
PICTURE = ImageAutoencoderConfig(32, (64, 128, 256), (256, 144, 80, 48), (1, 2, 2), (2, 2, 2, 2), seen_side=256, alpha=True)
#: For the tests.
TOY = ImageAutoencoderConfig(32, (8, 8, 16), (16, 8, 8, 8), (1, 1, 1), (1, 1, 1, 1))
#: A table row of 31 + 1 channels and 4x4 latents fills whole blocks of 32 numbers, as those of PICTURE do.
TOY_PICTURE = replace(TOY, latent_channels=31, seen_side=64, alpha=True)


class ImageEncoder(nn.Module):
    """image [B, 3, H, W] in 0..1 -> latents [B, C, h, w], h = H / (16 * enlargement), mean 0 and variance 1 over the data."""

    latent_mean: Tensor
    latent_scale: Tensor

    def __init__(self, config: ImageAutoencoderConfig) -> None:
        super().__init__()
        fine, middle, coarse = config.encoder_widths
        blocks = config.encoder_blocks
        self.enlargement = config.enlargement
        #: Side of the pictures that it sees, after shrinking.
        self.seen_side = config.seen_side
        self.stem = nn.Conv2d(3 * 16, fine, 3, padding=1)
        self.body = nn.Sequential(
            *[ResidualBlock(fine) for _ in range(blocks[0])],
            Downsample(fine, middle),
            *[ResidualBlock(middle) for _ in range(blocks[1])],
            Downsample(middle, coarse),
            *[ResidualBlock(coarse) for _ in range(blocks[2])],
        )
        self.head = nn.Conv2d(coarse, config.latent_channels, 1)
        start_near_unit_variance(self.head)
        # Set once from the data when the encoder is frozen; see stages/image_autoencoder.py.
        self.register_buffer("latent_mean", torch.zeros(1, config.latent_channels, 1, 1))
        self.register_buffer("latent_scale", torch.ones(1, config.latent_channels, 1, 1))

    def forward(self, image: Tensor) -> Tensor:
        seen = F.avg_pool2d(image, self.enlargement) if self.enlargement > 1 else image
        raw = self.head(F.silu(self.body(self.stem(F.pixel_unshuffle(seen * 2 - 1, 4)))))
        return (raw - self.latent_mean) * self.latent_scale


#: Pixels at the border that are drawn like those beside them.
RIM = 4


class ImageDecoder(nn.Module):
    """latents [B, C, h, w] -> image [B, 3, H, W] in 0..1, or [B, 4, H, W] with the alpha of the subject; colours are those of the whole picture."""

    def __init__(self, config: ImageAutoencoderConfig) -> None:
        super().__init__()
        widths, blocks = config.decoder_widths, config.decoder_blocks
        self.upsamplings = len(widths) - 1
        self.stem = nn.Conv2d(config.latent_channels, widths[0], 3, padding=1)
        layers: list[nn.Module] = [ResidualBlock(widths[0]) for _ in range(blocks[0])]
        for coarse, fine, count in zip(widths[:-1], widths[1:], blocks[1:], strict=True):
            layers += [Upsample(coarse, fine), *[ResidualBlock(fine) for _ in range(count)]]
        self.body = nn.Sequential(*layers)
        self.head = nn.Conv2d(widths[-1], config.channels * 16, 3, padding=1)

    def picture_side(self, latent_size: int) -> int:
        """Side of what it draws."""
        return latent_size * 4 * 2**self.upsamplings

    def forward(self, latents: Tensor, clamp: bool = True) -> Tensor:
        image = F.pixel_shuffle(self.head(F.silu(self.body(self.stem(latents)))), 4) * 0.5 + 0.5
        if not clamp:
            return image
        # The corners know the fewest neighbours and come out dark, and a camera that zooms out draws them large.
        inner = image[:, :, RIM:-RIM, RIM:-RIM].clamp(0, 1)
        return F.pad(inner, (RIM, RIM, RIM, RIM), mode="replicate")


#: How much of what two blurs of 3x3 pixels take away is added: as much as costs no PSNR beside renderings.
SHARPENING = 0.9


def sharpened(image: Tensor) -> Tensor:
    """[B, C, H, W] in 0..1, with edges about as steep as those of renderings; a decoder that is trained by squared errors draws them softer."""
    blurred = image
    for _ in range(2):
        blurred = F.avg_pool2d(blurred, 3, stride=1, padding=1, count_include_pad=False)
    return (image + SHARPENING * (image - blurred)).clamp(0, 1)


class ImageAutoencoder(nn.Module):
    """Both halves; a checkpoint holds them under `encoder.` and `decoder.`."""

    def __init__(self, config: ImageAutoencoderConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = ImageEncoder(config)
        self.decoder = ImageDecoder(config)
