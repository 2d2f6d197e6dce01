/*
 * forms: a row per field of every form and query.  What stands here is what a
 * page shows (label, hint, box), what the API describes, and what is checked
 * before a handler sees anything.
 */
#include "web/forms.h"

#include "view/language.h"

#include "base/banned.h"

#define AT(type, member) .offset = offsetof(struct type##_form, member)

/* Fields that several forms share ------------------------------------------ */

#define PHONE(type, label_, hint_) { \
	.control = { .name = "phone", .label = label_, .hint = hint_, \
	    .widget = WIDGET_TEL, .required = true, .min = 3, .max = 32, \
	    .autocomplete = "tel", .size = "w16" }, \
	.kind = FIELD_LINE, AT(type, phone) }
#define VERSION(type) { \
	.control = { .name = "version", .widget = WIDGET_HIDDEN, \
	    .min = 1, .max = INT32_MAX }, \
	.kind = FIELD_INT, AT(type, version) }
#define AFTER(type) { \
	.control = { .name = "after" }, .kind = FIELD_CURSOR, AT(type, after) }
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
#define ORPHANS(type) { \
	.control = { .name = "orphans", .widget = WIDGET_RADIOS, \
	    .label = N_("What becomes of the booked shifts that no longer " \
	    "fit?"), \
	    .choices = orphan_choices }, \
	.kind = FIELD_WORD, AT(type, orphans) }

static const struct choice orphan_choices[] = {
	{ "keep", N_("Keep them"),
	    N_("They stay as they are, for the people on them.") },
	{ "cancel", N_("Cancel them"), N_("Everybody on them is told.") },
	{ NULL, NULL, NULL },
};

/* Signing in --------------------------------------------------------------- */

static const struct field login_code_fields[] = {
	PHONE(login_code, N_("Your mobile number"),
	    N_("We send it a code of six digits. For example 082 555 0147, "
	    "or +44 and so on from abroad.")),
};
FORM(login_code, struct login_code_form);

static const struct field login_verify_fields[] = {
	{
		.control = { .name = "challenge", .min = 32, .max = 32,
		    .secret = true },
		.kind = FIELD_TOKEN, .face = FACE_API,
		AT(login_verify, challenge),
	}, {
		.control = { .name = "code", .label = N_("Six digits"),
		    .widget = WIDGET_CODE, .required = true, .min = 6,
		    .max = 12, .autocomplete = "one-time-code",
		    .secret = true },
		.kind = FIELD_LINE, AT(login_verify, code),
	},
};
FORM(login_verify, struct login_verify_form);

static const struct field apply_fields[] = {
	{
		.control = { .name = "name", .label = N_("Your name"),
		    .hint = N_("As the others on a shift will read it."),
		    .widget = WIDGET_TEXT, .required = true, .min = 2,
		    .max = 80, .autocomplete = "name" },
		.kind = FIELD_LINE, AT(apply, name),
	},
	PHONE(apply, N_("Your mobile number"),
	    N_("You sign in with it. Only coordinators see it.")),
};
FORM(apply, struct apply_form);

static const struct field language_fields[] = {
	{
		.control = { .name = "language", .label = N_("Language"),
		    .widget = WIDGET_NONE, .required = true, .min = 2,
		    .max = 8 },
		.kind = FIELD_LINE, AT(language, language),
	},
};
FORM(language, struct language_form);

/* Shifts and bookings ------------------------------------------------------ */

static const struct choice show_choices[] = {
	{ "me", N_("For me"), NULL },
	{ "all", N_("All"), NULL },
	{ "night", N_("Night"), NULL },
	{ NULL, NULL, NULL },
};

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

/* Schedules ---------------------------------------------------------------- */

static const struct choice by_choices[] = {
	{ "weekly", N_("Weekdays and a time"), NULL },
	{ "rrule", N_("A rule"), N_("RFC 5545 RRULE") },
	{ "cron", N_("A cron line"), N_("five fields") },
	{ NULL, NULL, NULL },
};

static const struct choice day_choices[] = {
	{ "MO", N_("Mon"), NULL }, { "TU", N_("Tue"), NULL },
	{ "WE", N_("Wed"), NULL }, { "TH", N_("Thu"), NULL },
	{ "FR", N_("Fri"), NULL }, { "SA", N_("Sat"), NULL },
	{ "SU", N_("Sun"), NULL }, { NULL, NULL, NULL },
};

