"""Laws that hold for every input, each held against brute force or against another run."""
