"""`python -m glossdeck` is `glossdeck`."""

from .cli import main

if __name__ == "__main__":
    main()
