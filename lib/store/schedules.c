/*
 * schedules: a schedule and its rules are one thing to everybody above: they
 * are written together and the rules are read back as the engine takes them.
 */
#include "store/schedules.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "store/tx.h"

#include "base/banned.h"

enum { GET, LIST_LIVE, LIST_ENDED, RULES_LIVE, RULES_ENDED, NAMES, RULES,
	BEHIND, INSERT, UPDATE, RULE_ADD, RULES_DROP, SET_EXPANDED,
	SET_ENDED };

#define COLUMNS \
	"id, name, zone, duration_min, starts_on, ends_on, seats, needed, " \
	"entered_as, entered, place, notes, version, expanded_to, " \
	"created_at, created_by, ended_at "
#define LIST \
	"SELECT " COLUMNS ", (SELECT s.starts_at FROM shift s " \
	"WHERE s.schedule = schedule.id AND s.cancelled_at IS NULL " \
	"AND s.starts_at >= :now ORDER BY s.starts_at LIMIT 1) " \
	"FROM schedule WHERE (name, id) > (:name, :id) AND ended_at IS "
/* What LIST gave, as far as :last. */
#define RULES_OF(which) \
	"SELECT r.schedule, r.starts, r.rrule FROM schedule s " \
	"CROSS JOIN schedule_rule r WHERE (s.name, s.id) > (:name, :id) " \
	"AND (s.name, s.id) <= (:last_name, :last) " \
	"AND s.ended_at IS " which " AND r.schedule = s.id " \
	"ORDER BY s.name, s.id, r.n"
#define BY_NAME " ORDER BY name, id LIMIT :limit"

static const struct statement sql[] = {
	[GET] = { READ,
	    "SELECT " COLUMNS "FROM schedule WHERE id = :id", NULL },
	[LIST_LIVE] = { READ, LIST "NULL" BY_NAME, NULL },
	[LIST_ENDED] = { READ, LIST "NOT NULL" BY_NAME, NULL },
	[RULES_LIVE] = { READ, RULES_OF("NULL"), NULL },
	[RULES_ENDED] = { READ, RULES_OF("NOT NULL"), NULL },
	[NAMES] = { READ,
	    "SELECT id, name FROM schedule WHERE ended_at IS NULL" BY_NAME,
	    "the live ones by name, a choice of so many at most" },
	[RULES] = { READ,
	    "SELECT starts, rrule FROM schedule_rule WHERE schedule = :id "
	    "ORDER BY n", NULL },
	[BEHIND] = { READ,
	    "SELECT id FROM schedule "
	    "WHERE ended_at IS NULL AND expanded_to < :to ORDER BY name, id",
	    "every live schedule, once a night" },
	[INSERT] = { WRITE,
	    "INSERT INTO schedule (name, zone, duration_min, starts_on, "
	    "ends_on, seats, needed, entered_as, entered, place, notes, "
	    "expanded_to, created_at, created_by) VALUES (:name, :zone, "
	    ":duration, :starts, :ends, :seats, :needed, :as, :entered, "
	    ":place, :notes, :expanded, :at, :by) RETURNING id", NULL },
	[UPDATE] = { WRITE,
	    "UPDATE schedule SET name = :name, zone = :zone, "
	    "duration_min = :duration, starts_on = :starts, ends_on = :ends, "
	    "seats = :seats, needed = :needed, entered_as = :as, "
	    "entered = :entered, place = :place, notes = :notes, "
	    "expanded_to = :expanded, ended_at = :ended, "
	    "version = version + 1 "
	    "WHERE id = :id AND version = :version", NULL },
	[RULE_ADD] = { WRITE,
	    "INSERT INTO schedule_rule (schedule, n, starts, rrule) "
	    "VALUES (:id, :n, :starts, :rrule)", NULL },
	[RULES_DROP] = { WRITE,
	    "DELETE FROM schedule_rule WHERE schedule = :id", NULL },
	[SET_EXPANDED] = { WRITE,
	    "UPDATE schedule SET expanded_to = :to WHERE id = :id", NULL },
	[SET_ENDED] = { WRITE,
	    "UPDATE schedule SET ended_at = :at "
	    "WHERE id = :id AND ended_at IS NULL", NULL },
};

MODULE(schedules, NULL);

static void
schedules_row(struct query *q, struct arena *a, struct schedule *ret)
{
	ret->id = q_get_int(q);
	ret->name = q_get_text(q, a);
	ret->zone = q_get_text(q, a);
	ret->duration_min = q_get_int(q);
	ret->starts_on = q_get_text(q, a);
	ret->ends_on = q_get_text(q, a);
	ret->seats = q_get_int(q);
	ret->needed = q_get_int(q);
	ret->entered_as = q_get_text(q, a);
	ret->entered = q_get_text(q, a);
	ret->place = q_get_text(q, a);
	ret->notes = q_get_text(q, a);
	ret->version = q_get_int(q);
	ret->expanded_to = q_get_int(q);
	ret->created_at = q_get_int(q);
	ret->created_by = q_get_int(q);
	ret->ended_at = q_get_int(q);
}

