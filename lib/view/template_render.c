/*
 * template_render: runs the operations.  Everything was decided when they were
 * compiled; what is left is to find values, to format them and to append.
 *
 * A path's steps remember where their key stood in the last map and under
 * which pointer: the keys of a shape are constant strings and the maps of a
 * list are alike, so nearly every look-up is one comparison of pointers.
 */
#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "view/html.h"
#include "view/template.h"
#include "view/template_format.h"
#include "view/template_op.h"

#include "base/banned.h"

struct loop {
	const struct node *next, *end;
};

struct render {
	struct buf *b;
	const struct node *root[ROOT__MAX];
	struct loop loop[TEMPLATE_VARS];
	struct formatting formatting;
	size_t start;			/* of this page in b */
};

/* What fits is the rule: buf_add is for the rest. */
static inline void
render_put(struct render *r, struct str s)
{
	struct buf *b = r->b;

	if (b->failed || b->n + s.n >= b->size) {
		buf_str(b, s);
		return;
	}
	memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
	b->p[b->n] = '\0';
}

static const struct node *
render_search(const struct tree *t, struct step *s)
{
	uint32_t i;

	for (i = 0; i < t->n; i++)
		if (t->child[i].key == s->last ||
		    strcmp(t->child[i].key, s->key) == 0)
			break;
	if (i == t->n)
		return NULL;
	if (!s->sent) {
		s->last = t->child[i].key;
		s->at = i;
	}
	return &t->child[i];
}

/* What is there; NULL for nothing and for null. */
static const struct node *
render_find(struct render *r, struct place *p)
{
	const struct node *n = r->root[p->root];
	const struct tree *t;
	struct step *s = p->step, *end = s + p->n;

	for (; s < end; s++) {
		if (n == NULL || n->kind != NODE_MAP)
			return NULL;
		t = n->tree;
		if (s->at < t->n && t->child[s->at].key == s->last &&
		    s->last != NULL)
			n = &t->child[s->at];
		else
			n = render_search(t, s);
	}
	return n == NULL || n->kind == NODE_NULL ? NULL : n;
}

static bool
render_is_true(const struct node *n)
{
	if (n == NULL)
		return false;
	switch (n->kind) {
	case NODE_BOOL:
		return n->truth;
	case NODE_INT:
		return n->number != 0;
	case NODE_TEXT:
	case NODE_HREF:
		return n->text.n > 0;
	case NODE_LIST:
	case NODE_MAP:
		return n->tree->n > 0;
	case NODE_INSTANT:
		return true;
	case NODE_NULL:
	case NODE__MAX:
		break;
	}
	return false;
}

static bool
render_is_word(const struct node *n, struct str word)
{
	char digits[21];
	struct buf b;

	if (n->kind != NODE_INT)
		return (n->kind == NODE_TEXT || n->kind == NODE_HREF) &&
		    str_eq(n->text, word);
	buf_fixed(&b, digits, sizeof(digits));
	buf_int(&b, n->number);
	return str_eq(buf_get(&b), word);
}

/* The value is the word, or a list that holds it. */
static bool
render_has_word(const struct node *n, struct str word)
{
	uint32_t i;

	if (n == NULL)
		return false;
	if (n->kind != NODE_LIST)
		return render_is_word(n, word);
	for (i = 0; i < n->tree->n; i++)
		if (render_is_word(&n->tree->child[i], word))
			return true;
	return false;
}

static bool
render_if(struct render *r, const struct op *op)
{
	const struct node *n = render_find(r, op->place), *other;
	bool holds;

	if (op->other != NULL) {
		other = render_find(r, op->other);
		holds = n != NULL && n->kind == NODE_TEXT &&
		    render_has_word(other, n->text);
	} else if (op->has_word) {
		holds = render_has_word(n, op->text);
	} else {
		holds = render_is_true(n);
	}
	return holds != op->negated;
}

