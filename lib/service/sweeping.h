/*
 * sweeping: what the worker forgets goes batch by batch, a transaction each,
 * so that nobody waits long for the write lock.
 */
#ifndef WATCHBILL_SERVICE_SWEEPING_H
#define WATCHBILL_SERVICE_SWEEPING_H

#include "service/act.h"

/*
 * sweeping_run(act, batch, ret): calls batch until it finds nothing more.
 *
 * Takes    batch: forgets a few rows in tx, *ret how many.
 * Gives    *ret how many in all.
 * Fails    as batch does; what earlier batches did stays done.
 */
MUST_USE enum status sweeping_run(struct act *act,
    enum status (*batch)(struct act *act, struct tx *tx, int64_t *ret),
    int64_t *ret);

#endif
