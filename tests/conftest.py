"""What every test stands on."""

from hypothesis import settings

# A slow machine is no fault of the rule under test, and what failed once can be replayed from the blob.
settings.register_profile("counter", deadline=None, print_blob=True)
settings.load_profile("counter")
