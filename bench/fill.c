/*
 * fill: a watch of the size that the measurements are made with: 5,000 people,
 * 20,000 shifts, a million bookings; or the same days ahead with a thousand.
 *
 * Every row goes through the store, so numbers are sealed, seats are counted
 * and nobody is in two places.  What no use case did left no audit row: the
 * chain holds the sessions alone.
 *
 *	days	-980 ........................ 0 ... 19
 *		20 shifts a day, some 51 on each | 2 of 4 on each
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/num.h"
#include "base/str.h"
#include "base/zone.h"
#include "service/instance.h"
#include "service/signin.h"
#include "store/audit.h"
#include "store/bookings.h"
#include "store/people.h"
#include "store/schedules.h"
#include "store/shift_edits.h"
#include "store/tx.h"

#include "base/banned.h"

#define FILL_BYTES ((size_t)64 * 1024 * 1024)
#define SCHEDULES 20		/* one shift a day each, at its own hour */
#define HOURS 4
#define DAYS_AT_ONCE 20	/* written in one transaction */
#define AHEAD_DAYS 20
#define AHEAD_TAKEN 2		/* of so many seats, on each shift ahead */
#define AHEAD_SEATS 4
#define PAST_SEATS 60
#define DAY_S INT64_C(86400)

/* How big; the days ahead are the same in both. */
struct size {
	const char *name;
	int64_t people, past_days, past_bookings, programs;
};
static const struct size sizes[] = {
	{ "million", 5000, 980, 999200, 1000 },
	{ "thousand", 500, 1, 200, 10 },
};

struct fill {
	struct instance *site;
	const struct size *size;
	struct act act;
	struct arena *arena;	/* of the transaction that runs */
	int64_t today;		/* days since 1970, in the watch's zone */
	int64_t next;		/* whose turn it is */
	int64_t schedule[SCHEDULES];
	int64_t past, bookings, shifts;
};

static const struct module *const modules[] = {
	&people_module, &sessions_module, &schedules_module, &shifts_module,
	&shift_edits_module, &bookings_module, &audit_module, NULL
};

/* A person's name, the same for the same number in every size. */
static const char *
fill_name(struct arena *a, int64_t n)
{
	static const char *const first[] = { "Thandi", "Johan", "Sipho",
	    "Fatima", "Pieter", "Lerato", "Anna", "Themba", "Naledi",
	    "Chloé", "Willem", "Ayesha", "Kagiso", "Susan", "Bongani",
	    "Zanele", "Marlene" };
	static const char *const last[] = { "Mokoena", "Botha", "Dlamini",
	    "Davids", "van der Merwe", "Nkosi", "Jacobs", "Naidoo",
	    "Müller", "Khumalo", "Adams", "Petersen", "Mthembu" };

	return str_printf(a, "%s %c. %s", first[n % 17],
	    (char)('A' + n / (17 * 13) % 26), last[n % 13]);
}

static enum status
fill_person(struct fill *f, struct tx *tx, int64_t n)
{
	struct person_new row = { .name = fill_name(f->arena, n),
	    .role = n == 0 ? ROLE_ADMIN : n == 1 ? ROLE_COORDINATOR :
	    ROLE_VOLUNTEER, .created_at = f->act.now,
	    .approved_at = f->act.now };
	int64_t id;

	people_prepare(f->site->db, str_printf(f->arena, "+2782555%04lld",
	    (long long)n), f->arena, &row);
	return people_insert(tx, &row, &id);
}

/* tx_end, a fresh arena, and the log kept short: as the worker would. */
static enum status
fill_end(struct fill *f, struct tx *tx, enum status s)
{
	s = tx_end(tx, s);
	arena_reset(f->arena);
	return s == OK ? db_checkpoint(f->site->db) : s;
}

static enum status
fill_people(struct fill *f)
{
	enum status s = OK;
	struct tx *tx;
	int64_t n = 0;

	while (s == OK && n < f->size->people) {
		s = tx_begin(f->site->db, &tx);
		if (s != OK)
			return s;
		do
			s = fill_person(f, tx, n++);
		while (s == OK && n % 500 != 0);
		s = fill_end(f, tx, s);
	}
	return s;
}

/* Whose sessions to measure with, as if they had signed in. */
struct who {
	const char *kind;	/* bench.tokens: KIND PERSON TOKEN */
	int64_t person;
	enum role role;
	enum session_surface surface;
};

