/*
 * forms: what each route takes, as the typed structs that handlers get.  The
 * rows are in forms.c.  What is absent has the value that form.h tells.
 */
#ifndef WATCHBILL_WEB_FORMS_H
#define WATCHBILL_WEB_FORMS_H

#include "base/civil.h"
#include "web/form.h"

struct login_code_form {
	const char *phone;
};
struct login_verify_form {
	const char *challenge;		/* the API's; pages have a cookie */
	const char *code;
};
struct apply_form {
	const char *name, *phone;
};
struct language_form {
	const char *language;
};

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

struct people_form {
	const char *q;
	const char *role;
	struct field_cursor after;
};
struct person_add_form {
	const char *name, *phone, *role;
};
struct role_form {
	const char *role;
	int64_t version;
};
struct person_state_form {
	const char *state;
	int64_t version;
};

struct callback_form {
	const char *phone, *name, *message;
	const char *when, *topic;
	bool voicemail, say_who, consent;
	const char *website;		/* honeypot: people leave it empty */
};
struct callbacks_form {
	const char *which;
	struct field_cursor after;
};
struct callback_note_form {
	const char *act;		/* completed missed failed back note */
	const char *note;
};

extern const struct form form_login_code, form_login_verify, form_apply,
    form_language, form_shifts, form_paged, form_book, form_book_several,
    form_week, form_assign, form_shift_cancel, form_schedule,
    form_schedule_end, form_schedules, form_people, form_person_add, form_role,
    form_person_state, form_callback, form_callbacks, form_callback_note;

#endif
