/*
 * demo: a watch to look at: three schedules, forty people with invented
 * numbers, bookings behind and ahead, newcomers waiting, callbacks.  Made
 * through the use cases, as if three weeks of them had happened.
 */
#ifndef WATCHBILL_SERVICE_DEMO_H
#define WATCHBILL_SERVICE_DEMO_H

#include "service/act.h"

/* Uses the modules people, schedules, shifts, shift_edits, bookings, callbacks,
 * outbox and audit. */

struct demo_made {
	int64_t schedules, people, bookings, callbacks;
	const char *coordinator_phone;	/* E.164: signs in with it */
};

/*
 * demo_load(act, ret): writes it all; each step is a transaction of its own.
 * Fails    E_CONFLICT "demo-not-empty": there is a schedule or somebody but
 *          the first admin; nothing is written.  So a second time refuses.
 */
MUST_USE enum status demo_load(struct act *act, struct demo_made *ret);

#endif
