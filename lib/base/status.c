/*
 * status: the one table behind the three look-ups.  A status that is none of
 * ours is answered like a fault, so that nothing unknown ever looks like OK.
 */
#include "base/status.h"

#include "base/banned.h"

struct status_row {
	int http;
	const char *slug;
	const char *title;
};

static const struct status_row status_rows[STATUS__MAX] = {
	[OK] = { 200, "ok", "OK" },
	[E_NOTFOUND] = { 404, "not-found", "Not found" },
	[E_CONFLICT] = { 409, "conflict", "Conflict" },
	[E_INVALID] = { 422, "invalid", "Not accepted" },
	[E_DENIED] = { 403, "denied", "Not allowed" },
	[E_ANONYMOUS] = { 401, "anonymous", "Sign in first" },
	[E_LIMITED] = { 429, "limited", "Too many requests" },
	[E_BUSY] = { 503, "busy", "Busy" },
	[E_FAULT] = { 500, "fault", "Internal error" },
	[E_MALFORMED] = { 400, "malformed", "Malformed request" },
	[E_METHOD] = { 405, "method", "Method not allowed" },
	[E_TOOLARGE] = { 413, "too-large", "Too large" },
	[E_MEDIA] = { 415, "media-type", "Media type not supported" },
};

static const struct status_row *
status_row(enum status s)
{
	if ((unsigned)s >= STATUS__MAX)
		s = E_FAULT;
	return &status_rows[s];
}

int
status_http(enum status s)
{
	return status_row(s)->http;
}

const char *
status_slug(enum status s)
{
	return status_row(s)->slug;
}

const char *
status_title(enum status s)
{
	return status_row(s)->title;
}
