"""Run the command line: `python -m namndbok`."""

from namndbok.cli.app import main

if __name__ == "__main__":
    main()
