"""Answers that somebody else worked out: real bills, and the counts of the neutral planning benchmark."""
