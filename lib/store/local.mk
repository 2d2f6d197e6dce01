lib_libcore_a_SOURCES += \
	lib/store/audit.c lib/store/audit.h \
	lib/store/backup.c lib/store/backup.h \
	lib/store/cursor.c \
	lib/store/db.c lib/store/db.h \
	lib/store/grant.c \
	lib/store/handle.h \
	lib/store/migrate.c lib/store/migrate.h \
	lib/store/tx.c lib/store/tx.h

lib_libcore_a_SOURCES += \
	lib/store/challenges.c lib/store/challenges.h \
	lib/store/invitations.c lib/store/invitations.h \
	lib/store/people.c lib/store/people.h \
	lib/store/sessions.c lib/store/sessions.h

lib_libcore_a_SOURCES += \
	lib/store/callbacks.c lib/store/callbacks.h \
	lib/store/contents.c lib/store/contents.h \
	lib/store/leases.c lib/store/leases.h \
	lib/store/outbox.c lib/store/outbox.h \
	lib/store/retention.c lib/store/retention.h
lib_libcore_a_SOURCES += \
	lib/store/bookings.c lib/store/bookings.h \
	lib/store/candidates.c lib/store/candidates.h \
	lib/store/schedules.c lib/store/schedules.h \
	lib/store/shift_edits.c lib/store/shift_edits.h \
	lib/store/shifts.c lib/store/shifts.h
