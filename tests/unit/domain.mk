# check_PROGRAMS += tests/unit/domain/NAME_test