enum status
schedules_get(const struct db *db, int64_t id, struct arena *a,
    struct schedule *ret)
{
	struct schedule s = { 0 };
	struct query q;
	enum status st;

	q_read(&q, db, &schedules_module, GET);
	q_int(&q, ":id", id);
	if (q_row(&q))
		schedules_row(&q, a, &s);
	st = q_done_one(&q);
	if (st == OK)
		*ret = s;
	return st;
}

/* The key after which the page begins. */
static void
schedules_bind_start(struct query *q, const struct schedules_filter *f)
{
	q_text(q, ":name", f->after_name == NULL ? "" : f->after_name);
	q_int(q, ":id", f->after_name == NULL ? 0 : f->after_id);
}

enum status
schedules_list(const struct db *db, const struct schedules_filter *f,
    struct arena *a, struct schedules_page *ret)
{
	struct schedules_page page = { 0 };
	struct query q;
	enum status s;

	assert(f->limit >= 1 && f->limit <= 200);
	page.v = ARENA_ARRAY(a, struct schedule, (size_t)f->limit);
	q_read(&q, db, &schedules_module, f->ended ? LIST_ENDED : LIST_LIVE);
	schedules_bind_start(&q, f);
	q_int(&q, ":now", f->now);
	q_int(&q, ":limit", f->limit + 1);	/* one more: is there more */
	while (q_row(&q)) {
		if (page.n == (size_t)f->limit) {
			page.more = true;
			break;
		}
		schedules_row(&q, a, &page.v[page.n]);
		page.v[page.n++].next_at = q_get_int(&q);
	}
	s = q_done(&q);
	if (s == OK)
		*ret = page;
	return s;
}

enum status
schedules_names(const struct db *db, struct arena *a,
    struct schedule_names *ret)
{
	struct schedule_names names = { 0 };
	struct query q;
	enum status s;

	names.v = ARENA_ARRAY(a, struct schedule_name, SCHEDULE_NAMES);
	q_read(&q, db, &schedules_module, NAMES);
	q_int(&q, ":limit", SCHEDULE_NAMES);
	while (q_row(&q)) {
		names.v[names.n].id = q_get_int(&q);
		names.v[names.n++].name = q_get_text(&q, a);
	}
	s = q_done(&q);
	if (s == OK)
		*ret = names;
	return s;
}

/* What rule_add wrote; anything else in the column is our fault. */
static bool
schedules_start(const char *text, struct civil *ret)
{
	struct str s = str_of(text);
	struct civil c = { 0 };
	int minutes;

	if (s.n != 16 || s.p[10] != 'T' ||
	    !date_parse((struct str){ s.p, 10 }, &c.date) ||
	    !clocktime_parse((struct str){ s.p + 11, 5 }, &minutes))
		return false;
	c.hour = minutes / 60;
	c.minute = minutes % 60;
	*ret = c;
	return true;
}

/* One more rule of r; of more than there may be, none. */
static void
schedules_rule(struct query *q, struct arena *a, struct recurrence *r)
{
	struct rule rule = { 0 };
	bool sound = schedules_start(q_get_text(q, a), &rule.start);

	rule.rrule = q_get_text(q, a);
	assert(sound || q->status != OK);
	if (r->n < RECURRENCE_RULES)
		r->rule[r->n++] = rule;
}

enum status
schedules_rules(const struct db *db, int64_t id, struct arena *a,
    struct recurrence *ret)
{
	struct recurrence r = { 0 };
	struct query q;
	enum status s;

	q_read(&q, db, &schedules_module, RULES);
	q_int(&q, ":id", id);
	while (q_row(&q))
		schedules_rule(&q, a, &r);
	s = q_done(&q);
	if (s == OK)
		*ret = r;
	return s;
}

enum status
schedules_rules_of(const struct db *db, const struct schedules_filter *f,
    const struct schedules_page *page, struct arena *a,
    struct recurrence **ret)
{
	struct recurrence *r = ARENA_ARRAY(a, struct recurrence, page->n);
	struct query q;
	int64_t id;
	size_t i = 0;

