/* forms_shifts: the fields about shifts and bookings. */
#include "web/forms_shifts.h"

#include "view/language.h"
#include "web/forms_rows.h"

#include "base/banned.h"

static const struct choice show_choices[] = {
	{ "me", N_("For me"), NULL },
	{ "all", N_("All"), NULL },
	{ "night", N_("Night"), NULL },
	{ NULL, NULL, NULL },
};

/* Which shifts a list has.  Where something is done with several of them the
 * page sends these along, so as to be shown again as it was. */
#define SHIFT_LIST(type, face_) { \
	.control = { .name = "from", .label = N_("From"), \
	    .widget = WIDGET_DATE, .size = "w16" }, \
	.kind = FIELD_INSTANT, .face = face_, AT(type, from), \
}, { \
	.control = { .name = "until", .label = N_("Until"), \
	    .widget = WIDGET_DATE, .size = "w16" }, \
	.kind = FIELD_INSTANT, .face = face_, AT(type, until), \
}, { \
	.control = { .name = "schedule", .label = N_("Schedule"), \
	    .min = 1, .max = FIELD_ID_MAX }, \
	.kind = FIELD_INT, .face = face_, AT(type, schedule), \
}, { \
	.control = { .name = "show", .choices = show_choices }, \
	.kind = FIELD_WORD, .face = FACE_PAGE, AT(type, show), \
}, { \
	.control = { .name = "after" }, \
	.kind = FIELD_CURSOR, .face = face_, AT(type, after), \
}

static const struct field shifts_fields[] = {
	SHIFT_LIST(shifts, FACE_BOTH),
	{
		.control = { .name = "open",
		    .label = N_("Only with a free seat") },
		.kind = FIELD_BOOL, AT(shifts, open),
	},
};
FORM(shifts, struct shifts_form);

static const struct field book_several_fields[] = {
	SHIFT_LIST(book_several, FACE_PAGE),
	{
		.control = { .name = "shifts", .label = N_("Shifts"),
		    .widget = WIDGET_CHECKBOX, .required = true, .max = 20 },
		.kind = FIELD_IDS, AT(book_several, shifts),
	},
};
FORM(book_several, struct book_several_form);

static const struct field paged_fields[] = { AFTER(paged) };
FORM(paged, struct paged_form);

static const struct field book_fields[] = {
	{
		.control = { .name = "buddy_name", .label = N_("Buddy's name"),
		    .hint = N_("Somebody who comes along. Takes no seat."),
		    .widget = WIDGET_TEXT, .max = 80, .autocomplete = "off" },
		.kind = FIELD_LINE, AT(book, buddy_name),
	}, {
		.control = { .name = "buddy_phone",
		    .label = N_("Buddy's number"),
		    .widget = WIDGET_TEL, .max = 32, .autocomplete = "off",
		    .size = "w16" },
		.kind = FIELD_LINE, AT(book, buddy_phone),
	},
};
FORM(book, struct book_form);

static const struct field week_fields[] = {
	{
		.control = { .name = "from", .label = N_("Week from"),
		    .widget = WIDGET_DATE, .size = "w16" },
		.kind = FIELD_DATE, AT(week, from),
	}, {
		.control = { .name = "shift", .min = 1, .max = FIELD_ID_MAX },
		.kind = FIELD_INT, AT(week, shift),
	}, {
		.control = { .name = "q", .label = N_("Find somebody"),
		    .widget = WIDGET_SEARCH, .max = 80, .size = "w16" },
		.kind = FIELD_LINE, .face = FACE_PAGE, AT(week, q),
	},
};
FORM(week, struct week_form);

static const struct field assign_fields[] = {
	{
		.control = { .name = "person", .label = N_("Person"),
		    .required = true, .min = 1, .max = FIELD_ID_MAX },
		.kind = FIELD_INT, AT(assign, person),
	},
};
FORM(assign, struct assign_form);

static const struct field shift_cancel_fields[] = {
	{
		.control = { .name = "reason", .label = N_("Why"),
		    .hint = N_("Stands in the message to everybody on it."),
		    .widget = WIDGET_TEXT, .max = 100 },
		.kind = FIELD_LINE, AT(shift_cancel, reason),
	},
};
FORM(shift_cancel, struct shift_cancel_form);
