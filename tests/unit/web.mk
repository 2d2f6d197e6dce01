# The web: what comes in, which row it means, what it is answered.
check_PROGRAMS += \
	tests/unit/web/cookie_test \
	tests/unit/web/form_strict_test \
	tests/unit/web/form_test \
	tests/unit/web/openapi_test \
	tests/unit/web/refusals_test \
	tests/unit/web/route_check_test \
	tests/unit/web/route_test

tests_unit_web_cookie_test_SOURCES = tests/unit/web/cookie_test.c
tests_unit_web_cookie_test_LDADD = $(unit_libs)
tests_unit_web_form_strict_test_SOURCES = \
	tests/unit/web/form_strict_test.c tests/unit/web/whole_form.h
tests_unit_web_form_strict_test_LDADD = $(unit_libs)
tests_unit_web_form_test_SOURCES = tests/unit/web/form_test.c \
	tests/unit/web/whole_form.h
tests_unit_web_form_test_LDADD = $(unit_libs)
tests_unit_web_openapi_test_SOURCES = tests/unit/web/openapi_test.c
tests_unit_web_openapi_test_LDADD = $(unit_libs)
tests_unit_web_refusals_test_SOURCES = tests/unit/web/refusals_test.c
tests_unit_web_refusals_test_LDADD = $(unit_libs) $(XML_LIBS)
tests_unit_web_route_check_test_SOURCES = \
	tests/unit/web/route_check_test.c tests/unit/web/route_refused.h
tests_unit_web_route_check_test_LDADD = $(unit_libs)
tests_unit_web_route_test_SOURCES = tests/unit/web/route_test.c
tests_unit_web_route_test_LDADD = $(unit_libs)

EXTRA_DIST += tests/refused/forms tests/refused/routes

# A program without FastCGI: stand.h says how.
stand = tests/unit/web/stand.c tests/unit/web/stand.h $(fixture)
EXTRA_DIST += tests/unit/web/stand.c tests/unit/web/stand.h
check_PROGRAMS += tests/unit/web/answer_test tests/unit/web/gate_test
tests_unit_web_answer_test_SOURCES = tests/unit/web/answer_test.c $(stand)
tests_unit_web_answer_test_LDADD = $(unit_libs) $(XML_LIBS)
tests_unit_web_gate_test_SOURCES = tests/unit/web/gate_test.c $(stand)
tests_unit_web_gate_test_LDADD = $(unit_libs) $(XML_LIBS)
