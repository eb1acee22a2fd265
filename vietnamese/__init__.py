"""Pure functions for Vietnamese text: normal form, folding, tones, order, search, old encodings.

Nothing here imports Django or touches a database; every function is linear in its input unless
its docstring says otherwise.
"""
