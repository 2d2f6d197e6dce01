# One program per file of lib/store; scratch.h makes their databases.
EXTRA_DIST += tests/unit/store/scratch.h tests/unit/store/modules.h \
	tests/refused/statements

check_PROGRAMS += \
	tests/unit/store/audit_test \
	tests/unit/store/backup_test \
	tests/unit/store/db_test \
	tests/unit/store/grant_test \
	tests/unit/store/migrate_test \
	tests/unit/store/reliability_test \
	tests/unit/store/statements_test \
	tests/unit/store/tx_test

tests_unit_store_audit_test_SOURCES = tests/unit/store/audit_test.c
tests_unit_store_audit_test_LDADD = $(unit_libs)
tests_unit_store_backup_test_SOURCES = tests/unit/store/backup_test.c
tests_unit_store_backup_test_LDADD = $(unit_libs)
tests_unit_store_db_test_SOURCES = tests/unit/store/db_test.c
tests_unit_store_db_test_LDADD = $(unit_libs)
tests_unit_store_grant_test_SOURCES = tests/unit/store/grant_test.c
tests_unit_store_grant_test_LDADD = $(unit_libs)
tests_unit_store_migrate_test_SOURCES = tests/unit/store/migrate_test.c
tests_unit_store_migrate_test_LDADD = $(unit_libs)
tests_unit_store_reliability_test_SOURCES = tests/unit/store/reliability_test.c
tests_unit_store_reliability_test_LDADD = $(unit_libs)
tests_unit_store_statements_test_SOURCES = tests/unit/store/statements_test.c
tests_unit_store_statements_test_LDADD = $(unit_libs)
tests_unit_store_tx_test_SOURCES = tests/unit/store/tx_test.c
tests_unit_store_tx_test_LDADD = $(unit_libs)

check_PROGRAMS += tests/unit/store/people_test
tests_unit_store_people_test_SOURCES = tests/unit/store/people_test.c \
	$(fixture)
tests_unit_store_people_test_LDADD = $(unit_libs)

EXTRA_DIST += tests/unit/store/rota.h
check_PROGRAMS += tests/unit/store/bookings_test \
	tests/unit/store/schedules_test tests/unit/store/shifts_test
tests_unit_store_bookings_test_SOURCES = tests/unit/store/bookings_test.c
tests_unit_store_bookings_test_LDADD = $(unit_libs)
check_PROGRAMS += tests/unit/store/booking_races_test
tests_unit_store_booking_races_test_SOURCES = \
	tests/unit/store/booking_races_test.c
tests_unit_store_booking_races_test_LDADD = $(unit_libs)
check_PROGRAMS += tests/unit/store/candidates_test
tests_unit_store_candidates_test_SOURCES = tests/unit/store/candidates_test.c
tests_unit_store_candidates_test_LDADD = $(unit_libs)
tests_unit_store_schedules_test_SOURCES = tests/unit/store/schedules_test.c
tests_unit_store_schedules_test_LDADD = $(unit_libs)
tests_unit_store_shifts_test_SOURCES = tests/unit/store/shifts_test.c
tests_unit_store_shifts_test_LDADD = $(unit_libs)

EXTRA_DIST += tests/unit/store/outgoing.h tests/unit/store/visitors.h
check_PROGRAMS += tests/unit/store/callbacks_test \
	tests/unit/store/leases_test tests/unit/store/outbox_test \
	tests/unit/store/retention_test
tests_unit_store_callbacks_test_SOURCES = tests/unit/store/callbacks_test.c
tests_unit_store_callbacks_test_LDADD = $(unit_libs)
tests_unit_store_leases_test_SOURCES = tests/unit/store/leases_test.c
tests_unit_store_leases_test_LDADD = $(unit_libs)
tests_unit_store_outbox_test_SOURCES = tests/unit/store/outbox_test.c
tests_unit_store_outbox_test_LDADD = $(unit_libs)
tests_unit_store_retention_test_SOURCES = tests/unit/store/retention_test.c
tests_unit_store_retention_test_LDADD = $(unit_libs)
