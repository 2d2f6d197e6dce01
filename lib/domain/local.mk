lib_libcore_a_SOURCES +=
lib_libcore_a_SOURCES += lib/domain/person.c lib/domain/person.h
