/*
 * schedules: the recipes for shifts and their rules.  What a recipe yields
 * stands in shifts; who may change one, and how, in service/roster.
 */
#ifndef WATCHBILL_STORE_SCHEDULES_H
#define WATCHBILL_STORE_SCHEDULES_H

#include "domain/recurrence.h"
#include "store/db.h"

extern const struct module schedules_module;

struct schedule {
	int64_t id;
	const char *name;
	const char *zone;		/* IANA */
	int64_t duration_min;
	const char *starts_on;		/* YYYY-MM-DD, inclusive */
	const char *ends_on;		/* the same, NULL: open end */
	int64_t seats, needed;
	const char *entered_as;		/* weekly rrule cron */
	const char *entered;		/* JSON: the API's recurrence */
	const char *place, *notes;	/* NULL: none */
	int64_t version;		/* counts edits, from 1 */
	int64_t expanded_to;		/* shifts exist for starts before it */
	int64_t created_at, created_by;
	int64_t ended_at;		/* 0: live */
	int64_t next_at;		/* in a list: when its next shift
					   starts, 0: none; else 0 */
};

struct schedules_filter {
	bool ended;			/* the ended ones instead of the live */
	int64_t now;			/* for next_at */
	const char *after_name;		/* key of the last seen, or NULL */
	int64_t after_id;
	int64_t limit;			/* 1..200 */
};
struct schedules_page {
	struct schedule *v;
	size_t n;
	bool more;
};

/*
 * schedules_get(db, id, a, ret): one, ended or not.  E_NOTFOUND.
 * schedules_list(db, f, a, ret): by (name, id); none is n == 0.
 * schedules_rules(db, id, a, ret): its rules, for words and expansion.
 * schedules_rules_of(db, f, page, a, ret): those of each schedule of the page
 *          that f gave, in its order, by one statement.
 * Owns     memory from a, here and below.
 * Source   PRODUCT rules 1 and 15.
 */
MUST_USE enum status schedules_get(const struct db *db, int64_t id,
    struct arena *a, struct schedule *ret);
MUST_USE enum status schedules_list(const struct db *db,
    const struct schedules_filter *f, struct arena *a,
    struct schedules_page *ret);
MUST_USE enum status schedules_rules(const struct db *db, int64_t id,
    struct arena *a, struct recurrence *ret);
MUST_USE enum status schedules_rules_of(const struct db *db,
    const struct schedules_filter *f, const struct schedules_page *page,
    struct arena *a, struct recurrence **ret);

/*
 * schedules_names(db, a, ret): the live ones by name, to choose from; no more
 * than SCHEDULE_NAMES of them.  Every list of shifts asks for it, so it reads
 * the index alone.
 */
#define SCHEDULE_NAMES 200
struct schedule_name {
	int64_t id;
	const char *name;
};
struct schedule_names {
	struct schedule_name *v;
	size_t n;
};
MUST_USE enum status schedules_names(const struct db *db, struct arena *a,
    struct schedule_names *ret);

/* The ids of live schedules expanded to less than `to`. */
struct schedule_ids {
	int64_t *v;
	size_t n;
};
MUST_USE enum status schedules_behind(const struct db *db, int64_t to,
    struct arena *a, struct schedule_ids *ret);

/*
 * schedules_insert(tx, s, r, ret): a schedule with its rules; s->id, version
 * and ended_at are not read.
 * schedules_update(tx, s, r): everything but created_*, if its version is
 * still s->version (else E_NOTFOUND), which goes up by one.  r NULL: the rules
 * stay.
 * schedules_set_expanded(tx, id, to): what the nightly extension reached.
 * schedules_set_ended(tx, id, at): its season is over.
 */
MUST_USE enum status schedules_insert(struct tx *tx, const struct schedule *s,
    const struct recurrence *r, int64_t *ret);
MUST_USE enum status schedules_update(struct tx *tx, const struct schedule *s,
    const struct recurrence *r);
MUST_USE enum status schedules_set_expanded(struct tx *tx, int64_t id,
    int64_t to);
MUST_USE enum status schedules_set_ended(struct tx *tx, int64_t id,
    int64_t at);

#endif
