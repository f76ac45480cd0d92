from hypothesis import settings

# two slow cores are shared by many tests: how long an example takes says nothing about the rule
settings.register_profile("counter", deadline=None)
settings.load_profile("counter")
