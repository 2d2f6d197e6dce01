/*
 * fixture: an instance for one test of a use case: a database of the current
 * schema, keys, a configuration, people, and an act to pass around.
 *
 *	static const struct module *const modules[] = { &people_module, ...
 *	    &outbox_module, &audit_module, NULL };
 *	static int up(void **state) { return fixture_up(state, modules); }
 *	...
 *	cmocka_unit_test_setup_teardown(a_rule_holds, up, fixture_down)
 */
#ifndef WATCHBILL_TESTS_UNIT_SERVICE_FIXTURE_H
#define WATCHBILL_TESTS_UNIT_SERVICE_FIXTURE_H

#include "../unit.h"

#include "base/arena.h"
#include "service/act.h"

/* A Friday, 02:00 UTC, 04:00 in the watch's Africa/Johannesburg. */
#define FIXTURE_NOW ((int64_t)1763690400)

struct fixture {
	struct arena *arena;
	const char *path;		/* of the database */
	const struct module *const *modules;
	struct keyring *keys;
	struct config config;
	struct db *db;
	struct act act;			/* nobody's, at FIXTURE_NOW */
	int people;			/* made by fixture_person so far */
};

int fixture_up(void **state, const struct module *const *modules);
int fixture_down(void **state);

/* Whose act it is from now on; its refusals are forgotten. */
void fixture_as(struct fixture *f, int64_t person, enum role role);
void fixture_nobody(struct fixture *f);
void fixture_operator(struct fixture *f);
/* Time passes; refusals are forgotten. */
void fixture_later(struct fixture *f, int64_t seconds);

/* An active person with the number +2782555NNNN; modules has people_module. */
int64_t fixture_person(struct fixture *f, const char *name, enum role role);
/* The number of the n-th of them, from 1. */
const char *fixture_phone(struct fixture *f, int n);

/* Past the store: a number that a query gives, a harm that SQL does. */
int64_t fixture_int(const struct fixture *f, const char *sql);
void fixture_sql(const struct fixture *f, const char *sql);
/* The payload of that outbox row, opened. */
const char *fixture_payload(struct fixture *f, int64_t outbox);

/* is_refused(f, got, status, reason): so it ended, and the last refusal is
 * that one; for the next call they are forgotten. */
#define is_refused(f, got, status, reason) do {				\
	is_int((got), (status));					\
	is_text(fixture_reason(f), (reason));				\
	(f)->act.refusals = 0;						\
} while (0)
const char *fixture_reason(const struct fixture *f);	/* "" if none */

/*
 * fixture_race(f, n, run): n processes, each with its own connection, run at
 * the same moment; gives how many of them came back OK.
 */
int fixture_race(struct fixture *f, int n,
    enum status (*run)(struct act *act, int i));

#endif
