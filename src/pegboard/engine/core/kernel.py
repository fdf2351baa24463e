"""Compiled kernels: one decorator, cached on disk, each kernel with its plain Python twin."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def kernel(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Compile a function of numbers and columns; with NUMBA_DISABLE_JIT=1 the same source runs as plain Python."""
    return cast(Callable[Parameters, Result], numba.njit(cache=True, error_model="numpy")(function))
