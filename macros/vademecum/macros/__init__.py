"""The macros an author can call. Floor 6.

`parsing` reads a call from its syntax tree. Each macro is two functions in a module of its kind: one reads the author's
arguments into a value, for a build and for the check alike; the other makes the HTML of that value. `registry` lists
them, `page` runs them in a build, `placement` in a check.
"""
