# Targets for libFuzzer, and their corpus in every make check.  To fuzz, in a
# build folder of its own:
#
#   ../configure --enable-sanitize CC=clang CXX=clang++ \
#       CFLAGS='-g -O1 -fsanitize=fuzzer-no-link'
#   make tests/fuzz/rrule_fuzz
#   tests/fuzz/rrule_fuzz -max_total_time=60 new ../tests/fuzz/rrule
check_PROGRAMS += tests/fuzz/cron_replay tests/fuzz/rrule_replay
EXTRA_PROGRAMS += tests/fuzz/cron_fuzz tests/fuzz/rrule_fuzz
EXTRA_DIST += tests/fuzz/cron tests/fuzz/rrule

fuzz_common = tests/fuzz/expand.c tests/fuzz/fuzz.h

tests_fuzz_cron_replay_SOURCES = tests/fuzz/cron_fuzz.c tests/fuzz/replay.c \
	$(fuzz_common)
tests_fuzz_cron_replay_CPPFLAGS = $(AM_CPPFLAGS) \
	-DFUZZ_CORPUS='"tests/fuzz/cron"'
tests_fuzz_cron_replay_LDADD = $(unit_libs)
tests_fuzz_rrule_replay_SOURCES = tests/fuzz/rrule_fuzz.c tests/fuzz/replay.c \
	$(fuzz_common)
tests_fuzz_rrule_replay_CPPFLAGS = $(AM_CPPFLAGS) \
	-DFUZZ_CORPUS='"tests/fuzz/rrule"'
tests_fuzz_rrule_replay_LDADD = $(unit_libs)

tests_fuzz_cron_fuzz_SOURCES = tests/fuzz/cron_fuzz.c $(fuzz_common)
tests_fuzz_cron_fuzz_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_cron_fuzz_LDADD = $(core_libs)
tests_fuzz_rrule_fuzz_SOURCES = tests/fuzz/rrule_fuzz.c $(fuzz_common)
tests_fuzz_rrule_fuzz_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_rrule_fuzz_LDADD = $(core_libs)
