lib_libcore_a_SOURCES +=
