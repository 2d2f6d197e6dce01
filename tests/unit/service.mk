# check_PROGRAMS += tests/unit/service/NAME_test

# What the tests of use cases share: fixture.h says how.
fixture = tests/unit/service/fixture.c tests/unit/service/fixture.h
EXTRA_DIST += $(fixture)