static const struct field weekly_fields[] = {
	{
		.control = { .name = "days", .label = N_("Weekdays"),
		    .widget = WIDGET_DAYS, .choices = day_choices },
		.kind = FIELD_DAYS, AT(weekly, days),
	}, {
		.control = { .name = "at", .label = N_("Starts"),
		    .widget = WIDGET_TIME, .depends = true, .size = "w8" },
		.kind = FIELD_CLOCK, AT(weekly, at),
	},
};
static FORM(weekly, struct weekly_form);

static const struct field recurrence_fields[] = {
	{
		.control = { .name = "by", .label = N_("How to say when"),
		    .widget = WIDGET_RADIOS, .choices = by_choices },
		.kind = FIELD_WORD, AT(recurrence, by),
	}, {
		.control = { .name = "weekly",
		    .label = N_("Weekdays and times"),
		    .max = 8 },
		.kind = FIELD_LIST, .of = &form_weekly,
		AT(recurrence, weekly),
	}, {
		.control = { .name = "rrule", .label = N_("Rule"),
		    .hint = N_("For example FREQ=MONTHLY;BYDAY=2SA, every "
		    "second Saturday of a month."),
		    .widget = WIDGET_TEXT, .depends = true, .max = 300,
		    .autocomplete = "off" },
		.kind = FIELD_LINE, AT(recurrence, rrule),
	}, {
		.control = { .name = "start", .label = N_("Starts"),
		    .hint = N_("The time of day, such as 22:00."),
		    .widget = WIDGET_TEXT, .depends = true, .max = 16,
		    .size = "w16", .autocomplete = "off" },
		.kind = FIELD_LINE, AT(recurrence, start),
	}, {
		.control = { .name = "cron", .label = N_("Cron line"),
		    .hint = N_("Minute, hour, day, month, weekday: "
		    "0 22 * * 5,6"),
		    .widget = WIDGET_TEXT, .depends = true, .max = 100,
		    .autocomplete = "off" },
		.kind = FIELD_LINE, AT(recurrence, cron),
	},
};
static FORM(recurrence, struct recurrence_form);

static const struct field decide_fields[] = {
	{
		.control = { .name = "shift", .widget = WIDGET_HIDDEN,
		    .required = true, .min = 1, .max = FIELD_ID_MAX },
		.kind = FIELD_INT, AT(decide, shift),
	}, {
		.control = { .name = "choice", .required = true,
		    .choices = orphan_choices },
		.kind = FIELD_WORD, AT(decide, choice),
	},
};
static FORM(decide, struct decide_form);

static const struct choice act_choices[] = {
	{ "save", NULL, NULL }, { "preview", NULL, NULL }, { NULL, NULL, NULL },
};

