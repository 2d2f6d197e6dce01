/*
 * form_check: what a table of fields can get wrong is found when a program
 * starts, not when somebody fills the form in.
 */
#include "web/form_check.h"

#include <string.h>

#include "base/banned.h"

#define FORM_DEPTH 4	/* groups and lists inside each other */

static bool
form_number_has_no_range(const struct field *f)
{
	return (f->kind == FIELD_INT || f->kind == FIELD_HOURS) &&
	    f->control.min >= f->control.max;
}

static bool
form_word_has_no_choices(const struct field *f)
{
	return f->kind == FIELD_WORD && f->control.choices == NULL;
}

static bool
form_list_has_no_limit(const struct field *f)
{
	return (f->kind == FIELD_LIST || f->kind == FIELD_IDS) &&
	    (f->control.max < 1 || f->control.max > 1000);
}

static bool
form_nest_is_bad(const struct field *f)
{
	return (f->kind == FIELD_GROUP || f->kind == FIELD_LIST) ==
	    (f->of == NULL);
}

static bool
form_text_has_no_limit(const struct field *f)
{
	return (f->kind == FIELD_LINE || f->kind == FIELD_TEXT) &&
	    (f->control.max < 1 || f->control.min > f->control.max);
}

static bool
form_name_is_bad(const struct field *f)
{
	const char *p = f->control.name;

	if (p == NULL || *p < 'a' || *p > 'z')
		return true;
	for (; *p != '\0'; p++)
		if ((*p < 'a' || *p > 'z') && (*p < '0' || *p > '9') &&
		    *p != '_')
			return true;
	return strcmp(f->control.name, "csrf") == 0;
}

static bool
form_kind_is_unset(const struct field *f)
{
	return f->kind <= FIELD_UNSET || f->kind >= FIELD__MAX;
}

static bool
form_hours_are_exposed(const struct field *f)
{
	return f->kind == FIELD_HOURS && f->face != FACE_PAGE;
}

static bool
form_token_is_shown(const struct field *f)
{
	return f->kind == FIELD_TOKEN && !f->control.secret;
}

static const struct {
	const char *what;
	bool (*breaks)(const struct field *f);
} form_rules[] = {
	{ "a field's kind is UNSET", form_kind_is_unset },
	{ "a field's name must be of a-z, 0-9 and _, and not csrf",
	    form_name_is_bad },
	{ "a number needs min < max", form_number_has_no_range },
	{ "a text needs max", form_text_has_no_limit },
	{ "a word needs its choices", form_word_has_no_choices },
	{ "a list or ids need max, 1 to 1000", form_list_has_no_limit },
	{ "a group or list needs of, and nothing else has one",
	    form_nest_is_bad },
	{ "hours are for pages only", form_hours_are_exposed },
	{ "a token is secret", form_token_is_shown },
};

static const char *
form_check_field(const struct form *f, size_t i)
{
	const struct field *row = &f->field[i];
	size_t j;

	for (j = 0; j < sizeof(form_rules) / sizeof(form_rules[0]); j++)
		if (form_rules[j].breaks(row))
			return form_rules[j].what;
	if (row->offset >= f->size)
		return "a field lies outside its struct";
	for (j = 0; j < i; j++)
		if (strcmp(f->field[j].control.name, row->control.name) == 0)
			return "two fields have one name";
	return NULL;
}

const char *
form_check(const struct form *f)
{
	struct {
		const struct form *f;
		size_t i;
	} at[FORM_DEPTH] = { { f, 0 } };
	const struct field *row;
	const char *why;
	size_t depth = 1;

	while (depth > 0) {
		if (at[depth - 1].i == at[depth - 1].f->n) {
			depth--;
			continue;
		}
		why = form_check_field(at[depth - 1].f, at[depth - 1].i);
		if (why != NULL)
			return why;
		row = &at[depth - 1].f->field[at[depth - 1].i++];
		if (row->of == NULL)
			continue;
		if (depth == FORM_DEPTH)
			return "groups and lists nest too deep";
		at[depth].f = row->of;
		at[depth++].i = 0;
	}
	return NULL;
}
