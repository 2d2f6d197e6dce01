/*
 * flash: one sentence for the page that a success leads to.  It travels in a
 * cookie that we sign, since its text is a message of ours and nobody else's.
 */
#ifndef WATCHBILL_WEB_FLASH_H
#define WATCHBILL_WEB_FLASH_H

#include "web/request.h"

/* Leaves an N_() message of up to 255 bytes for the next page (assert). */
void flash_leave(struct req *r, const char *msgid);
/* The message left, translated, and taken away; NULL without one. */
const char *flash_take(struct req *r);

#endif
