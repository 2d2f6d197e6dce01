/*
 * views: the templates of a program, compiled once for each language, with the
 * routes and forms as the compiler's look-ups.
 */
#ifndef WATCHBILL_WEB_VIEWS_H
#define WATCHBILL_WEB_VIEWS_H

#include "web/private.h"

/*
 * views_compile(p): fills p->view and p->error.
 *
 * Takes    p->in, p->arena and p->data_dir, which holds templates/ and static/.
 * Fails    E_INVALID, one line "file:line: what" on stderr per mistake.
 */
MUST_USE enum status views_compile(struct program_run *p);

#endif
