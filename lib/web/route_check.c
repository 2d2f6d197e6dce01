/*
 * route_check: the rules that the table of routes has to keep.  A row that
 * forgets a policy, or contradicts itself, stops every program at its start,
 * with the route's name and what is wrong.
 */
#include "web/route.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "web/form_check.h"

#include "base/banned.h"

struct route_rule {
	const char *what;
	bool (*breaks)(const struct route *r);
};

static bool
route_is_paged(const struct route *r)
{
	return r->surface == SURFACE_BOTH || r->surface == SURFACE_PAGE;
}

static bool
route_has_no_name(const struct route *r)
{
	return r->name == NULL;
}

static bool
route_has_no_program(const struct route *r)
{
	return r->program <= P_UNSET || r->program >= PROGRAM__MAX;
}

static bool
route_has_no_method(const struct route *r)
{
	return r->method <= M_UNSET || r->method >= METHOD__MAX;
}

static bool
route_has_no_surface(const struct route *r)
{
	return r->surface <= SURFACE_UNSET || r->surface >= SURFACE__MAX;
}

static bool
route_has_no_role(const struct route *r)
{
	return r->role <= ROLE_UNSET || r->role >= ROLE__MAX;
}

static bool
route_has_no_csrf(const struct route *r)
{
	return r->csrf <= CSRF_UNSET || r->csrf >= CSRF__MAX;
}

static bool
route_has_no_rate(const struct route *r)
{
	return r->rate <= RATE_UNSET || r->rate >= RATE__MAX;
}

static bool
route_has_no_form(const struct route *r)
{
	return r->form == NULL;
}

static bool
route_has_no_reply(const struct route *r)
{
	return r->reply == NULL;
}

static bool
route_has_no_summary(const struct route *r)
{
	return r->summary == NULL;
}

static bool
route_path_is_bad(const struct route *r)
{
	struct str name[ROUTE_PARAMS];
	size_t n = r->path == NULL ? 0 : strlen(r->path), i, braces = 0;

	if (n == 0 || r->path[0] != '/' || (n > 1 && r->path[n - 1] == '/') ||
	    strncmp(r->path, "/api/", 5) == 0)
		return true;
	for (i = 0; i < n; i++)
		braces += r->path[i] == '{';
	return braces != route_params(r->path, name);
}

static bool
route_post_is_safe(const struct route *r)
{
	return r->method == M_POST && r->csrf == CSRF_SAFE;
}

static bool
route_get_is_unsafe(const struct route *r)
{
	return r->method == M_GET && r->csrf != CSRF_SAFE;
}

static bool
route_token_is_nobodys(const struct route *r)
{
	return r->csrf == CSRF_TOKEN && r->role == ROLE_PUBLIC;
}

static bool
route_browser_is_weak(const struct route *r)
{
	return r->csrf == CSRF_BROWSER && r->role != ROLE_PUBLIC;
}

static bool
route_page_has_no_view(const struct route *r)
{
	return r->method == M_GET && route_is_paged(r) && r->view == NULL;
}

static bool
route_post_leads_nowhere(const struct route *r)
{
	return r->method == M_POST && route_is_paged(r) && r->then == NULL &&
	    r->view == NULL;
}

static bool
route_post_shows_nothing(const struct route *r)
{
	return r->method == M_POST && route_is_paged(r) &&
	    r->form != &form_none && r->page == R_NONE;
}

static bool
route_get_has_consequences(const struct route *r)
{
	return r->method == M_GET &&
	    (r->then != NULL || r->page != R_NONE || r->done != NULL);
}

static bool
route_code_is_no_success(const struct route *r)
{
	return r->success != 0 && (r->success < 200 || r->success > 299);
}

static bool
route_plain_has_role(const struct route *r)
{
	return r->surface == SURFACE_PLAIN && r->role != ROLE_PUBLIC;
}

static const struct route_rule route_rules[] = {
	{ "name is UNSET", route_has_no_name },
	{ "program is UNSET", route_has_no_program },
	{ "method is UNSET", route_has_no_method },
	{ "surface is UNSET", route_has_no_surface },
	{ "role is UNSET", route_has_no_role },
	{ "csrf is UNSET", route_has_no_csrf },
	{ "rate is UNSET", route_has_no_rate },
	{ "form is UNSET; form_none takes nothing", route_has_no_form },
	{ "reply is UNSET; shape_none says nothing", route_has_no_reply },
	{ "summary is UNSET", route_has_no_summary },
	{ "path must begin with / but not /api/, not end with one, and hold "
	    "at most two {...}", route_path_is_bad },
	{ "a POST is never CSRF_SAFE", route_post_is_safe },
	{ "a GET writes nothing: CSRF_SAFE", route_get_is_unsafe },
	{ "CSRF_TOKEN needs a session, ROLE_PUBLIC has none",
	    route_token_is_nobodys },
	{ "CSRF_BROWSER is for ROLE_PUBLIC only", route_browser_is_weak },
	{ "a page needs a view", route_page_has_no_view },
	{ "a page's POST needs a then or a view", route_post_leads_nowhere },
	{ "a page's form needs a page that shows it again",
	    route_post_shows_nothing },
	{ "then, page and done are for a POST", route_get_has_consequences },
	{ "success must be 200 to 299", route_code_is_no_success },
	{ "a plain route knows no sessions: ROLE_PUBLIC",
	    route_plain_has_role },
};

