/* forms_shifts: what comes in about shifts, bookings and the week. */
#ifndef WATCHBILL_WEB_FORMS_SHIFTS_H
#define WATCHBILL_WEB_FORMS_SHIFTS_H

#include "base/civil.h"
#include "web/form.h"

struct shifts_form {
	int64_t from, until;
	int64_t schedule;
	bool open;
	const char *show;		/* of the page: me all night */
	struct field_cursor after;
};
struct book_several_form {
	struct field_ids shifts;
	int64_t from, until, schedule;	/* of the list that they are from */
	const char *show;
	struct field_cursor after;
};
struct paged_form {			/* a list that is paged, no more */
	struct field_cursor after;
};
struct book_form {
	const char *buddy_name, *buddy_phone;
};
struct week_form {
	struct date from;
	int64_t shift;
	const char *q;
};
struct assign_form {
	int64_t person;
};
struct shift_cancel_form {
	const char *reason;
};

extern const struct form form_shifts, form_book_several, form_paged, form_book,
    form_week, form_assign, form_shift_cancel;

#endif
