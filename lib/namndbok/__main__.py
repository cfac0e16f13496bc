"""Run the command line: `python -m namndbok`."""

import atexit
import os


def main() -> None:
    """Run the command line, imported here: kernels import this module too, and have no use for it."""
    ended: list[int] = []
    # Registered first and so done last: to take apart all that was imported takes a fifth of a second.
    atexit.register(lambda: ended and os._exit(ended[0]))
    from namndbok.cli import app

    try:
        app.main()
    except SystemExit as end:
        ended.append(end.code)
        raise


if __name__ == "__main__":
    main()