/* One table being checked. */
struct route_checking {
	const struct route *t;		/* ROUTE__MAX of them */
	struct buf *b;
	bool fine;
};

static void
route_complain(struct route_checking *c, int id, const char *what)
{
	const char *name = c->t[id].name;

	if (name != NULL)
		buf_printf(c->b, "route %s: %s\n", name, what);
	else
		buf_printf(c->b, "route number %d: %s\n", id, what);
	c->fine = false;
}

static bool
route_has_param(const struct route *r, struct str name)
{
	struct str have[ROUTE_PARAMS];
	size_t i, n = route_params(r->path, have);

	for (i = 0; i < n; i++)
		if (str_eq(have[i], name))
			return true;
	return false;
}

/* Whether what path wants in its {...} is there in r's. */
static bool
route_gives(const struct route *r, const char *path)
{
	struct str want[ROUTE_PARAMS];
	size_t i, n = route_params(path, want);

	for (i = 0; i < n; i++)
		if (!route_has_param(r, want[i]))
			return false;
	return true;
}

/* "/week?shift={shift}" leads to the page whose path is "/week". */
static bool
route_is_page_path(const struct route *t, const char *then)
{
	const struct route *r;
	struct str path;

	(void)str_cut(str_of(then), '?', &path);
	for (r = t + 1; r < t + ROUTE__MAX; r++)
		if (r->method == M_GET && r->path != NULL && route_is_paged(r)
		    && str_is(path, r->path))
			return true;
	return false;
}

static void
route_check_then(struct route_checking *c, int id)
{
	const struct route *r = &c->t[id];

	if (r->then == NULL)
		return;
	if (!route_is_page_path(c->t, r->then))
		route_complain(c, id, "then is no page of ours");
	if (!route_gives(r, r->then))
		route_complain(c, id, "then has a parameter the path has not");
}

static void
route_check_page(struct route_checking *c, int id)
{
	const struct route *r = &c->t[id], *page;

	if (r->page == R_NONE)
		return;
	page = &c->t[r->page];
	if (page->method != M_GET || !route_is_paged(page) ||
	    page->view == NULL)
		route_complain(c, id, "page is no page");
	else if (page->program != r->program)
		route_complain(c, id, "page is of another program");
	else if (!route_gives(r, page->path))
		route_complain(c, id, "page has a parameter the path has not");
}

static bool
route_surfaces_meet(enum surface a, enum surface b)
{
	bool api = (a == SURFACE_API || a == SURFACE_BOTH) &&
	    (b == SURFACE_API || b == SURFACE_BOTH);

	return api || (a != SURFACE_API && b != SURFACE_API);
}

/* Whether some path would match both: numbers and tokens keep apart. */
static bool
route_paths_meet(const char *a, const char *b)
{
	struct str ra = str_of(a), rb = str_of(b), ha, hb;

	while (ra.p != NULL && rb.p != NULL) {
		ra = str_cut(ra, '/', &ha);
		rb = str_cut(rb, '/', &hb);
		if (str_starts(ha, "{") && str_starts(hb, "{")) {
			ha = (struct str){ ha.p + 1, ha.n - 2 };
			hb = (struct str){ hb.p + 1, hb.n - 2 };
			if (route_param_is_token(ha) !=
			    route_param_is_token(hb))
				return false;
		} else if (!str_eq(ha, hb)) {
			return false;
		}
	}
	return ra.p == NULL && rb.p == NULL;
}

static void
route_check_twice(struct route_checking *c, int id)
{
	const struct route *r = &c->t[id], *o;

	for (o = c->t + 1; o < r; o++) {
		if (o->name != NULL && strcmp(o->name, r->name) == 0)
			route_complain(c, id, "name is told twice");
		if (o->path != NULL && o->method == r->method &&
		    route_surfaces_meet(o->surface, r->surface) &&
		    route_paths_meet(o->path, r->path))
			route_complain(c, id, "path is told twice");
	}
}

static void
route_check_form(struct route_checking *c, int id)
{
	const struct route *r = &c->t[id];
	const char *why = form_check(r->form);

	if (why != NULL)
		route_complain(c, id, why);
}

static void
route_check_one(struct route_checking *c, int id)
{
	const struct route *r = &c->t[id];
	const struct route_rule *rule;
	bool whole = true;

	for (rule = route_rules; rule < route_rules +
	    sizeof(route_rules) / sizeof(route_rules[0]); rule++) {
		if (!rule->breaks(r))
			continue;
		route_complain(c, id, rule->what);
		whole = false;
	}
	if (!whole)
		return;
	route_check_then(c, id);
	route_check_page(c, id);
	route_check_twice(c, id);
	route_check_form(c, id);
}

bool
route_table_check(const struct route *t, struct buf *b)
{
	struct route_checking c = { t, b, true };
	int id;

	for (id = R_NONE + 1; id < ROUTE__MAX; id++)
		route_check_one(&c, id);
	return c.fine;
}

enum status
route_check(void)
{
	struct arena *a = arena_new((size_t)64 * 1024);
	struct buf b;
	bool fine;

	buf_init(&b, a, (size_t)32 * 1024);
	fine = route_table_check(routes, &b);
	if (!fine)
		(void)fwrite(b.p, 1, b.n, stderr);
	arena_free(a);
	return fine ? OK : E_INVALID;
}
