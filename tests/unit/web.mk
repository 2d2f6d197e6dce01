# check_PROGRAMS += tests/unit/web/NAME_test
