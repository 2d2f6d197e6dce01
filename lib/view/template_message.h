/*
 * template_message: texts and the attributes that are read out, as messages:
 * white space folded, looked up in the language, {values} put in.
 */
#ifndef WATCHBILL_VIEW_TEMPLATE_MESSAGE_H
#define WATCHBILL_VIEW_TEMPLATE_MESSAGE_H

#include "view/template_compile.h"

/* A text between tags. */
void template_message_text(struct compile *c, const struct element *text);
/* The value of a literal attribute; a message if it is for people. */
void template_message_attribute(struct compile *c, const struct element *at,
    const char *value, bool for_people);
/* w:t: the whole content is one message, children stand in it by w:arg. */
void template_message_whole(struct compile *c, const struct element *e);
/* w:plural and w:count: the text is the singular. */
void template_message_plural(struct compile *c, const struct element *e,
    const char *plural, const char *count);
/* A message of C code (a control's label): its text, escaped, no values. */
void template_message_known(struct compile *c, const char *msgid,
    enum escape e);

#endif
