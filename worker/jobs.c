/*
 * jobs: every_s counts from the last run, on the wall clock; a nightly job
 * runs when the watch's local day passes JOBS_NIGHT_MIN.  A clock that jumps
 * back delays nothing: no job is ever further away than its interval.
 */
#include "jobs.h"

#include <stdbool.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/zone.h"
#include "service/callback_desk.h"
#include "service/delivery.h"
#include "service/roster.h"
#include "service/signin.h"
#include "store/tx.h"

#include "base/banned.h"

#define JOBS_HOUR_S 3600
#define JOBS_DAY_S (24 * JOBS_HOUR_S)
#define JOBS_NIGHT_MIN (3 * 60 + 10)	/* after any change of the clocks */

static enum status
job_checkpoint(struct act *act, int64_t *ret_done)
{
	*ret_done = 0;
	return db_checkpoint(act->db);
}

static const struct job {
	const char *name;
	int64_t every_s;
	bool nightly;
	enum status (*fn)(struct act *act, int64_t *ret_done);
} jobs[] = {
	{ "rota", JOBS_DAY_S, true, roster_extend },
	{ "callbacks", JOBS_HOUR_S, false, callback_desk_forget },
	{ "outbox", JOBS_HOUR_S, false, delivery_forget },
	{ "sessions", JOBS_HOUR_S, false, signin_tidy },
	{ "checkpoint", 5, false, job_checkpoint },
};

#define JOBS (sizeof(jobs) / sizeof(jobs[0]))

static int64_t job_due_at[JOBS];		/* 0: at once */

static int64_t
job_next_night(const struct act *act)
{
	struct civil c = {
		.date = zone_date(act->zone, act->now),
		.hour = JOBS_NIGHT_MIN / 60, .minute = JOBS_NIGHT_MIN % 60,
	};
	int64_t at = zone_instant(act->zone, c);

	if (at > act->now)
		return at;
	c.date = date_from_days(date_days(c.date) + 1);
	return zone_instant(act->zone, c);
}

static void
job_run(struct act *act, const struct job *j)
{
	int64_t done = 0;
	enum status s = j->fn(act, &done);

	if (s != OK)
		LOG(LOG_WARN, "job-failed", LOG_TEXT("job", j->name),
		    LOG_TEXT("status", status_slug(s)));
	else if (done > 0)
		LOG(LOG_INFO, "job-done", LOG_TEXT("job", j->name),
		    LOG_INT("rows", done));
}

void
jobs_run(struct act *act)
{
	size_t i;

	for (i = 0; i < JOBS; i++) {
		if (job_due_at[i] > act->now &&
		    job_due_at[i] - act->now <= jobs[i].every_s + JOBS_HOUR_S)
			continue;
		job_run(act, &jobs[i]);
		job_due_at[i] = jobs[i].nightly ? job_next_night(act) :
		    act->now + jobs[i].every_s;
		return;
	}
}

int64_t
jobs_next(int64_t now)
{
	int64_t next = now + JOBS_DAY_S;
	size_t i;

	for (i = 0; i < JOBS; i++)
		if (job_due_at[i] < next)
			next = job_due_at[i];
	return next;
}
