# check_PROGRAMS += tests/unit/service/NAME_test
