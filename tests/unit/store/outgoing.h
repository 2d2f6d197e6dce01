/*
 * outgoing: what the tests of outbox and leases share: a database, a row that
 * is due, and the steps of its life.
 */
#ifndef WATCHBILL_TESTS_UNIT_STORE_OUTGOING_H
#define WATCHBILL_TESTS_UNIT_STORE_OUTGOING_H

#include "scratch.h"

#include "store/leases.h"
#include "store/outbox.h"
#include "store/tx.h"

#define NOW ((int64_t)1763690400)
#define CANARY "canary-724913"

static const struct module *const modules[] = { &outbox_module,
	&leases_module, NULL };

static inline int
set_up(void **state)
{
	return scratch_up(state, "outbox", modules);
}

/* A row that is due now; the test changes what it is about. */
static inline struct outbox_new
row_now(void)
{
	return (struct outbox_new){
		.kind = "code", .channel = "sms", .language = "en",
		.payload = STR("{\"code\":\"" CANARY "\"}"), .priority = 1,
		.due_at = NOW, .trace_id = "t", .created_at = NOW,
	};
}

static inline enum status
insert(struct scratch *f, const struct outbox_new *row, int64_t *ret)
{
	struct tx *tx;

	is_ok(tx_begin(f->db, &tx));
	return tx_end(tx, outbox_insert(tx, row, f->a, ret));
}

static inline int64_t
inserted(struct scratch *f, const struct outbox_new *row)
{
	int64_t id = 0;

	is_ok(insert(f, row, &id));
	assert_true(id > 0);
	return id;
}

static inline struct lease_ids
taken(struct scratch *f, int64_t now)
{
	struct lease_ids ids;
	struct tx *tx;

	is_ok(tx_begin(f->db, &tx));
	is_ok(tx_end(tx, leases_take(tx, &(struct lease_in){ "w", now,
	    now + 60, 8 }, f->a, &ids)));
	return ids;
}

static inline enum status
ended(struct scratch *f, int64_t id, const char *worker, const char *how)
{
	struct tx *tx;

	is_ok(tx_begin(f->db, &tx));
	return tx_end(tx, leases_end(tx, id, &(struct lease_end){ worker, how,
	    NULL, NULL, NOW }));
}

static inline int64_t
ask(struct scratch *f, const char *what)
{
	return scratch_int(f->path, str_printf(f->a,
	    "SELECT count(*) FROM outbox WHERE %s", what));
}

#endif
