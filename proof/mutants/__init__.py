"""Breaks a deployment on purpose, in one place at a time: the proof must find each of these out."""

from .run import EXAMPLES, run

__all__ = ["EXAMPLES", "run"]
