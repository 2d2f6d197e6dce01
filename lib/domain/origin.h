/*
 * origin: who an address stands for where something is limited by it.
 */
#ifndef WATCHBILL_DOMAIN_ORIGIN_H
#define WATCHBILL_DOMAIN_ORIGIN_H

#include "base/str.h"

/*
 * origin_of(address, a): an IPv6 address as its /64, since that is what one
 * household is given; a mapped IPv4 as itself; anything else as it is.
 *
 * Gives    bytes to compare or to hash, not to show.
 * Owns     memory from a, or the caller's address.
 * Source   ACCEPTANCE LG-08.
 */
struct str origin_of(const char *address, struct arena *a);

#endif
