/*
 * founding: makes an instance, or what it lacks: for `watchbill init`.
 */
#ifndef WATCHBILL_SERVICE_FOUNDING_H
#define WATCHBILL_SERVICE_FOUNDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

struct arena;

/* What founding_init made; the rest was there. */
struct founded {
	bool directory, config, keys;
	size_t migrations;		/* applied */
};

/*
 * founding_init(dir, a, ret): the directory (0700) with keys/, run/ and
 * outbox/, the keys (0600), a configuration in which every key stands with
 * its development default, and the database, brought to this schema.
 *
 * Takes    a directory that exists or can be made in one that does; what it
 *          already holds stays as it is.
 * Gives    the same instance however often it is called.
 * Fails    E_BUSY; E_FAULT, with one line on stderr: also when there is a
 *          database but no keys, for new ones would not open it.
 */
MUST_USE enum status founding_init(const char *dir, struct arena *a,
    struct founded *ret);

/* The first of it alone: the directories.  *ret_made: the outer one. */
MUST_USE enum status founding_directories(const char *dir, struct arena *a,
    bool *ret_made);

/* founding_migrate(dir, a, ret): the database alone; how many steps. */
MUST_USE enum status founding_migrate(const char *dir, struct arena *a,
    size_t *ret);

#endif
