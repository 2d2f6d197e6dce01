/* shapes_people: the replies about people. */
#include "web/shapes.h"

#include "view/language.h"

#include "base/banned.h"

static const struct shape_word role_words[] = {
	{ "guest", N_("guest") }, { "volunteer", N_("volunteer") },
	{ "coordinator", N_("coordinator") }, { "admin", N_("administrator") },
	{ NULL, NULL },
};
static const struct shape_word state_words[] = {
	{ "active", N_("active") }, { "suspended", N_("suspended") },
	{ "erased", N_("erased") }, { NULL, NULL },
};

/* What every person tells */
#define PERSON_ROWS \
	{ .name = "id", .kind = NODE_INT }, \
	{ .name = "name", .kind = NODE_TEXT }, \
	{ .name = "role", .kind = NODE_TEXT, .words = role_words }, \
	{ .name = "state", .kind = NODE_TEXT, .words = state_words }, \
	{ .name = "created_at", .kind = NODE_INSTANT }, \
	{ .name = "href", .kind = NODE_HREF }

static const struct shape_row person_row_rows[] = {
	PERSON_ROWS,
};
SHAPE(person_row, "PersonRow");

static const struct shape_row people_rows[] = {
	{ .name = "items", .kind = NODE_LIST, .of = &shape_person_row },
	{ .name = "next", .kind = NODE_HREF, .nullable = true },
	{ .name = "waiting", .kind = NODE_LIST, .of = &shape_person_row,
	    .page_only = true },
	{ .name = "count", .kind = NODE_INT, .page_only = true },
	{ .name = "search", .kind = NODE_TEXT, .nullable = true,
	    .page_only = true },
};
SHAPE(people, "PeopleList");

static const struct shape_row person_rows[] = {
	PERSON_ROWS,
	{ .name = "phone", .kind = NODE_TEXT, .nullable = true,
	    .help = "E.164; to coordinators" },
	{ .name = "phone_text", .kind = NODE_TEXT, .nullable = true,
	    .page_only = true },
	{ .name = "phone_href", .kind = NODE_HREF, .nullable = true,
	    .page_only = true },
	{ .name = "version", .kind = NODE_INT },
	{ .name = "approved_at", .kind = NODE_INSTANT, .nullable = true },
	{ .name = "coming", .kind = NODE_LIST, .of = &shape_booking,
	    .page_only = true },
	{ .name = "may_approve", .kind = NODE_BOOL, .page_only = true },
	{ .name = "may_role", .kind = NODE_BOOL, .page_only = true },
	{ .name = "may_suspend", .kind = NODE_BOOL, .page_only = true },
	{ .name = "may_reinstate", .kind = NODE_BOOL, .page_only = true },
};
SHAPE(person, "Person");
