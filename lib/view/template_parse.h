/*
 * template_parse: a template's file as a tree of our own.  libxml2 is known
 * here alone.
 */
#ifndef WATCHBILL_VIEW_TEMPLATE_PARSE_H
#define WATCHBILL_VIEW_TEMPLATE_PARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

struct compile;

struct attribute {
	const char *name;		/* without prefix */
	const char *value;
	bool directive;			/* it had the prefix w: */
};

struct element {
	const char *file;
	int line;			/* where the start tag ends */
	const char *name;		/* NULL: a text */
	const char *text;		/* of a text; never empty */
	bool foreign;			/* svg, or within it */
	const struct attribute *attribute;
	size_t attributes;
	struct element *child, *next;
};

/*
 * template_parse(c, at, name, ret): the root element of DIR/name.html, which
 * at asks for (NULL: nobody).  Comments are left out.
 *
 * Fails    E_INVALID, complained about: whatever libxml2 complains of; no
 *          xmlns:w; a name of another name space; entities, processing
 *          instructions; deeper than 64.
 */
MUST_USE enum status template_parse(struct compile *c, const struct element *at,
    const char *name, struct element **ret);

/* The literal (or w:) attribute of that name; NULL if it has none. */
const char *template_attribute(const struct element *e, const char *name);
const char *template_directive(const struct element *e, const char *name);

#endif
