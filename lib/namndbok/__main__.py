"""Run the command line: `python -m namndbok`."""


def main() -> None:
    """Run the command line, imported here: kernels import this module too, and have no use for it."""
    from namndbok.cli import app

    app.main()


if __name__ == "__main__":
    main()
