/* forms_people: the fields about people. */
#include "web/forms_people.h"

#include "view/language.h"
#include "web/forms_rows.h"

#include "base/banned.h"

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
