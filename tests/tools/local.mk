# Programs that the tests ask; not installed.
noinst_PROGRAMS += tests/tools/routes

tests_tools_routes_SOURCES = tests/tools/routes.c
tests_tools_routes_LDADD = $(web_libs)
