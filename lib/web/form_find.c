/* form_find: the rows of a table by their names. */
#include "web/form.h"

#include <string.h>

#include "base/arena.h"
#include "base/num.h"

#include "base/banned.h"

#define FORM_HOURS_CHARS 8	/* of hours as people type them: 47:59 */

const struct field *
form_row(const struct form *f, struct str name)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (str_is(name, f->field[i].control.name))
			return &f->field[i];
	return NULL;
}

const struct field *
form_find(const struct form *f, struct str name)
{
	const struct field *row;
	struct str head, rest = str_cut(name, '.', &head);
	int64_t i;

	while ((row = form_row(f, head)) != NULL && rest.p != NULL) {
		if (row->kind != FIELD_GROUP && row->kind != FIELD_LIST)
			return NULL;
		if (row->kind == FIELD_LIST) {
			rest = str_cut(rest, '.', &head);
			if (!num_parse(head, 0, row->control.max - 1, &i) ||
			    rest.p == NULL)
				return NULL;
		}
		f = row->of;
		rest = str_cut(rest, '.', &head);
	}
	return row;
}

const struct control *
form_control(const struct form *f, const char *name, struct arena *a)
{
	const struct field *row = form_find(f, str_of(name));
	struct control *c;

	if (row == NULL || row->kind == FIELD_GROUP || row->kind == FIELD_LIST)
		return NULL;
	c = ARENA_NEW(a, struct control);
	*c = row->control;
	c->name = arena_dup(a, name, strlen(name));
	if (row->kind == FIELD_HOURS)
		c->max = FORM_HOURS_CHARS;	/* the row's are minutes */
	return c;
}
