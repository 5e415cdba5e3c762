"""`python -m glossdeck` is `glossdeck`."""

from .cli import program

if __name__ == "__main__":
    program()
