/* person: the words for a person's states. */
#include "domain/person.h"

#include "base/banned.h"

static const char *const states[PERSON_STATE__MAX] = {
	[PERSON_ACTIVE] = "active",
	[PERSON_SUSPENDED] = "suspended",
	[PERSON_ERASED] = "erased",
};

const char *
person_state_name(enum person_state s)
{
	return (unsigned)s < PERSON_STATE__MAX ? states[s] : NULL;
}

bool
person_state_parse(struct str s, enum person_state *ret)
{
	enum person_state i;

	for (i = PERSON_ACTIVE; i < PERSON_STATE__MAX; i++) {
		if (str_is(s, states[i])) {
			*ret = i;
			return true;
		}
	}
	return false;
}
