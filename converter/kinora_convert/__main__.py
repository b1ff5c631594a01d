import sys

from kinora_convert.cli import main

sys.exit(main())
