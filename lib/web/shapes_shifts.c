/* shapes_shifts: the replies about shifts and bookings, and the week. */
#include "web/shapes.h"

#include "view/language.h"

#include "base/banned.h"

static const struct shape_word coverage_words[] = {
	{ "nobody", NULL }, { "short", NULL }, { "enough", NULL },
	{ "full", NULL }, { NULL, NULL },
};
static const struct shape_word booking_words[] = {
	{ "booked", N_("signed up") }, { "cancelled", N_("cancelled") },
	{ "attended", N_("was there") }, { "missed", N_("missed") },
	{ NULL, NULL },
};

/* Somebody on a shift: a name, never a number */
static const struct shape_row who_rows[] = {
	{ .name = "name", .kind = NODE_TEXT },
	{ .name = "you", .kind = NODE_BOOL },
};
SHAPE(who, "Who");

/* One box of the meter */
static const struct shape_row box_rows[] = {
	{ .name = "kind", .kind = NODE_TEXT, .nullable = true,
	    .page_only = true, .help = "you must free; null: somebody else" },
	{ .name = "text", .kind = NODE_TEXT, .nullable = true,
	    .page_only = true },
};
SHAPE(box, "Box");

/* What every shift tells */
#define SHIFT_ROWS \
	{ .name = "id", .kind = NODE_INT }, \
	{ .name = "schedule", .kind = NODE_INT, .nullable = true, \
	    .help = "Id; null for a single shift" }, \
	{ .name = "name", .kind = NODE_TEXT }, \
	{ .name = "place", .kind = NODE_TEXT, .nullable = true }, \
	{ .name = "starts_at", .kind = NODE_INSTANT }, \
	{ .name = "ends_at", .kind = NODE_INSTANT }, \
	{ .name = "seats", .kind = NODE_INT, .help = "Takes at most" }, \
	{ .name = "needed", .kind = NODE_INT, .help = "Needs at least" }, \
	{ .name = "taken", .kind = NODE_INT }, \
	{ .name = "missing", .kind = NODE_INT, \
	    .help = "needed less taken, not below 0" }, \
	{ .name = "coverage", .kind = NODE_TEXT, .words = coverage_words }, \
	{ .name = "cancelled", .kind = NODE_BOOL }, \
	{ .name = "booking", .kind = NODE_INT, .nullable = true, \
	    .help = "My live booking on it" }, \
	{ .name = "collides", .kind = NODE_TEXT, .nullable = true, \
	    .help = "Name of my shift at that time" }
/* What its page shows besides */
#define SHIFT_PAGE_ROWS \
	{ .name = "length_s", .kind = NODE_INT, .page_only = true }, \
	{ .name = "boxes", .kind = NODE_LIST, .of = &shape_box, \
	    .page_only = true }, \
	{ .name = "soon", .kind = NODE_BOOL, .page_only = true, \
	    .help = "Starts within a day" }, \
	{ .name = "open", .kind = NODE_BOOL, .page_only = true, \
	    .help = "May still be booked" }, \
	{ .name = "names", .kind = NODE_TEXT, .nullable = true, \
	    .page_only = true }

static const struct shape_row shift_row_rows[] = {
	SHIFT_ROWS,
	{ .name = "people", .kind = NODE_LIST, .of = &shape_who },
	{ .name = "href", .kind = NODE_HREF },
	SHIFT_PAGE_ROWS,
	{ .name = "ticked", .kind = NODE_BOOL, .page_only = true },
};
SHAPE(shift_row, "Shift");

/* A day of the list, for the page */
static const struct shape_row day_rows[] = {
	{ .name = "at", .kind = NODE_INSTANT, .page_only = true },
	{ .name = "missing", .kind = NODE_INT, .page_only = true },
	{ .name = "open", .kind = NODE_LIST, .of = &shape_shift_row,
	    .page_only = true },
	{ .name = "full", .kind = NODE_LIST, .of = &shape_shift_row,
	    .page_only = true },
	{ .name = "full_count", .kind = NODE_INT, .page_only = true },
};
SHAPE(day, "Day");

static const struct shape_row shifts_rows[] = {
	{ .name = "items", .kind = NODE_LIST, .of = &shape_shift_row },
	{ .name = "next", .kind = NODE_HREF, .nullable = true,
	    .help = "Path of the next page" },
	{ .name = "days", .kind = NODE_LIST, .of = &shape_day,
	    .page_only = true },
	{ .name = "chips", .kind = NODE_LIST, .of = &shape_chip,
	    .page_only = true },
	{ .name = "until_at", .kind = NODE_INSTANT, .nullable = true,
	    .page_only = true },
	{ .name = "all_href", .kind = NODE_HREF, .page_only = true },
	{ .name = "schedules", .kind = NODE_LIST, .of = &shape_option,
	    .page_only = true },
	{ .name = "from", .kind = NODE_TEXT, .nullable = true,
	    .page_only = true },
	{ .name = "until", .kind = NODE_TEXT, .nullable = true,
	    .page_only = true },
	{ .name = "schedule", .kind = NODE_TEXT, .nullable = true,
	    .page_only = true },
	{ .name = "show", .kind = NODE_TEXT, .nullable = true,
	    .page_only = true },
	{ .name = "after", .kind = NODE_TEXT, .nullable = true,
	    .page_only = true },
};
SHAPE(shifts, "ShiftList");

