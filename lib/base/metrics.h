/*
 * metrics: one mapped file shared by every process of an instance: counters
 * and the rate buckets.  Losing it loses only counts and recent rates.
 */
#ifndef WATCHBILL_BASE_METRICS_H
#define WATCHBILL_BASE_METRICS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "base/str.h"

/* metrics_open(path): creates, checks (magic, layout version, size) and maps;
 * a file of another layout is made anew.  E_FAULT. */
MUST_USE enum status metrics_open(const char *path);

#define METRICS_ROUTES 256
#define METRICS_CLASSES 6	/* by first digit of the HTTP code */
/* One answered request: counters, histogram of duration. */
void metrics_request(unsigned route, int http, int64_t duration_us);
uint64_t metrics_requests(unsigned route, int http_class);

/*
 * metrics_rate(bucket, key, burst, per_s, now_us): takes one token of a
 * bucket that holds burst and refills over per_s seconds; false: empty.
 * *ret_wait_s then says in how many seconds one token is back.  Buckets are
 * a fixed table of (bucket, hash of key), the least recently used is given
 * away: memory is bounded whatever the number of keys.  GCRA, atomic.
 * Without metrics_open it fails closed.
 */
bool metrics_rate(unsigned bucket, struct str key, int64_t burst,
    int64_t per_s, int64_t now_us, int64_t *ret_wait_s);

#endif
