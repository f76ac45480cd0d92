"""What every test stands on."""

from hypothesis import settings

# A slow machine is no fault of the rule under test. The same examples each time: a change is not red by chance.
settings.register_profile("counter", deadline=None, print_blob=True, derandomize=True)
settings.register_profile("chance", settings.get_profile("counter"), derandomize=False)
settings.load_profile("counter")
