/*
 * cookie: all of ours are __Host-, Secure, HttpOnly, SameSite=Lax, Path=/, so
 * that no neighbour can set or read one.  Names here go without "__Host-".
 * Source  RFC 6265bis 4.1.3; ACCEPTANCE SS-01.
 */
#ifndef WATCHBILL_WEB_COOKIE_H
#define WATCHBILL_WEB_COOKIE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define COOKIE_HEADER_MAX 4096	/* HT-10 */

/*
 * cookie_get(header, name, ret): the value of __Host-NAME, empty if there is
 * none.
 *
 * Gives    false if it stands there twice: whose is whose?
 */
bool cookie_get(struct str header, const char *name, struct str *ret);

/* Whether a text may stand in a cookie as it is (RFC 6265 cookie-octet). */
bool cookie_is_value(struct str s);

/* One Set-Cookie line with its CR LF; max_age_s 0 takes the cookie away,
 * below 0 it lives as long as the browser.  Takes a good value (assert). */
struct cookie {
	const char *name;
	struct str value;
	int64_t max_age_s;
};
void cookie_set(struct buf *b, const struct cookie *c);

#endif
