/* form_check: the rules that every table of fields has to keep. */
#ifndef WATCHBILL_WEB_FORM_CHECK_H
#define WATCHBILL_WEB_FORM_CHECK_H

#include "web/form.h"

/*
 * form_check(f): NULL, or what is wrong with a form or one inside it, as a
 * constant English phrase.
 */
const char *form_check(const struct form *f);

#endif
