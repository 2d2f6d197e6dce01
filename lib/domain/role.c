/*
 * role: the order of roles and who may move whom.  Guards of single pages
 * compare roles with <; only granting needs more than the order.
 */
#include "domain/role.h"

#include "base/banned.h"

static const char *const names[ROLE__MAX] = {
	[ROLE_UNSET] = "unset",
	[ROLE_PUBLIC] = "public",
	[ROLE_GUEST] = "guest",
	[ROLE_VOLUNTEER] = "volunteer",
	[ROLE_COORDINATOR] = "coordinator",
	[ROLE_ADMIN] = "admin",
};

static bool
role_is_of_person(enum role r)
{
	return r >= ROLE_GUEST && r < ROLE__MAX;
}

const char *
role_name(enum role r)
{
	return (unsigned)r < ROLE__MAX ? names[r] : names[ROLE_UNSET];
}

bool
role_parse(struct str s, enum role *ret)
{
	enum role r;

	for (r = ROLE_GUEST; r < ROLE__MAX; r++) {
		if (str_is(s, names[r])) {
			*ret = r;
			return true;
		}
	}
	return false;
}

bool
role_may_grant(enum role actor, bool self, enum role from, enum role to)
{
	if (self || !role_is_of_person(from) || !role_is_of_person(to))
		return false;
	if (actor == ROLE_ADMIN)
		return true;
	return actor == ROLE_COORDINATOR && from <= ROLE_VOLUNTEER &&
	    to <= ROLE_VOLUNTEER;
}
