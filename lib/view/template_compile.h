/*
 * template_compile: what the parts of the compiler share.  template_parse
 * reads a file, template_element walks it, template_value, _message, _format
 * and _control each turn what is theirs into operations through
 * template_emit_*; template.c begins and ends.
 */
#ifndef WATCHBILL_VIEW_TEMPLATE_COMPILE_H
#define WATCHBILL_VIEW_TEMPLATE_COMPILE_H

#include <stdbool.h>
#include <stddef.h>

#include "view/template.h"
#include "view/template_op.h"

/* What a path leads to, as far as the shapes tell. */
struct type {
	bool known;
	enum node_kind kind;
	const struct shape *of;		/* of a map or a list's items; NULL:
					   free map, list of texts */
	const struct shape_word *words;
};

/* A name bound by w:each or w:with. */
struct binding {
	const struct binding *up;
	struct str name;
	struct type type;
	uint8_t var;
};

/* What stands where w:slot is, with the names it was written under. */
struct filling {
	const struct filling *up;
	const struct element *page;	/* one element; or, if NULL, */
	const struct element *child;	/* the children of a w:use */
	const struct binding *names;
};

/* The fragments being used, to see a circle. */
struct using {
	const struct using *up;
	const char *name;
};

struct compile {
	const struct template_env *env;
	const struct template_in *in;
	struct arena *a;		/* until compiling ends */
	struct arena *keep;		/* what the template keeps */
	unsigned mistakes;
	int depth;

	struct op *op;			/* n of them; see literal */
	uint32_t n, size;
	struct buf literal;		/* what the next OP_LITERAL will hold */

	const struct element *root;	/* of the page: may have w:layout */
	const struct element *arg;	/* the child of a w:t being placed */
	const struct binding *names;
	uint8_t vars;			/* alive where we stand */
	const struct filling *filling;
	const struct using *using;
	const char *route;		/* of the form around; NULL outside */
	bool form_gets;			/* it is a w:get */
	bool untranslated;		/* inside translate="no" */
	bool verbatim;			/* inside pre: white space stays */
	const struct calendar *calendar;

	/* Listing messages: no look-ups, no checks of paths. */
	void (*each)(const struct template_message *m, void *arg);
	void *each_arg;
};

struct element;

/* "file:line: what" on stderr. */
void template_complain(struct compile *c, const struct element *at,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* The finished template, whole in c->keep. */
const struct template *template_keep(const struct compile *c);

/* Text that is written as it stands. */
void template_emit(struct compile *c, const char *literal);
void template_emit_str(struct compile *c, struct str literal);
/* Text of ours or of a translator, escaped for where it stands. */
void template_emit_escaped(struct compile *c, struct str s, enum escape e);
/* An operation; gives its index.  template_emit_here: the index of the next,
 * a place that may be jumped to. */
uint32_t template_emit_op(struct compile *c, const struct op *op);
uint32_t template_emit_here(struct compile *c);
/* The operation at i jumps to where we stand; UINT32_MAX: there is none, after
 * a complaint. */
void template_emit_land(struct compile *c, uint32_t i);

#endif
