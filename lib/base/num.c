/*
 * num: strict text to numbers and bytes.  Nothing here depends on the locale,
 * and every function either takes the whole slice or refuses it.
 */
#include "base/num.h"

#include <string.h>

#include "base/banned.h"

static const char num_hex_digits[] = "0123456789abcdef";
static const char num_64_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "abcdefghijklmnopqrstuvwxyz0123456789-_";

bool
num_parse(struct str s, int64_t min, int64_t max, int64_t *ret)
{
	bool minus = s.n > 0 && s.p[0] == '-';
	size_t i = minus ? 1 : 0;
	int64_t v = 0;

	if (i == s.n || (s.p[i] == '0' && (minus || s.n > 1)))
		return false;
	for (; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		/* Counted downwards: the negative side holds one more. */
		if (__builtin_mul_overflow(v, 10, &v) ||
		    __builtin_sub_overflow(v, s.p[i] - '0', &v))
			return false;
	}
	if (!minus && __builtin_sub_overflow((int64_t)0, v, &v))
		return false;
	if (v < min || v > max)
		return false;
	*ret = v;
	return true;
}

void
num_hex(struct buf *b, const uint8_t *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		buf_char(b, num_hex_digits[p[i] >> 4]);
		buf_char(b, num_hex_digits[p[i] & 15]);
	}
}

/* The value of one digit of an alphabet of n, or -1. */
static int
num_digit(const char *alphabet, size_t n, char c)
{
	const char *at = memchr(alphabet, c, n);

	return at == NULL ? -1 : (int)(at - alphabet);
}

bool
num_unhex(struct str s, uint8_t *p, size_t n)
{
	size_t i;
	int high, low;

	if (s.n != n * 2)
		return false;
	for (i = 0; i < s.n; i++)
		if (num_digit(num_hex_digits, 16, s.p[i]) < 0)
			return false;
	for (i = 0; i < n; i++) {
		high = num_digit(num_hex_digits, 16, s.p[2 * i]);
		low = num_digit(num_hex_digits, 16, s.p[2 * i + 1]);
		p[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

void
num_base64url(struct buf *b, const uint8_t *p, size_t n)
{
	uint32_t bits = 0;
	unsigned have = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		bits = bits << 8 | p[i];
		for (have += 8; have >= 6; have -= 6)
			buf_char(b, num_64_digits[bits >> (have - 6) & 63]);
	}
	if (have > 0)
		buf_char(b, num_64_digits[bits << (6 - have) & 63]);
}

bool
num_unbase64url(struct str s, uint8_t *p, size_t n)
{
	uint32_t bits = 0;
	unsigned have = 0;
	size_t i, out = 0;

	if (s.n != n / 3 * 4 + (n % 3 == 0 ? 0 : n % 3 + 1))
		return false;
	for (i = 0; i < s.n; i++) {
		int digit = num_digit(num_64_digits, 64, s.p[i]);

		if (digit < 0)
			return false;
		bits = bits << 6 | (uint32_t)digit;
		have += 6;
	}
	/* The bits behind the last byte must be zero: one text per value. */
	have %= 8;
	if ((bits & ((1u << have) - 1)) != 0)
		return false;
	for (i = 0, bits = 0, have = 0; i < s.n; i++) {
		bits = bits << 6 |
		    (uint32_t)num_digit(num_64_digits, 64, s.p[i]);
		have += 6;
		if (have >= 8) {
			have -= 8;
			p[out++] = (uint8_t)(bits >> have);
		}
	}
	return true;
}