static const struct field schedule_fields[] = {
	{
		.control = { .name = "name", .label = N_("Name"),
		    .widget = WIDGET_TEXT, .required = true, .min = 1,
		    .max = 60 },
		.kind = FIELD_LINE, AT(schedule, name),
	}, {
		.control = { .name = "recurrence", .label = N_("When"),
		    .required = true },
		.kind = FIELD_GROUP, .of = &form_recurrence,
		AT(schedule, recurrence),
	}, {
		.control = { .name = "time_zone", .label = N_("Time zone"),
		    .hint = N_("By its IANA name, such as Europe/London."),
		    .widget = WIDGET_TEXT, .required = true, .min = 1,
		    .max = 64, .size = "w16" },
		.kind = FIELD_LINE, AT(schedule, time_zone),
	}, {
		.control = { .name = "duration_min", .label = N_("Minutes"),
		    .required = true, .min = 1, .max = 2880 },
		.kind = FIELD_INT, .face = FACE_API, AT(schedule, duration_min),
	}, {
		.control = { .name = "hours", .label = N_("Lasts, hours"),
		    .widget = WIDGET_TEXT, .required = true, .min = 1,
		    .max = 2880, .size = "w4" },
		.kind = FIELD_HOURS, .face = FACE_PAGE,
		AT(schedule, duration_min),
	}, {
		.control = { .name = "starts_on", .label = N_("First date"),
		    .widget = WIDGET_DATE, .size = "w16" },
		.kind = FIELD_DATE, AT(schedule, starts_on),
	}, {
		.control = { .name = "ends_on", .label = N_("Last date"),
		    .widget = WIDGET_DATE, .size = "w16" },
		.kind = FIELD_DATE, AT(schedule, ends_on),
	}, {
		.control = { .name = "needed", .label = N_("Needs at least"),
		    .widget = WIDGET_NUMBER, .required = true, .min = 0,
		    .max = 1000, .size = "w4" },
		.kind = FIELD_INT, AT(schedule, needed),
	}, {
		.control = { .name = "seats", .label = N_("Takes at most"),
		    .widget = WIDGET_NUMBER, .required = true, .min = 1,
		    .max = 1000, .size = "w4" },
		.kind = FIELD_INT, AT(schedule, seats),
	}, {
		.control = { .name = "place", .label = N_("Place to meet"),
		    .widget = WIDGET_TEXT, .max = 120 },
		.kind = FIELD_LINE, AT(schedule, place),
	}, {
		.control = { .name = "notes",
		    .label = N_("Notes for volunteers"),
		    .widget = WIDGET_TEXTAREA, .max = 1000 },
		.kind = FIELD_TEXT, AT(schedule, notes),
	},
	VERSION(schedule),
	ORPHANS(schedule),
	{
		.control = { .name = "decide", .max = 200 },
		.kind = FIELD_LIST, .of = &form_decide, AT(schedule, decide),
	}, {
		.control = { .name = "act", .choices = act_choices },
		.kind = FIELD_WORD, .face = FACE_PAGE, AT(schedule, act),
	},
};
FORM(schedule, struct schedule_form);

static const struct field schedule_end_fields[] = {
	{
		.control = { .name = "last", .label = N_("Last date"),
		    .hint = N_("No shift starts after that day."),
		    .widget = WIDGET_DATE, .required = true, .size = "w16" },
		.kind = FIELD_DATE, AT(schedule_end, last),
	},
	ORPHANS(schedule_end),
	VERSION(schedule_end),
};
FORM(schedule_end, struct schedule_end_form);

static const struct field schedules_fields[] = {
	{
		.control = { .name = "ended", .label = N_("Ended ones") },
		.kind = FIELD_BOOL, AT(schedules, ended),
	},
	AFTER(schedules),
};
FORM(schedules, struct schedules_form);

/* People ------------------------------------------------------------------- */

static const struct choice role_choices[] = {
	{ "guest", N_("Guest"), N_("has applied, may not book yet") },
	{ "volunteer", N_("Volunteer"), NULL },
	{ "coordinator", N_("Coordinator"), NULL },
	{ "admin", N_("Administrator"), NULL },
	{ NULL, NULL, NULL },
};
static const struct choice state_choices[] = {
	{ "active", N_("Active"), NULL },
	{ "suspended", N_("Suspended"), NULL },
	{ NULL, NULL, NULL },
};

static const struct field people_fields[] = {
	{
		.control = { .name = "q", .label = N_("Name"),
		    .widget = WIDGET_SEARCH, .max = 80, .size = "w16" },
		.kind = FIELD_LINE, AT(people, q),
	}, {
		.control = { .name = "role", .label = N_("Role"),
		    .choices = role_choices },
		.kind = FIELD_WORD, AT(people, role),
	},
	AFTER(people),
};
FORM(people, struct people_form);

static const struct field person_add_fields[] = {
	{
		.control = { .name = "name", .label = N_("Name"),
		    .widget = WIDGET_TEXT, .required = true, .min = 2,
		    .max = 80, .autocomplete = "off" },
		.kind = FIELD_LINE, AT(person_add, name),
	},
	PHONE(person_add, N_("Mobile number"), N_("They sign in with it.")),
	{
		.control = { .name = "role", .label = N_("Role"),
		    .widget = WIDGET_SELECT, .size = "w16",
		    .choices = role_choices },
		.kind = FIELD_WORD, AT(person_add, role),
	},
};
FORM(person_add, struct person_add_form);

static const struct field role_fields[] = {
	{
		.control = { .name = "role", .label = N_("Role"),
		    .widget = WIDGET_RADIOS, .required = true,
		    .choices = role_choices },
		.kind = FIELD_WORD, AT(role, role),
	},
	VERSION(role),
};
FORM(role, struct role_form);

