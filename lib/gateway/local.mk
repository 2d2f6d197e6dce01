lib_libcore_a_SOURCES += \
	lib/gateway/gateway.c lib/gateway/gateway.h \
	lib/gateway/sms_file.c lib/gateway/sms_file.h
