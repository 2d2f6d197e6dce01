/*
 * roster_plan: what an edit does to each shift, worked out before anything is
 * written: for the preview and for the saving, so that what was shown is what
 * happens.  Private to roster.
 */
#ifndef WATCHBILL_SERVICE_ROSTER_PLAN_H
#define WATCHBILL_SERVICE_ROSTER_PLAN_H

#include "service/roster_entry.h"
#include "store/shift_edits.h"

/* ORPHAN is a question; KEEP and CANCEL are its answers. */
enum fate { FATE_SAME = 0, FATE_ADD, FATE_CHANGE, FATE_DROP, FATE_ORPHAN,
	FATE_KEEP, FATE_CANCEL, FATE__MAX };

struct roster_line {
	enum fate fate;
	enum orphan_why why;		/* of an orphan, answered or not */
	const struct shift_fit *fit;	/* as it stands; NULL: ADD */
	struct shift next;		/* as it will be: ADD, CHANGE */
};

struct roster_work {
	const struct roster_entry *entry;
	int64_t schedule;		/* 0: a new one */
	bool ending;			/* kept shifts go as well */
	struct span span;		/* of the starts it is about */
	struct occurrences will;
	struct roster_line *line;	/* by key */
	size_t n;
	size_t count[FATE__MAX];
};

/*
 * roster_plan_expand(act, w): fills span and will, from now to the horizon, or
 * to expanded_to if shifts stand further.  Outside a transaction.
 * Fails    E_INVALID "recurrence-too-many" at recurrence.
 */
MUST_USE enum status roster_plan_expand(struct act *act,
    struct roster_work *w);
/* roster_plan_lines(act, db, d, w): holds `will` against what stands in db,
 * with the decisions (NULL: none) in it. */
MUST_USE enum status roster_plan_lines(struct act *act, const struct db *db,
    const struct decisions *d, struct roster_work *w);
/* roster_plan_show(act, db, w, ret): as the page shows it. */
MUST_USE enum status roster_plan_show(struct act *act, const struct db *db,
    const struct roster_work *w, struct roster_plan *ret);
/* The shift that an occurrence becomes. */
struct shift roster_plan_next(const struct roster_work *w,
    const struct occurrence *o);
/* Whether its times change, so that people on it must be told. */
bool roster_plan_moves(const struct roster_line *line);
/* Whether no local day of the season is left. */
bool roster_plan_is_over(const struct act *act, const struct roster_entry *e);

#endif
