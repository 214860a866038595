"""The same examples in every run: a failure of the pipeline is a failure at the desk."""

from hypothesis import settings

settings.register_profile("sladsl", derandomize=True, deadline=None, database=None, max_examples=60)
settings.load_profile("sladsl")
