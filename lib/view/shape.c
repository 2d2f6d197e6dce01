/*
 * shape: the walk that holds a tree against what was told.  It stops at the
 * first difference; the way there is kept as a list on the stack and spelt out
 * only then.
 */
#include "view/shape.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"

#include "base/banned.h"

#define SHAPE_DEPTH 32

const struct shape shape_none = { "None", NULL, 0 };

static const char *const shape_kinds[NODE__MAX] = {
	[NODE_NULL] = "null",
	[NODE_BOOL] = "a boolean",
	[NODE_INT] = "an integer",
	[NODE_TEXT] = "a text",
	[NODE_INSTANT] = "an instant",
	[NODE_HREF] = "an address",
	[NODE_LIST] = "a list",
	[NODE_MAP] = "a map",
};

/* Where the walk stands: a key, or the index of an item. */
struct trail {
	const struct trail *up;
	const char *key;		/* NULL: at */
	uint32_t at;
	int depth;
	struct buf *why;		/* empty as long as all is well */
	enum shape_face face;
};

static void
shape_spell(const struct trail *t, struct buf *b)
{
	if (t->up != NULL && t->up->up != NULL) {
		shape_spell(t->up, b);
		buf_char(b, '.');
	}
	if (t->key != NULL)
		buf_cstr(b, t->key);
	else if (t->up != NULL)
		buf_int(b, t->at);
}

static bool
shape_differs(const struct trail *t, const char *why, const char *what)
{
	shape_spell(t, t->why);
	buf_printf(t->why, ": %s%s", why, what);
	return false;
}

const struct shape_row *
shape_get(const struct shape *s, const char *name)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (strcmp(s->row[i].name, name) == 0)
			return &s->row[i];
	return NULL;
}

static bool
shape_has_word(const struct shape_row *row, struct str s)
{
	const struct shape_word *w;

	if (row->words == NULL)
		return true;
	for (w = row->words; w->word != NULL; w++)
		if (str_is(s, w->word))
			return true;
	return false;
}

static bool shape_map_fits(const struct shape *s, const struct node *map,
    const struct trail *t);

static bool
shape_list_fits(const struct shape *of, const struct node *list,
    const struct trail *t)
{
	struct trail item = { t, NULL, 0, t->depth + 1, t->why,
	    t->face };
	const struct node *n;

	for (item.at = 0; item.at < list->tree->n; item.at++) {
		n = &list->tree->child[item.at];
		if (n->kind != (of == NULL ? NODE_TEXT : NODE_MAP))
			return shape_differs(&item, "is ",
			    shape_kinds[n->kind]);
		if (of != NULL && !shape_map_fits(of, n, &item))
			return false;
	}
	return true;
}

static bool
shape_value_fits(const struct shape_row *row, const struct node *n,
    const struct trail *t)
{
	if (n->kind == NODE_NULL && row->nullable)
		return true;
	if (n->kind != row->kind)
		return shape_differs(t, "is ", shape_kinds[n->kind]);
	if (n->kind == NODE_TEXT && !shape_has_word(row, n->text))
		return shape_differs(t, "is none of its words", "");
	if (n->kind == NODE_LIST)
		return shape_list_fits(row->of, n, t);
	if (n->kind == NODE_MAP && row->of != NULL)
		return shape_map_fits(row->of, n, t);
	return true;
}

/* Every key of the map is a row, and once. */
static bool
shape_keys_fit(const struct shape *s, const struct node *map,
    const struct trail *t)
{
	struct trail at = { t, NULL, 0, t->depth + 1, t->why,
	    t->face };
	uint32_t i;

	for (i = 0; i < map->tree->n; i++) {
		at.key = map->tree->child[i].key;
		if (shape_get(s, at.key) == NULL)
			return shape_differs(&at, "is not in the shape ",
			    s->name);
		if (model_get(map, at.key) != &map->tree->child[i])
			return shape_differs(&at, "is there twice", "");
	}
	return true;
}

/* A template takes what is not there for null; JSON has every row. */
static bool
shape_may_miss(const struct shape_row *row, enum shape_face face)
{
	return face == SHAPE_PAGE || (face == SHAPE_API && row->page_only);
}

static bool
shape_map_fits(const struct shape *s, const struct node *map,
    const struct trail *t)
{
	struct trail at = { t, NULL, 0, t->depth + 1, t->why,
	    t->face };
	const struct node *n;
	size_t i;

	if (t->depth > SHAPE_DEPTH)
		return shape_differs(t, "is nested too deep", "");
	if (!shape_keys_fit(s, map, t))
		return false;
	for (i = 0; i < s->n; i++) {
		at.key = s->row[i].name;
		n = model_get(map, at.key);
		if (n == NULL && shape_may_miss(&s->row[i], t->face))
			continue;
		if (n == NULL)
			return shape_differs(&at, "is missing", "");
		if (!shape_value_fits(&s->row[i], n, &at))
			return false;
	}
	return true;
}

bool
shape_fits_on(enum shape_face face, const struct shape *s,
    const struct node *map, struct arena *a, const char **ret_where)
{
	struct buf why;
	struct trail top = { NULL, NULL, 0, 0, &why, face };

	assert(map != NULL && map->kind == NODE_MAP);
	buf_init(&why, a, 1024);
	if (shape_map_fits(s, map, &top))
		return true;
	*ret_where = why.p;
	return false;
}

bool
shape_fits(const struct shape *s, const struct node *map, struct arena *a,
    const char **ret_where)
{
	return shape_fits_on(SHAPE_WHOLE, s, map, a, ret_where);
}
