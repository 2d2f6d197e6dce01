lib_libcore_a_SOURCES += \
	lib/store/cursor.c \
	lib/store/db.c lib/store/db.h \
	lib/store/grant.c \
	lib/store/handle.h \
	lib/store/tx.c lib/store/tx.h

lib_libcore_a_SOURCES += lib/store/schedules.h lib/store/shifts.h \
	lib/store/bookings.h
