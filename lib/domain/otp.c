/*
 * otp: the text of one-time codes and the pace of asking again.  Drawing,
 * keeping and comparing codes is left to who has random, store and keys.
 */
#include "domain/otp.h"

#include <assert.h>

#include "base/banned.h"

#define RESEND_FIRST_S 30
#define RESEND_MOST_S 3600

void
otp_format(uint32_t n, char ret[OTP_TEXT])
{
	int i;

	assert(n <= 999999);
	ret[OTP_DIGITS] = '\0';
	for (i = OTP_DIGITS - 1; i >= 0; i--) {
		ret[i] = (char)('0' + n % 10);
		n /= 10;
	}
}

bool
otp_read(struct str s, char ret[OTP_TEXT])
{
	char code[OTP_TEXT] = { 0 };
	size_t i, n = 0;

	s = str_trim(s);
	for (i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool between = n > 0 && i + 1 < s.n;

		if (c >= '0' && c <= '9' && n < OTP_DIGITS)
			code[n++] = c;
		else if (!between || (c != ' ' && c != '-'))
			return false;
	}
	if (n != OTP_DIGITS)
		return false;
	for (i = 0; i < OTP_TEXT; i++)
		ret[i] = code[i];
	return true;
}

int64_t
otp_resend_after_s(int64_t sends)
{
	int64_t wait = RESEND_FIRST_S;

	assert(sends >= 1);
	for (; sends > 1 && wait < RESEND_MOST_S; sends--)
		wait *= 2;
	return wait < RESEND_MOST_S ? wait : RESEND_MOST_S;
}
