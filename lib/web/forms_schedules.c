/* forms_schedules: the fields about schedules. */
#include "web/forms_schedules.h"

#include "view/language.h"
#include "web/forms_rows.h"

#include "base/banned.h"

static const struct choice orphan_choices[] = {
	{ "keep", N_("Keep them"),
	    N_("They stay as they are, for the people on them.") },
	{ "cancel", N_("Cancel them"), N_("Everybody on them is told.") },
	{ NULL, NULL, NULL },
};

#define ORPHANS(type) { \
	.control = { .name = "orphans", .widget = WIDGET_RADIOS, \
	    .label = N_("What becomes of the booked shifts that no longer " \
	    "fit?"), \
	    .choices = orphan_choices }, \
	.kind = FIELD_WORD, AT(type, orphans) }

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
