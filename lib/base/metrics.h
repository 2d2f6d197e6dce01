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
 * metrics_rate(bucket, key, burst, per_s, now_us, ret_wait_s): takes one token
 * of a bucket that holds burst and refills over per_s seconds; false: empty.
 *
 * Takes    burst >= 1; per_s of 1 s to 30 days; now_us of one clock for all
 *          callers, any epoch: what a clock before the last boot left behind
 *          counts as full.
 * Gives    *ret_wait_s: in how many seconds one token is back, when false.
 *          So at most burst at once, and at most 2 * burst in any per_s.
 * Fails    closed: false without metrics_open.
 * Owns     a fixed table of (bucket, hash of key): memory is bounded whatever
 *          the number of keys; when a set of it is full, the bucket that is
 *          nearest to full is given away, and loses least.
 * Source   GCRA (ITU-T I.371), one compare-and-swap a call: a process killed
 *          in it leaves nothing half done.
 */
bool metrics_rate(unsigned bucket, struct str key, int64_t burst,
    int64_t per_s, int64_t now_us, int64_t *ret_wait_s);

#endif
