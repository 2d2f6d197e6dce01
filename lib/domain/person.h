/* person: whether somebody with an account may come in. */
#ifndef WATCHBILL_DOMAIN_PERSON_H
#define WATCHBILL_DOMAIN_PERSON_H

#include <stdbool.h>

#include "base/str.h"

enum person_state {
	PERSON_ACTIVE = 1,
	PERSON_SUSPENDED,	/* until a coordinator lets them in again */
	PERSON_ERASED,		/* for good: neither name nor number is left */
	PERSON_STATE__MAX
};

/* The stable English word ("active"), as in the schema; NULL if s is none. */
const char *person_state_name(enum person_state s);
bool person_state_parse(struct str s, enum person_state *ret);

#endif