static const struct shape_row booking_rows[] = {
	{ .name = "id", .kind = NODE_INT },
	{ .name = "shift", .kind = NODE_INT },
	{ .name = "seat", .kind = NODE_INT },
	{ .name = "state", .kind = NODE_TEXT, .words = booking_words },
	{ .name = "name", .kind = NODE_TEXT },
	{ .name = "place", .kind = NODE_TEXT, .nullable = true },
	{ .name = "starts_at", .kind = NODE_INSTANT },
	{ .name = "ends_at", .kind = NODE_INSTANT },
	{ .name = "buddy_name", .kind = NODE_TEXT, .nullable = true },
	{ .name = "free_until", .kind = NODE_INSTANT,
	    .help = "Until when its owner cancels freely" },
	{ .name = "may_cancel", .kind = NODE_BOOL },
	{ .name = "shift_href", .kind = NODE_HREF },
	{ .name = "length_s", .kind = NODE_INT, .page_only = true },
	{ .name = "taken", .kind = NODE_INT, .page_only = true },
	{ .name = "seats", .kind = NODE_INT, .page_only = true },
	{ .name = "missing", .kind = NODE_INT, .page_only = true },
	{ .name = "coverage", .kind = NODE_TEXT, .page_only = true,
	    .words = coverage_words },
	{ .name = "names", .kind = NODE_TEXT, .nullable = true,
	    .page_only = true, .help = "The others" },
	{ .name = "boxes", .kind = NODE_LIST, .of = &shape_box,
	    .page_only = true },
	{ .name = "running", .kind = NODE_BOOL, .page_only = true },
	{ .name = "cancel_href", .kind = NODE_HREF, .page_only = true },
	{ .name = "person", .kind = NODE_TEXT, .nullable = true,
	    .page_only = true },
	{ .name = "yours", .kind = NODE_BOOL, .page_only = true },
};
SHAPE(booking, "Booking");

static const struct shape_row bookings_rows[] = {
	{ .name = "items", .kind = NODE_LIST, .of = &shape_booking },
};
SHAPE(bookings, "BookingList");

static const struct shape_row mine_rows[] = {
	{ .name = "items", .kind = NODE_LIST, .of = &shape_booking },
	{ .name = "next", .kind = NODE_HREF, .nullable = true },
	{ .name = "now", .kind = NODE_LIST, .of = &shape_booking,
	    .page_only = true, .help = "The running or next one" },
	{ .name = "coming", .kind = NODE_LIST, .of = &shape_booking,
	    .page_only = true },
	{ .name = "past", .kind = NODE_LIST, .of = &shape_booking,
	    .page_only = true },
	{ .name = "past_count", .kind = NODE_INT, .page_only = true },
	{ .name = "month_s", .kind = NODE_INT, .page_only = true },
	{ .name = "year_s", .kind = NODE_INT, .page_only = true },
};
SHAPE(mine, "MyBookings");

static const struct shape_row seat_person_rows[] = {
	{ .name = "booking", .kind = NODE_INT, .nullable = true,
	    .help = "Coordinators only" },
	{ .name = "person", .kind = NODE_INT, .nullable = true,
	    .help = "Coordinators only" },
	{ .name = "name", .kind = NODE_TEXT },
	{ .name = "buddy_name", .kind = NODE_TEXT, .nullable = true },
	{ .name = "you", .kind = NODE_BOOL },
	{ .name = "off_href", .kind = NODE_HREF, .nullable = true,
	    .page_only = true },
};
SHAPE(seat_person, "SeatPerson");

static const struct shape_row shift_rows[] = {
	SHIFT_ROWS,
	{ .name = "people", .kind = NODE_LIST, .of = &shape_seat_person },
	{ .name = "notes", .kind = NODE_TEXT, .nullable = true },
	{ .name = "cancel_reason", .kind = NODE_TEXT, .nullable = true },
	{ .name = "free_until", .kind = NODE_INSTANT },
	{ .name = "cancel_free", .kind = NODE_BOOL, .page_only = true,
	    .help = "It is not yet free_until" },
	{ .name = "href", .kind = NODE_HREF },
	SHIFT_PAGE_ROWS,
	{ .name = "instead", .kind = NODE_LIST, .of = &shape_shift_row,
	    .page_only = true, .help = "Free at about the same time" },
	{ .name = "cancel_href", .kind = NODE_HREF, .nullable = true,
	    .page_only = true },
	{ .name = "manage_href", .kind = NODE_HREF, .nullable = true,
	    .page_only = true },
	{ .name = "past", .kind = NODE_BOOL, .page_only = true },
	{ .name = "full", .kind = NODE_BOOL, .page_only = true },
	{ .name = "may_manage", .kind = NODE_BOOL, .page_only = true },
	{ .name = "takes_people", .kind = NODE_BOOL, .page_only = true },
	{ .name = "stop_href", .kind = NODE_HREF, .nullable = true,
	    .page_only = true },
};
SHAPE(shift, "ShiftDetail");

