/* otp: one-time codes (PRODUCT rule 8). */
#ifndef WATCHBILL_DOMAIN_OTP_H
#define WATCHBILL_DOMAIN_OTP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define OTP_DIGITS 6
#define OTP_TRIES 5
#define OTP_TEXT (OTP_DIGITS + 1)

/* otp_format(n, ret): n in 0..999999 as six digits. */
void otp_format(uint32_t n, char ret[OTP_TEXT]);
/* otp_read(s, ret): what a person typed: six ASCII digits, spaces around and
 * spaces or hyphens between them allowed; false and ret untouched if not. */
bool otp_read(struct str s, char ret[OTP_TEXT]);
/* Seconds to wait after the n-th send (n >= 1): 30, 60, 120 ... to 3600. */
int64_t otp_resend_after_s(int64_t sends);

#endif
