lib_libcore_a_SOURCES += \
	lib/base/arena.c lib/base/arena.h \
	lib/base/banned.h \
	lib/base/status.c lib/base/status.h \
	lib/base/str.c lib/base/str.h
