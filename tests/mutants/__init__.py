"""Whether the tests would tell: the program is changed in one place, and its tests are run against it."""
