/*
 * template_value: a path is followed through the shapes as it is read, so a
 * misspelt one never reaches a page.  Below a free map nothing is known and
 * everything allowed.
 */
#include "view/template_value.h"

#include <string.h>

#include "base/arena.h"
#include "view/template_format.h"
#include "view/template_parse.h"

#include "base/banned.h"

static bool
value_is_name(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (strchr("abcdefghijklmnopqrstuvwxyz0123456789_",
		    s.p[i]) == NULL || s.p[i] == '\0')
			return false;
	return s.n > 0;
}

static struct place *
value_place(struct compile *c, size_t steps)
{
	return arena_alloc(c->a, PLACE_BYTES(steps));
}

/* The first part: a bound name, data or page. */
static bool
value_root(struct compile *c, struct str name, struct value *v)
{
	const struct binding *b;

	for (b = c->names; b != NULL; b = b->up)
		if (str_eq(b->name, name)) {
			v->place->root = (uint8_t)(ROOT_VAR + b->var);
			v->type = b->type;
			return true;
		}
	v->type = (struct type){ c->each == NULL, NODE_MAP, NULL, NULL };
	if (str_is(name, "page")) {
		v->place->root = ROOT_PAGE;
		v->type.of = c->env->page;
		return true;
	}
	v->place->root = ROOT_DATA;
	v->type.of = c->in->data;
	return str_is(name, "data") || c->each != NULL;
}

/* One more part; what it leads to takes the place of the type. */
static bool
value_step(struct compile *c, struct str name, struct value *v)
{
	const char *key = str_copy(c->a, name);
	const struct shape_row *row;

	if (v->place->n == TEMPLATE_STEPS)
		return false;
	v->place->step[v->place->n++].key = key;
	if (!v->type.known || (v->type.kind == NODE_MAP &&
	    v->type.of == NULL)) {
		v->place->step[v->place->n - 1].sent = true;
		v->type.known = false;
		return true;
	}
	if (v->type.kind != NODE_MAP)
		return false;
	row = shape_get(v->type.of, key);
	if (row == NULL)
		return false;
	v->type = (struct type){ true, row->kind, row->of, row->words };
	return true;
}

bool
template_value_path(struct compile *c, const struct element *at,
    struct str text, struct value *ret)
{
	struct value v = { .place = value_place(c, TEMPLATE_STEPS) };
	struct str rest = text, part;
	bool fits;

	rest = str_cut(rest, '.', &part);
	fits = value_is_name(part) && value_root(c, part, &v);
	while (fits && rest.p != NULL) {
		rest = str_cut(rest, '.', &part);
		fits = value_is_name(part) && value_step(c, part, &v);
	}
	if (!fits) {
		template_complain(c, at, "unknown path %.*s", (int)text.n,
		    text.p);
		return false;
	}
	*ret = v;
	return true;
}

/* What can be written without a formatter. */
static bool
value_is_plain(const struct type *t)
{
	return !t->known || t->kind == NODE_TEXT || t->kind == NODE_HREF ||
	    t->kind == NODE_INT;
}

bool
template_value_parse(struct compile *c, const struct element *at,
    struct str text, struct value *ret)
{
	struct str path, format = str_cut(text, '|', &path);
	struct value v;

	if (!template_value_path(c, at, path, &v))
		return false;
	if (format.p != NULL && !template_format_find(c, at, format, &v))
		return false;
	if (format.p == NULL && !value_is_plain(&v.type)) {
		template_complain(c, at, "%.*s cannot be written as it is",
		    (int)path.n, path.p);
		return false;
	}
	*ret = v;
	return true;
}

struct value
template_value_of_page(struct compile *c, const char *map, const char *key)
{
	struct value v = { .place = value_place(c, 2) };

	v.place->root = ROOT_PAGE;
	v.place->n = 2;
	v.place->step[0].key = map;
	v.place->step[1].key = key;
	v.place->step[1].sent = true;
	return v;
}

struct value
template_value_of_var(struct compile *c, uint8_t var, const char *key)
{
	struct value v = { .place = value_place(c, 1) };

	v.place->root = (uint8_t)(ROOT_VAR + var);
	v.place->n = 1;
	v.place->step[0].key = key;
	return v;
}

void
template_value_emit(struct compile *c, const struct value *v,
    const struct op *op)
{
	struct op full = *op;

	full.kind = OP_VALUE;
	full.place = v->place;
	full.format = (uint8_t)v->format;
	full.word = v->word;
	if (c->in->notice)
		full.escape = ESCAPE_NONE;
	template_emit_op(c, &full);
}

static bool
value_has_word(const struct type *t, struct str word)
{
	const struct shape_word *w;

	if (!t->known)
		return true;
	if (t->kind == NODE_TEXT && t->words == NULL)
		return true;
	if (t->kind != NODE_TEXT)
		return false;
	for (w = t->words; w->word != NULL; w++)
		if (str_is(word, w->word))
			return true;
	return false;
}

uint32_t
template_value_if(struct compile *c, const struct element *at, struct str text,
    bool negated)
{
	struct str path, word = str_cut(text, '=', &path);
	struct op op = { .kind = OP_IF, .negated = negated };
	struct value v;

	if (!template_value_path(c, at, path, &v))
		return UINT32_MAX;
	if (word.p != NULL) {
		if (!value_has_word(&v.type, word)) {
			template_complain(c, at, "%.*s is never %.*s",
			    (int)path.n, path.p, (int)word.n, word.p);
			return UINT32_MAX;
		}
		op.has_word = true;
		op.text = (struct str){ str_copy(c->a, word), word.n };
	}
	op.place = v.place;
	return template_emit_op(c, &op);
}

uint32_t
template_value_if_true(struct compile *c, const struct value *v)
{
	struct op op = { .kind = OP_IF, .place = v->place };

	return template_emit_op(c, &op);
}

uint32_t
template_value_if_word(struct compile *c, const struct value *v,
    const char *word)
{
	struct op op = { .kind = OP_IF, .place = v->place, .has_word = true };

	op.text = str_of(word);
	return template_emit_op(c, &op);
}

bool
template_value_binding(struct compile *c, const struct element *at,
    const char *text, struct str *ret_name, struct value *ret)
{
	const char *in = strstr(text, " in ");
	struct str name;

	if (in != NULL)
		name = str_trim((struct str){ text, (size_t)(in - text) });
	if (in == NULL || !value_is_name(name) || str_is(name, "data") ||
	    str_is(name, "page")) {
		template_complain(c, at, "not \"name in path\": %s", text);
		return false;
	}
	if (!template_value_path(c, at, str_trim(str_of(in + 4)), ret))
		return false;
	*ret_name = (struct str){ str_copy(c->a, name), name.n };
	return true;
}
