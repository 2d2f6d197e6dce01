/* digest: SHA-256, for chains, hashes of tokens and files. */
#ifndef WATCHBILL_DOMAIN_DIGEST_H
#define WATCHBILL_DOMAIN_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define DIGEST_BYTES 32

struct digest_part {
	const void *p;
	size_t n;
};

/*
 * digest_parts(parts, n, ret): SHA-256 over each part's length (8 bytes, big
 * endian) and bytes: so that no two different lists of parts collide.
 * digest_plain: SHA-256 of the bytes alone.
 */
void digest_parts(const struct digest_part *parts, size_t n,
    uint8_t ret[DIGEST_BYTES]);
void digest_plain(struct str s, uint8_t ret[DIGEST_BYTES]);
/* The length as digest_parts puts it before a part: for keyed digests. */
void digest_length(uint64_t n, uint8_t ret[8]);

#endif
