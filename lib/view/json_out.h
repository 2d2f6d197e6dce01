/* json_out: a model as JSON (RFC 8259), instants as RFC 3339 with Z. */
#ifndef WATCHBILL_VIEW_JSON_OUT_H
#define WATCHBILL_VIEW_JSON_OUT_H

#include "view/model.h"
#include "view/shape.h"

/*
 * json_out(b, n, s): appends n, of at most 32 levels (more is our bug).  The
 * shape hides what is for pages only; NULL hides nothing, and so does a shape
 * for keys it does not know: shape_fits is the check.
 */
void json_out(struct buf *b, const struct node *n, const struct shape *s);

#endif
