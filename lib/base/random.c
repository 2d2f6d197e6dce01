/*
 * random: libsodium's generator, initialised at the first use.  The only file
 * outside domain/ that knows libsodium.
 */
#include "base/random.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>

#include <sodium.h>

#include "base/log.h"

#include "base/banned.h"

static_assert(RANDOM_HASH_KEY == crypto_shorthash_KEYBYTES, "SipHash's key");

static void
random_ready(void)
{
	static bool ready;

	if (ready)
		return;
	if (sodium_init() < 0) {
		LOG(LOG_ERROR, "random", LOG_TEXT("why", "no libsodium"));
		abort();
	}
	ready = true;
}

void
random_bytes(void *p, size_t n)
{
	random_ready();
	randombytes_buf(p, n);
}

uint32_t
random_below(uint32_t limit)
{
	random_ready();
	return randombytes_uniform(limit);
}

uint64_t
random_hash(const uint8_t key[RANDOM_HASH_KEY], const void *p, size_t n)
{
	unsigned char out[crypto_shorthash_BYTES];
	uint64_t v = 0;
	size_t i;

	crypto_shorthash(out, p, n, key);
	for (i = 0; i < sizeof(out); i++)
		v = v << 8 | out[i];
	return v;
}
