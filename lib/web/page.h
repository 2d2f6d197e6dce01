/*
 * page: the second root of every template: what stands around the data: who
 * is signed in, where we are, what went wrong, what was typed.
 */
#ifndef WATCHBILL_WEB_PAGE_H
#define WATCHBILL_WEB_PAGE_H

#include "web/request.h"

extern const struct shape shape_page;

/*
 * page_build(r, s, ret): the tree of shape_page.
 *
 * Takes    s: how the request ended; with a form shown again its refusals
 *          become page.error and page.wrong.
 * Fails    E_FAULT: the desk's count could not be read.
 */
MUST_USE enum status page_build(struct req *r, enum status s,
    const struct node **ret);

/* What was typed, but no secrets, becomes page.form. */
void page_keep_typed(struct req *r);

#endif
