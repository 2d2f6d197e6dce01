check_PROGRAMS += tests/unit/gateway/sms_file_test
tests_unit_gateway_sms_file_test_SOURCES = tests/unit/gateway/sms_file_test.c
tests_unit_gateway_sms_file_test_LDADD = $(unit_libs)
