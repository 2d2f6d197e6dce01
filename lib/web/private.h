/*
 * private: what web's own files know about a request and a program.  Handlers
 * see request.h only.
 */
#ifndef WATCHBILL_WEB_PRIVATE_H
#define WATCHBILL_WEB_PRIVATE_H

#include "view/template.h"
#include "web/cookie.h"
#include "web/form_read.h"
#include "web/incoming.h"
#include "web/request.h"
#include "web/serve.h"

#define LANGUAGES_MAX 8
#define REQ_COOKIES 8

/* A program with everything that can be prepared before the first request. */
struct program_run {
	const struct program_in *in;
	struct arena *arena;		/* the process's */
	struct instance *instance;
	struct config config;
	const struct zone *zone;
	struct db *db;
	const char *data_dir;		/* templates, static, catalogues */
	handler_fn *handler[ROUTE__MAX];
	const struct template *view[ROUTE__MAX][LANGUAGES_MAX];
	const struct template *error[LANGUAGES_MAX];
	struct buf body;		/* of the answer; kept and used again */
};

/* How web answers, once it is known. */
struct reply {
	int http;
	struct buf head;		/* lines with CR LF, not the status */
	struct str body;
};

struct req_private {
	struct program_run *program;
	const struct incoming *incoming;
	struct reply *reply;
	const struct route *asked;	/* of the path; route is whose handler
					   runs now */
	struct pairs pairs;		/* query, or a page's body */
	struct str browser;		/* __Host-browser, or a new one */
	bool again;			/* a form is being shown again */
	bool handled;			/* the gates let it through */
	struct cookie cookie[REQ_COOKIES];
	size_t cookies;
	bool forget;			/* Clear-Site-Data */
};

/*
 * req_complete(r): what a handler left unsaid of what may be null, is null.
 * Fails  E_FAULT in a build with sanitizers: the reply is not what its shape
 *        says; so every reply of every test is checked.
 */
MUST_USE enum status req_complete(struct req *r);

static inline int
route_id_of(const struct route *r)
{
	return (int)(r - routes);
}

#endif
