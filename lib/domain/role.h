/* role: who may do what, as an order.  A person's is ROLE_GUEST or more. */
#ifndef WATCHBILL_DOMAIN_ROLE_H
#define WATCHBILL_DOMAIN_ROLE_H

#include <stdbool.h>

#include "base/str.h"

enum role {
	ROLE_UNSET = 0,		/* a route that forgot: refused at start-up */
	ROLE_PUBLIC,		/* nobody signed in; of routes only */
	ROLE_GUEST,		/* applied, not yet approved */
	ROLE_VOLUNTEER,
	ROLE_COORDINATOR,
	ROLE_ADMIN,
	ROLE__MAX
};

/* The stable English word ("volunteer"), as in the schema and the API. */
const char *role_name(enum role r);
bool role_parse(struct str s, enum role *ret);	/* guest..admin only */
/* Whether actor may give a person of role `from` the role `to`: coordinators
 * move between guest and volunteer, admins everything; nobody their own.
 * That the last admin stays (PRODUCT rule 6) only the store can tell. */
bool role_may_grant(enum role actor, bool self, enum role from, enum role to);

#endif
