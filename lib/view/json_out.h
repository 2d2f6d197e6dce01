/* json_out: a model as JSON (RFC 8259), instants as RFC 3339 with Z. */
#ifndef WATCHBILL_VIEW_JSON_OUT_H
#define WATCHBILL_VIEW_JSON_OUT_H

#include "view/model.h"
#include "view/shape.h"

/* s (may be NULL) hides its page_only rows. */
void json_out(struct buf *b, const struct node *n, const struct shape *s);

#endif
