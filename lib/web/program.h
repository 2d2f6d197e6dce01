/*
 * program: everything that a FastCGI program prepares before it answers: the
 * instance, its handlers, its pages in every language.
 */
#ifndef WATCHBILL_WEB_PROGRAM_H
#define WATCHBILL_WEB_PROGRAM_H

#include "web/private.h"

/*
 * program_bind(p): p->handler from p->in->bindings.
 *
 * Fails    E_INVALID, one line on stderr per mistake: a route of another
 *          program, one bound twice, one of this program that is not bound.
 */
MUST_USE enum status program_bind(struct program_run *p);

/*
 * program_open(in, log_fd, ret): checks the tables, binds, opens the instance,
 * loads the languages, compiles the pages.  Logs to log_fd, 0: stderr.
 *
 * Fails    E_INVALID or E_FAULT, with at least one clear line on stderr;
 *          nothing is left open.
 * Owns     the caller, until program_close (which takes NULL).
 */
MUST_USE enum status program_open(const struct program_in *in, int log_fd,
    struct program_run **ret);
void program_close(struct program_run *p);

#endif
