/* random: the operating system's randomness, through libsodium. */
#ifndef WATCHBILL_BASE_RANDOM_H
#define WATCHBILL_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

void random_bytes(void *p, size_t n);
uint32_t random_below(uint32_t limit);	/* uniform, 0..limit-1, no bias */

#endif