static void
render_escaped(struct render *r, enum escape e, struct str s)
{
	switch (e) {
	case ESCAPE_NONE:
	case ESCAPE__MAX:
		render_put(r, s);
		break;
	case ESCAPE_TEXT:
		html_text(r->b, s);
		break;
	case ESCAPE_ATTRIBUTE:
		html_attribute(r->b, s);
		break;
	case ESCAPE_URL:
		html_attribute(r->b, html_url_is_safe(s) ? s : STR("#"));
		break;
	case ESCAPE_OWN_URL:
		html_attribute(r->b, html_url_is_own(s) ? s : STR("#"));
		break;
	case ESCAPE_SEGMENT:
		html_segment(r->b, s);
		break;
	}
}

static void
render_value(struct render *r, const struct op *op)
{
	const struct node *n = render_find(r, op->place);
	struct str s;

	if (n == NULL)
		return;
	if (n->kind == NODE_TEXT && op->format == FORMAT_NONE)
		s = n->text;
	else
		s = template_format(&r->formatting, op, n);
	if (s.n == 0 && op->skips_empty)
		return;
	if (op->text.n > 0)
		render_put(r, op->text);
	render_escaped(r, (enum escape)op->escape, s);
	if (op->after.n > 0)
		render_put(r, op->after);
}

/* Whether there is an item: the variable stands for it then. */
static bool
render_next(struct render *r, const struct op *op)
{
	struct loop *l = &r->loop[op->var];

	if (l->next == l->end)
		return false;
	r->root[ROOT_VAR + op->var] = l->next++;
	return true;
}

static bool
render_each(struct render *r, const struct op *op)
{
	const struct node *n = render_find(r, op->place);

	if (n == NULL || n->kind != NODE_LIST)
		return false;
	r->loop[op->var] = (struct loop){ n->tree->child,
	    n->tree->child + n->tree->n };
	return render_next(r, op);
}

static uint32_t
render_plural(struct render *r, const struct op *op)
{
	const struct node *n = render_find(r, op->place);
	uint64_t v = 0;

	if (n != NULL && n->kind == NODE_INT)
		v = n->number < 0 ? 0 - (uint64_t)n->number :
		    (uint64_t)n->number;
	if (v >= PLURAL_NUMBERS)
		v = 100 + v % 100;
	return op->plural->to[op->plural->form[v]];
}

/* Of a notice: the last thing written, '\n' at its beginning. */
static char
render_last(const struct render *r)
{
	return r->b->n == r->start ? '\n' : r->b->p[r->b->n - 1];
}

static void
render_space(struct render *r)
{
	if (render_last(r) != '\n' && render_last(r) != ' ')
		buf_char(r->b, ' ');
}

static void
render_trim(struct render *r)
{
	if (render_last(r) == ' ')
		r->b->p[--r->b->n] = '\0';
}

static void
render_break(struct render *r)
{
	render_trim(r);
	buf_char(r->b, '\n');
}

/* The operation after op. */
static const struct op *
render_op(struct render *r, const struct op *first, const struct op *op)
{
	switch ((enum op_kind)op->kind) {
	case OP_LITERAL:
		render_put(r, op->text);
		break;
	case OP_VALUE:
		render_value(r, op);
		break;
	case OP_IF:
		return render_if(r, op) ? op + 1 : first + op->to;
	case OP_JUMP:
		return first + op->to;
	case OP_EACH:
		return render_each(r, op) ? op + 1 : first + op->to;
	case OP_NEXT:
		return render_next(r, op) ? first + op->to : op + 1;
	case OP_WITH:
		r->root[ROOT_VAR + op->var] = render_find(r, op->place);
		break;
	case OP_PLURAL:
		return first + render_plural(r, op);
	case OP_SPACE:
		render_space(r);
		break;
	case OP_BREAK:
		render_break(r);
		break;
	case OP_END:
	case OP__MAX:
		break;
	}
	return op + 1;
}

void
template_render(const struct template *t, const struct scope *s,
    struct buf *b)
{
	struct render r = { .b = b, .start = b->n };
	const struct op *op = t->op;

	assert(b->a != NULL);
	r.root[ROOT_DATA] = s->data;
	r.root[ROOT_PAGE] = s->page;
	r.formatting.calendar = t->calendar;
	r.formatting.zone = s->zone;
	r.formatting.now = s->now;
	r.formatting.a = b->a;
	while (op->kind != OP_END)
		op = render_op(&r, t->op, op);
	if (t->notice)
		render_trim(&r);
}
