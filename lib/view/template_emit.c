/*
 * template_emit: the list of operations as it grows.  Literal text waits in
 * one buffer until something else comes, so neighbours become one operation.
 */
#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "view/html.h"
#include "view/template_compile.h"

#include "base/banned.h"

#define EMIT_FIRST 64

static uint32_t
emit_add(struct compile *c, const struct op *op)
{
	struct op *more;

	if (c->n == c->size) {
		c->size = c->size == 0 ? EMIT_FIRST : c->size * 2;
		more = ARENA_ARRAY(c->a, struct op, c->size);
		if (c->n > 0)
			memcpy(more, c->op, c->n * sizeof(*more));
		c->op = more;
	}
	c->op[c->n] = *op;
	return c->n++;
}

static void
emit_flush(struct compile *c)
{
	struct op op = { .kind = OP_LITERAL };

	if (c->literal.n == 0)
		return;
	assert(!c->literal.failed);
	op.text.p = arena_dup(c->a, c->literal.p, c->literal.n);
	op.text.n = c->literal.n;
	buf_reset(&c->literal);
	emit_add(c, &op);
}

void
template_emit(struct compile *c, const char *literal)
{
	buf_cstr(&c->literal, literal);
}

void
template_emit_str(struct compile *c, struct str literal)
{
	buf_str(&c->literal, literal);
}

void
template_emit_escaped(struct compile *c, struct str s, enum escape e)
{
	switch (e) {
	case ESCAPE_NONE:
	case ESCAPE__MAX:
		buf_str(&c->literal, s);
		break;
	case ESCAPE_TEXT:
		html_text(&c->literal, s);
		break;
	case ESCAPE_ATTRIBUTE:
	case ESCAPE_URL:
	case ESCAPE_OWN_URL:
		html_attribute(&c->literal, s);
		break;
	case ESCAPE_SEGMENT:
		html_segment(&c->literal, s);
		break;
	}
}

uint32_t
template_emit_op(struct compile *c, const struct op *op)
{
	emit_flush(c);
	return emit_add(c, op);
}

uint32_t
template_emit_here(struct compile *c)
{
	emit_flush(c);
	return c->n;
}

void
template_emit_land(struct compile *c, uint32_t i)
{
	uint32_t here = template_emit_here(c);

	if (i != UINT32_MAX)
		c->op[i].to = here;
}
