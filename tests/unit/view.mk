# check_PROGRAMS += tests/unit/view/NAME_test