static enum status
fill_session(struct fill *f, struct tx *tx, FILE *out, const struct who *who)
{
	struct signin_start in = { .person = who->person, .role = who->role,
	    .surface = who->surface, .factors = "sms" };
	struct signin session;
	enum status s;

	signin_token(&session);
	f->act.actor = (struct actor){ .kind = "public" };
	s = signin_start(&f->act, tx, &in, &session);
	if (s == OK && fprintf(out, "%s %lld %s\n", who->kind,
	    (long long)who->person, session.token) < 0)
		s = E_FAULT;
	explicit_bzero(&session, sizeof(session));
	return s;
}

/* The last person's browser, the coordinator's, and programs. */
static enum status
fill_sessions(struct fill *f, FILE *out)
{
	struct who who = { "browser", f->size->people, ROLE_VOLUNTEER,
	    SESSION_BROWSER };
	struct who desk = { "desk", 2, ROLE_COORDINATOR, SESSION_BROWSER };
	struct tx *tx;
	enum status s;

	s = tx_begin(f->site->db, &tx);
	if (s != OK)
		return s;
	s = fill_session(f, tx, out, &who);
	if (s == OK)
		s = fill_session(f, tx, out, &desk);
	who = (struct who){ "program", 3, ROLE_VOLUNTEER, SESSION_API };
	for (; s == OK && who.person < 3 + f->size->programs; who.person++)
		s = fill_session(f, tx, out, &who);
	return fill_end(f, tx, s);
}

static enum status
fill_tokens(struct fill *f)
{
	const char *path = instance_path(f->site->dir, "bench.tokens",
	    f->site->arena);
	FILE *out = fopen(path, "we");
	enum status s;

	if (out == NULL) {
		fprintf(stderr, "fill: cannot write %s\n", path);
		return E_FAULT;
	}
	s = fill_sessions(f, out);
	return fclose(out) == 0 ? s : E_FAULT;
}

static const char *
fill_schedule_name(struct arena *a, int n)
{
	static const char *const kinds[] = { "Village patrol", "Gate watch",
	    "River walk", "Control room" };

	return str_printf(a, "%s %c", kinds[n % 4], 'A' + n / 4);
}

static enum status
fill_schedule(struct fill *f, struct tx *tx, int n)
{
	struct date first = date_from_days(f->today - f->size->past_days);
	char starts_on[DATE_TEXT];
	struct recurrence daily = { .n = 1, .rule[0] = {
	    .start = { .date = first, .hour = n }, .rrule = "FREQ=DAILY" } };
	struct schedule s = { .name = fill_schedule_name(f->arena, n),
	    .zone = f->site->config.site.zone,
	    .duration_min = HOURS * 60, .starts_on = starts_on,
	    .seats = AHEAD_SEATS, .needed = AHEAD_TAKEN, .entered_as = "cron",
	    .entered = str_printf(f->arena, "{\"cron\":\"0 %d * * *\"}", n),
	    .place = "Masque Theatre", .created_at = f->act.now };

	date_format(first, starts_on);
	s.expanded_to = (f->today + AHEAD_DAYS) * DAY_S;
	return schedules_insert(tx, &s, &daily, &f->schedule[n]);
}

static enum status
fill_schedules(struct fill *f)
{
	struct tx *tx;
	enum status s;
	int n;

	s = tx_begin(f->site->db, &tx);
	if (s != OK)
		return s;
	for (n = 0; s == OK && n < SCHEDULES; n++)
		s = fill_schedule(f, tx, n);
	return fill_end(f, tx, s);
}

/* People take their turns, so that nobody is on two shifts of a day. */
static enum status
fill_seat(struct fill *f, struct tx *tx, const struct shift *shift)
{
	int64_t person = 1 + f->next++ % (f->size->people - 1);
	struct booking_new new = { .shift = shift->id, .person = person,
	    .source = SOURCE_SELF, .booked_by = person };
	struct booking booking;

	new.booked_at = shift->starts_at - 3 * DAY_S;
	if (new.booked_at > f->act.now)
		new.booked_at = f->act.now;
	f->bookings++;
	return bookings_take(tx, &new, &booking);
}

