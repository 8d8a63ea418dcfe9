"""How fast Baton is, beside others in the same run: `python -m benchmarks` measures all and writes RESULTS.md."""
