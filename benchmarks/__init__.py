"""Measurements that anyone can run: `make bench` writes RESULTS.md."""
