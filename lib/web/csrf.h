/*
 * csrf: that a form was filled in on a page of ours.  Signed in, the token is
 * a MAC over the session; before, a MAC over a random cookie of the browser.
 * Both are masked anew on each page (CS-06).
 */
#ifndef WATCHBILL_WEB_CSRF_H
#define WATCHBILL_WEB_CSRF_H

#include "web/request.h"

/*
 * csrf_token(r): for page.csrf, in r's arena.  Without a session and without
 * a browser's cookie it sets one.
 */
const char *csrf_token(struct req *r);

/*
 * csrf_check(r): of a POST on the page surface: where it comes from, then its
 * token, from the header X-CSRF-Token or else the field "csrf".
 *
 * Fails    E_DENIED "csrf-origin": another site sent it; "csrf-token": the
 *          token is missing, old, or another session's.  One log line.
 * Source   ACCEPTANCE CS-01, CS-02, CS-05, CS-06.
 */
MUST_USE enum status csrf_check(struct req *r);

#endif