static enum status
fill_shift(struct fill *f, struct tx *tx, int64_t day, int n, int64_t taken)
{
	struct date date = date_from_days(f->today + day);
	char key[DATE_TEXT + 6];
	struct shift shift = { .schedule = f->schedule[n], .occurrence = key,
	    .zone = f->site->config.site.zone,
	    .name = fill_schedule_name(f->arena, n),
	    .seats = day < 0 ? PAST_SEATS : AHEAD_SEATS,
	    .needed = AHEAD_TAKEN + (n & 1), .place = "Masque Theatre" };
	struct buf b;
	enum status s;

	buf_fixed(&b, key, sizeof(key));
	buf_printf(&b, "%04d-%02d-%02dT%02d:00", date.year, date.month,
	    date.day, n);
	shift.starts_at = zone_instant(f->site->zone,
	    (struct civil){ .date = date, .hour = n });
	shift.ends_at = shift.starts_at + HOURS * 3600;
	f->shifts++;
	s = shift_edits_insert(tx, &shift, &shift.id);
	while (s == OK && taken-- > 0)
		s = fill_seat(f, tx, &shift);
	return s;
}

/* How many are on a shift behind us: all alike, the earliest one more. */
static int64_t
fill_past_taken(struct fill *f)
{
	int64_t shifts = f->size->past_days * SCHEDULES;
	int64_t rest = f->size->past_bookings % shifts;

	return f->size->past_bookings / shifts + (f->past++ < rest ? 1 : 0);
}

static enum status
fill_day(struct fill *f, struct tx *tx, int64_t day)
{
	enum status s = OK;
	int n;

	for (n = 0; s == OK && n < SCHEDULES; n++)
		s = fill_shift(f, tx, day, n,
		    day < 0 ? fill_past_taken(f) : AHEAD_TAKEN);
	return s;
}

/* From one day to before another, so many to a transaction. */
static enum status
fill_days(struct fill *f, int64_t from, int64_t until)
{
	enum status s = OK;
	struct tx *tx;
	int64_t day = from;

	f->next = 0;
	while (s == OK && day < until) {
		s = tx_begin(f->site->db, &tx);
		if (s != OK)
			return s;
		do
			s = fill_day(f, tx, day++);
		while (s == OK && day < until && day % DAYS_AT_ONCE != 0);
		s = fill_end(f, tx, s);
	}
	return s;
}

static enum status
fill_all(struct fill *f)
{
	enum status s;

	instance_act(f->site, f->arena, "system", &f->act);
	f->act.trace_id = "0123456789abcdef0123456789abcdef";
	f->today = date_days(zone_date(f->site->zone, f->act.now));
	s = fill_people(f);
	if (s == OK)
		s = fill_tokens(f);
	if (s == OK)
		s = fill_schedules(f);
	if (s == OK)
		s = fill_days(f, -f->size->past_days, 0);
	return s == OK ? fill_days(f, 0, AHEAD_DAYS) : s;
}

static enum status
fill_is_new(const struct fill *f)
{
	struct people_counts counts;
	enum status s = people_count(f->site->db, f->arena, &counts);

	if (s == OK && counts.all > 0) {
		fprintf(stderr, "fill: %s has people already; "
		    "name the directory of a new instance\n", f->site->dir);
		return E_CONFLICT;
	}
	return s;
}

static int
fill_run(const char *dir, const struct size *size)
{
	struct fill f = { .size = size, .arena = arena_new(FILL_BYTES) };
	struct instance_options o = { .dir = dir, .program = "fill",
	    .modules = modules, .no_metrics = true };
	int64_t began_us = clock_monotonic_us();
	enum status s;

	s = instance_open(&o, &f.site);
	if (s != OK)
		return 1;
	s = fill_is_new(&f);
	if (s == OK)
		s = fill_all(&f);
	if (s == OK)
		printf("%lld bookings, %lld people, %lld shifts in %.1f s\n",
		    (long long)f.bookings, (long long)size->people,
		    (long long)f.shifts,
		    (double)(clock_monotonic_us() - began_us) / 1e6);
	instance_close(f.site);
	arena_free(f.arena);
	return s == OK ? 0 : 1;
}

int
main(int argc, char **argv)
{
	size_t i;

	for (i = 0; argc == 3 && i < sizeof(sizes) / sizeof(sizes[0]); i++)
		if (strcmp(argv[2], sizes[i].name) == 0)
			return fill_run(argv[1], &sizes[i]);
	fputs("usage: fill DIR million|thousand\n", stderr);
	return 2;
}
