/*
 * route: finding the row that a path means.  The table is short, so the search
 * is a walk; the first segment settles nearly every row.
 */
#include "web/route.h"

#include <assert.h>
#include <string.h>

#include "base/num.h"
#include "domain/token.h"

#include "base/banned.h"

#define ROUTE_ID_MAX ((int64_t)1 << 53)	/* what JSON's readers keep exact */

const char *
program_name(enum program p)
{
	static const char *const names[PROGRAM__MAX] = {
		[P_HOME] = "home", [P_LOGIN] = "login",
		[P_ACCOUNT] = "account", [P_SHIFTS] = "shifts",
		[P_SCHEDULES] = "schedules", [P_PEOPLE] = "people",
		[P_CALLBACKS] = "callbacks", [P_OPS] = "ops",
	};

	assert(p > P_UNSET && p < PROGRAM__MAX);
	return names[p];
}

/* "{shift}" takes a number, "{token}" and "{reference}" a token. */
bool
route_param_is_token(struct str name)
{
	return str_is(name, "token") || str_is(name, "reference");
}

static bool
route_param_fits(struct str name, struct str value)
{
	int64_t id;

	if (route_param_is_token(name))
		return token_is_wellformed(value);
	return num_parse(value, 1, ROUTE_ID_MAX, &id);
}

static bool
route_segment(struct str want, struct str got, struct route_match *m)
{
	if (want.n < 2 || want.p[0] != '{')
		return str_eq(want, got);
	want = (struct str){ want.p + 1, want.n - 2 };
	if (m->params == ROUTE_PARAMS || !route_param_fits(want, got))
		return false;
	m->name[m->params] = want;
	m->param[m->params++] = got;
	return true;
}

size_t
route_params(const char *path, struct str ret[ROUTE_PARAMS])
{
	struct str rest = str_of(path), head;
	size_t n = 0;

	for (;;) {
		rest = str_cut(rest, '{', &head);
		if (rest.p == NULL || n == ROUTE_PARAMS)
			return n;
		rest = str_cut(rest, '}', &ret[n++]);
	}
}

static struct str
route_value(const struct route_match *m, struct str name)
{
	size_t i = 0;

	while (i < m->params && !str_eq(m->name[i], name))
		i++;
	assert(i < m->params);
	return m->param[i];
}

const char *
route_fill(const char *path, const struct route_match *m, struct arena *a)
{
	struct str rest = str_of(path), head;
	struct buf b;

	buf_init(&b, a, strlen(path) + ROUTE_PARAMS * (size_t)64);
	for (;;) {
		rest = str_cut(rest, '{', &head);
		buf_str(&b, head);
		if (rest.p == NULL)
			break;
		rest = str_cut(rest, '}', &head);
		buf_str(&b, route_value(m, head));
	}
	assert(!b.failed);
	return b.p;
}

/* Both begin with '/'; a slash at the end is one empty segment more. */
static bool
route_matches(const char *pattern, struct str path, struct route_match *m)
{
	struct str want = str_of(pattern), head, got;

	m->params = 0;
	while (want.p != NULL && path.p != NULL) {
		want = str_cut(want, '/', &head);
		path = str_cut(path, '/', &got);
		if (!route_segment(head, got, m))
			return false;
	}
	return want.p == NULL && path.p == NULL;
}

static bool
route_is_on(const struct route *r, enum surface surface)
{
	switch (r->surface) {
	case SURFACE_BOTH:
		return true;
	case SURFACE_PAGE:
	case SURFACE_PLAIN:
		return surface != SURFACE_API;
	case SURFACE_API:
		return surface == SURFACE_API;
	case SURFACE_UNSET:
	case SURFACE__MAX:
		break;
	}
	return false;
}

static void
route_allow(const bool allowed[METHOD__MAX], char ret[32])
{
	struct buf b;

	buf_fixed(&b, ret, 32);
	if (allowed[M_GET])
		BUF_LIT(&b, "GET, HEAD");
	if (allowed[M_POST])
		buf_cstr(&b, allowed[M_GET] ? ", POST" : "POST");
}

enum status
route_find(enum method m, struct str path, enum surface surface,
    struct route_match *ret)
{
	bool allowed[METHOD__MAX] = { false };
	struct route_match found = { .route = NULL };
	const struct route *r;

	if (path.n == 0 || path.p[0] != '/')
		return E_NOTFOUND;
	for (r = &routes[R_NONE + 1]; r < &routes[ROUTE__MAX]; r++) {
		if (r->path == NULL || !route_is_on(r, surface) ||
		    !route_matches(r->path, path, &found))
			continue;
		if (r->method == m) {
			found.route = r;
			*ret = found;
			return OK;
		}
		allowed[r->method] = true;
	}
	if (!allowed[M_GET] && !allowed[M_POST])
		return E_NOTFOUND;
	*ret = (struct route_match){ .route = NULL };
	route_allow(allowed, ret->allow);
	return E_METHOD;
}

enum route_id
route_by_name(const char *name)
{
	int id;

	for (id = R_NONE + 1; id < ROUTE__MAX; id++)
		if (strcmp(routes[id].name, name) == 0)
			return (enum route_id)id;
	return R_NONE;
}
