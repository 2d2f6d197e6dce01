/*
 * model: trees are filled in one pass and never change afterwards, so a map is
 * an array in the order of setting.  The items of a list are alike: a new one
 * is given as much room as the one before it needed.
 */
#include "view/model.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"

#include "base/banned.h"

#define MODEL_FIRST 8		/* children of a tree's first allocation */

static struct tree *
model_tree(struct arena *a, uint32_t size)
{
	struct tree *t = ARENA_NEW(a, struct tree);

	t->a = a;
	t->size = size;
	t->child = ARENA_ARRAY(a, struct node, size);
	return t;
}

/* The next child of a tree: zeroed, so it is null. */
static struct node *
model_add(struct tree *t)
{
	struct node *more;

	if (t->n == t->size) {
		assert(t->size < UINT32_MAX / 2);
		more = ARENA_ARRAY(t->a, struct node, t->size * (size_t)2);
		memcpy(more, t->child, t->n * sizeof(*more));
		t->child = more;
		t->size *= 2;
	}
	return &t->child[t->n++];
}

/* Looked for where tests run: it takes longer than the rest of the setting. */
static bool
model_has(const struct tree *t, const char *key)
{
#ifdef WB_SANITIZE
	uint32_t i;

	for (i = 0; i < t->n; i++)
		if (t->child[i].key == key)
			return true;
#else
	(void)t;
	(void)key;
#endif
	return false;
}

static struct node *
model_set(struct node *map, const char *key, enum node_kind kind)
{
	struct tree *t = map->tree;
	struct node *n;

	assert(map->kind == NODE_MAP && key != NULL && !model_has(t, key));
	n = model_add(t);
	n->kind = kind;
	n->key = key;
	return n;
}

struct node *
model_new(struct arena *a)
{
	struct node *n = ARENA_NEW(a, struct node);

	n->kind = NODE_MAP;
	n->tree = model_tree(a, MODEL_FIRST);
	return n;
}

void
model_null(struct node *map, const char *key)
{
	model_set(map, key, NODE_NULL);
}

void
model_bool(struct node *map, const char *key, bool v)
{
	model_set(map, key, NODE_BOOL)->truth = v;
}

void
model_int(struct node *map, const char *key, int64_t v)
{
	model_set(map, key, NODE_INT)->number = v;
}

void
model_text(struct node *map, const char *key, const char *v)
{
	if (v == NULL)
		model_null(map, key);
	else
		model_str(map, key, str_of(v));
}

void
model_str(struct node *map, const char *key, struct str v)
{
	model_set(map, key, NODE_TEXT)->text = v;
}

void
model_instant(struct node *map, const char *key, int64_t at,
    const struct zone *z)
{
	struct node *n = model_set(map, key, NODE_INSTANT);

	n->instant.at = at;
	n->instant.zone = z;
}

void
model_href(struct node *map, const char *key, const char *path)
{
	if (path == NULL)
		model_null(map, key);
	else
		model_set(map, key, NODE_HREF)->text = str_of(path);
}

struct node *
model_map(struct node *map, const char *key)
{
	struct node *n = model_set(map, key, NODE_MAP);

	n->tree = model_tree(map->tree->a, MODEL_FIRST);
	return n;
}

struct node *
model_list(struct node *map, const char *key)
{
	struct node *n = model_set(map, key, NODE_LIST);

	n->tree = model_tree(map->tree->a, MODEL_FIRST);
	return n;
}

struct node *
model_item(struct node *list)
{
	struct tree *t = list->tree;
	uint32_t size = MODEL_FIRST;
	struct node *n;

	assert(list->kind == NODE_LIST);
	if (t->n > 0 && t->child[t->n - 1].kind == NODE_MAP &&
	    t->child[t->n - 1].tree->n > 0)
		size = t->child[t->n - 1].tree->n;
	n = model_add(t);
	n->kind = NODE_MAP;
	n->tree = model_tree(t->a, size);
	return n;
}

void
model_item_text(struct node *list, const char *v)
{
	struct node *n;

	assert(list->kind == NODE_LIST && v != NULL);
	n = model_add(list->tree);
	n->kind = NODE_TEXT;
	n->text = str_of(v);
}

const struct node *
model_get(const struct node *map, const char *key)
{
	uint32_t i;

	if (map == NULL || map->kind != NODE_MAP)
		return NULL;
	for (i = 0; i < map->tree->n; i++)
		if (map->tree->child[i].key == key ||
		    strcmp(map->tree->child[i].key, key) == 0)
			return &map->tree->child[i];
	return NULL;
}
