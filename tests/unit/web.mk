# The web: what comes in, which row it means, what it is answered.
check_PROGRAMS += \
	tests/unit/web/cookie_test \
	tests/unit/web/form_test \
	tests/unit/web/route_check_test \
	tests/unit/web/route_test

tests_unit_web_cookie_test_SOURCES = tests/unit/web/cookie_test.c
tests_unit_web_cookie_test_LDADD = $(unit_libs)
tests_unit_web_form_test_SOURCES = tests/unit/web/form_test.c
tests_unit_web_form_test_LDADD = $(unit_libs)
tests_unit_web_route_check_test_SOURCES = tests/unit/web/route_check_test.c
tests_unit_web_route_check_test_LDADD = $(unit_libs)
tests_unit_web_route_test_SOURCES = tests/unit/web/route_test.c
tests_unit_web_route_test_LDADD = $(unit_libs)

EXTRA_DIST += tests/refused/forms tests/refused/routes
