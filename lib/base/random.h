/*
 * random: the operating system's randomness, through libsodium.  Without it
 * the process ends: there is no second best.
 */
#ifndef WATCHBILL_BASE_RANDOM_H
#define WATCHBILL_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

void random_bytes(void *p, size_t n);
uint32_t random_below(uint32_t limit);	/* uniform, 0..limit-1, no bias */

#define RANDOM_HASH_KEY 16
/*
 * random_hash(key, p, n): a hash that nobody without the key can steer, for
 * tables that strangers fill (SipHash-2-4).  Not a digest.
 */
uint64_t random_hash(const uint8_t key[RANDOM_HASH_KEY], const void *p,
    size_t n);

#endif
