"""The door for servers and for the command line: `gunicorn wsgi:app`, `flask --app wsgi …`."""

import gc
import os
import sys

from lms import config, installation
from lms.app import create_app
from lms.backup import leftovers
from lms.content.problems import ContentBroken
from lms.errors import BadSetting
from lms.installation import WrongInstallation
from lms.privacy.services import erasure_list
from lms.web import log_redaction

log_redaction.set_up()  # before Flask puts a way of its own
try:
    serves = "run" in sys.argv or not os.environ.get("FLASK_RUN_FROM_CLI")
    # A mistyped setting must not make an empty site for a command that wants the one that is there.
    creates = serves or any(word in sys.argv for word in ("upgrade", "seed", "restore"))
    app = create_app(config.from_environment(may_create=creates))
    # Each command looks by itself, and some mend what is wrong.
    if serves:
        leftovers.remove(installation.settings_of(app))
        erasure_list.require(app.extensions["sala.settings"])
        installation.starts(app)
except (BadSetting, ContentBroken, WrongInstallation) as refused:
    # Whoever starts Sala can mend this: say what is wrong, without a trace through our code.
    sys.exit(f"Sala does not start.\n{refused}")

# The curriculum and all that is loaded lives as long as the process: nobody has to look through it for garbage again
# and again, and the processes that are made from this one go on sharing its memory.
gc.freeze()
