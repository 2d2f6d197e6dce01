/* recurrence_words: a recurrence as a sentence in the reader's language. */
#ifndef WATCHBILL_CGI_RECURRENCE_WORDS_H
#define WATCHBILL_CGI_RECURRENCE_WORDS_H

#include "domain/recurrence.h"
#include "web/request.h"

/* "Every Friday and Saturday at 22:00": one sentence per rule. */
const char *recurrence_words(struct req *r, const struct recurrence *rec);

#endif
