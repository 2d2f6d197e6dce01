/*
 * gateway: the outside world, one channel at a time, for the worker alone.
 * A provider takes one message and says what became of it; retrying, waiting
 * and giving up are service/delivery's.
 */
#ifndef WATCHBILL_GATEWAY_GATEWAY_H
#define WATCHBILL_GATEWAY_GATEWAY_H

#include <stdint.h>

#include "base/config.h"
#include "base/status.h"
#include "base/str.h"

struct arena;

struct gateway_message {
	const char *to;			/* E.164, or an address */
	const char *subject;		/* mail's; NULL */
	struct str body;		/* UTF-8, lines end in LF */
	const char *kind;		/* the notice's name */
	const char *trace_id;
	const char *token;		/* the same at each attempt of one row:
					   for providers that drop repeats, and
					   for the callback's address */
	int64_t at;
};

/* Zero is none: a provider that forgets to say is found out. */
enum outcome {
	OUTCOME_SENT = 1,	/* taken over: its business now */
	OUTCOME_RETRY,		/* not this time */
	OUTCOME_PERMANENT,	/* never: a number that cannot be, a ban */
	OUTCOME_UNKNOWN,	/* it may have been: a time-out after asking */
	OUTCOME__MAX
};

struct gateway_result {
	enum outcome outcome;
	char provider_id[64];		/* "" none */
	char error[160];		/* for the operator: without the number
					   and the words */
};

struct gateway {
	const char *channel;		/* "sms" */
	const char *provider;		/* "file" */
	void (*send)(const struct gateway *g, const struct gateway_message *m,
	    struct gateway_result *ret);
	const void *state;		/* the provider's */
};

/*
 * gateway_open(config, channel, a, ret): the configured provider of it.
 *
 * Fails    E_FAULT with one line on stderr: no such channel or provider, or
 *          the provider lacks something (its directory, its key).
 * Owns     memory from a, the process's.
 */
MUST_USE enum status gateway_open(const struct config *config,
    const char *channel, struct arena *a, const struct gateway **ret);

/* Says what became of a message; error may be NULL. */
void gateway_say(struct gateway_result *ret, enum outcome o,
    const char *error);

#endif
