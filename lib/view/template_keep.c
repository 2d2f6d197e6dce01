/*
 * template_keep: compiling leaves trees and half-grown arrays behind; what
 * runs is a tenth of that.  The operations and all they point to are copied
 * to the template's own arena, then the rest goes.
 */
#include <string.h>

#include "base/arena.h"
#include "view/template_compile.h"

#include "base/banned.h"

static struct str
keep_str(struct arena *a, struct str s)
{
	if (s.n == 0)
		return (struct str){ NULL, 0 };
	return (struct str){ arena_dup(a, s.p, s.n), s.n };
}

static const char *
keep_text(struct arena *a, const char *s)
{
	return arena_dup(a, s, strlen(s));
}

static struct place *
keep_place(struct arena *a, const struct place *from)
{
	struct place *to;
	uint8_t i;

	if (from == NULL)
		return NULL;
	to = arena_alloc(a, PLACE_BYTES(from->n));
	memcpy(to, from, PLACE_BYTES(from->n));
	for (i = 0; i < to->n; i++)
		to->step[i].key = keep_text(a, from->step[i].key);
	return to;
}

static const struct plural *
keep_plural(struct arena *a, const struct plural *from)
{
	struct plural *to;

	if (from == NULL)
		return NULL;
	to = ARENA_NEW(a, struct plural);
	*to = *from;
	return to;
}

static const struct word *
keep_words(struct arena *a, const struct word *from)
{
	struct word *to;
	size_t i, n = 0;

	if (from == NULL)
		return NULL;
	while (from[n].word != NULL)
		n++;
	to = ARENA_ARRAY(a, struct word, n + 1);
	for (i = 0; i < n; i++) {
		to[i].word = from[i].word;	/* the shape's, constant */
		to[i].text = keep_text(a, from[i].text);
	}
	return to;
}

const struct template *
template_keep(const struct compile *c)
{
	struct template *t = ARENA_NEW(c->keep, struct template);
	struct op *op = ARENA_ARRAY(c->keep, struct op, c->n);
	uint32_t i;

	memcpy(op, c->op, c->n * sizeof(*op));
	for (i = 0; i < c->n; i++) {
		op[i].place = keep_place(c->keep, op[i].place);
		op[i].other = keep_place(c->keep, op[i].other);
		op[i].text = keep_str(c->keep, op[i].text);
		op[i].after = keep_str(c->keep, op[i].after);
		op[i].plural = keep_plural(c->keep, op[i].plural);
		op[i].word = keep_words(c->keep, op[i].word);
	}
	t->op = op;
	t->calendar = c->calendar;
	t->notice = c->in->notice;
	return t;
}
