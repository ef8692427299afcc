"""From a bare machine to one that can run this site: standard library only, since nothing is installed yet.

`python3 -m scripts.bootstrap demo`, `... run` and `... test` are the halves of `make demo`, `make run` and
`make test` that prepare the machine. Each step leaves a stamp (a digest of what it read), so a second run
only does what has changed.
"""
