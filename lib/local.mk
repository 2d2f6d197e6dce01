# libcore: one static library, from the floors of lib/.
noinst_LIBRARIES += lib/libcore.a
lib_libcore_a_SOURCES =
lib_libcore_a_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS) $(JSONC_CFLAGS) \
	$(XML_CFLAGS) $(SODIUM_CFLAGS) $(UTF8PROC_CFLAGS) $(FCGI_CFLAGS)

# What a program links, by what its use cases call; --as-needed drops the rest.
core_libs = lib/libcore.a $(SQLITE_LIBS) $(JSONC_LIBS) $(SODIUM_LIBS) \
	$(UTF8PROC_LIBS) -linih
web_libs = $(core_libs) $(XML_LIBS) $(FCGI_LIBS)
phone_libs = -lphonenumber -lstdc++

include lib/base/local.mk
include lib/view/local.mk
include lib/domain/local.mk
include lib/store/local.mk
include lib/service/local.mk
include lib/gateway/local.mk
include lib/web/local.mk
