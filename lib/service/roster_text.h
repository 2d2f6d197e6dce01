/*
 * roster_text: how a schedule was entered, as text and back, in the form that
 * the API takes: {"weekly": [{"days": ["MO"], "at": "22:00"}]}, {"rrule": ...,
 * "start": ...} or {"cron": ...}.  Private to roster.
 */
#ifndef WATCHBILL_SERVICE_ROSTER_TEXT_H
#define WATCHBILL_SERVICE_ROSTER_TEXT_H

#include "service/roster.h"

/* "weekly" "rrule" "cron"; by is not BY_UNSET. */
const char *roster_text_by(enum recurrence_by by);
/* YYYY-MM-DDTHH:MM, local. */
bool roster_text_start(struct str s, struct civil *ret);
/* Only the members of that way; what else stands in `in` is left out. */
const char *roster_text_entered(struct arena *a,
    const struct recurrence_in *in, enum recurrence_by by);

#endif
