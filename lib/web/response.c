/*
 * response: the ending.  A POST that changed something leads elsewhere, so
 * that reloading does not send it again; one that could not be taken shows its
 * form again, under the same status that the API would give.
 */
#include "web/response.h"

#include "base/arena.h"
#include "base/log.h"
#include "view/json_out.h"
#include "web/flash.h"
#include "web/page.h"
#include "web/private.h"
#include "web/problem.h"
#include "web/refusals.h"

#include "base/banned.h"

#define RESPONSE_NEXT_S 600	/* to sign in and go on */
#define RESPONSE_NEXT_MAX 200
#define RESPONSE_BUSY_S 2

static const char *
response_phrase(int http)
{
	static const struct { int http; const char *phrase; } phrases[] = {
		{ 200, "OK" }, { 201, "Created" }, { 202, "Accepted" },
		{ 204, "No Content" }, { 303, "See Other" },
		{ 400, "Bad Request" }, { 401, "Unauthorized" },
		{ 403, "Forbidden" }, { 404, "Not Found" },
		{ 405, "Method Not Allowed" }, { 409, "Conflict" },
		{ 413, "Content Too Large" },
		{ 415, "Unsupported Media Type" },
		{ 422, "Unprocessable Content" },
		{ 429, "Too Many Requests" }, { 503, "Service Unavailable" },
	};
	size_t i;

	for (i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
		if (phrases[i].http == http)
			return phrases[i].phrase;
	return "Internal Server Error";
}

void
response_head(const struct reply *reply, struct buf *b)
{
	buf_printf(b, "Status: %d %s\r\n", reply->http,
	    response_phrase(reply->http));
	buf_str(b, buf_get(&reply->head));
	if (reply->http != 204)
		buf_printf(b, "Content-Length: %zu\r\n", reply->body.n);
	BUF_LIT(b, "\r\n");
}

static void
response_header(struct req *r, const char *name, const char *value)
{
	struct buf *b = &r->in->reply->head;

	buf_cstr(b, name);
	BUF_LIT(b, ": ");
	buf_cstr(b, value);
	BUF_LIT(b, "\r\n");
}

/* Everything that comes from a program is for one browser, at one moment. */
static void
response_begin(struct req *r, int http, const char *type)
{
	struct req_private *in = r->in;
	size_t i;

	in->reply->http = http;
	buf_init(&in->reply->head, r->arena, (size_t)16 * 1024);
	buf_reset(&in->program->body);
	in->reply->body = STR("");
	if (type != NULL)
		response_header(r, "Content-Type", type);
	response_header(r, "Cache-Control", "no-store");
	response_header(r, "Content-Language", r->act.language->code);
	response_header(r, "Vary", r->surface == SURFACE_PAGE ?
	    "Accept-Language, Cookie" : "Accept-Language, Authorization");
	if (in->forget)
		response_header(r, "Clear-Site-Data",
		    "\"cache\", \"cookies\", \"storage\"");
	for (i = 0; i < in->cookies; i++)
		cookie_set(&in->reply->head, &in->cookie[i]);
}

static void
response_retry(struct req *r, enum status s)
{
	int64_t wait_s = s == E_BUSY ? RESPONSE_BUSY_S : r->act.retry_after_s;

	if (wait_s > 0)
		response_header(r, "Retry-After", str_printf(r->arena, "%lld",
		    (long long)wait_s));
}

/* What belongs to a status, whatever the face. */
static void
response_status_headers(struct req *r, enum status s)
{
	bool given = r->in->incoming->authorization.n > 0;

	if (s == E_METHOD)
		response_header(r, "Allow", r->match.allow);
	if (s == E_ANONYMOUS && r->surface == SURFACE_API)
		response_header(r, "WWW-Authenticate", given ?
		    "Bearer error=\"invalid_token\"" : "Bearer");
	if (s == E_LIMITED || s == E_BUSY)
		response_retry(r, s);
}

static void
response_json(struct req *r, const struct node *n, const struct shape *shape)
{
	struct buf *body = &r->in->program->body;

	json_out(body, n, shape);
	buf_char(body, '\n');
	r->in->reply->body = buf_get(body);
}

static void
response_problem(struct req *r, enum status s)
{
	const struct node *problem = problem_build(r, s);

	response_begin(r, status_http(s),
	    "application/problem+json; charset=utf-8");
	response_status_headers(r, s);
	response_json(r, problem, &shape_problem);
}

static void
response_data(struct req *r)
{
	int http = r->out.code != 0 ? r->out.code :
	    r->route->success != 0 ? r->route->success : 200;

	if (http == 204) {
		response_begin(r, http, NULL);
		return;
	}
	response_begin(r, http, "application/json; charset=utf-8");
	response_json(r, r->out.data, r->route->reply);
	if (r->in->program->body.failed) {
		LOG(LOG_ERROR, "reply_too_large",
		    LOG_TEXT("path", r->route->path));
		response_problem(r, E_FAULT);
	}
}

static size_t
response_language(const struct req *r)
{
	size_t n, i = (size_t)(r->act.language - language_list(&n));

	return i < n ? i : 0;
}

/* A page through its template, under the status it ended with. */
static void
response_page(struct req *r, enum status s, const struct template *const *views)
{
	struct program_run *p = r->in->program;
	struct scope scope = { .data = r->out.data, .zone = r->act.zone,
	    .now = r->act.now };

	if (page_build(r, s, &scope.page) != OK) {
		response_problem(r, E_FAULT);
		return;
	}
	response_begin(r, r->out.code != 0 ? r->out.code : status_http(s),
	    "text/html; charset=utf-8");
	response_status_headers(r, s);
	template_render(views[response_language(r)], &scope, &p->body);
	r->in->reply->body = buf_get(&p->body);
	if (p->body.failed) {
		LOG(LOG_ERROR, "page_too_large",
		    LOG_TEXT("path", r->route == NULL ? "" : r->route->path));
		response_problem(r, E_FAULT);
	}
}

static void
response_error_page(struct req *r, enum status s)
{
	struct node *data = model_new(r->arena);
	const char *title = refusals_title(r, s);

	model_text(data, "title", title);
	model_text(data, "detail", problem_detail(r, s));
	model_text(data, "trace_id", r->act.trace_id);
	r->out.data = data;
	r->out.form = NULL;
	r->out.title = title;
	r->out.code = 0;
	response_page(r, s, r->in->program->error);
}

static void
response_redirect(struct req *r, const char *to)
{
	response_begin(r, 303, NULL);
	response_header(r, "Location", to);
}

static void
response_done(struct req *r)
{
	const char *done = r->out.done != NULL ? r->out.done : r->route->done;
	const char *then = r->out.then != NULL ? r->out.then :
	    route_fill(r->route->then, &r->match, r->arena);

	if (done != NULL)
		flash_leave(r, done);
	response_redirect(r, then);
}

/* Only paths that our own table has found get here, and no query: where we
 * lead after signing in is always a page of ours (HT-14). */
static void
response_to_login(struct req *r)
{
	struct str path = r->in->incoming->document;

	if (path.n <= RESPONSE_NEXT_MAX && cookie_is_value(path))
		req_cookie_set(r, "next", str_copy(r->arena, path),
		    RESPONSE_NEXT_S);
	response_redirect(r, "/login");
}

/* The page with the form that was sent; a list is the form of its query. */
static const struct route *
response_form_page(const struct req *r)
{
	const struct route *asked = r->in->asked;

	if (r->surface != SURFACE_PAGE || asked == NULL)
		return NULL;
	if (asked->method == M_GET)
		return asked;
	return asked->page == R_NONE ? NULL : &routes[asked->page];
}

/*
 * What a person can put right on the form itself.  A refusal by the use case
 * has a reason and so a sentence; one by role or token has its own page.
 */
static bool
response_can_show_again(const struct req *r, enum status s)
{
	const struct route *asked = r->in->asked;

	if (response_form_page(r) == NULL)
		return false;
	if (asked->method == M_GET)
		return s == E_INVALID && !r->in->handled;
	if (s == E_INVALID || s == E_CONFLICT || s == E_LIMITED ||
	    s == E_BUSY)
		return true;
	if (s == E_ANONYMOUS)
		return asked->role == ROLE_PUBLIC;
	return r->in->handled && r->act.refusals > 0 &&
	    (s == E_DENIED || s == E_NOTFOUND);
}

static bool
response_is_refused(const struct req *r, struct str name)
{
	size_t i;

	for (i = 0; i < r->act.refusals; i++)
		if (r->act.refusal[i].field != NULL &&
		    str_is(name, r->act.refusal[i].field))
			return true;
	return false;
}

/* The page's own query: what the form sent along of it, and was no mistake. */
static struct pairs
response_query(const struct req *r, const struct route *page)
{
	const struct pairs *p = &r->in->pairs;
	struct pair *v = ARENA_ARRAY(r->arena, struct pair, p->n);
	size_t i, n = 0;

	for (i = 0; i < p->n; i++)
		if (form_find(page->form, p->v[i].name) != NULL &&
		    form_find(r->in->asked->form, p->v[i].name) != NULL &&
		    !response_is_refused(r, p->v[i].name))
			v[n++] = p->v[i];
	return (struct pairs){ v, n };
}

/* One that cannot be read is left out: the page is there to say so. */
static enum status
response_read_query(struct req *r, const struct route *page)
{
	struct pairs none = { NULL, 0 };

	r->in->pairs = response_query(r, page);
	if (form_read_pairs(page->form, &r->in->pairs, &r->act, &r->form) == OK)
		return OK;
	r->in->pairs = none;
	return form_read_pairs(page->form, &none, &r->act, &r->form);
}

static enum status
response_run_page(struct req *r, const struct route *page)
{
	size_t refusals = r->act.refusals;
	enum status s;

	r->route = page;
	r->in->again = true;
	r->out.data = model_new(r->arena);
	r->out.title = NULL;
	r->out.code = 0;
	page_keep_typed(r);
	s = response_read_query(r, page);
	if (s == OK)
		s = r->in->program->handler[route_id_of(page)](r);
	if (s == OK)
		s = req_complete(r);
	if (s == OK)
		r->act.refusals = refusals;
	return s;
}

static void
response_again(struct req *r, enum status s)
{
	const struct route *page = response_form_page(r);
	enum status shown = response_run_page(r, page);

	if (shown == OK)
		response_page(r, s, r->in->program->view[route_id_of(page)]);
	else
		response_error_page(r, shown);
}

static void
response_success(struct req *r)
{
	if (r->surface != SURFACE_PAGE)
		response_data(r);
	else if (r->in->again)
		response_again(r, OK);
	else if (r->route->method == M_POST && r->route->view == NULL)
		response_done(r);
	else
		response_page(r, OK,
		    r->in->program->view[route_id_of(r->route)]);
}

void
response_make(struct req *r, enum status s)
{
	if (s == OK)
		response_success(r);
	else if (response_can_show_again(r, s))
		response_again(r, s);
	else if (r->surface != SURFACE_PAGE)
		response_problem(r, s);
	else if (s == E_ANONYMOUS && r->in->asked->method == M_GET)
		response_to_login(r);
	else
		response_error_page(r, s);
}
