/*
 * shape: what a reply looks like, told once.  From it come the OpenAPI schema,
 * the check that a template's paths exist, and the check of replies in tests.
 */
#ifndef WATCHBILL_VIEW_SHAPE_H
#define WATCHBILL_VIEW_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "view/model.h"

/* One of the words a text may be; what people read instead is a message. */
struct shape_word {
	const char *word;		/* NULL ends */
	const char *text;		/* N_(), or NULL: never shown */
};

struct shape_row {
	const char *name;
	enum node_kind kind;
	const struct shape *of;		/* of a MAP, of a LIST's items; NULL:
					   a LIST of texts, or a free MAP of
					   any keys and kinds */
	bool nullable;
	bool page_only;			/* never printed as JSON */
	const struct shape_word *words;	/* a TEXT of fixed words */
	const char *help;		/* English, one line */
};

struct shape {
	const char *name;		/* "Booking": the schema's name */
	const struct shape_row *row;
	size_t n;
};

/* SHAPE(name_, title): struct shape shape_name_ from static name__rows[] */
#define SHAPE(id, title) \
	const struct shape shape_##id = { title, id##_rows, \
	    sizeof(id##_rows) / sizeof(id##_rows[0]) }

extern const struct shape shape_none;	/* an empty map */

/* The row of that name, or NULL. */
const struct shape_row *shape_get(const struct shape *s, const char *name);
/*
 * shape_fits(s, map, a, ret_where): whether the tree is what the shape says.
 *
 * Gives    false: *ret_where says where and why, "items.3.starts_at: null".
 *          Every row must be there (nullable ones as null), no other key, no
 *          key twice, a text among its words.
 * Owns     *ret_where in a.
 */
bool shape_fits(const struct shape *s, const struct node *map,
    struct arena *a, const char **ret_where);
/*
 * The same of what one face shows: the API need not have what is for pages
 * only; a page need not have what its template does not show.
 */
enum shape_face { SHAPE_WHOLE = 0, SHAPE_API, SHAPE_PAGE };
bool shape_fits_on(enum shape_face face, const struct shape *s,
    const struct node *map, struct arena *a, const char **ret_where);

#endif
