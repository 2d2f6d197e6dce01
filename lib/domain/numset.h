/*
 * numset: a set of small signed numbers, one bit each: the values of a BY
 * part of an RRULE, or of a cron field.
 */
#ifndef WATCHBILL_DOMAIN_NUMSET_H
#define WATCHBILL_DOMAIN_NUMSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NUMSET_LEAST (-384)		/* holds yeardays, and BYDAY as */
#define NUMSET_MOST 383			/* 7 * nth + weekday up to 53SU */

struct numset {
	uint64_t bits[(NUMSET_MOST - NUMSET_LEAST + 1) / 64];
};

/* Numbers outside NUMSET_LEAST..NUMSET_MOST are never members; adding one is
 * a bug and aborts. */
void numset_add(struct numset *s, int v);
bool numset_has(const struct numset *s, int v);
bool numset_is_empty(const struct numset *s);
size_t numset_count(const struct numset *s);
/* The least member >= from, or NUMSET_MOST + 1:
 * for (v = numset_next(s, NUMSET_LEAST); v <= NUMSET_MOST;
 *     v = numset_next(s, v + 1)) */
int numset_next(const struct numset *s, int from);

#endif
