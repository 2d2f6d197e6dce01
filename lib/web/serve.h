/*
 * serve: a FastCGI program: a table of handlers for its routes, the gates
 * before them, the response after.  Policy is in routes.c, not here.
 */
#ifndef WATCHBILL_WEB_SERVE_H
#define WATCHBILL_WEB_SERVE_H

#include "store/db.h"
#include "web/request.h"

typedef enum status handler_fn(struct req *r);

struct binding {
	enum route_id route;
	handler_fn *handler;
};

struct program_in {
	enum program program;
	const struct binding *bindings;
	size_t n;
	const struct module *const *modules;	/* NULL ended */
	/* For page.desk_overdue, asked on coordinators' pages; or NULL. */
	enum status (*overdue)(struct act *act, int64_t *ret);
};

/*
 * serve(in, argc, argv): opens the instance, checks routes, bindings (each
 * route of the program bound once, no other) and templates, then answers on
 * standard input, which is the supervisor's listening socket, until SIGTERM.
 *
 * Takes    no argument, or --check: everything but answering.
 * Gives    an exit code: 0 after SIGTERM; 1 with at least one clear line on
 *          stderr when it cannot start; 2 for other arguments.
 */
int serve(const struct program_in *in, int argc, char *const *argv);

#endif
