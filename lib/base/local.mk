EXTRA_DIST += watchbill.conf.example

lib_libcore_a_SOURCES += \
	lib/base/arena.c lib/base/arena.h \
	lib/base/banned.h \
	lib/base/civil.c lib/base/civil.h \
	lib/base/clock.c lib/base/clock.h \
	lib/base/config.c lib/base/config.h lib/base/config_row.h \
	lib/base/config_load.c \
	lib/base/json_in.c lib/base/json_in.h \
	lib/base/json_scan.c lib/base/json_scan.h \
	lib/base/log.c lib/base/log.h \
	lib/base/metrics.c lib/base/metrics.h \
	lib/base/num.c lib/base/num.h \
	lib/base/random.c lib/base/random.h \
	lib/base/rate.c lib/base/rate.h \
	lib/base/status.c lib/base/status.h \
	lib/base/str.c lib/base/str.h \
	lib/base/utf8.c lib/base/utf8.h \
	lib/base/zone.c lib/base/zone.h
