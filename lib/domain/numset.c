/* numset: bits in words; NUMSET_LEAST is bit 0 of the first. */
#include "domain/numset.h"

#include <assert.h>

#include "base/banned.h"

#define WORDS (sizeof(((struct numset *)NULL)->bits) / sizeof(uint64_t))

static bool
numset_holds(int v)
{
	return v >= NUMSET_LEAST && v <= NUMSET_MOST;
}

void
numset_add(struct numset *s, int v)
{
	unsigned i = (unsigned)(v - NUMSET_LEAST);

	assert(numset_holds(v));
	s->bits[i / 64] |= UINT64_C(1) << i % 64;
}

bool
numset_has(const struct numset *s, int v)
{
	unsigned i = (unsigned)(v - NUMSET_LEAST);

	return numset_holds(v) && (s->bits[i / 64] >> i % 64 & 1) != 0;
}

bool
numset_is_empty(const struct numset *s)
{
	size_t i;

	for (i = 0; i < WORDS; i++) {
		if (s->bits[i] != 0)
			return false;
	}
	return true;
}

size_t
numset_count(const struct numset *s)
{
	size_t i, n = 0;

	for (i = 0; i < WORDS; i++)
		n += (size_t)__builtin_popcountll(s->bits[i]);
	return n;
}

int
numset_next(const struct numset *s, int from)
{
	unsigned i = from < NUMSET_LEAST ? 0 : (unsigned)(from - NUMSET_LEAST);
	uint64_t rest;

	while (i < WORDS * 64) {
		rest = s->bits[i / 64] >> i % 64;
		if (rest != 0)
			return (int)i + __builtin_ctzll(rest) + NUMSET_LEAST;
		i = (i / 64 + 1) * 64;
	}
	return NUMSET_MOST + 1;
}
