# phone.cc is the one C++ file: programs that call it add $(phone_libs).
lib_libcore_a_SOURCES += \
	lib/domain/booking.c lib/domain/booking.h \
	lib/domain/callback.c lib/domain/callback.h \
	lib/domain/cron.c lib/domain/cron.h \
	lib/domain/digest.c lib/domain/digest.h \
	lib/domain/link.c lib/domain/link.h \
	lib/domain/numset.c lib/domain/numset.h \
	lib/domain/origin.c lib/domain/origin.h \
	lib/domain/otp.c lib/domain/otp.h \
	lib/domain/person.c lib/domain/person.h \
	lib/domain/phone.cc lib/domain/phone.h \
	lib/domain/recurrence.c lib/domain/recurrence.h \
	lib/domain/recurrence_say.c \
	lib/domain/role.c lib/domain/role.h \
	lib/domain/rrule.c lib/domain/rrule.h \
	lib/domain/ruleset.c lib/domain/ruleset.h \
	lib/domain/seal.c lib/domain/seal.h \
	lib/domain/series.c lib/domain/series.h \
	lib/domain/shift.c lib/domain/shift.h \
	lib/domain/token.c lib/domain/token.h
