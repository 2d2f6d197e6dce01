# One FastCGI program per area of the site.  A program links the libraries of
# the use cases it calls: libphonenumber only where numbers are read.
pkglibexec_PROGRAMS = \
	cgi-bin/account cgi-bin/callbacks cgi-bin/home cgi-bin/login \
	cgi-bin/ops cgi-bin/people

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
