/*
 * jobs: what the worker does by the clock, as a table.  Messages are not a
 * job: they go out as soon as they are there.
 */
#ifndef WATCHBILL_WORKER_JOBS_H
#define WATCHBILL_WORKER_JOBS_H

#include "service/act.h"

/* jobs_run(act): one job that is due; all are at first.  A failure is logged,
 * and the job comes again at its next time. */
void jobs_run(struct act *act);
/* When the next one is due: the past if one waits. */
int64_t jobs_next(int64_t now);

#endif
