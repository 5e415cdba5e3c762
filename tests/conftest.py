"""Settings of every test run."""

from __future__ import annotations

import signal

# A shell that runs something in the background has it ignore Ctrl-C, and children inherit that;
# the tests of Ctrl-C need it to arrive.
signal.signal(signal.SIGINT, signal.default_int_handler)
