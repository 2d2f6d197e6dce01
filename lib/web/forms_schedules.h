/* forms_schedules: what comes in about schedules. */
#ifndef WATCHBILL_WEB_FORMS_SCHEDULES_H
#define WATCHBILL_WEB_FORMS_SCHEDULES_H

#include "base/civil.h"
#include "web/form.h"

struct weekly_form {
	unsigned days;
	int at;
};
struct recurrence_form {
	const char *by;			/* weekly rrule cron; NULL: as it is */
	struct field_list weekly;	/* of struct weekly_form */
	const char *rrule, *start, *cron;
};
struct decide_form {
	int64_t shift;
	const char *choice;		/* keep cancel */
};
struct schedule_form {
	const char *name;
	struct recurrence_form recurrence;
	const char *time_zone;
	int64_t duration_min;
	struct date starts_on, ends_on;
	int64_t seats, needed;
	const char *place, *notes;
	int64_t version;
	const char *orphans;		/* for all: keep cancel */
	struct field_list decide;	/* of struct decide_form */
	const char *act;		/* of the page: save preview */
};
struct schedule_end_form {
	struct date last;
	const char *orphans;
	int64_t version;
};
struct schedules_form {
	bool ended;
	struct field_cursor after;
};

extern const struct form form_schedule, form_schedule_end, form_schedules;

#endif
