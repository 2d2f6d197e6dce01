/*
 * recurrence: entered schedules to rules, rules to shifts.  Reading is left
 * to rrule and cron, the instances of the rules to series and ruleset, all in
 * floating local time; what comes out of those becomes instants here.
 */
#include "domain/recurrence.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/zone.h"
#include "domain/cron.h"
#include "domain/rrule.h"
#include "domain/ruleset.h"

#include "base/banned.h"

#define DAY_S INT64_C(86400)
#define LAST_YEAR 9999
#define NEVER_DAYS (40 * 366)	/* 29 February on one weekday, across 2100 */
#define AHEAD_DAYS 3653		/* ten years */
#define GLANCE_DAYS 35		/* most previews are full after these */

static int64_t
recurrence_last_day(void)
{
	return date_days((struct date){ LAST_YEAR, 12, 31 });
}

static int64_t
recurrence_day_of(int64_t local_s)
{
	return local_s / DAY_S;
}

static bool
recurrence_is_start(struct civil c)
{
	return date_is_valid(c.date) && c.hour >= 0 && c.hour < 24 &&
	    c.minute >= 0 && c.minute < 60;
}

/* The first instance of a rule; false if there is none in forty years. */
static bool
recurrence_first(const struct rrule *rule, struct civil start, int64_t *ret_s)
{
	int64_t day = date_days(start.date), last = day + NEVER_DAYS;
	struct series s;

	if (last > recurrence_last_day())
		last = recurrence_last_day();
	series_init(&s, rule, start, day, last);
	return series_next(&s, ret_s) && recurrence_day_of(*ret_s) <= last;
}

/* Appends a rule that begins with its first instance, at_s. */
static bool
recurrence_append(struct recurrence *r, const struct rrule *rule,
    int64_t at_s, struct arena *a)
{
	if (r->n == RECURRENCE_RULES)
		return false;
	r->rule[r->n++] = (struct rule){
		.start = civil_from_seconds(at_s),
		.rrule = rrule_format(rule, a),
	};
	return !ruleset_is_over(r, recurrence_day_of(at_s),
	    RECURRENCE_SURE_DAYS, a);
}

enum status
recurrence_weekly(unsigned days, int minutes, struct date first,
    struct arena *a, struct recurrence *ret)
{
	struct rrule rule = { .freq = FREQ_WEEKLY, .interval = 1 };
	struct recurrence more = *ret;
	struct civil start = { first, minutes / 60, minutes % 60, 0 };
	int64_t at;
	int d;

	if (minutes < 0 || !recurrence_is_start(start) || days == 0 ||
	    days >= 1u << WEEKDAY__MAX)
		return E_INVALID;
	for (d = MONDAY; d < WEEKDAY__MAX; d++) {
		if (days & 1u << d)
			numset_add(&rule.by[BY_DAY], d);
	}
	if (!recurrence_first(&rule, start, &at) ||
	    !recurrence_append(&more, &rule, at, a))
		return E_INVALID;
	*ret = more;
	return OK;
}

enum status
recurrence_rrule(struct str text, struct civil start, struct arena *a,
    struct recurrence *ret, const char **ret_why)
{
	struct recurrence more = *ret;
	struct rrule rule;
	int64_t at;

	start.second = 0;
	if (rrule_parse(text, &rule, ret_why) != OK)
		return E_INVALID;
	if (!recurrence_is_start(start)) {
		*ret_why = "rrule-syntax";
		return E_INVALID;
	}
	if (!recurrence_first(&rule, start, &at)) {
		*ret_why = "rrule-never";
		return E_INVALID;
	}
	/* An INTERVAL counts from the start as given, so it stays. */
	if (!recurrence_append(&more, &rule, civil_seconds(start), a)) {
		*ret_why = "rrule-too-many";
		return E_INVALID;
	}
	*ret = more;
	return OK;
}

/* One time of day stands in the start alone, as people would write it. */
static void
recurrence_drop_time(struct rrule *rule)
{
	if (numset_count(&rule->by[BY_HOUR]) == 1 &&
	    numset_count(&rule->by[BY_MINUTE]) == 1) {
		rule->by[BY_HOUR] = (struct numset){ 0 };
		rule->by[BY_MINUTE] = (struct numset){ 0 };
	}
}

enum status
recurrence_cron(struct str text, struct date first, struct arena *a,
    struct recurrence *ret, const char **ret_why)
{
	struct recurrence more = *ret;
	struct rrule rule[2];
	struct cron cron;
	size_t i, n;
	int64_t at;

	if (cron_parse(text, &cron, ret_why) != OK)
		return E_INVALID;
	n = cron_rules(&cron, rule);
	for (i = 0; i < n; i++) {
		struct civil start = { .date = first };

		/* Of two, one may never fire: 30 February or a Monday. */
		if (!recurrence_first(&rule[i], start, &at))
			continue;
		recurrence_drop_time(&rule[i]);
		if (!recurrence_append(&more, &rule[i], at, a)) {
			*ret_why = "cron-too-many";
			return E_INVALID;
		}
	}
	if (more.n == ret->n) {
		*ret_why = "cron-never";
		return E_INVALID;
	}
	*ret = more;
	return OK;
}

/* What one expansion looks at. */
struct view {
	const struct schedule_time *t;
	struct span span;		/* cut to the calendar's ends */
	int64_t first_day, last_day;	/* local, cut to the season */
};

static int64_t
recurrence_cut(int64_t v, int64_t least, int64_t most)
{
	return v < least ? least : v > most ? most : v;
}

