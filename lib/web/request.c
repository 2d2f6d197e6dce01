/* request: what handlers ask of a request and say to it. */
#include "web/request.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/num.h"
#include "web/private.h"

#include "base/banned.h"

static struct str
req_find_param(const struct req *r, const char *name)
{
	size_t i = 0;

	while (i < r->match.params && !str_is(r->match.name[i], name))
		i++;
	assert(i < r->match.params);
	return r->match.param[i];
}

int64_t
req_id(const struct req *r, const char *name)
{
	int64_t id = 0;
	bool is_number = num_parse(req_find_param(r, name), 1, INT64_MAX, &id);

	assert(is_number);
	return id;
}

const char *
req_param(const struct req *r, const char *name)
{
	return str_copy(r->arena, req_find_param(r, name));
}

struct node *
req_form(struct req *r)
{
	return r->out.form;
}

bool
req_is_again(const struct req *r)
{
	return r->in->again;
}

enum status
req_show_again(struct req *r)
{
	r->in->again = true;
	return OK;
}

bool
req_has(const struct req *r, const char *name)
{
	size_t i;

	for (i = 0; i < r->match.params; i++)
		if (str_is(r->match.name[i], name))
			return true;
	return false;
}

const char *
req_text(const struct req *r, const char *msgid)
{
	return language_text(r->act.language, msgid);
}

/* The last word on a name counts. */
void
req_cookie_set(struct req *r, const char *name, const char *value,
    int64_t max_age_s)
{
	struct req_private *in = r->in;
	size_t i = 0;

	while (i < in->cookies && strcmp(in->cookie[i].name, name) != 0)
		i++;
	assert(i < REQ_COOKIES);
	in->cookie[i] = (struct cookie){
		.name = name,
		.value = { arena_dup(r->arena, value, strlen(value)),
		    strlen(value) },
		.max_age_s = max_age_s,
	};
	if (i == in->cookies)
		in->cookies++;
}

void
req_cookie_clear(struct req *r, const char *name)
{
	req_cookie_set(r, name, "", 0);
}

struct str
req_cookie(const struct req *r, const char *name)
{
	struct str value = STR("");

	/* One that stands there twice is nobody's. */
	(void)cookie_get(r->in->incoming->cookie, name, &value);
	return value;
}

/* Where the person was going when we asked them to sign in (HT-14). */
static void
req_go_on(struct req *r)
{
	struct str next = req_cookie(r, "next");
	struct route_match m;

	if (next.n == 0)
		return;
	req_cookie_clear(r, "next");
	if (route_find(M_GET, next, SURFACE_PAGE, &m) == OK &&
	    m.route->role != ROLE_PUBLIC)
		r->out.then = str_copy(r->arena, next);
}

void
req_session_start(struct req *r, const char *token, int64_t max_age_s)
{
	if (r->surface != SURFACE_PAGE)
		return;
	req_cookie_set(r, "session", token, max_age_s);
	req_go_on(r);
}

void
req_session_end(struct req *r)
{
	if (r->surface != SURFACE_PAGE)
		return;
	req_cookie_clear(r, "session");
	r->in->forget = true;
}

/* The path as it was asked for, on its own surface; of a page that a POST
 * shows again its own. */
static const char *
req_path(const struct req *r)
{
	if (r->in->again)
		return route_fill(r->route->path, &r->match, r->arena);
	return str_copy(r->arena, r->in->incoming->document);
}

static void
req_encode(struct buf *b, struct str s)
{
	static const char hex[] = "0123456789ABCDEF";
	unsigned char c;
	size_t i;

	for (i = 0; i < s.n; i++) {
		c = (unsigned char)s.p[i];
		if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		    (c >= 'a' && c <= 'z') || strchr("-._~", c) != NULL) {
			buf_char(b, (char)c);
		} else {
			buf_char(b, '%');
			buf_char(b, hex[c >> 4]);
			buf_char(b, hex[c & 15]);
		}
	}
}

static void
req_add_pair(struct buf *b, struct str name, struct str value)
{
	buf_char(b, memchr(b->p, '?', b->n) == NULL ? '?' : '&');
	req_encode(b, name);
	buf_char(b, '=');
	req_encode(b, value);
}

/* Of the page that is shown: a POST's own pairs are no query. */
static struct pairs
req_query(const struct req *r)
{
	return r->in->again || r->in->incoming->method == M_GET ?
	    r->in->pairs : (struct pairs){ NULL, 0 };
}

static size_t
req_query_room(const struct pairs *p)
{
	size_t i, n = 0;

	for (i = 0; i < p->n; i++)
		n += 2 + 3 * (p->v[i].name.n + p->v[i].value.n);
	return n;
}

const char *
req_query_with(const struct req *r, const char *name, const char *value)
{
	struct pairs p = req_query(r);
	struct pair with = { str_of(name), value == NULL ? STR("") :
	    str_of(value) };
	const char *path = req_path(r);
	struct buf b;
	size_t i;

	buf_init(&b, r->arena, strlen(path) + req_query_room(&p) +
	    req_query_room(&(struct pairs){ &with, 1 }) + 1);
	buf_cstr(&b, path);
	for (i = 0; i < p.n; i++)
		if (!str_is(p.v[i].name, name) && p.v[i].value.n > 0)
			req_add_pair(&b, p.v[i].name, p.v[i].value);
	if (with.value.n > 0)
		req_add_pair(&b, with.name, with.value);
	assert(!b.failed);
	return b.p;
}

void
req_next(struct req *r, const struct field_cursor *last)
{
	model_href(r->out.data, "next", last == NULL ? NULL :
	    req_query_with(r, "after", str_printf(r->arena, "%lld.%lld",
	    (long long)last->at, (long long)last->id)));
}

static enum status
req_check_shape(struct req *r)
{
#ifdef WB_SANITIZE
	const char *where;

	if (!shape_fits_on(r->surface == SURFACE_PAGE ? SHAPE_PAGE : SHAPE_API,
	    r->route->reply, r->out.data, r->arena, &where)) {
		LOG(LOG_ERROR, "reply_shape",
		    LOG_TEXT("shape", r->route->reply->name),
		    LOG_TEXT("where", where));
		return E_FAULT;
	}
#else
	(void)r;
#endif
	return OK;
}

enum status
req_complete(struct req *r)
{
	const struct shape *shape = r->route->reply;
	size_t i;

	for (i = 0; i < shape->n; i++)
		if (shape->row[i].nullable &&
		    model_get(r->out.data, shape->row[i].name) == NULL)
			model_null(r->out.data, shape->row[i].name);
	return req_check_shape(r);
}
