/*
 * routes: the route table as JSON, for the tests that go through all of it:
 * the matrix of roles, the tokens, the check of nginx.conf.
 */
#include <stdio.h>

#include "base/arena.h"
#include "base/str.h"
#include "view/json_out.h"
#include "web/route.h"

#include "base/banned.h"

#define ARENA_BYTES ((size_t)4 << 20)

static const char *const methods[METHOD__MAX] = {
	[M_GET] = "GET", [M_POST] = "POST",
};
static const char *const surfaces[SURFACE__MAX] = {
	[SURFACE_BOTH] = "both", [SURFACE_PAGE] = "page",
	[SURFACE_API] = "api", [SURFACE_PLAIN] = "plain",
};
static const char *const roles[ROLE__MAX] = {
	[ROLE_PUBLIC] = "public", [ROLE_GUEST] = "guest",
	[ROLE_VOLUNTEER] = "volunteer", [ROLE_COORDINATOR] = "coordinator",
	[ROLE_ADMIN] = "admin",
};

int
main(void)
{
	struct arena *a = arena_new(ARENA_BYTES);
	struct node *all = model_new(a), *items = model_list(all, "items");
	struct buf b;

	buf_init(&b, a, ARENA_BYTES / 4);
	for (int i = R_NONE + 1; i < ROUTE__MAX; i++) {
		struct node *row = model_item(items);

		model_text(row, "name", routes[i].name);
		model_text(row, "program", program_name(routes[i].program));
		model_text(row, "method", methods[routes[i].method]);
		model_text(row, "surface", surfaces[routes[i].surface]);
		model_text(row, "path", routes[i].path);
		model_text(row, "role", roles[routes[i].role]);
		model_text(row, "view", routes[i].view);
	}
	json_out(&b, all, NULL);
	puts(b.p);
	arena_free(a);
	return 0;
}
