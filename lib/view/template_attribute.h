/* template_attribute: the attributes of a start tag, literal and w:. */
#ifndef WATCHBILL_VIEW_TEMPLATE_ATTRIBUTE_H
#define WATCHBILL_VIEW_TEMPLATE_ATTRIBUTE_H

#include "view/template_compile.h"
#include "view/template_parse.h"

void template_attributes(struct compile *c, const struct element *e);
/* Whether w:name may set an attribute at all. */
bool template_attribute_is_known(const char *name);

#endif
