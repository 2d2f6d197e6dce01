/* template_element: elements, their directives and attributes. */
#ifndef WATCHBILL_VIEW_TEMPLATE_ELEMENT_H
#define WATCHBILL_VIEW_TEMPLATE_ELEMENT_H

#include "view/template_compile.h"

/* An element or a text, with all that is in it. */
void template_element(struct compile *c, const struct element *e);
void template_element_children(struct compile *c, const struct element *child);

#endif
