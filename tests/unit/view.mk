# One program per subject of lib/view.
view_libs = $(unit_libs) $(XML_LIBS)
view_fixture = tests/unit/view/fixture.c tests/unit/view/fixture.h

check_PROGRAMS += \
	tests/unit/view/calendar_test \
	tests/unit/view/html_test \
	tests/unit/view/json_out_test \
	tests/unit/view/language_test \
	tests/unit/view/model_test \
	tests/unit/view/refused_test \
	tests/unit/view/template_control_test \
	tests/unit/view/template_message_test \
	tests/unit/view/template_test

EXTRA_DIST += tests/refused/templates tests/unit/view/af.po \
	tests/unit/view/bad.po

tests_unit_view_calendar_test_SOURCES = tests/unit/view/calendar_test.c
tests_unit_view_calendar_test_LDADD = $(unit_libs)
tests_unit_view_html_test_SOURCES = tests/unit/view/html_test.c
tests_unit_view_html_test_LDADD = $(unit_libs)
tests_unit_view_json_out_test_SOURCES = tests/unit/view/json_out_test.c
tests_unit_view_json_out_test_LDADD = $(unit_libs)
tests_unit_view_language_test_SOURCES = tests/unit/view/language_test.c
tests_unit_view_language_test_LDADD = $(unit_libs)
tests_unit_view_model_test_SOURCES = tests/unit/view/model_test.c
tests_unit_view_model_test_LDADD = $(unit_libs)
tests_unit_view_refused_test_SOURCES = tests/unit/view/refused_test.c \
	$(view_fixture)
tests_unit_view_refused_test_LDADD = $(view_libs)
tests_unit_view_template_control_test_SOURCES = \
	tests/unit/view/template_control_test.c $(view_fixture)
tests_unit_view_template_control_test_LDADD = $(view_libs)
tests_unit_view_template_message_test_SOURCES = \
	tests/unit/view/template_message_test.c $(view_fixture)
tests_unit_view_template_message_test_LDADD = $(view_libs)
tests_unit_view_template_test_SOURCES = tests/unit/view/template_test.c \
	$(view_fixture)
tests_unit_view_template_test_LDADD = $(view_libs)

# The catalogues of the tests, both as if they were Afrikaans.
view_good_mo = tests/unit/view/locale/af/LC_MESSAGES/watchbill.mo
view_bad_mo = tests/unit/view/locale-bad/af/LC_MESSAGES/watchbill.mo
check_DATA = $(view_good_mo) $(view_bad_mo)
CLEANFILES += $(check_DATA)
$(view_good_mo): $(top_srcdir)/tests/unit/view/af.po
	$(AM_V_GEN)$(MKDIR_P) $(@D) && $(MSGFMT) -o $@ $(top_srcdir)/tests/unit/view/af.po
$(view_bad_mo): $(top_srcdir)/tests/unit/view/bad.po
	$(AM_V_GEN)$(MKDIR_P) $(@D) && $(MSGFMT) -o $@ $(top_srcdir)/tests/unit/view/bad.po
