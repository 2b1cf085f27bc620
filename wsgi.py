"""The door for servers and for the command line: `gunicorn wsgi:app`, `flask --app wsgi …`."""

import gc
import os
import sys

from lms import installation
from lms.app import create_app
from lms.backup import leftovers
from lms.content.problems import ContentBroken
from lms.errors import BadSetting
from lms.installation import WrongInstallation

try:
    app = create_app()
    # Each command looks by itself, and some mend what is wrong.
    if "run" in sys.argv or not os.environ.get("FLASK_RUN_FROM_CLI"):
        leftovers.remove(installation.settings_of(app))
        installation.starts(app)
except (BadSetting, ContentBroken, WrongInstallation) as refused:
    # Whoever starts Sala can mend this: say what is wrong, without a trace through our code.
    sys.exit(f"Sala does not start.\n{refused}")

# The curriculum and all that is loaded lives as long as the process: nobody has to look through it for garbage again
# and again, and the processes that are made from this one go on sharing its memory.
gc.freeze()
