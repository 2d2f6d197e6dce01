/*
 * desk: what the tests of both sides of callback_desk share: a visitor, the
 * coordinators, and the hours.
 */
#ifndef WATCHBILL_TESTS_UNIT_SERVICE_DESK_H
#define WATCHBILL_TESTS_UNIT_SERVICE_DESK_H

#include "fixture.h"

#include "service/callback_desk.h"
#include "store/audit.h"
#include "store/callbacks.h"
#include "store/people.h"
#include "store/retention.h"

#define MINUTE ((int64_t)60)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define NOW_0400 FIXTURE_NOW		/* local, before we ring */
#define TODAY_0800 (FIXTURE_NOW + 4 * HOUR)

static const struct module *const modules[] = { &callbacks_module,
	&retention_module, &people_module, &audit_module, NULL };

static inline int
set_up(void **state)
{
	return fixture_up(state, modules);
}

static inline struct callback_in
marlene(void)
{
	return (struct callback_in){
		.phone = "082 555 0163", .name = "Marlene",
		.message = "Two men with a bakkie", .topic = "seen",
		.consent = true,
	};
}

static inline struct callback_receipt
asked(struct fixture *f, const char *when)
{
	struct callback_in in = marlene();
	struct callback_receipt r;

	in.when = when;
	fixture_nobody(f);
	is_ok(callback_desk_request(&f->act, &in, &r));
	return r;
}

/* A coordinator, made the first time, whose act it is from now on. */
static inline int64_t
coordinator(struct fixture *f, const char *name)
{
	int64_t id = fixture_person(f, name, ROLE_COORDINATOR);

	fixture_as(f, id, ROLE_COORDINATOR);
	return id;
}

static inline struct callback_card
card(struct fixture *f, int64_t id)
{
	struct callback_card c;

	is_ok(callback_desk_get(&f->act, id, &c));
	return c;
}

static inline enum status
closed(struct fixture *f, int64_t id, const char *state)
{
	return callback_desk_close(&f->act, id, &(struct callback_ending){
	    .state = state, .note = "as it went" });
}

#endif
