"""The training stages: one command each, `python -m training.stages.NAME`. Nothing imports them but tests."""
