/* modules: every store module there is; a test holds this against lib/store. */
#ifndef WATCHBILL_TESTS_UNIT_STORE_MODULES_H
#define WATCHBILL_TESTS_UNIT_STORE_MODULES_H

#include "store/audit.h"
#include "store/bookings.h"
#include "store/callbacks.h"
#include "store/candidates.h"
#include "store/challenges.h"
#include "store/invitations.h"
#include "store/leases.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/retention.h"
#include "store/schedules.h"
#include "store/sessions.h"
#include "store/shift_edits.h"
#include "store/shifts.h"

static const struct module *const all_modules[] = {
	&audit_module,
	&bookings_module,
	&callbacks_module,
	&candidates_module,
	&challenges_module,
	&invitations_module,
	&leases_module,
	&outbox_module,
	&people_module,
	&retention_module,
	&schedules_module,
	&sessions_module,
	&shift_edits_module,
	&shifts_module,
	NULL
};

#endif
