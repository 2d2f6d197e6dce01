/*
 * request: one request on its way down, and what a handler says to it.
 */
#ifndef WATCHBILL_WEB_REQUEST_H
#define WATCHBILL_WEB_REQUEST_H

#include "base/status.h"
#include "service/act.h"
#include "view/model.h"
#include "web/route.h"

struct req {
	struct act act;
	struct arena *arena;		/* == act.arena */
	const struct route *route;
	enum surface surface;		/* SURFACE_PAGE, SURFACE_API, _PLAIN */
	struct route_match match;
	const void *form;		/* the route's typed struct, no NULL */
	struct {
		struct node *data;	/* an empty map at first */
		struct node *form;	/* page.form: what a form shows */
		const char *title;	/* message already in the language */
		const char *then;	/* instead of route->then */
		const char *done;	/* N_() instead of route->done */
		int code;		/* instead of route->success */
	} out;
	const void *carry;		/* what a POST's handler leaves for
					   that of .page, which shows the form
					   again */
	struct req_private *in;		/* web's own */
};

/* A path parameter: "shift" as number, "token" as text.  Asserts the name. */
int64_t req_id(const struct req *r, const char *name);
const char *req_param(const struct req *r, const char *name);

/*
 * req_form(r): page.form, the values a form shows.  A GET handler fills it
 * with what is to be changed; when a form is shown again after a refusal it
 * already holds what was typed and req_is_again(r) is true: leave it alone.
 */
struct node *req_form(struct req *r);
bool req_is_again(const struct req *r);

/*
 * req_show_again(r): for a POST that only wants to show something: nothing was
 * written, .page is shown with what was typed, status 200.  Gives OK.
 */
enum status req_show_again(struct req *r);
/* Whether the path has that parameter: .page of a POST may stand at another
 * path than its own. */
bool req_has(const struct req *r, const char *name);

/* The translated text of an N_() message. */
const char *req_text(const struct req *r, const char *msgid);

/* Cookies, all __Host-, Secure, HttpOnly, SameSite=Lax, Path=/. */
void req_session_start(struct req *r, const char *token, int64_t max_age_s);
void req_session_end(struct req *r);	/* and Clear-Site-Data */
void req_cookie_set(struct req *r, const char *name, const char *value,
    int64_t max_age_s);			/* name without "__Host-" */
void req_cookie_clear(struct req *r, const char *name);
struct str req_cookie(const struct req *r, const char *name);

/*
 * req_next(r, last): sets data.next to the path of this list's next page: the
 * same query, after the last row of this one.  NULL: there is none, null.
 */
void req_next(struct req *r, const struct field_cursor *last);
/* A raw value of the query as typed, for links that keep the other filters:
 * req_query_with(r, "open", "1") gives the path with that one changed. */
const char *req_query_with(const struct req *r, const char *name,
    const char *value);

#endif
