"""Tools for working on the site: setting a machine up, running the demo and the tests."""
