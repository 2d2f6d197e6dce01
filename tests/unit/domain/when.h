/*
 * when: schedules and what they yield, for the tests of recurrence.  One
 * arena, `when_arena`, made and freed by when_setup and when_teardown.
 */
#ifndef WATCHBILL_TESTS_WHEN_H
#define WATCHBILL_TESTS_WHEN_H

#include "../unit.h"

#include "base/arena.h"
#include "base/zone.h"
#include "domain/recurrence.h"

#define WHEN_DAY_S INT64_C(86400)

static struct arena *when_arena;

static int
when_setup(void **state)
{
	(void)state;
	when_arena = arena_new((size_t)64 << 20);
	return 0;
}

static int
when_teardown(void **state)
{
	(void)state;
	arena_free(when_arena);
	return 0;
}

static inline const struct zone *
when_zone(const char *name)
{
	const struct zone *z;

	is_ok(zone_find(str_of(name), &z));
	return z;
}

/* "1997-09-02T09:00" */
static inline struct civil
when_civil(const char *text)
{
	struct civil c = { 0 };

	assert_true(date_parse((struct str){ text, 10 }, &c.date));
	assert_true(clocktime_parse((struct str){ text + 11, 5 }, &c.minute));
	c.hour = c.minute / 60;
	c.minute %= 60;
	return c;
}

static inline int64_t
when_instant(const char *text)
{
	int64_t at;

	assert_true(instant_parse(str_of(text), &at));
	return at;
}

static inline struct recurrence
when_rrule(const char *rrule, const char *start)
{
	struct recurrence r = { 0 };
	const char *why = NULL;

	if (recurrence_rrule(str_of(rrule), when_civil(start), when_arena, &r,
	    &why) != OK)
		fail_msg("%s from %s is %s", rrule, start, why);
	return r;
}

/* Why it is refused, or "accepted". */
static inline const char *
when_refusal(const char *rrule, const char *start)
{
	struct recurrence r = { 0 };
	const char *why = "without a reason";

	return recurrence_rrule(str_of(rrule), when_civil(start), when_arena,
	    &r, &why) == OK ? "accepted" : why;
}

static inline struct recurrence
when_cron(const char *cron, const char *first)
{
	struct recurrence r = { 0 };
	const char *why = NULL;
	struct date d;

	assert_true(date_parse(str_of(first), &d));
	if (recurrence_cron(str_of(cron), d, when_arena, &r, &why) != OK)
		fail_msg("%s is %s", cron, why);
	return r;
}

static inline struct schedule_time
when_schedule(const struct recurrence *r, const char *zone)
{
	return (struct schedule_time){
		.recurrence = r,
		.zone = when_zone(zone),
		.duration_s = 7200,
	};
}

static inline struct occurrences
when_expand(const struct schedule_time *t, int64_t from, int64_t until)
{
	struct occurrences o;

	is_ok(recurrence_expand(t, (struct span){ from, until }, when_arena,
	    &o));
	return o;
}

/* The keys, each before a space. */
static inline const char *
when_keys(const struct occurrences *o)
{
	struct buf b;
	size_t i;

	buf_init(&b, when_arena, (size_t)1 << 20);
	for (i = 0; i < o->n; i++)
		buf_printf(&b, "%s ", o->v[i].key);
	assert_false(b.failed);
	return o->n == 0 ? "" : b.p;
}

static inline const char *
when_text(int64_t at)
{
	char *text = arena_alloc(when_arena, INSTANT_TEXT);

	instant_format(at, text);
	return text;
}

#endif
