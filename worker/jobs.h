/*
 * jobs: what the worker does by the clock, as a table.  Messages are not a
 * job: they go out as soon as they are there.
 */
#ifndef WATCHBILL_WORKER_JOBS_H
#define WATCHBILL_WORKER_JOBS_H

#include <stdbool.h>

#include "service/act.h"

#define JOBS_MOST 8

struct job {
	const char *name;
	int64_t every_s;		/* of a nightly one, a day */
	bool nightly;
	enum status (*fn)(struct act *act, int64_t *ret_done);
};

/* A table, and how far each of its jobs is; zeros: all are due. */
struct jobs {
	const struct job *v;
	size_t n;			/* at most JOBS_MOST */
	struct {
		int64_t due_at;		/* 0: at once */
		unsigned failed;	/* times in a row */
	} run[JOBS_MOST];
};

/* The worker's own, all of them due. */
struct jobs jobs_all(void);

/*
 * jobs_run(j, act): one job that is due, or none.
 *
 * Gives    its next time: every_s later, or the coming night.  One that failed
 *          is logged and comes again after a minute, then two, four, up to an
 *          hour, but never later than if it had gone well.
 *          A clock that jumps back delays nothing: what is further away than
 *          it can be is due.
 * Source   DESIGN "Shifts are rows": every night; one busy moment must not
 *          cost the whole of it.
 */
void jobs_run(struct jobs *j, struct act *act);
/* When the next one is due: the past if one waits. */
int64_t jobs_next(const struct jobs *j, int64_t now);

#endif
