# The worker; it reads no phone numbers' plans, so it does without phone_libs.
libexec_PROGRAMS += worker/watchbill-worker
worker_watchbill_worker_SOURCES = worker/watchbill-worker.c \
	worker/jobs.c worker/jobs.h worker/watch.c worker/watch.h
worker_watchbill_worker_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/worker
worker_watchbill_worker_LDADD = $(core_libs) $(XML_LIBS)
dist_man_MANS += man/watchbill-worker.8
