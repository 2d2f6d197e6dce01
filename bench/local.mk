# The programs that bench/ measures with; README.md says how.
noinst_PROGRAMS += bench/booking bench/fill bench/first bench/null

bench_booking_SOURCES = bench/booking.c
bench_booking_LDADD = $(core_libs) $(phone_libs)

bench_fill_SOURCES = bench/fill.c
bench_fill_LDADD = $(core_libs)

bench_first_SOURCES = bench/first.c
bench_first_LDADD = $(core_libs)

bench_null_SOURCES = bench/null.c
bench_null_LDADD = $(FCGI_LIBS)

EXTRA_DIST += bench/README.md bench/book bench/book.lua bench/common \
	bench/cost bench/page bench/size
