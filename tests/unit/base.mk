# One program per file of lib/base.
check_PROGRAMS += \
	tests/unit/base/arena_test \
	tests/unit/base/civil_test \
	tests/unit/base/clock_test \
	tests/unit/base/config_test \
	tests/unit/base/json_in_test \
	tests/unit/base/log_test \
	tests/unit/base/metrics_test \
	tests/unit/base/num_test \
	tests/unit/base/random_test \
	tests/unit/base/status_test \
	tests/unit/base/str_test \
	tests/unit/base/utf8_test \
	tests/unit/base/zone_test

tests_unit_base_arena_test_SOURCES = tests/unit/base/arena_test.c
tests_unit_base_arena_test_LDADD = $(unit_libs)
tests_unit_base_civil_test_SOURCES = tests/unit/base/civil_test.c
tests_unit_base_civil_test_LDADD = $(unit_libs)
tests_unit_base_clock_test_SOURCES = tests/unit/base/clock_test.c
tests_unit_base_clock_test_LDADD = $(unit_libs)
tests_unit_base_config_test_SOURCES = tests/unit/base/config_test.c
tests_unit_base_config_test_LDADD = $(unit_libs)
tests_unit_base_json_in_test_SOURCES = tests/unit/base/json_in_test.c
tests_unit_base_json_in_test_LDADD = $(unit_libs)
tests_unit_base_log_test_SOURCES = tests/unit/base/log_test.c
tests_unit_base_log_test_CFLAGS = $(AM_CFLAGS) $(JSONC_CFLAGS)
tests_unit_base_log_test_LDADD = $(unit_libs)
tests_unit_base_metrics_test_SOURCES = tests/unit/base/metrics_test.c
tests_unit_base_metrics_test_LDADD = $(unit_libs)
tests_unit_base_num_test_SOURCES = tests/unit/base/num_test.c
tests_unit_base_num_test_LDADD = $(unit_libs)
tests_unit_base_random_test_SOURCES = tests/unit/base/random_test.c
tests_unit_base_random_test_LDADD = $(unit_libs)
tests_unit_base_status_test_SOURCES = tests/unit/base/status_test.c
tests_unit_base_status_test_LDADD = $(unit_libs)
tests_unit_base_str_test_SOURCES = tests/unit/base/str_test.c
tests_unit_base_str_test_LDADD = $(unit_libs)
tests_unit_base_utf8_test_SOURCES = tests/unit/base/utf8_test.c
tests_unit_base_utf8_test_LDADD = $(unit_libs)
tests_unit_base_zone_test_SOURCES = tests/unit/base/zone_test.c
tests_unit_base_zone_test_LDADD = $(unit_libs)
