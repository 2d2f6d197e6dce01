lib_libcore_a_SOURCES +=
lib_libcore_a_SOURCES += lib/store/schedules.h lib/store/shifts.h \
	lib/store/bookings.h
