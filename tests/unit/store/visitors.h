/*
 * visitors: what the tests of callbacks and of retention share: a database,
 * two coordinators, and requests.
 */
#ifndef WATCHBILL_TESTS_UNIT_STORE_VISITORS_H
#define WATCHBILL_TESTS_UNIT_STORE_VISITORS_H

#include "scratch.h"

#include "store/callbacks.h"
#include "store/retention.h"
#include "store/tx.h"

#define NOW ((int64_t)1763690400)
#define DAY ((int64_t)24 * 3600)
#define PHONE "+27825550163"
#define NAME "Canary Marlene"
#define MESSAGE "canary at the pump house"
#define NOTE "canary noted"

enum { ME = 1, OTHER };			/* the coordinators' ids */

static const struct module *const modules[] = { &callbacks_module,
	&retention_module, NULL };

static inline void
coordinator(struct scratch *f, const char *name)
{
	scratch_sql(f->path, str_printf(f->a, "INSERT INTO person (uid, name,"
	    " role, phone_key, phone_sealed, phone_index, created_at) VALUES"
	    " (randomblob(16), '%s', 'coordinator', 1, x'00',"
	    " randomblob(32), 1)", name));
}

static inline int
set_up(void **state)
{
	scratch_up(state, "callbacks", modules);
	coordinator(*state, "Gavin");
	coordinator(*state, "Nomsa");
	return 0;
}

static inline int64_t
asked(struct scratch *f, int64_t due_at)
{
	struct callback_new in = {
		.name = NAME, .phone = PHONE, .message = MESSAGE,
		.topic = "seen", .ring_from = due_at, .ring_until = due_at,
		.due_at = due_at, .voicemail = true, .consent_version = 1,
		.created_at = NOW,
	};
	struct tx *tx;
	int64_t id;

	memset(in.reference_hash, (int)(due_at % 251), DIGEST_BYTES);
	is_ok(tx_begin(f->db, &tx));
	is_ok(callbacks_insert(tx, &in, f->a, &id));
	is_ok(tx_end(tx, callbacks_event(tx, &(struct callback_event_new){
	    id, NOW, ME, CALLBACK_PENDING, NOTE }, f->a)));
	return id;
}

static inline enum status
moved(struct scratch *f, int64_t id, enum callback_state to, int64_t closed)
{
	struct callback c;
	struct tx *tx;

	is_ok(callbacks_get(f->db, id, f->a, &c));
	is_ok(tx_begin(f->db, &tx));
	return tx_end(tx, callbacks_move(tx, id, &(struct callback_move){
	    c.version, to, c.due_at, closed }));
}

#endif
