/*
 * route: a row of the one table that is the site's policy (routes.c).  Zero
 * in any policy field is UNSET and the program refuses to start.
 */
#ifndef WATCHBILL_WEB_ROUTE_H
#define WATCHBILL_WEB_ROUTE_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/role.h"
#include "view/shape.h"
#include "web/form.h"

enum program { P_UNSET = 0, P_HOME, P_LOGIN, P_ACCOUNT, P_SHIFTS, P_SCHEDULES,
	P_PEOPLE, P_CALLBACKS, P_OPS, PROGRAM__MAX };
const char *program_name(enum program p);

enum method { M_UNSET = 0, M_GET, M_POST, METHOD__MAX };

enum csrf {
	CSRF_UNSET = 0,
	CSRF_SAFE,	/* a GET writes nothing */
	CSRF_TOKEN,	/* page: masked token of the session */
	CSRF_BROWSER,	/* page before sign-in: HMAC over the browser cookie */
	CSRF__MAX
};

enum rate {
	RATE_UNSET = 0,
	RATE_PROBE,	/* health: nginx alone limits */
	RATE_READ, RATE_WRITE,
	RATE_CODE,	/* [limits] codes_per_hour, an address */
	RATE_VERIFY,
	RATE_APPLY,	/* [limits] applies_per_hour, an address */
	RATE_CALLBACK,	/* [limits] callbacks_per_min, an address */
	RATE__MAX
};

enum surface { SURFACE_UNSET = 0, SURFACE_BOTH, SURFACE_PAGE, SURFACE_API,
	SURFACE_PLAIN /* outside /api, no session: health */, SURFACE__MAX };

enum body { BODY_FORM = 0 /* up to 16 KB */ };

enum route_id {
	R_NONE = 0, R_HOME, R_MORE, R_LANGUAGE, R_LOGIN, R_LOGIN_CODE,
	R_LOGIN_CODE_PAGE, R_LOGIN_VERIFY, R_LOGOUT, R_APPLY, R_APPLY_SEND,
	R_APPLIED, R_WELCOME, R_WELCOME_TAKE, R_SHIFTS, R_MINE, R_SHIFT,
	R_SEAT_BOOK, R_SEATS_BOOK, R_BOOKING_CANCEL_PAGE, R_BOOKING_CANCEL,
	R_WEEK, R_SEAT_ASSIGN, R_SHIFT_CANCEL_PAGE, R_SHIFT_CANCEL, R_SCHEDULES,
	R_SCHEDULE_NEW, R_SCHEDULE_CREATE, R_SCHEDULE_PREVIEW, R_SCHEDULE,
	R_SCHEDULE_UPDATE, R_SCHEDULE_END_PAGE, R_SCHEDULE_END, R_PEOPLE,
	R_PERSON_ADD_PAGE, R_PERSON_ADD, R_PERSON, R_PERSON_APPROVE,
	R_PERSON_ROLE, R_PERSON_STATE, R_CALLBACK, R_CALLBACK_SEND,
	R_CALLBACK_CREATE, R_CALLBACK_STATUS, R_CALLBACK_CANCEL, R_CALLBACKS,
	R_CALLBACK_ONE, R_CALLBACK_CLAIM, R_CALLBACK_NOTE, R_HEALTHZ,
	R_READYZ, R_OPENAPI,
	ROUTE__MAX
};

#define ROUTE_PARAMS 2

struct route {
	const char *name;	/* "seat-book": in templates, OpenAPI, logs */
	enum program program;
	enum method method;
	enum surface surface;
	const char *path;	/* "/shifts/{shift}/book": {x} is an id,
				   1..2^53; {token}, {reference} are tokens */
	enum role role;		/* at least; ROLE_PUBLIC: anybody */
	enum csrf csrf;
	enum rate rate;
	const struct form *form;	/* of the query (GET) or body (POST) */
	const struct shape *reply;	/* of data, and so of the API's JSON */
	const char *view;	/* GET, and page surface: the template's name */
	int success;		/* API's code, 0: 200 */
	const char *then;	/* where a page's success leads, with the same
				   path parameters */
	enum route_id page;	/* whose handler shows the form again */
	const char *done;	/* N_() flash message after success, or NULL */
	const char *summary;	/* for OpenAPI and the docs */
	const char *nav;	/* which tab is on: "shifts" */
};

extern const struct route routes[ROUTE__MAX];

/*
 * route_find(method, path, ret): by DOCUMENT_URI, "/api/v1" cut off by the
 * caller.  E_NOTFOUND, E_METHOD (ret->allow then lists the methods).
 */
struct route_match {
	const struct route *route;
	struct str param[ROUTE_PARAMS];
	struct str name[ROUTE_PARAMS];
	size_t params;
	char allow[32];
};
MUST_USE enum status route_find(enum method m, struct str path,
    enum surface surface, struct route_match *ret);
/* The parameters' names of a path, in order. */
size_t route_params(const char *path, struct str ret[ROUTE_PARAMS]);
bool route_param_is_token(struct str name);
/* A path of the table, or a .then, with what m has in its {...}, which have
 * to be there (assert). */
const char *route_fill(const char *path, const struct route_match *m,
    struct arena *a);
enum route_id route_by_name(const char *name);	/* "seat-book"; R_NONE */

/*
 * route_check(): holds the table against its own rules, which route_check.c
 * lists: one line per mistake on stderr.  E_INVALID: there were some.
 */
MUST_USE enum status route_check(void);
/* The same of any table of ROUTE__MAX rows; b gets the lines. */
bool route_table_check(const struct route *t, struct buf *b);

#endif
