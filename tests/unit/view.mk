# One program per subject of lib/view.
view_libs = $(unit_libs) $(XML_LIBS)
view_fixture = tests/unit/view/fixture.c tests/unit/view/fixture.h

check_PROGRAMS += \
	tests/unit/view/html_test \
	tests/unit/view/json_out_test \
	tests/unit/view/model_test \
	tests/unit/view/refused_test \
	tests/unit/view/template_control_test \
	tests/unit/view/template_test

EXTRA_DIST += tests/refused/templates

tests_unit_view_html_test_SOURCES = tests/unit/view/html_test.c
tests_unit_view_html_test_LDADD = $(unit_libs)
tests_unit_view_json_out_test_SOURCES = tests/unit/view/json_out_test.c
tests_unit_view_json_out_test_LDADD = $(unit_libs)
tests_unit_view_model_test_SOURCES = tests/unit/view/model_test.c
tests_unit_view_model_test_LDADD = $(unit_libs)
tests_unit_view_refused_test_SOURCES = tests/unit/view/refused_test.c \
	$(view_fixture)
tests_unit_view_refused_test_LDADD = $(view_libs)
tests_unit_view_template_control_test_SOURCES = \
	tests/unit/view/template_control_test.c $(view_fixture)
tests_unit_view_template_control_test_LDADD = $(view_libs)
tests_unit_view_template_test_SOURCES = tests/unit/view/template_test.c \
	$(view_fixture)
tests_unit_view_template_test_LDADD = $(view_libs)
