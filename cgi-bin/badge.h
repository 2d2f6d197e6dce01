/* badge: the number beside a tab, on every page of those whom it concerns. */
#ifndef WATCHBILL_CGI_BADGE_H
#define WATCHBILL_CGI_BADGE_H

#include "service/act.h"

/* How many callbacks are overdue, for program_in.overdue. */
MUST_USE enum status badge_overdue(struct act *act, int64_t *ret);

#endif
