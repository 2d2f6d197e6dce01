/*
 * template_format: the formatters of values: which there are, of what kind
 * each is, and what it writes.
 */
#ifndef WATCHBILL_VIEW_TEMPLATE_FORMAT_H
#define WATCHBILL_VIEW_TEMPLATE_FORMAT_H

#include "base/civil.h"
#include "view/template_value.h"

/*
 * template_format_find(c, at, name, v): sets v's formatter (and its words, and
 * the template's calendar if it needs one).
 *
 * Fails    false, complained about: no such formatter, not of this kind, a
 *          word of a text that is free.
 */
bool template_format_find(struct compile *c, const struct element *at,
    struct str name, struct value *v);

/* What formatting knows while a page is rendered. */
struct formatting {
	const struct calendar *calendar;
	const struct zone *zone;	/* the watch's */
	int64_t now;
	struct arena *a;
	const struct zone *last_zone;	/* of last_at: a page names each */
	int64_t last_at;		/* instant several times in a row */
	int64_t last_wall;
	struct civil last;
	char scratch[192];
};

/* The text of a value; n is not null.  Borrowed: until the next call. */
struct str template_format(struct formatting *f, const struct op *op,
    const struct node *n);

#endif
