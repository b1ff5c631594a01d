"""Public diffusion checkpoints to Kinora packs."""

__version__ = "0.1.0"
