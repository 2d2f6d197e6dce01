/*
 * booking: what a booking costs without HTTP: the same use case, called in a
 * loop by one process (lock file, BEGIN IMMEDIATE, synchronous FULL).
 *
 *	booking DIR days N		makes N open days of 1000 seats each,
 *					after every other; says their ids
 *	booking DIR book FIRST COUNT	COUNT bookings from shift FIRST on
 *	booking DIR take FIRST COUNT	the same without notices and audit
 */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/num.h"
#include "base/str.h"
#include "service/instance.h"
#include "service/seating.h"
#include "store/audit.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/shift_edits.h"
#include "store/tx.h"

#include "base/banned.h"

#define BOOKING_BYTES ((size_t)16 * 1024 * 1024)
#define DAY_S INT64_C(86400)
#define FIRST_PERSON 3		/* fill's people with a program's session */
#define PEOPLE 1000		/* so many, each once on each open day */

struct bench {
	struct instance *site;
	struct arena *arena;
	struct act act;
};

static const struct module *const modules[] = {
	&people_module, &shifts_module, &shift_edits_module, &bookings_module,
	&outbox_module, &audit_module, NULL
};

/* The first moment at which no shift has begun, nor will. */
static enum status
bench_after(struct bench *b, int64_t *ret)
{
	struct shifts_filter f = { .from = b->act.now,
	    .until = INT64_MAX, .limit = 1000 };
	struct shifts_page page;
	enum status s;

	*ret = b->act.now;
	do {
		s = shifts_list(b->site->db, &f, b->arena, &page);
		if (s != OK || page.n == 0)
			break;
		f.after_at = page.v[page.n - 1].shift.starts_at;
		f.after_id = page.v[page.n - 1].shift.id;
		*ret = page.v[page.n - 1].shift.ends_at;
	} while (page.more);
	return s;
}

static enum status
bench_days(struct bench *b, int64_t n)
{
	struct shift shift = { .zone = b->site->config.site.zone,
	    .name = "Open day", .seats = PEOPLE, .needed = 0 };
	struct tx *tx;
	int64_t at, i;
	enum status s;

	s = bench_after(b, &at);
	if (s == OK)
		s = tx_begin(b->site->db, &tx);
	if (s != OK)
		return s;
	for (i = 1; s == OK && i <= n; i++) {
		shift.starts_at = at + i * DAY_S;
		shift.ends_at = shift.starts_at + 8 * 3600;
		s = shift_edits_insert(tx, &shift, &shift.id);
		if (s == OK)
			printf("%lld\n", (long long)shift.id);
	}
	return tx_end(tx, s);
}

static enum status
bench_take(struct bench *b, const struct book_in *in, struct booking *ret)
{
	struct booking_new new = { .shift = in->shift,
	    .person = b->act.actor.person, .source = SOURCE_SELF,
	    .booked_at = b->act.now, .booked_by = b->act.actor.person };
	struct tx *tx;
	enum status s;

	s = tx_begin(b->site->db, &tx);
	return s == OK ? tx_end(tx, bookings_take(tx, &new, ret)) : s;
}

/* Person after person, then the next day. */
static enum status
bench_one(struct bench *b, bool bare, int64_t first, int64_t i)
{
	struct book_in in = { .shift = first + i / PEOPLE };
	struct booking booking;
	enum status s;

	instance_act(b->site, b->arena, "person", &b->act);
	b->act.actor.person = FIRST_PERSON + i % PEOPLE;
	b->act.actor.role = ROLE_VOLUNTEER;
	s = bare ? bench_take(b, &in, &booking) :
	    seating_book(&b->act, &in, &booking);
	arena_reset(b->arena);
	return s;
}

static enum status
bench_rate(struct bench *b, bool bare, int64_t first, int64_t count)
{
	int64_t began_us = clock_monotonic_us(), i;
	enum status s = OK;

	for (i = 0; s == OK && i < count; i++)
		s = bench_one(b, bare, first, i);
	if (s == OK)
		printf("%.0f\n", (double)count * 1e6 /
		    (double)(clock_monotonic_us() - began_us));
	return s;
}

static enum status
bench_run(struct bench *b, int argc, char **argv)
{
	int64_t v[2] = { 0, 0 };
	int i;

	for (i = 3; i < argc && i < 5; i++)
		if (!num_parse(str_of(argv[i]), 1, 1000000000, &v[i - 3]))
			return E_INVALID;
	if (argc == 4 && strcmp(argv[2], "days") == 0)
		return bench_days(b, v[0]);
	if (argc == 5 && strcmp(argv[2], "book") == 0)
		return bench_rate(b, false, v[0], v[1]);
	if (argc == 5 && strcmp(argv[2], "take") == 0)
		return bench_rate(b, true, v[0], v[1]);
	return E_INVALID;
}

int
main(int argc, char **argv)
{
	struct bench b = { .arena = arena_new(BOOKING_BYTES) };
	struct instance_options o = { .program = "booking",
	    .modules = modules, .no_metrics = true };
	enum status s = E_INVALID;

	if (argc >= 4) {
		o.dir = argv[1];
		s = instance_open(&o, &b.site);
		if (s == OK) {
			instance_act(b.site, b.arena, "system", &b.act);
			s = bench_run(&b, argc, argv);
		}
	}
	if (s != OK)
		fprintf(stderr, "booking: %s\nusage: booking DIR days N | "
		    "book FIRST COUNT | take FIRST COUNT\n", status_slug(s));
	instance_close(b.site);
	arena_free(b.arena);
	return s == OK ? 0 : 1;
}
