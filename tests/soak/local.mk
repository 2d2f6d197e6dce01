# What runs longer: a few seconds in make check, minutes in scripts/check, as
# long as ACCEPTANCE says in scripts/soak.
check_PROGRAMS += tests/soak/writers_test
tests_soak_writers_test_SOURCES = tests/soak/writers_test.c
tests_soak_writers_test_LDADD = $(unit_libs)
