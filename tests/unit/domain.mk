# One program per file of lib/domain; recurrence has one per question.
check_PROGRAMS += \
	tests/unit/domain/booking_test \
	tests/unit/domain/callback_test \
	tests/unit/domain/digest_test \
	tests/unit/domain/link_test \
	tests/unit/domain/origin_test \
	tests/unit/domain/otp_test \
	tests/unit/domain/person_test \
	tests/unit/domain/phone_test \
	tests/unit/domain/recurrence_test \
	tests/unit/domain/recurrence_cron_test \
	tests/unit/domain/recurrence_hostile_test \
	tests/unit/domain/recurrence_ical_test \
	tests/unit/domain/recurrence_rfc_test \
	tests/unit/domain/recurrence_zone_test \
	tests/unit/domain/role_test \
	tests/unit/domain/rrule_test \
	tests/unit/domain/seal_test \
	tests/unit/domain/shift_test \
	tests/unit/domain/token_test

tests_unit_domain_booking_test_SOURCES = tests/unit/domain/booking_test.c
tests_unit_domain_booking_test_LDADD = $(unit_libs)
tests_unit_domain_callback_test_SOURCES = tests/unit/domain/callback_test.c
tests_unit_domain_callback_test_LDADD = $(unit_libs)
tests_unit_domain_digest_test_SOURCES = tests/unit/domain/digest_test.c
tests_unit_domain_digest_test_LDADD = $(unit_libs)
tests_unit_domain_link_test_SOURCES = tests/unit/domain/link_test.c
tests_unit_domain_link_test_LDADD = $(unit_libs)
tests_unit_domain_origin_test_SOURCES = tests/unit/domain/origin_test.c
tests_unit_domain_origin_test_LDADD = $(unit_libs)
tests_unit_domain_otp_test_SOURCES = tests/unit/domain/otp_test.c
tests_unit_domain_otp_test_LDADD = $(unit_libs)
tests_unit_domain_person_test_SOURCES = tests/unit/domain/person_test.c
tests_unit_domain_person_test_LDADD = $(unit_libs)
tests_unit_domain_phone_test_SOURCES = tests/unit/domain/phone_test.c
tests_unit_domain_phone_test_LDADD = $(unit_libs) $(phone_libs)
tests_unit_domain_recurrence_test_SOURCES = tests/unit/domain/recurrence_test.c
tests_unit_domain_recurrence_test_LDADD = $(unit_libs)
tests_unit_domain_recurrence_cron_test_SOURCES = tests/unit/domain/recurrence_cron_test.c
tests_unit_domain_recurrence_cron_test_LDADD = $(unit_libs)
tests_unit_domain_recurrence_hostile_test_SOURCES = tests/unit/domain/recurrence_hostile_test.c
tests_unit_domain_recurrence_hostile_test_LDADD = $(unit_libs)
tests_unit_domain_recurrence_ical_test_SOURCES = tests/unit/domain/recurrence_ical_test.c
tests_unit_domain_recurrence_ical_test_CFLAGS = $(AM_CFLAGS) $(ICAL_CFLAGS)
tests_unit_domain_recurrence_ical_test_LDADD = $(unit_libs) $(ICAL_LIBS)
tests_unit_domain_recurrence_rfc_test_SOURCES = tests/unit/domain/recurrence_rfc_test.c
tests_unit_domain_recurrence_rfc_test_LDADD = $(unit_libs)
tests_unit_domain_recurrence_zone_test_SOURCES = tests/unit/domain/recurrence_zone_test.c
tests_unit_domain_recurrence_zone_test_LDADD = $(unit_libs)
tests_unit_domain_role_test_SOURCES = tests/unit/domain/role_test.c
tests_unit_domain_role_test_LDADD = $(unit_libs)
tests_unit_domain_rrule_test_SOURCES = tests/unit/domain/rrule_test.c
tests_unit_domain_rrule_test_LDADD = $(unit_libs)
tests_unit_domain_seal_test_SOURCES = tests/unit/domain/seal_test.c
tests_unit_domain_seal_test_LDADD = $(unit_libs)
tests_unit_domain_shift_test_SOURCES = tests/unit/domain/shift_test.c
tests_unit_domain_shift_test_LDADD = $(unit_libs)
tests_unit_domain_token_test_SOURCES = tests/unit/domain/token_test.c
tests_unit_domain_token_test_LDADD = $(unit_libs)
EXTRA_DIST += tests/unit/domain/when.h