static const struct shape_row cell_shift_rows[] = {
	{ .name = "id", .kind = NODE_INT },
	{ .name = "name", .kind = NODE_TEXT },
	{ .name = "starts_at", .kind = NODE_INSTANT },
	{ .name = "ends_at", .kind = NODE_INSTANT },
	{ .name = "taken", .kind = NODE_INT },
	{ .name = "needed", .kind = NODE_INT },
	{ .name = "seats", .kind = NODE_INT },
	{ .name = "missing", .kind = NODE_INT },
	{ .name = "coverage", .kind = NODE_TEXT, .words = coverage_words },
	{ .name = "cancelled", .kind = NODE_BOOL },
	{ .name = "class", .kind = NODE_TEXT, .page_only = true },
	{ .name = "href", .kind = NODE_HREF, .page_only = true },
	{ .name = "chosen", .kind = NODE_TEXT, .nullable = true,
	    .page_only = true },
	{ .name = "nobody", .kind = NODE_BOOL, .page_only = true },
	{ .name = "short", .kind = NODE_BOOL, .page_only = true },
	{ .name = "enough", .kind = NODE_BOOL, .page_only = true },
	{ .name = "full", .kind = NODE_BOOL, .page_only = true },
};
SHAPE(cell_shift, "CellShift");

static const struct shape_row cell_rows[] = {
	{ .name = "at", .kind = NODE_INSTANT },
	{ .name = "shifts", .kind = NODE_LIST, .of = &shape_cell_shift },
};
SHAPE(cell, "Cell");

static const struct shape_row week_row_rows[] = {
	{ .name = "name", .kind = NODE_TEXT },
	{ .name = "starts_at", .kind = NODE_INSTANT,
	    .help = "Of its first shift" },
	{ .name = "ends_at", .kind = NODE_INSTANT },
	{ .name = "days", .kind = NODE_LIST, .of = &shape_cell },
};
SHAPE(week_row, "WeekRow");

/* A shift on paper: a line for each place */
static const struct shape_row sheet_line_rows[] = {
	{ .name = "name", .kind = NODE_TEXT, .nullable = true,
	    .page_only = true },
};
static SHAPE(sheet_line, "SheetLine");

static const struct shape_row sheet_shift_rows[] = {
	{ .name = "name", .kind = NODE_TEXT, .page_only = true },
	{ .name = "place", .kind = NODE_TEXT, .nullable = true,
	    .page_only = true },
	{ .name = "starts_at", .kind = NODE_INSTANT, .page_only = true },
	{ .name = "ends_at", .kind = NODE_INSTANT, .page_only = true },
	{ .name = "cancelled", .kind = NODE_BOOL, .page_only = true },
	{ .name = "missing", .kind = NODE_INT, .page_only = true },
	{ .name = "lines", .kind = NODE_LIST, .of = &shape_sheet_line,
	    .page_only = true },
	{ .name = "more", .kind = NODE_INT, .page_only = true,
	    .help = "On it, and not among the lines" },
};
static SHAPE(sheet_shift, "SheetShift");

static const struct shape_row week_day_rows[] = {
	{ .name = "at", .kind = NODE_INSTANT },
	{ .name = "today", .kind = NODE_BOOL },
	{ .name = "class", .kind = NODE_TEXT, .nullable = true,
	    .page_only = true },
	{ .name = "shifts", .kind = NODE_LIST, .of = &shape_sheet_shift,
	    .page_only = true, .help = "To be printed and signed" },
};
SHAPE(week_day, "WeekDay");

static const struct shape_row candidate_rows[] = {
	{ .name = "person", .kind = NODE_INT },
	{ .name = "name", .kind = NODE_TEXT },
	{ .name = "last_at", .kind = NODE_INSTANT, .nullable = true },
	{ .name = "next_at", .kind = NODE_INSTANT, .nullable = true },
};
SHAPE(candidate, "Candidate");

static const struct shape_row week_rows[] = {
	{ .name = "from", .kind = NODE_INSTANT },
	{ .name = "until", .kind = NODE_INSTANT },
	{ .name = "days", .kind = NODE_LIST, .of = &shape_week_day },
	{ .name = "rows", .kind = NODE_LIST, .of = &shape_week_row },
	{ .name = "last", .kind = NODE_INSTANT, .page_only = true },
	{ .name = "previous", .kind = NODE_HREF, .page_only = true },
	{ .name = "following", .kind = NODE_HREF, .page_only = true },
	{ .name = "todo", .kind = NODE_LIST, .of = &shape_home_todo,
	    .page_only = true },
	{ .name = "detail", .kind = NODE_LIST, .of = &shape_shift,
	    .page_only = true, .help = "The chosen shift, one or none" },
	{ .name = "candidates", .kind = NODE_LIST, .of = &shape_candidate,
	    .page_only = true, .help = "Free people" },
	{ .name = "search", .kind = NODE_TEXT, .nullable = true,
	    .page_only = true },
};
SHAPE(week, "Week");
