# Runs the program itself, from the build folder that make check stands in.
check_PROGRAMS += tests/unit/worker/worker_test
tests_unit_worker_worker_test_SOURCES = tests/unit/worker/worker_test.c
tests_unit_worker_worker_test_LDADD = $(unit_libs)

check_PROGRAMS += tests/unit/worker/jobs_test
tests_unit_worker_jobs_test_SOURCES = tests/unit/worker/jobs_test.c \
	worker/jobs.c worker/jobs.h
tests_unit_worker_jobs_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/worker
tests_unit_worker_jobs_test_LDADD = $(unit_libs) $(XML_LIBS)
