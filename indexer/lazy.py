"""Names that a package offers, loaded when they are first asked for."""

from collections.abc import Callable, Mapping
from importlib import import_module


def lazily(package: str, modules: Mapping[str, str]) -> Callable[[str], object]:
    """Return the package's __getattr__, which finds each name in the module that has it.

    So importing a package loads only what is used of it: https://peps.python.org/pep-0562.
    """

    def find(name: str) -> object:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{modules[name]}"), name)

    return find
