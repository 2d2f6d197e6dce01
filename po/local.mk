# Translations: po/LL.po becomes locale/LL/LC_MESSAGES/watchbill.mo, here and
# where the programs look for it when installed.
noinst_PROGRAMS += po/messages
po_messages_SOURCES = po/messages.c
po_messages_LDADD = $(core_libs) $(XML_LIBS)

aflocaledir = $(localedir)/af/LC_MESSAGES
aflocale_DATA = locale/af/LC_MESSAGES/watchbill.mo
CLEANFILES += $(aflocale_DATA)
EXTRA_DIST += po/watchbill.pot po/af.po scripts/messages

locale/af/LC_MESSAGES/watchbill.mo: $(top_srcdir)/po/af.po
	$(AM_V_GEN)$(MKDIR_P) $(@D) && $(MSGFMT) --check -o $@ $(top_srcdir)/po/af.po
