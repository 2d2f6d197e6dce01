/*
 * response: how a request ends: a redirect, a page, JSON, or a problem.  All
 * of it lands in the request's reply; nothing is written to anybody here.
 */
#ifndef WATCHBILL_WEB_RESPONSE_H
#define WATCHBILL_WEB_RESPONSE_H

#include "web/request.h"

struct reply;

/*
 * response_make(r, s): what a request that ended with s is answered, on the
 * face that asked.
 *
 * Gives    pages: 303 after a POST; the form again, with what was typed, for
 *          what can be put right; 303 to /login for a GET that needs a
 *          session; an error page in words.  API: data as JSON, or a problem.
 * Fails    never: what goes wrong here becomes a problem with code 500.
 * Source   DESIGN "The life of a request"; ACCEPTANCE "Errors", HT-11.
 */
void response_make(struct req *r, enum status s);

/* The whole head as FastCGI wants it, with the status line first. */
void response_head(const struct reply *reply, struct buf *b);

#endif
