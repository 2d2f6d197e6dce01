/*
 * delivery: the worker's main use case: leases due rows of the outbox, puts
 * each into words, hands it to its gateway and writes down what became of it.
 *
 *   tx: take -> [ get, word, send, tx: end or retry ] for each
 *
 * The network is never inside a transaction.  Whoever dies between send and
 * end leaves a lease that runs out: it is sent at least once, perhaps twice,
 * never not at all (PRODUCT rule 7).
 */
#ifndef WATCHBILL_SERVICE_DELIVERY_H
#define WATCHBILL_SERVICE_DELIVERY_H

#include <signal.h>

#include "service/act.h"
#include "service/wording.h"

struct gateway;			/* gateway/gateway.h, for the .c alone */

#define DELIVERY_BATCH 8		/* leased at a time */
#define DELIVERY_LEASE_S 60

struct delivery {
	const char *worker;		/* its name in leases */
	const struct wording *wording;
	const struct gateway *const *gateways;	/* NULL ended */
	const volatile sig_atomic_t *stop;	/* finish the one in hand */
};

/* delivery_start(act): what another worker, now dead, had leased waits again.
 * Only for who holds the worker's lock. */
MUST_USE enum status delivery_start(struct act *act);

struct delivery_round {
	int64_t done;			/* rows of this round */
	int64_t next_at;		/* when to come again; INT64_MAX: when
					   poked */
};
/*
 * delivery_run(act, d, ret): one batch.
 *
 * Takes    act of the system; its now is renewed for each message.
 * Gives    each row sent; or pending again, after a pause drawn from zero to
 *          delivery_pause_most_s; or dead, at once when the provider says
 *          never, else after [sms] max_attempts; or withdrawn, when the cause
 *          is gone.
 * Fails    E_BUSY, E_FAULT of the database; what was leased comes again.
 */
MUST_USE enum status delivery_run(struct act *act, const struct delivery *d,
    struct delivery_round *ret);

/* The worker's hourly forgetting of rows that ended DELIVERY_KEEP_DAYS ago. */
#define DELIVERY_KEEP_DAYS 90
MUST_USE enum status delivery_forget(struct act *act, int64_t *ret);

/* The longest pause after that many attempts: backoff_s, doubled each time,
 * at most an hour. */
int64_t delivery_pause_most_s(int64_t attempts, int64_t backoff_s);

#endif
