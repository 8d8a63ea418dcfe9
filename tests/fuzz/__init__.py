"""Fuzzing: bytes that nobody would send, in every parser and in the handlers behind Bolt.

`make fuzz` looks for new ones, guided by which code they reach; what it found stays in `corpus/` and is replayed by the
tests, in which nothing of the fuzzer is needed.
"""
