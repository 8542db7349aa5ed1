"""Lambda keeps every line that a function writes; MiniStack drops lines that arrive after 5 milliseconds on a busy machine."""

from ministack.core.lambda_runtime import Worker

# Seconds to wait: for the first line, for the next one, and for all lines.
PATIENCE = (0.25, 0.02, 1.0)


def needed():
    """Whether this MiniStack still has the gap."""
    return Worker._drain_stderr_bounded.__defaults__ < PATIENCE


def install():
    Worker._drain_stderr_bounded.__defaults__ = PATIENCE
