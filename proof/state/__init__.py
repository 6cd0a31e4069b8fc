"""The deployed state, read back through the services' APIs, made comparable and compared."""

from .compare import differences
from .read import read

__all__ = ["differences", "read"]
