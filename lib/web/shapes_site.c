/*
 * shapes_site: the replies of no one area: signing in, the home page, the
 * parts of a list, the menu, errors, health.
 */
#include "web/shapes.h"

#include "base/banned.h"

static const struct shape_word health_words[] = {
	{ "ok", NULL }, { "unavailable", NULL }, { NULL, NULL },
};
static const struct shape_word todo_words[] = {
	{ "nobody", NULL }, { "short", NULL }, { "overdue", NULL },
	{ "newcomers", NULL }, { "schedules", NULL }, { NULL, NULL },
};

static const struct shape_row challenge_rows[] = {
	{ .name = "challenge", .kind = NODE_TEXT,
	    .help = "Opaque; takes the cookie's place on the API" },
	{ .name = "expires_in", .kind = NODE_INT, .help = "Seconds" },
	{ .name = "resend_after", .kind = NODE_INT, .help = "Seconds" },
};
SHAPE(challenge, "Challenge");

static const struct shape_row access_rows[] = {
	{ .name = "access_token", .kind = NODE_TEXT,
	    .help = "Bearer token; revocable at once" },
	{ .name = "token_type", .kind = NODE_TEXT },
	{ .name = "expires_in", .kind = NODE_INT, .help = "Seconds" },
};
SHAPE(access, "AccessToken");

static const struct shape_row code_page_rows[] = {
	{ .name = "tail", .kind = NODE_TEXT, .nullable = true,
	    .page_only = true, .help = "Last two digits" },
	{ .name = "expires_at", .kind = NODE_INSTANT, .nullable = true,
	    .page_only = true },
	{ .name = "resend_at", .kind = NODE_INSTANT, .nullable = true,
	    .page_only = true },
	{ .name = "fresh", .kind = NODE_BOOL, .page_only = true,
	    .help = "The five minutes start now" },
};
SHAPE(code_page, "CodePage");

static const struct shape_row chip_rows[] = {
	{ .name = "label", .kind = NODE_TEXT, .page_only = true },
	{ .name = "href", .kind = NODE_HREF, .page_only = true },
	{ .name = "chosen", .kind = NODE_TEXT, .nullable = true,
	    .page_only = true },
	{ .name = "count", .kind = NODE_INT, .nullable = true,
	    .page_only = true },
};
SHAPE(chip, "Chip");

static const struct shape_row option_rows[] = {
	{ .name = "value", .kind = NODE_TEXT, .page_only = true },
	{ .name = "label", .kind = NODE_TEXT, .page_only = true },
	{ .name = "chosen", .kind = NODE_BOOL, .page_only = true },
};
SHAPE(option, "Option");

static const struct shape_row welcome_rows[] = {
	{ .name = "token", .kind = NODE_TEXT, .page_only = true },
};
SHAPE(welcome, "Welcome");

/* For the page of an error */
static const struct shape_row error_rows[] = {
	{ .name = "title", .kind = NODE_TEXT, .page_only = true },
	{ .name = "detail", .kind = NODE_TEXT, .page_only = true },
	{ .name = "trace_id", .kind = NODE_TEXT, .page_only = true },
};
SHAPE(error, "ErrorPage");

static const struct shape_row language_row_rows[] = {
	{ .name = "code", .kind = NODE_TEXT, .page_only = true },
	{ .name = "name", .kind = NODE_TEXT, .page_only = true },
	{ .name = "chosen", .kind = NODE_TEXT, .page_only = true },
};
SHAPE(language_row, "Language");

static const struct shape_row more_rows[] = {
	{ .name = "languages", .kind = NODE_LIST, .of = &shape_language_row,
	    .page_only = true },
};
SHAPE(more, "More");

static const struct shape_row health_rows[] = {
	{ .name = "status", .kind = NODE_TEXT, .words = health_words },
};
SHAPE(health, "Health");

static const struct shape_row home_todo_rows[] = {
	{ .name = "kind", .kind = NODE_TEXT, .page_only = true,
	    .words = todo_words },
	{ .name = "count", .kind = NODE_INT, .page_only = true },
	{ .name = "name", .kind = NODE_TEXT, .nullable = true,
	    .page_only = true },
	{ .name = "starts_at", .kind = NODE_INSTANT, .nullable = true,
	    .page_only = true },
	{ .name = "soon", .kind = NODE_BOOL, .page_only = true,
	    .help = "Starts within a day" },
	{ .name = "href", .kind = NODE_HREF, .page_only = true },
};
SHAPE(home_todo, "Todo");

static const struct shape_row home_rows[] = {
	{ .name = "next", .kind = NODE_LIST, .of = &shape_booking,
	    .page_only = true, .help = "The next shift of mine, one or none" },
	{ .name = "needed", .kind = NODE_LIST, .of = &shape_shift_row,
	    .page_only = true },
	{ .name = "tonight", .kind = NODE_LIST, .of = &shape_shift_row,
	    .page_only = true },
	{ .name = "month_s", .kind = NODE_INT, .page_only = true },
	{ .name = "year_s", .kind = NODE_INT, .page_only = true },
	{ .name = "todo", .kind = NODE_LIST, .of = &shape_home_todo,
	    .page_only = true },
	{ .name = "desk_first", .kind = NODE_BOOL, .page_only = true,
	    .help = "To do stands before the next shift" },
	{ .name = "is_guest", .kind = NODE_BOOL, .page_only = true },
	{ .name = "is_member", .kind = NODE_BOOL, .page_only = true },
	{ .name = "applied_at", .kind = NODE_INSTANT, .nullable = true,
	    .page_only = true },
};
SHAPE(home, "Home");
