/* forms_callbacks: the fields about callbacks. */
#include "web/forms_callbacks.h"

#include "view/language.h"
#include "web/forms_rows.h"

#include "base/banned.h"

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
