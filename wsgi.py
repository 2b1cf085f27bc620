"""The door for servers and for the command line: `gunicorn wsgi:app`, `flask --app wsgi …`."""

import sys

from lms.app import create_app
from lms.content.problems import ContentBroken
from lms.errors import BadSetting

try:
    app = create_app()
except (BadSetting, ContentBroken) as refused:
    # Whoever starts Sala can mend this: say what is wrong, without a trace through our code.
    sys.exit(f"Sala does not start.\n{refused}")
