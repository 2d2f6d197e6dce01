/*
 * answer: the life of one request between reading and writing it.  It knows
 * nothing of FastCGI, so that a test can ask it whatever a browser could.
 */
#ifndef WATCHBILL_WEB_ANSWER_H
#define WATCHBILL_WEB_ANSWER_H

#include "web/private.h"

/* One request and its answer; all of it lives in the request's arena. */
struct answer {
	struct incoming incoming;
	struct req req;
	struct req_private private;
	struct reply reply;
	char trace[INCOMING_TRACE + 1];
	int64_t began_us;
};

/*
 * answer_begin(p, a, envp, ret): reads the parameters; the body, of
 * ret->incoming.body_n bytes, is the caller's to read into incoming.body.
 *
 * Gives    how the reading went, for answer_make.
 */
MUST_USE enum status answer_begin(struct program_run *p, struct arena *a,
    const char *const *envp, struct answer *ret);
/* Gates, handler, response: ret->reply is whole afterwards. */
void answer_make(struct answer *ret, enum status read);
/* The log line and the counters. */
void answer_end(const struct answer *ret);

#endif
