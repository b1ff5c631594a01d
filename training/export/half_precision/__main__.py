"""`python -m training.export.half_precision`"""

from training.export.half_precision import main
from training.trainer.run import run

run(main)
