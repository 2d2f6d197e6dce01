lib_libcore_a_SOURCES +=
lib_libcore_a_SOURCES += lib/service/roster.h lib/service/seating.h \
	lib/service/demo.h
