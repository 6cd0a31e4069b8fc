"""Proves lakegen's output by deploying it: see README.md."""
