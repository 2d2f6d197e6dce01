/*
 * shapes_callbacks: the replies about callbacks, to visitors and to the desk.
 */
#include "web/shapes.h"

#include "view/language.h"

#include "base/banned.h"

static const struct shape_word topic_words[] = {
	{ "seen", N_("something seen") },
	{ "joining", N_("joining the watch") },
	{ "advice", N_("advice for a home") },
	{ "other", N_("something else") },
	{ NULL, NULL },
};
static const struct shape_word callback_words[] = {
	{ "pending", N_("waiting for our call") },
	{ "verified", N_("waiting, number checked") },
	{ "calling", N_("ringing now") },
	{ "connected", N_("on the phone") },
	{ "completed", N_("we talked") },
	{ "missed", N_("no answer") },
	{ "retrying", N_("no answer yet") },
	{ "sms_sent", N_("SMS sent") },
	{ "failed", N_("not reached") },
	{ "cancelled", N_("no longer needed") },
	{ NULL, NULL },
};
/* Which requests the queue shows. */
static const struct shape_word which_words[] = {
	{ "open", NULL }, { "mine", NULL }, { "done", NULL }, { NULL, NULL },
};
/* What an event is to the desk: not all of them change the state. */
static const struct shape_word event_words[] = {
	{ "asked", NULL }, { "step", NULL }, { "note", NULL },
	{ "claim", NULL }, { "work", NULL }, { NULL, NULL },
};

static const struct shape_row callback_page_rows[] = {
	{ .name = "promise_s", .kind = NODE_INT, .page_only = true },
};
SHAPE(callback_page, "CallbackPage");

static const struct shape_row callback_made_rows[] = {
	{ .name = "reference", .kind = NODE_TEXT,
	    .help = "Opens the page that tells what became of it; shown once" },
	{ .name = "due_at", .kind = NODE_INSTANT, .help = "By when we ring" },
	{ .name = "href", .kind = NODE_HREF },
};
SHAPE(callback_made, "CallbackMade");

static const struct shape_row callback_step_rows[] = {
	{ .name = "at", .kind = NODE_INSTANT },
	{ .name = "state", .kind = NODE_TEXT, .words = callback_words },
	{ .name = "asked", .kind = NODE_BOOL, .page_only = true,
	    .help = "The first" },
};
SHAPE(callback_step, "CallbackStep");

static const struct shape_row callback_status_rows[] = {
	{ .name = "state", .kind = NODE_TEXT, .words = callback_words },
	{ .name = "due_at", .kind = NODE_INSTANT },
	{ .name = "tail", .kind = NODE_TEXT, .nullable = true,
	    .help = "Last two digits of the number" },
	{ .name = "closed", .kind = NODE_BOOL },
	{ .name = "track", .kind = NODE_LIST, .of = &shape_callback_step },
	{ .name = "reference", .kind = NODE_TEXT, .page_only = true },
	{ .name = "may_cancel", .kind = NODE_BOOL, .page_only = true },
	{ .name = "overdue", .kind = NODE_BOOL, .page_only = true },
	{ .name = "deleted_at", .kind = NODE_INSTANT, .page_only = true,
	    .help = "When it is forgotten" },
};
SHAPE(callback_status, "CallbackStatus");

/* What every callback tells */
#define CALLBACK_ROWS \
	{ .name = "id", .kind = NODE_INT }, \
	{ .name = "state", .kind = NODE_TEXT, .words = callback_words }, \
	{ .name = "topic", .kind = NODE_TEXT, .words = topic_words }, \
	{ .name = "name", .kind = NODE_TEXT, .nullable = true }, \
	{ .name = "due_at", .kind = NODE_INSTANT }, \
	{ .name = "ring_from", .kind = NODE_INSTANT }, \
	{ .name = "ring_until", .kind = NODE_INSTANT }, \
	{ .name = "created_at", .kind = NODE_INSTANT }, \
	{ .name = "voicemail", .kind = NODE_BOOL }, \
	{ .name = "claimed_by", .kind = NODE_TEXT, .nullable = true }, \
	{ .name = "yours", .kind = NODE_BOOL }, \
	{ .name = "closed", .kind = NODE_BOOL }, \
	{ .name = "overdue", .kind = NODE_BOOL }, \
	{ .name = "href", .kind = NODE_HREF }, \
	{ .name = "others", .kind = NODE_BOOL, .page_only = true }, \
	{ .name = "may_claim", .kind = NODE_BOOL, .page_only = true }

static const struct shape_row callback_row_rows[] = {
	CALLBACK_ROWS,
};
SHAPE(callback_row, "CallbackRow");

static const struct shape_row callbacks_rows[] = {
	{ .name = "items", .kind = NODE_LIST, .of = &shape_callback_row },
	{ .name = "next", .kind = NODE_HREF, .nullable = true },
	{ .name = "open", .kind = NODE_INT },
	{ .name = "overdue", .kind = NODE_INT },
	{ .name = "mine", .kind = NODE_INT },
	{ .name = "chips", .kind = NODE_LIST, .of = &shape_chip,
	    .page_only = true },
	{ .name = "which", .kind = NODE_TEXT, .page_only = true,
	    .words = which_words },
};
SHAPE(callbacks, "CallbackList");

static const struct shape_row callback_event_rows[] = {
	{ .name = "at", .kind = NODE_INSTANT },
	{ .name = "state", .kind = NODE_TEXT, .words = callback_words },
	{ .name = "actor", .kind = NODE_TEXT, .nullable = true },
	{ .name = "note", .kind = NODE_TEXT, .nullable = true },
	{ .name = "what", .kind = NODE_TEXT, .page_only = true,
	    .words = event_words },
};
SHAPE(callback_event, "CallbackEvent");

static const struct shape_row callback_rows[] = {
	CALLBACK_ROWS,
	{ .name = "phone", .kind = NODE_TEXT, .nullable = true,
	    .help = "E.164; to its claimer only" },
	{ .name = "phone_text", .kind = NODE_TEXT, .nullable = true,
	    .page_only = true },
	{ .name = "phone_href", .kind = NODE_HREF, .nullable = true,
	    .page_only = true },
	{ .name = "say_who", .kind = NODE_BOOL },
	{ .name = "message", .kind = NODE_TEXT, .nullable = true },
	{ .name = "events", .kind = NODE_LIST, .of = &shape_callback_event },
};
SHAPE(callback, "Callback");
