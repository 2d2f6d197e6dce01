/*
 * link: addresses that stand in notices.  The web layer has the routes, the
 * worker has not; a test holds these against the route table.
 */
#ifndef WATCHBILL_DOMAIN_LINK_H
#define WATCHBILL_DOMAIN_LINK_H

#include <stdint.h>

struct arena;

/* site_url is the configured public URL, with or without a last slash; "" gives
 * the bare path.  The text lives in a.  Reference and token are base64url. */
const char *link_home(struct arena *a, const char *site_url);
const char *link_shift(struct arena *a, const char *site_url, int64_t shift);
const char *link_mine(struct arena *a, const char *site_url);
const char *link_shifts(struct arena *a, const char *site_url);
const char *link_callback(struct arena *a, const char *site_url,
    const char *reference);
const char *link_welcome(struct arena *a, const char *site_url,
    const char *token);

#endif
