/*
 * template_use: fragments are compiled where they are used, so that a path in
 * them is checked against what they are given.
 */
#include "view/template_use.h"

#include <string.h>

#include "base/arena.h"
#include "view/template_element.h"
#include "view/template_parse.h"

#include "base/banned.h"

bool
template_use_bind(struct compile *c, const struct element *e, const char *text,
    struct binding *b, struct value *v)
{
	if (!template_value_binding(c, e, text, &b->name, v))
		return false;
	if (c->vars == TEMPLATE_VARS) {
		template_complain(c, e, "too many names at once");
		return false;
	}
	b->var = c->vars++;
	return true;
}

/* The fragment knows data, page and the one name it is given. */
static void
use_with(struct compile *c, const struct element *e,
    struct binding *b)
{
	const char *with = template_directive(e, "with");
	struct op op = { .kind = OP_WITH };
	struct value v;

	if (with != NULL && template_use_bind(c, e, with, b, &v)) {
		b->type = v.type;
		op.place = v.place;
		op.var = b->var;
		template_emit_op(c, &op);
		c->names = b;
	} else {
		c->names = NULL;
	}
}

static bool
use_is_open(const struct compile *c, const char *name)
{
	const struct using *u;

	for (u = c->using; u != NULL; u = u->up)
		if (strcmp(u->name, name) == 0)
			return true;
	return false;
}

void
template_use(struct compile *c, const struct element *e, const char *name)
{
	struct using using = { c->using, name };
	struct filling filling = { c->filling, NULL, e->child, c->names };
	struct binding with = { .up = NULL };
	struct element *root;

	if (use_is_open(c, name)) {
		template_complain(c, e, "fragment %s uses itself", name);
		return;
	}
	if (template_parse(c, e, str_printf(c->a, "fragments/%s", name),
	    &root) != OK)
		return;
	use_with(c, e, &with);
	c->using = &using;
	c->filling = &filling;
	template_element(c, root);
	c->using = using.up;
	c->filling = filling.up;
}

void
template_use_slot(struct compile *c, const struct element *e)
{
	const struct filling *f = c->filling;
	const struct binding *names = c->names;

	if (f == NULL || (f->page == NULL && f->child == NULL)) {
		template_element_children(c, e->child);
		return;
	}
	c->filling = f->up;
	c->names = f->names;
	if (f->page != NULL)
		template_element(c, f->page);
	else
		template_element_children(c, f->child);
	c->filling = f;
	c->names = names;
}
