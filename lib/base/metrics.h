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

/*
 * metrics_open(path): creates, checks (magic, layout version, size) and maps;
 * a file of another layout is made anew under the same name, and processes
 * that still have the old one mapped keep it.
 *
 * Fails    E_FAULT: the file can be neither opened nor made.
 */
MUST_USE enum status metrics_open(const char *path);

#define METRICS_ROUTES 256
#define METRICS_CLASSES 6	/* by first digit of the HTTP code, 0 others */
#define METRICS_BUCKETS 12	/* of the histogram */
/* One answered request: counters, histogram of duration.  Without metrics_open
 * or beyond the routes it counts nothing, and the others read 0. */
void metrics_request(unsigned route, int http, int64_t duration_us);
uint64_t metrics_requests(unsigned route, int http_class);
/* How many took at most metrics_bucket_us(bucket), and longer than the bucket
 * before; the last has no bound (INT64_MAX).  The sum of all durations. */
uint64_t metrics_durations(unsigned route, unsigned bucket);
int64_t metrics_bucket_us(unsigned bucket);
uint64_t metrics_duration_sum_us(unsigned route);

/*
 * metrics_rate(bucket, key, burst, per_s, now_us, ret_wait_s): whether one more
 * may happen now; if not, *ret_wait_s says in how many seconds.
 *
 * Takes    burst >= 1 events in per_s seconds.
 * Gives    up to RATE_WINDOW_MOST strictly: never more in any such span; above
 *          that, floods, a bucket that refills evenly (base/rate.h).
 *          A fixed table of words, the oldest are given away: memory is
 *          bounded whatever the number of keys.
 * Fails    closed: without metrics_open nothing may.
 */
bool metrics_rate(unsigned bucket, struct str key, int64_t burst,
    int64_t per_s, int64_t now_us, int64_t *ret_wait_s);

#endif
