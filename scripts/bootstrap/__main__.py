"""The command line of the bootstrap, in plain old Python: it must run to say that Python is too old."""

import sys


def main():
    """Prepare this directory for the purpose named on the command line; return the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036
        found = "{}.{}".format(*sys.version_info[:2])
        print(
            "This needs Python 3.11 or newer; python3 here is " + found + ". "
            "If a newer one is installed, name it: make demo PYTHON=python3.12",
            file=sys.stderr,
        )
        return 1
    from scripts.bootstrap import preparing

    return preparing.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
