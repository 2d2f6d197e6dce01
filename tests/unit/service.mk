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

EXTRA_DIST += tests/unit/service/delivering.h tests/unit/service/desk.h
check_PROGRAMS += \
	tests/unit/service/callback_desk_test \
	tests/unit/service/callback_queue_test \
	tests/unit/service/delivery_retry_test \
	tests/unit/service/delivery_test \
	tests/unit/service/messaging_test \
	tests/unit/service/poke_test \
	tests/unit/service/wording_test
tests_unit_service_callback_desk_test_SOURCES = \
	tests/unit/service/callback_desk_test.c $(fixture)
tests_unit_service_callback_desk_test_LDADD = $(unit_libs) $(phone_libs)
tests_unit_service_callback_queue_test_SOURCES = \
	tests/unit/service/callback_queue_test.c $(fixture)
tests_unit_service_callback_queue_test_LDADD = $(unit_libs) $(phone_libs)
tests_unit_service_delivery_retry_test_SOURCES = \
	tests/unit/service/delivery_retry_test.c $(fixture)
tests_unit_service_delivery_retry_test_LDADD = $(unit_libs) $(XML_LIBS)
tests_unit_service_delivery_test_SOURCES = \
	tests/unit/service/delivery_test.c $(fixture)
tests_unit_service_delivery_test_LDADD = $(unit_libs) $(XML_LIBS)
tests_unit_service_messaging_test_SOURCES = \
	tests/unit/service/messaging_test.c $(fixture)
tests_unit_service_messaging_test_LDADD = $(unit_libs)
tests_unit_service_poke_test_SOURCES = tests/unit/service/poke_test.c
tests_unit_service_poke_test_LDADD = $(unit_libs)
tests_unit_service_wording_test_SOURCES = tests/unit/service/wording_test.c
tests_unit_service_wording_test_LDADD = $(unit_libs) $(XML_LIBS)
EXTRA_DIST += tests/unit/service/rota.h
check_PROGRAMS += tests/unit/service/roster_test \
	tests/unit/service/roster_edit_test
tests_unit_service_roster_test_SOURCES = tests/unit/service/roster_test.c \
	$(fixture)
tests_unit_service_roster_test_LDADD = $(unit_libs) $(phone_libs)
tests_unit_service_roster_edit_test_SOURCES = \
	tests/unit/service/roster_edit_test.c $(fixture)
tests_unit_service_roster_edit_test_LDADD = $(unit_libs) $(phone_libs)
check_PROGRAMS += tests/unit/service/demo_test
tests_unit_service_demo_test_SOURCES = tests/unit/service/demo_test.c $(fixture)
tests_unit_service_demo_test_LDADD = $(unit_libs) $(phone_libs)
check_PROGRAMS += tests/unit/service/roster_end_test
tests_unit_service_roster_end_test_SOURCES = \
	tests/unit/service/roster_end_test.c $(fixture)
tests_unit_service_roster_end_test_LDADD = $(unit_libs) $(phone_libs)
