# watchbill, the operator's command.
bin_PROGRAMS += bin/watchbill
bin_watchbill_SOURCES = bin/command.h bin/keeping.c bin/persons.c \
	bin/rota.c bin/setup.c bin/watchbill.c
bin_watchbill_LDADD = $(core_libs) $(phone_libs)

check_PROGRAMS += tests/unit/bin/watchbill_test
tests_unit_bin_watchbill_test_SOURCES = tests/unit/bin/watchbill_test.c
tests_unit_bin_watchbill_test_LDADD = $(unit_libs)

dist_man_MANS += man/watchbill.1
migrationsdir = $(pkgdatadir)/migrations
dist_migrations_DATA = migrations/0001_foundation.sql
EXTRA_DIST += schema.sql watchbill.conf.example
