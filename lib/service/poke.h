/*
 * poke: the socket DIR/run/worker.sock: use cases send it a datagram after a
 * commit, the worker wakes up by it.
 */
#ifndef WATCHBILL_SERVICE_POKE_H
#define WATCHBILL_SERVICE_POKE_H

#include "base/status.h"

/*
 * poke_listen(dir, ret): the worker's end, 0600.  Takes a dead worker's place,
 * so only under the worker's lock.
 *
 * Takes    a directory of any length: where its path does not fit into a
 *          socket's address, the address goes through /proc/self/fd.
 * Fails    E_FAULT, errno says why.
 * Owns     the caller, *ret is a descriptor that does not block.
 */
MUST_USE enum status poke_listen(const char *dir, int *ret);

/* poke_send(dir): the other end.  E_NOTFOUND: nobody listens; E_BUSY: enough
 * pokes wait there already; E_FAULT. */
MUST_USE enum status poke_send(const char *dir);

#endif
