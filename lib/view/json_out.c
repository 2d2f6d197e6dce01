/*
 * json_out: a handler sets its keys in the order of the shape's rows, so the
 * row of a key is looked for behind the last one first.
 */
#include "view/json_out.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"
#include "base/log.h"

#include "base/banned.h"

#define JSON_DEPTH 32

static void json_node(struct buf *b, const struct node *n,
    const struct shape *s, int depth);

static void
json_text(struct buf *b, struct str s)
{
	buf_char(b, '"');
	log_escape(b, s);
	buf_char(b, '"');
}

static void
json_instant(struct buf *b, int64_t at)
{
	char text[INSTANT_TEXT + 2] = "\"";

	instant_format(at, text + 1);
	text[INSTANT_TEXT] = '"';
	buf_add(b, text, INSTANT_TEXT + 1);
}

/* The row of key, first looked for at *hint, which then stands behind it. */
static const struct shape_row *
json_row(const struct shape *s, const char *key, size_t *hint)
{
	const struct shape_row *row;

	if (s == NULL)
		return NULL;
	if (*hint < s->n && strcmp(s->row[*hint].name, key) == 0)
		return &s->row[(*hint)++];
	row = shape_get(s, key);
	if (row != NULL)
		*hint = (size_t)(row - s->row) + 1;
	return row;
}

static void
json_map(struct buf *b, const struct node *map, const struct shape *s,
    int depth)
{
	const struct node *n = map->tree->child;
	const struct node *end = n + map->tree->n;
	const struct shape_row *row;
	bool first = true;
	size_t hint = 0;

	buf_char(b, '{');
	for (; n < end; n++) {
		row = json_row(s, n->key, &hint);
		if (row != NULL && row->page_only)
			continue;
		if (first)
			buf_char(b, '"');
		else
			BUF_LIT(b, ",\"");
		first = false;
		buf_cstr(b, n->key);
		BUF_LIT(b, "\":");
		json_node(b, n, row == NULL ? NULL : row->of, depth + 1);
	}
	buf_char(b, '}');
}

static void
json_list(struct buf *b, const struct node *list, const struct shape *s,
    int depth)
{
	uint32_t i;

	buf_char(b, '[');
	for (i = 0; i < list->tree->n; i++) {
		if (i > 0)
			buf_char(b, ',');
		json_node(b, &list->tree->child[i], s, depth + 1);
	}
	buf_char(b, ']');
}

/* s: of a map, or of a list's items. */
static void
json_node(struct buf *b, const struct node *n, const struct shape *s, int depth)
{
	assert(depth <= JSON_DEPTH);
	switch (n->kind) {
	case NODE_NULL:
	case NODE__MAX:
		BUF_LIT(b, "null");
		break;
	case NODE_BOOL:
		buf_cstr(b, n->truth ? "true" : "false");
		break;
	case NODE_INT:
		buf_int(b, n->number);
		break;
	case NODE_TEXT:
	case NODE_HREF:
		json_text(b, n->text);
		break;
	case NODE_INSTANT:
		json_instant(b, n->instant.at);
		break;
	case NODE_LIST:
		json_list(b, n, s, depth);
		break;
	case NODE_MAP:
		json_map(b, n, s, depth);
		break;
	}
}

void
json_out(struct buf *b, const struct node *n, const struct shape *s)
{
	json_node(b, n, s, 0);
}
