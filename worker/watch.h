/*
 * watch: how the worker is alone, and how it waits: the lock that one worker
 * of an instance holds, and the sleep that a poke or a signal ends.
 */
#ifndef WATCHBILL_WORKER_WATCH_H
#define WATCHBILL_WORKER_WATCH_H

#include <signal.h>
#include <stdint.h>

#include "base/status.h"

/*
 * watch_lock(dir): DIR/run/worker.lock, held until the process ends, however
 * it ends.
 * Fails    E_CONFLICT: another worker of that instance runs; E_FAULT.  One
 *          line on stderr.
 */
MUST_USE enum status watch_lock(const char *dir);

/* watch_open(dir, ret): what to wait on.  E_FAULT with one line on stderr. */
MUST_USE enum status watch_open(const char *dir, int *ret);

/*
 * watch_wait(fd, wait_ms, stop): until poked, a signal comes or the time is
 * over; not at all if *stop is set, also between looking and sleeping.
 */
void watch_wait(int fd, int64_t wait_ms, const volatile sig_atomic_t *stop);

#endif
