# check_PROGRAMS += tests/unit/base/NAME_test
