# What the tests of use cases share: fixture.h says how.
fixture = tests/unit/service/fixture.c tests/unit/service/fixture.h
EXTRA_DIST += $(fixture) tests/unit/service/asking.h

check_PROGRAMS += tests/unit/service/act_test tests/unit/service/instance_test
tests_unit_service_act_test_SOURCES = tests/unit/service/act_test.c $(fixture)
tests_unit_service_act_test_LDADD = $(unit_libs)
tests_unit_service_instance_test_SOURCES = tests/unit/service/instance_test.c
tests_unit_service_instance_test_LDADD = $(unit_libs)

check_PROGRAMS += \
	tests/unit/service/membership_admit_test \
	tests/unit/service/membership_test \
	tests/unit/service/signin_session_test \
	tests/unit/service/signin_test
tests_unit_service_membership_admit_test_SOURCES = \
	tests/unit/service/membership_admit_test.c $(fixture)
tests_unit_service_membership_admit_test_LDADD = $(unit_libs) $(phone_libs)
tests_unit_service_membership_test_SOURCES = \
	tests/unit/service/membership_test.c $(fixture)
tests_unit_service_membership_test_LDADD = $(unit_libs) $(phone_libs)
tests_unit_service_signin_session_test_SOURCES = \
	tests/unit/service/signin_session_test.c $(fixture)
tests_unit_service_signin_session_test_LDADD = $(unit_libs) $(phone_libs)
tests_unit_service_signin_test_SOURCES = tests/unit/service/signin_test.c \
	$(fixture)
tests_unit_service_signin_test_LDADD = $(unit_libs) $(phone_libs)

check_PROGRAMS += tests/unit/service/seating_test
tests_unit_service_seating_test_SOURCES = tests/unit/service/seating_test.c \
	$(fixture)
tests_unit_service_seating_test_LDADD = $(unit_libs) $(phone_libs)