static enum status
view_init(struct view *w, const struct schedule_time *t, struct span span)
{
	int64_t end = (recurrence_last_day() - 1) * DAY_S, day;

	span.from = recurrence_cut(span.from, 0, end);
	span.until = recurrence_cut(span.until, 0, end);
	/* Local midnights 400 days apart may be an hour more. */
	if (span.until < span.from ||
	    span.until - span.from > (RECURRENCE_SPAN_DAYS + 1) * DAY_S)
		return E_INVALID;
	*w = (struct view){ .t = t, .span = span };
	/* A start in a gap may move by a whole day (Samoa, 2011). */
	w->first_day = date_days(zone_date(t->zone, span.from)) - 2;
	w->last_day = date_days(zone_date(t->zone, span.until)) + 2;
	if (w->first_day < 0)
		w->first_day = 0;
	if (t->season.first.year != 0) {
		day = date_days(t->season.first);
		w->first_day = day > w->first_day ? day : w->first_day;
	}
	if (t->season.last.year != 0) {
		day = date_days(t->season.last);
		w->last_day = day < w->last_day ? day : w->last_day;
	}
	return OK;
}

static void
recurrence_key(struct civil c, char ret[17])
{
	date_format(c.date, ret);
	ret[10] = 'T';
	ret[11] = (char)('0' + c.hour / 10);
	ret[12] = (char)('0' + c.hour % 10);
	ret[13] = ':';
	ret[14] = (char)('0' + c.minute / 10);
	ret[15] = (char)('0' + c.minute % 10);
	ret[16] = '\0';
}

/* The occurrence of a local start; false if it is not in view. */
static bool
view_take(const struct view *w, const struct rrule *rule, int64_t local_s,
    struct occurrence *ret)
{
	struct civil c = civil_from_seconds(local_s);
	int64_t at;

	if (recurrence_day_of(local_s) < w->first_day)
		return false;
	at = zone_instant(w->t->zone, c);
	if (at < w->span.from || at >= w->span.until)
		return false;
	if (rule->until_utc && at > civil_seconds(rule->until))
		return false;
	recurrence_key(c, ret->key);
	ret->starts_at = at;
	ret->ends_at = at + w->t->duration_s;
	return true;
}

/* Room for one more, the array doubled when it is full. */
static struct occurrence *
recurrence_room(struct occurrences *o, struct arena *a)
{
	struct occurrence *v;
	size_t size = 16;

	while (size < o->n)
		size *= 2;
	if (o->n == 0 || o->n == size) {
		v = ARENA_ARRAY(a, struct occurrence, o->n == 0 ? size :
		    2 * size);
		if (o->n > 0)
			memcpy(v, o->v, o->n * sizeof(*v));
		o->v = v;
	}
	return &o->v[o->n];
}

/*
 * A gap moves starts behind later ones: sorts by instant, and of several that
 * became one keeps the last, whose wall time exists.
 */
static void
recurrence_sort(struct occurrences *o)
{
	struct occurrence x;
	size_t i, k, n = 0;

	for (i = 1; i < o->n; i++) {
		x = o->v[i];
		for (k = i; k > 0 && o->v[k - 1].starts_at > x.starts_at; k--)
			o->v[k] = o->v[k - 1];
		o->v[k] = x;
	}
	for (i = 0; i < o->n; i++) {
		if (n > 0 && o->v[n - 1].starts_at == o->v[i].starts_at)
			n--;
		o->v[n++] = o->v[i];
	}
	o->n = n;
}

/* recurrence_expand with its working memory given, for repeated use. */
static enum status
recurrence_gather(const struct schedule_time *t, struct span span,
    struct ruleset *rules, struct arena *a, struct occurrences *ret)
{
	struct occurrences o = { 0 };
	const struct rrule *rule;
	struct occurrence x;
	int64_t at, before = -1;
	struct view w;

	if (view_init(&w, t, span) != OK || ruleset_begin(rules,
	    t->recurrence, w.first_day, w.last_day) != OK)
		return E_INVALID;
	while (ruleset_next(rules, &at, &rule) &&
	    recurrence_day_of(at) <= w.last_day) {
		if (at == before || !view_take(&w, rule, at, &x))
			continue;
		if (o.n == RECURRENCE_LIMIT)
			return E_INVALID;
		*recurrence_room(&o, a) = x;
		o.n++;
		before = at;
	}
	recurrence_sort(&o);
	*ret = o;
	return OK;
}

enum status
recurrence_expand(const struct schedule_time *t, struct span span,
    struct arena *a, struct occurrences *ret)
{
	struct ruleset *rules = ruleset_new(t->recurrence->n, a);

	return recurrence_gather(t, span, rules, a, ret);
}

enum status
recurrence_next(const struct schedule_time *t, int64_t from, size_t most,
    struct arena *a, struct occurrences *ret)
{
	struct ruleset *rules = ruleset_new(t->recurrence->n, a);
	struct occurrences o = { .v = ARENA_ARRAY(a, struct occurrence, most) };
	int64_t end, days = GLANCE_DAYS;
	struct occurrences some;
	struct span span;
	size_t i;

	assert(most <= 50);
	from = recurrence_cut(from, 0, recurrence_last_day() * DAY_S);
	end = from + AHEAD_DAYS * DAY_S;
	span = (struct span){ from, from };
	for (; o.n < most && span.until < end; days = RECURRENCE_SPAN_DAYS) {
		span.from = span.until;
		span.until = recurrence_cut(span.from + days * DAY_S, 0, end);
		if (recurrence_gather(t, span, rules, a, &some) != OK)
			return E_INVALID;
		for (i = 0; i < some.n && o.n < most; i++)
			o.v[o.n++] = some.v[i];
	}
	*ret = o;
	return OK;
}
