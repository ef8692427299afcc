"""Settings, read from the environment; one module per kind of site."""
