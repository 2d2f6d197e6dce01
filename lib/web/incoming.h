/*
 * incoming: one request as nginx hands it over, before anybody knows who sent
 * it.  Slices point into the parameters and live as long as they do.
 */
#ifndef WATCHBILL_WEB_INCOMING_H
#define WATCHBILL_WEB_INCOMING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/str.h"
#include "web/route.h"

struct arena;

#define INCOMING_BODY_MAX ((size_t)16 * 1024)
#define INCOMING_TRACE 32	/* nginx's request id: hexadecimal digits */

struct incoming {
	struct str method_name;		/* as sent: "TRACE" */
	enum method method;		/* HEAD is M_GET; M_UNSET: not ours */
	bool head;
	enum surface surface;		/* SURFACE_API or SURFACE_PAGE */
	struct str document;		/* decoded path, as nginx routed it */
	struct str path;		/* the same without /api/v1 */
	struct str query;		/* still encoded */
	struct str cookie;
	struct str authorization;
	struct str content_type;
	struct str csrf;		/* X-CSRF-Token */
	struct str origin;
	struct str site;		/* Sec-Fetch-Site */
	struct str languages;		/* Accept-Language */
	struct str length;		/* CONTENT_LENGTH, as digits */
	struct str user_agent, address, trace;
	size_t body_n;			/* what length says; 0 without */
	struct str body;		/* filled in by whoever reads it */
};

/*
 * incoming_read(envp, ret): the parameters of one request.
 *
 * Takes    NAME=VALUE strings, NULL ended; the path is DOCUMENT_URI, never
 *          REQUEST_URI (FACTS "nginx" 10), the address REMOTE_ADDR alone
 *          (LG-07), no header names a host (FACTS 9) or another method (AZ-09).
 * Gives    everything that could be read even when it fails, so that the
 *          answer has the right face.
 * Fails    E_MALFORMED: a header twice that must be single, a cookie header
 *          over 4 KB, a length that is no number; E_TOOLARGE: a body over
 *          16 KB.
 * Source   ACCEPTANCE HT-07, HT-10, LG-07, AZ-09.
 */
MUST_USE enum status incoming_read(const char *const *envp,
    struct incoming *ret);

#endif
