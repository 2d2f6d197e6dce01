/*
 * status: how an operation ended.  Every fallible function of Watchbill
 * returns one; the table gives each its HTTP code and its slug, so that the
 * web layer never decides twice.  OK is zero.
 */
#ifndef WATCHBILL_BASE_STATUS_H
#define WATCHBILL_BASE_STATUS_H

#define MUST_USE __attribute__((warn_unused_result))

enum status {
	OK = 0,
	E_NOTFOUND,	/* 404: not there, or not yours: the same answer */
	E_CONFLICT,	/* 409: somebody was first, or the state forbids it */
	E_INVALID,	/* 422: understood, and refused: see the refusals */
	E_DENIED,	/* 403: known, and not allowed */
	E_ANONYMOUS,	/* 401: sign in first */
	E_LIMITED,	/* 429: too often */
	E_BUSY,		/* 503: the write lock or the pool did not come free */
	E_FAULT,	/* 500: our fault or the machine's: logged where met */
	E_MALFORMED,	/* 400: not HTTP, JSON or a form as we read them */
	E_METHOD,	/* 405: the path is there, the method is not */
	E_TOOLARGE,	/* 413: more than the route takes */
	E_MEDIA,	/* 415: a content type that the route does not read */
	STATUS__MAX
};

/* The HTTP code, the stable slug ("conflict") and the English title. */
int status_http(enum status s);
const char *status_slug(enum status s);
const char *status_title(enum status s);

#endif
