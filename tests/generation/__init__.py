"""The pieces that `tests.strategies` builds whole factory folders from."""
