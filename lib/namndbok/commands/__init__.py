"""The commands, in families; each is a function whose parameters are what is typed."""
