/*
 * fuzz: what a target is.  libFuzzer calls it with whatever it thinks up, and
 * make check with the corpus; it aborts when a promise is broken.
 */
#ifndef WATCHBILL_TESTS_FUZZ_H
#define WATCHBILL_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct recurrence;

/* The name is libFuzzer's. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* fuzz_expand(r, a): whatever was taken expands, bounded and in order. */
void fuzz_expand(const struct recurrence *r, struct arena *a);

#endif
