/*
 * num: text to numbers and bytes, strictly.  The whole slice must be the
 * number: no sign but '-', no spaces, no leading zeros, no overflow.
 */
#ifndef WATCHBILL_BASE_NUM_H
#define WATCHBILL_BASE_NUM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

bool num_parse(struct str s, int64_t min, int64_t max, int64_t *ret);

/*
 * Lower-case hexadecimal; base64url without padding (RFC 4648 5).  Reading
 * takes only what writing gives: no upper-case hexadecimal, no loose bits
 * behind the last byte.  p is untouched on failure.
 */
void num_hex(struct buf *b, const uint8_t *p, size_t n);
bool num_unhex(struct str s, uint8_t *p, size_t n);	/* exactly n bytes */
void num_base64url(struct buf *b, const uint8_t *p, size_t n);
bool num_unbase64url(struct str s, uint8_t *p, size_t n);	/* exactly n */

#endif
