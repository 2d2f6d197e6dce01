/* template_form: w:post and w:get, where a form leads and its token. */
#ifndef WATCHBILL_VIEW_TEMPLATE_FORM_H
#define WATCHBILL_VIEW_TEMPLATE_FORM_H

#include "view/template_compile.h"

/* method and action, inside the start tag. */
void template_form_attributes(struct compile *c, const struct element *e);
/* What is behind the start tag: the token, and the form's row for w:field. */
void template_form_begin(struct compile *c, const struct element *e);

#endif
