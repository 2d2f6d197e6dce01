# check_PROGRAMS += tests/unit/store/NAME_test
