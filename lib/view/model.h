/*
 * model: what a handler says, as a tree of raw typed values in the request's
 * arena.  The API prints it as JSON, a page shows it through its template.
 *
 * Keys are constant strings and stay pointers.  A map keeps the order of
 * setting; setting a key twice is our bug, which builds with sanitizers find:
 * the same pointer at once (assert), the same text of two files in shape_fits.
 *
 *   node {kind, key, tree} -> tree {child[0..n)}     n <= size
 *
 * A node that model_map, model_list or model_item gave stays usable whatever
 * is added beside it: when its parent moves, both copies share one tree.
 */
#ifndef WATCHBILL_VIEW_MODEL_H
#define WATCHBILL_VIEW_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;
struct tree;
struct zone;

enum node_kind {
	NODE_NULL = 0, NODE_BOOL, NODE_INT, NODE_TEXT, NODE_INSTANT, NODE_HREF,
	NODE_LIST, NODE_MAP, NODE__MAX
};

struct node {
	enum node_kind kind;
	const char *key;		/* in a map */
	union {
		bool truth;
		int64_t number;		/* INT: unit in the key's name */
		struct str text;	/* TEXT, HREF */
		struct {
			int64_t at;
			const struct zone *zone;	/* for pages */
		} instant;
		struct tree *tree;	/* LIST, MAP */
	};
};

struct tree {
	struct node *child;		/* n of them, in the order of setting */
	uint32_t n, size;
	struct arena *a;
};

struct node *model_new(struct arena *a);	/* an empty map */
void model_null(struct node *map, const char *key);
void model_bool(struct node *map, const char *key, bool v);
void model_int(struct node *map, const char *key, int64_t v);
/* Borrows the text: constant, or in the same arena.  NULL gives null. */
void model_text(struct node *map, const char *key, const char *v);
void model_str(struct node *map, const char *key, struct str v);
/* JSON: RFC 3339 with Z.  Pages: in that zone (NULL: the watch's). */
void model_instant(struct node *map, const char *key, int64_t at,
    const struct zone *z);
void model_href(struct node *map, const char *key, const char *path);
struct node *model_map(struct node *map, const char *key);
struct node *model_list(struct node *map, const char *key);
struct node *model_item(struct node *list);	/* appends an empty map */
void model_item_text(struct node *list, const char *v);
/* The value of that key; NULL if there is none, or map is NULL or no map. */
const struct node *model_get(const struct node *map, const char *key);

#endif
