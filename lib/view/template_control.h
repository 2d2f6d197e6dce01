/*
 * template_control: the forms' controls, each whole: label, hint, error and
 * box, as its row in the form's table tells.
 */
#ifndef WATCHBILL_VIEW_TEMPLATE_CONTROL_H
#define WATCHBILL_VIEW_TEMPLATE_CONTROL_H

#include "view/template_compile.h"

/*
 * template_control(c, e, name): what stands for <... w:field="name"/>: its
 * class is added to the control's; its content, if any, is the hint.
 */
void template_control(struct compile *c, const struct element *e,
    const char *name);

#endif
