/* shapes_schedules: the replies about schedules. */
#include "web/shapes.h"

#include "base/banned.h"

static const struct shape_row occurrence_rows[] = {
	{ .name = "starts_at", .kind = NODE_INSTANT },
	{ .name = "ends_at", .kind = NODE_INSTANT },
};
SHAPE(occurrence, "Occurrence");

/* A booked shift that no longer fits (rule 5) */
static const struct shape_row affected_rows[] = {
	{ .name = "shift", .kind = NODE_INT },
	{ .name = "starts_at", .kind = NODE_INSTANT },
	{ .name = "ends_at", .kind = NODE_INSTANT },
	{ .name = "taken", .kind = NODE_INT },
	{ .name = "names", .kind = NODE_TEXT, .nullable = true },
};
SHAPE(affected, "Affected");

static const struct shape_row preview_rows[] = {
	{ .name = "words", .kind = NODE_TEXT, .help = "In words" },
	{ .name = "items", .kind = NODE_LIST, .of = &shape_occurrence },
	{ .name = "made", .kind = NODE_INT,
	    .help = "Shifts that would be made" },
	{ .name = "changed", .kind = NODE_INT },
	{ .name = "removed", .kind = NODE_INT },
	{ .name = "people", .kind = NODE_INT,
	    .help = "People who would be told" },
	{ .name = "affected", .kind = NODE_LIST, .of = &shape_affected,
	    .help = "Booked shifts that no longer fit" },
};
SHAPE(preview, "SchedulePreview");

/* What every schedule tells */
#define SCHEDULE_ROWS \
	{ .name = "id", .kind = NODE_INT }, \
	{ .name = "name", .kind = NODE_TEXT }, \
	{ .name = "words", .kind = NODE_TEXT, \
	    .help = "The recurrence in words" }, \
	{ .name = "time_zone", .kind = NODE_TEXT }, \
	{ .name = "duration_min", .kind = NODE_INT }, \
	{ .name = "starts_on", .kind = NODE_TEXT }, \
	{ .name = "ends_on", .kind = NODE_TEXT, .nullable = true }, \
	{ .name = "seats", .kind = NODE_INT }, \
	{ .name = "needed", .kind = NODE_INT }, \
	{ .name = "place", .kind = NODE_TEXT, .nullable = true }, \
	{ .name = "notes", .kind = NODE_TEXT, .nullable = true }, \
	{ .name = "ended", .kind = NODE_BOOL }, \
	{ .name = "version", .kind = NODE_INT }, \
	{ .name = "href", .kind = NODE_HREF }

static const struct shape_row schedule_rows[] = {
	SCHEDULE_ROWS,
	{ .name = "shifts", .kind = NODE_INT, .nullable = true,
	    .help = "Shifts made, changed or ended by this call" },
};
SHAPE(schedule, "Schedule");

static const struct shape_row schedule_row_rows[] = {
	SCHEDULE_ROWS,
	{ .name = "next_at", .kind = NODE_INSTANT, .nullable = true },
	{ .name = "length_s", .kind = NODE_INT, .page_only = true },
};
SHAPE(schedule_row, "ScheduleRow");

static const struct shape_row schedules_rows[] = {
	{ .name = "items", .kind = NODE_LIST, .of = &shape_schedule_row },
	{ .name = "next", .kind = NODE_HREF, .nullable = true },
};
SHAPE(schedules, "ScheduleList");

/* As it was entered: one of the three, the others null. */
static const struct shape_row weekly_line_rows[] = {
	{ .name = "days", .kind = NODE_LIST, .help = "MO TU WE TH FR SA SU" },
	{ .name = "at", .kind = NODE_TEXT, .help = "HH:MM, local" },
};
static SHAPE(weekly_line, "WeeklyLine");

static const struct shape_row recurrence_rows[] = {
	{ .name = "weekly", .kind = NODE_LIST, .of = &shape_weekly_line },
	{ .name = "rrule", .kind = NODE_TEXT, .nullable = true,
	    .help = "RFC 5545" },
	{ .name = "start", .kind = NODE_TEXT, .nullable = true },
	{ .name = "cron", .kind = NODE_TEXT, .nullable = true },
};
static SHAPE(recurrence, "Recurrence");

static const struct shape_row schedule_page_rows[] = {
	{ .name = "name", .kind = NODE_TEXT },
	{ .name = "id", .kind = NODE_INT, .nullable = true },
	{ .name = "words", .kind = NODE_TEXT, .nullable = true },
	{ .name = "time_zone", .kind = NODE_TEXT, .nullable = true },
	{ .name = "duration_min", .kind = NODE_INT, .nullable = true },
	{ .name = "starts_on", .kind = NODE_TEXT, .nullable = true },
	{ .name = "ends_on", .kind = NODE_TEXT, .nullable = true },
	{ .name = "seats", .kind = NODE_INT, .nullable = true },
	{ .name = "needed", .kind = NODE_INT, .nullable = true },
	{ .name = "place", .kind = NODE_TEXT, .nullable = true },
	{ .name = "notes", .kind = NODE_TEXT, .nullable = true },
	{ .name = "ended", .kind = NODE_BOOL },
	{ .name = "version", .kind = NODE_INT, .nullable = true },
	{ .name = "recurrence", .kind = NODE_MAP, .of = &shape_recurrence,
	    .nullable = true },
	{ .name = "preview", .kind = NODE_MAP, .of = &shape_preview,
	    .nullable = true, .page_only = true },
	{ .name = "end_href", .kind = NODE_HREF, .nullable = true,
	    .page_only = true },
	{ .name = "line_1", .kind = NODE_BOOL, .page_only = true,
	    .help = "The second line of weekdays and time is in use" },
	{ .name = "line_2", .kind = NODE_BOOL, .page_only = true },
	{ .name = "line_3", .kind = NODE_BOOL, .page_only = true },
	{ .name = "line_4", .kind = NODE_BOOL, .page_only = true },
	{ .name = "line_5", .kind = NODE_BOOL, .page_only = true },
	{ .name = "line_6", .kind = NODE_BOOL, .page_only = true },
	{ .name = "line_7", .kind = NODE_BOOL, .page_only = true },
	{ .name = "orphans", .kind = NODE_BOOL, .page_only = true },
	{ .name = "affected", .kind = NODE_LIST, .of = &shape_affected,
	    .page_only = true },
};
SHAPE(schedule_page, "SchedulePage");
