"""Reads and checks the numbers that `make` passes in the environment, such as SIZES and ROUNDS."""

import os
import sys


def numbers(name: str, default: str) -> list[int]:
    """Whole numbers above 0, or the default; exits where they are something else."""
    words = os.environ.get(name, "").split() or default.split()
    if not all(word.isascii() and word.isdigit() and int(word) for word in words):
        sys.exit(f'{name} phải là số nguyên dương, ví dụ: {name}="{default}"')
    return [int(word) for word in words]