static const struct field person_state_fields[] = {
	{
		.control = { .name = "state", .label = N_("State"),
		    .required = true, .choices = state_choices },
		.kind = FIELD_WORD, AT(person_state, state),
	},
	VERSION(person_state),
};
FORM(person_state, struct person_state_form);

/* Callbacks ---------------------------------------------------------------- */

static const struct choice when_choices[] = {
	{ "now", N_("As soon as you can"), N_("between 08:00 and 22:00") },
	{ "morning", N_("Tomorrow morning"), N_("08:00 to 12:00") },
	{ "afternoon", N_("Tomorrow afternoon"), N_("12:00 to 17:00") },
	{ "evening", N_("Tomorrow evening"), N_("17:00 to 20:00") },
	{ NULL, NULL, NULL },
};
static const struct choice topic_choices[] = {
	{ "seen", N_("Something I saw"), NULL },
	{ "joining", N_("Joining the watch"), NULL },
	{ "advice", N_("Advice for my home"), NULL },
	{ "other", N_("Something else"), NULL },
	{ NULL, NULL, NULL },
};
static const struct choice which_choices[] = {
	{ "open", N_("Open"), NULL }, { "mine", N_("Mine"), NULL },
	{ "done", N_("Done"), NULL }, { NULL, NULL, NULL },
};
static const struct choice outcome_choices[] = {
	{ "completed", N_("We talked"), NULL },
	{ "missed", N_("No answer"), NULL },
	{ "failed", N_("Given up"), NULL },
	{ "back", N_("Hand back"), NULL },
	{ "note", N_("Add the note"), NULL },
	{ NULL, NULL, NULL },
};

static const struct field callback_fields[] = {
	PHONE(callback, N_("Your number"), NULL),
	{
		.control = { .name = "name", .label = N_("First name"),
		    .widget = WIDGET_TEXT, .max = 80, .size = "w16",
		    .autocomplete = "given-name" },
		.kind = FIELD_LINE, AT(callback, name),
	}, {
		.control = { .name = "when", .label = N_("When may we ring?"),
		    .widget = WIDGET_RADIOS, .choices = when_choices },
		.kind = FIELD_WORD, AT(callback, when),
	}, {
		.control = { .name = "topic", .label = N_("What is it about?"),
		    .widget = WIDGET_SELECT, .size = "w16",
		    .choices = topic_choices },
		.kind = FIELD_WORD, AT(callback, topic),
	}, {
		.control = { .name = "message", .label = N_("In your words"),
		    .widget = WIDGET_TEXTAREA, .max = 1000 },
		.kind = FIELD_TEXT, AT(callback, message),
	}, {
		.control = { .name = "voicemail",
		    .label = N_("You may leave a voicemail"),
		    .widget = WIDGET_CHECKBOX },
		.kind = FIELD_BOOL, AT(callback, voicemail),
	}, {
		.control = { .name = "say_who",
		    .label = N_("You may tell whoever answers that the watch "
		    "is calling"),
		    .widget = WIDGET_CHECKBOX },
		.kind = FIELD_BOOL, AT(callback, say_who),
	}, {
		.control = { .name = "consent",
		    .label = N_("Keep my number until the call is done, 30 "
		    "days at most"),
		    .widget = WIDGET_CHECKBOX, .required = true },
		.kind = FIELD_BOOL, AT(callback, consent),
	}, {
		.control = { .name = "website",
		    .label = N_("Leave this empty"),
		    .widget = WIDGET_HONEYPOT, .max = 200 },
		.kind = FIELD_LINE, AT(callback, website),
	},
};
FORM(callback, struct callback_form);

static const struct field callbacks_fields[] = {
	{
		.control = { .name = "which", .choices = which_choices },
		.kind = FIELD_WORD, AT(callbacks, which),
	},
	AFTER(callbacks),
};
FORM(callbacks, struct callbacks_form);

static const struct field callback_note_fields[] = {
	{
		.control = { .name = "act", .label = N_("How it went"),
		    .required = true, .choices = outcome_choices },
		.kind = FIELD_WORD, AT(callback_note, act),
	}, {
		.control = { .name = "note", .label = N_("Note"),
		    .hint = N_("For the others at the desk."),
		    .widget = WIDGET_TEXTAREA, .max = 1000 },
		.kind = FIELD_TEXT, AT(callback_note, note),
	},
};
FORM(callback_note, struct callback_note_form);
