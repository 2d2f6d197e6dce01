/*
 * jobs: every_s counts from the last run, on the wall clock; a nightly job
 * runs when the watch's local day passes JOBS_NIGHT_MIN.
 */
#include "jobs.h"

#include <assert.h>

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
#define JOBS_RETRY_S 60			/* doubling up to an hour */

static enum status
job_checkpoint(struct act *act, int64_t *ret_done)
{
	*ret_done = 0;
	return db_checkpoint(act->db);
}

static const struct job jobs[] = {
	{ "rota", JOBS_DAY_S, true, roster_extend },
	{ "callbacks", JOBS_HOUR_S, false, callback_desk_forget },
	{ "outbox", JOBS_HOUR_S, false, delivery_forget },
	{ "sessions", JOBS_HOUR_S, false, signin_tidy },
	{ "checkpoint", 5, false, job_checkpoint },
};

#define JOBS (sizeof(jobs) / sizeof(jobs[0]))

_Static_assert(JOBS <= JOBS_MOST, "struct jobs has room for all");

struct jobs
jobs_all(void)
{
	return (struct jobs){ .v = jobs, .n = JOBS };
}

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

static int64_t
job_retry_s(unsigned failed)
{
	int64_t wait_s = JOBS_RETRY_S;

	while (--failed > 0 && wait_s < JOBS_HOUR_S)
		wait_s *= 2;
	return wait_s < JOBS_HOUR_S ? wait_s : JOBS_HOUR_S;
}

/* When it comes again, after so many failures in a row. */
static int64_t
job_again(const struct job *job, const struct act *act, unsigned failed)
{
	int64_t at = job->nightly ? job_next_night(act) :
	    act->now + job->every_s;
	int64_t retry_at = failed == 0 ? at : act->now + job_retry_s(failed);

	return retry_at < at ? retry_at : at;
}

/* Whether it is due, or further away than it was ever set: a local day of
 * the change of the clocks has an hour more. */
static bool
job_is_due(const struct jobs *j, size_t i, int64_t now)
{
	int64_t most = j->run[i].failed > 0 ? JOBS_HOUR_S :
	    j->v[i].every_s + (j->v[i].nightly ? JOBS_HOUR_S : 0);

	return j->run[i].due_at <= now || j->run[i].due_at - now > most;
}

static void
job_run(struct jobs *j, size_t i, struct act *act)
{
	const struct job *job = &j->v[i];
	int64_t done = 0;
	enum status s = job->fn(act, &done);

	j->run[i].failed = s == OK ? 0 : j->run[i].failed + 1;
	j->run[i].due_at = job_again(job, act, j->run[i].failed);
	if (s != OK)
		LOG(LOG_WARN, "job-failed", LOG_TEXT("job", job->name),
		    LOG_TEXT("status", status_slug(s)),
		    LOG_INT("again_s", j->run[i].due_at - act->now));
	else if (done > 0)
		LOG(LOG_INFO, "job-done", LOG_TEXT("job", job->name),
		    LOG_INT("rows", done));
}

void
jobs_run(struct jobs *j, struct act *act)
{
	assert(j->n <= JOBS_MOST);
	for (size_t i = 0; i < j->n; i++)
		if (job_is_due(j, i, act->now)) {
			job_run(j, i, act);
			return;
		}
}

int64_t
jobs_next(const struct jobs *j, int64_t now)
{
	int64_t next = now + JOBS_DAY_S;

	for (size_t i = 0; i < j->n; i++)
		if (j->run[i].due_at < next)
			next = j->run[i].due_at;
	return next;
}