	*ret = r;
	if (page->n == 0)
		return OK;
	q_read(&q, db, &schedules_module,
	    f->ended ? RULES_ENDED : RULES_LIVE);
	schedules_bind_start(&q, f);
	q_text(&q, ":last_name", page->v[page->n - 1].name);
	q_int(&q, ":last", page->v[page->n - 1].id);
	while (q_row(&q)) {
		id = q_get_int(&q);
		while (i < page->n && page->v[i].id != id)
			i++;
		if (i == page->n)
			break;
		schedules_rule(&q, a, &r[i]);
	}
	return q_done(&q);
}

enum status
schedules_behind(const struct db *db, int64_t to, struct arena *a,
    struct schedule_ids *ret)
{
	struct schedule_ids ids = { 0 };
	struct query q;
	enum status s;
	size_t size = 16;
	int64_t *grown;

	ids.v = ARENA_ARRAY(a, int64_t, size);
	q_read(&q, db, &schedules_module, BEHIND);
	q_int(&q, ":to", to);
	while (q_row(&q)) {
		if (ids.n == size) {
			grown = ARENA_ARRAY(a, int64_t, 2 * size);
			memcpy(grown, ids.v, ids.n * sizeof(*grown));
			ids.v = grown;
			size *= 2;
		}
		ids.v[ids.n++] = q_get_int(&q);
	}
	s = q_done(&q);
	if (s == OK)
		*ret = ids;
	return s;
}

static void
schedules_bind(struct query *q, const struct schedule *s)
{
	q_text(q, ":name", s->name);
	q_text(q, ":zone", s->zone);
	q_int(q, ":duration", s->duration_min);
	q_text(q, ":starts", s->starts_on);
	q_text(q, ":ends", s->ends_on);
	q_int(q, ":seats", s->seats);
	q_int(q, ":needed", s->needed);
	q_text(q, ":as", s->entered_as);
	q_text(q, ":entered", s->entered);
	q_text(q, ":place", s->place);
	q_text(q, ":notes", s->notes);
	q_int(q, ":expanded", s->expanded_to);
}

static enum status
schedules_add_rules(struct tx *tx, int64_t id, const struct recurrence *r)
{
	char start[DATE_TEXT + 6], date[DATE_TEXT];
	const struct civil *c;
	enum status s = OK;
	struct query q;
	size_t i;

	for (i = 0; i < r->n && s == OK; i++) {
		c = &r->rule[i].start;
		date_format(c->date, date);
		memcpy(start, date, DATE_TEXT - 1);
		start[10] = 'T';
		start[11] = (char)('0' + c->hour / 10);
		start[12] = (char)('0' + c->hour % 10);
		start[13] = ':';
		start[14] = (char)('0' + c->minute / 10);
		start[15] = (char)('0' + c->minute % 10);
		start[16] = '\0';
		q_write(&q, tx, &schedules_module, RULE_ADD);
		q_int(&q, ":id", id);
		q_int(&q, ":n", (int64_t)i + 1);
		q_text(&q, ":starts", start);
		q_text(&q, ":rrule", r->rule[i].rrule);
		s = q_done(&q);
	}
	return s;
}

enum status
schedules_insert(struct tx *tx, const struct schedule *s,
    const struct recurrence *r, int64_t *ret)
{
	struct query q;
	enum status st;
	int64_t id = 0;

	q_write(&q, tx, &schedules_module, INSERT);
	schedules_bind(&q, s);
	q_int(&q, ":at", s->created_at);
	q_id(&q, ":by", s->created_by);
	st = q_done_id(&q, &id);
	if (st == OK)
		st = schedules_add_rules(tx, id, r);
	if (st == OK)
		*ret = id;
	return st;
}

enum status
schedules_update(struct tx *tx, const struct schedule *s,
    const struct recurrence *r)
{
	struct query q;
	enum status st;

	q_write(&q, tx, &schedules_module, UPDATE);
	schedules_bind(&q, s);
	q_id(&q, ":ended", s->ended_at);
	q_int(&q, ":id", s->id);
	q_int(&q, ":version", s->version);
	st = q_done_one(&q);
	if (st != OK || r == NULL)
		return st;
	q_write(&q, tx, &schedules_module, RULES_DROP);
	q_int(&q, ":id", s->id);
	st = q_done(&q);
	return st != OK ? st : schedules_add_rules(tx, s->id, r);
}

enum status
schedules_set_expanded(struct tx *tx, int64_t id, int64_t to)
{
	struct query q;

	q_write(&q, tx, &schedules_module, SET_EXPANDED);
	q_int(&q, ":id", id);
	q_int(&q, ":to", to);
	return q_done_one(&q);
}

enum status
schedules_set_ended(struct tx *tx, int64_t id, int64_t at)
{
	struct query q;

	q_write(&q, tx, &schedules_module, SET_ENDED);
	q_int(&q, ":id", id);
	q_int(&q, ":at", at);
	return q_done_one(&q);
}
