# One FastCGI program per area of the site.  A program links the libraries of
# the use cases it calls: libphonenumber only where numbers are read.
pkglibexec_PROGRAMS = \
	cgi-bin/account cgi-bin/callbacks cgi-bin/home cgi-bin/login \
	cgi-bin/ops cgi-bin/people cgi-bin/schedules cgi-bin/shifts

badge = cgi-bin/badge.c cgi-bin/badge.h
say = cgi-bin/say.c cgi-bin/say.h
todo = cgi-bin/todo.c cgi-bin/todo.h

cgi_bin_account_SOURCES = cgi-bin/account.c
cgi_bin_account_LDADD = $(web_libs) $(phone_libs)

cgi_bin_callbacks_SOURCES = cgi-bin/callbacks.c $(badge) $(say)
cgi_bin_callbacks_LDADD = $(web_libs) $(phone_libs)

cgi_bin_home_SOURCES = cgi-bin/home.c $(badge) $(say) $(todo)
cgi_bin_home_LDADD = $(web_libs)

cgi_bin_login_SOURCES = cgi-bin/login.c
cgi_bin_login_LDADD = $(web_libs) $(phone_libs)

cgi_bin_ops_SOURCES = cgi-bin/ops.c
cgi_bin_ops_LDADD = $(web_libs)

cgi_bin_people_SOURCES = cgi-bin/people.c $(badge) $(say)
cgi_bin_people_LDADD = $(web_libs) $(phone_libs)

cgi_bin_schedules_SOURCES = cgi-bin/schedules.c $(badge) $(say) \
	cgi-bin/recurrence_words.c cgi-bin/recurrence_words.h \
	cgi-bin/schedule_form.c cgi-bin/schedule_form.h
cgi_bin_schedules_LDADD = $(web_libs)

cgi_bin_shifts_SOURCES = cgi-bin/shifts.c cgi-bin/shifts.h \
	cgi-bin/shifts_list.c \
	cgi-bin/bookings.c cgi-bin/week.c cgi-bin/week_sheet.c \
	cgi-bin/week_sheet.h $(badge) $(say) $(todo)
cgi_bin_shifts_LDADD = $(web_libs) $(phone_libs)
