"""Stable Diffusion 1.5, 2.x, Turbo and LCM: prompt to picture."""
