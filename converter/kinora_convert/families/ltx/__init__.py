"""LTX-Video 2B (0.9.6 and 0.9.8 distilled), and its autoencoder, which MobileI2V uses in its first version (0.9.0)."""
