lib_libcore_a_SOURCES +=
lib_libcore_a_SOURCES += lib/service/roster.h lib/service/seating.h \
	lib/service/demo.h
lib_libcore_a_SOURCES += \
	lib/service/membership.c lib/service/membership.h \
	lib/service/membership_admit.c \
	lib/service/signin.c lib/service/signin.h \
	lib/service/signin_session.c lib/service/signin_tidy.c
