/* template_use: names, and the fragments and slots that are given them. */
#ifndef WATCHBILL_VIEW_TEMPLATE_USE_H
#define WATCHBILL_VIEW_TEMPLATE_USE_H

#include "view/template_value.h"

/* Reads "name in path" and gives the name a variable; b's type and up are the
 * caller's to set.  False after a complaint. */
bool template_use_bind(struct compile *c, const struct element *e,
    const char *text, struct binding *b, struct value *v);
/* The fragment of that name in e's place. */
void template_use(struct compile *c, const struct element *e,
    const char *name);
/* What fills the slot, under the names it was written under; else what stands
 * in the slot itself. */
void template_use_slot(struct compile *c, const struct element *e);

#endif
