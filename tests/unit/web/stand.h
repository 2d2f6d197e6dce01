/*
 * stand: a program without FastCGI: the real routes, forms and templates, with
 * handlers of the test's own, asked as nginx would ask.
 *
 *	ask("POST", "/people", "name=Ann&phone=0825550101",
 *	    "HTTP_...=...", NULL);
 *	is_int(said.http, 303);
 */
#ifndef WATCHBILL_TESTS_UNIT_WEB_STAND_H
#define WATCHBILL_TESTS_UNIT_WEB_STAND_H

#include "../service/fixture.h"

#include "domain/token.h"
#include "store/sessions.h"
#include "web/answer.h"

struct stand {
	struct fixture *f;
	struct program_run program;
	struct program_in in;
	struct arena *arena;		/* the request's; reset at each ask */
	struct answer answer;
	enum status ends;		/* how the next handler ends, */
	const char *reason, *field;	/* and with which refusal */
	int handled;			/* how often a handler ran */
	const char *next;		/* a session that the handler starts */
};
extern struct stand stand;

int stand_up(void **state);
int stand_down(void **state);

/* What came back, good until the next ask. */
struct said {
	int http;
	const char *head, *body;
};
extern struct said said;

/*
 * ask(method, path, body, ...): parameters "NAME=value", NULL ended; a path
 * may have a query.  Without a REMOTE_ADDR among them it is 192.0.2.1; a body
 * has the content type of its surface unless one is given.
 */
void ask(const char *method, const char *path, const char *body, ...)
    __attribute__((sentinel));

/* A new person of that role, signed in: the session's token. */
const char *stand_sign_in(enum role role, enum session_surface surface);
/* "HTTP_COOKIE=__Host-session=TOKEN". */
const char *stand_cookie(const char *token);
/* The value of a hidden csrf field in said.body. */
const char *said_token(void);
/* The value of a cookie that said.head sets; NULL: it sets none. */
const char *said_cookie(const char *name);
bool said_has(const char *text);		/* in the body */
bool said_header(const char *line);		/* in the head, a whole line */

#endif
